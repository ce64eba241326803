"""`studio weights` as a person runs it, over a web server that stands for the Hub."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.cli.main import run
from studio.weights.catalog import CATALOG
from studio.weights.places import own_place
from tests.cli.run_studio import run_studio
from tests.weights.rows import REPOSITORY, hub_row, put_rows
from tests.weights.web_server import WebServer, stand_for_hub

FILES = {"config.json": b"{}", "weights.safetensors": b"weights" * 10_000}


@pytest.fixture
def tiny(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> WebServer:
    """One row in the table, of a repository that is served."""
    web.add_repository(REPOSITORY, FILES)
    stand_for_hub(web, monkeypatch)
    put_rows(monkeypatch, hub_row(FILES, unrecorded=("config.json",)))
    return web


def said(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    code = run([*words, "--json"])
    answer: dict[str, object] = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    return code, answer


def test_the_list_names_everything_with_what_it_allows(tmp_path: Path) -> None:
    listed = {item["name"]: item for item in run_studio("weights", "list", "--json", cwd=tmp_path).result["weights"]}
    assert list(listed) == list(CATALOG)
    assert not any(item["here"] for item in listed.values())
    assert listed["flux1-dev"]["sale"] == "no"
    assert listed["flux1-dev"]["steps"][-1] == "run `studio weights fetch flux1-dev`"
    assert "hf auth login" in listed["flux1-dev"]["steps"][1]
    assert listed["flux2-klein"]["sale"] == "yes"
    text = run_studio("weights", "list").out
    assert "not for sale" in text
    assert "-> run `studio weights fetch pulid-flux`" in text


def test_fetched_checked_changed_and_caught(tiny: WebServer, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = said(["weights", "fetch", "tiny", "--accept-licence"], capsys)
    assert code == 0
    folder = Path(str(answer["path"]))
    assert (folder / "weights.safetensors").read_bytes() == FILES["weights.safetensors"]
    assert said(["weights", "fetch", "tiny"], capsys) == (0, answer)
    assert len(tiny.fetched()) == len(FILES)
    assert said(["weights", "verify"], capsys)[0] == 0
    (folder / "weights.safetensors").resolve().write_bytes(b"Weights" * 10_000)
    code, answer = said(["weights", "verify", "tiny"], capsys)
    assert code == 1
    error = answer["error"]
    assert isinstance(error, dict)
    assert error["kind"] == "damaged"
    assert "weights.safetensors is another file than the published" in error["message"]
    assert "`studio weights fetch tiny`" in error["message"]


def test_first_use_is_recorded_and_said(tiny: WebServer, capsys: pytest.CaptureFixture[str]) -> None:
    del tiny
    for path, data in FILES.items():
        (own_place(CATALOG["tiny"]) / path).parent.mkdir(parents=True, exist_ok=True)
        (own_place(CATALOG["tiny"]) / path).write_bytes(data)
    assert run(["weights", "verify", "tiny"]) == 0
    assert "1 files have no published digest: theirs are recorded now" in capsys.readouterr().out
    assert run(["weights", "verify", "tiny"]) == 0
    assert "as recorded" in capsys.readouterr().out


def test_without_consent_nothing_is_fetched(tiny: WebServer, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = said(["weights", "fetch", "tiny"], capsys)
    assert code == 1
    assert "only after its licence" in str(answer)
    assert tiny.asked == []


def test_a_folder_is_taken_in(tiny: WebServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, data in FILES.items():
        (tmp_path / "mine").mkdir(exist_ok=True)
        (tmp_path / "mine" / path).write_bytes(data)
    code, answer = said(["weights", "import", str(tmp_path / "mine"), "--copy"], capsys)
    assert (code, answer["imported"]) == (0, ["tiny"])
    assert run(["weights", "import", str(tmp_path / "mine")]) == 0
    assert "was here  tiny" in capsys.readouterr().out
    assert tiny.asked == []


def test_a_closed_gate_and_no_network_are_sentences(web: WebServer) -> None:
    web.gated.add("black-forest-labs/FLUX.1-dev")
    words = ("weights", "fetch", "flux1-dev", "--accept-licence", "--json")
    gated = run_studio(*words, env={"HF_ENDPOINT": web.address})
    assert gated.code == 1
    assert "https://huggingface.co/black-forest-labs/FLUX.1-dev is gated" in gated.error["message"]
    assert "hf auth login" in gated.error["message"]
    assert {asked.path.partition("/resolve/")[0] for asked in web.asked} == {"/black-forest-labs/FLUX.1-dev"}
    offline = run_studio(*words, env={"HF_ENDPOINT": "http://127.0.0.1:9"})
    assert offline.code == 1
    assert "Check the network" in offline.error["message"]
    assert run_studio(*words, env={"HF_HUB_OFFLINE": "1"}).error["kind"] == "missing"


def test_an_unknown_name_is_wrong_usage() -> None:
    ran = run_studio("weights", "fetch", "nothing", "--json")
    assert ran.code == 2
    assert "`studio weights list`" in ran.error["message"]


def test_checking_what_is_not_here_says_how_to_get_it() -> None:
    error = run_studio("weights", "verify", "pulid-flux", "--json").error
    assert error["kind"] == "missing"
    assert "`studio weights fetch pulid-flux`" in error["message"]
