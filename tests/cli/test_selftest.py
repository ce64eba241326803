"""An engine tried through the real command, as the README writes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run_studio import run_studio
from tests.cli.test_make_flux_pulid import ON_ONE_CORE


def test_draft_passes_and_writes_what_may_be_sent(tmp_path: Path, private_home: Path) -> None:
    ran = run_studio("selftest", "--engine", "draft", "--json", cwd=tmp_path)
    assert ran.code == 0, ran.out + ran.err
    report = ran.result
    file = Path(report.pop("file"))
    assert file == Path("selftest-draft.json")
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert json.loads(text) == report
    assert {check["name"]: check["passed"] for check in report["checks"]} | {"identity": None} == {
        "black": True, "fog": True, "identity": None, "repeat": True}
    assert set(report["seconds"]) == {"load", "first", "each", "load_again", "first_again"}
    assert all(value >= 0 for value in report["seconds"].values())
    assert report["memory"]["process_bytes"] > 50 << 20
    assert {"studio", "python", "system", "numpy"} <= set(report["versions"])
    assert report["device"]
    for private in (tmp_path, private_home, Path.home()):
        assert str(private) not in text
    assert not list((private_home / "cache").glob("takes/??/*.png"))


def test_takes_of_before_are_not_found_again(tmp_path: Path) -> None:
    for _ in range(2):
        assert run_studio("selftest", "--engine", "draft", "--out", tmp_path / "a.json", cwd=tmp_path).code == 0
        assert json.loads((tmp_path / "a.json").read_text())["seconds"]["first"] > 0


def test_random_weights_fail_with_a_sentence_for_each_check(tmp_path: Path, shared: Path) -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    from tests.generate.flux.tiny_weights import write_tiny_weights

    weights = write_tiny_weights(tmp_path / "weights", shared / "parity")
    small = tmp_path / "small.toml"
    small.write_text("width = 64\nheight = 96\nsteps = 3\nengine = 'flux-pulid'\n[options]\ntext_tokens = 64\n")
    ran = run_studio("selftest", "--engine", "flux-pulid", "--preset", small, cwd=tmp_path,
                     env={"STUDIO_FLUX_WEIGHTS": str(weights), **ON_ONE_CORE})
    assert ran.code == 1
    report = json.loads((tmp_path / "selftest-flux-pulid.json").read_text(encoding="utf-8"))
    passed = {check["name"]: check["passed"] for check in report["checks"]}
    assert passed["repeat"] is True
    assert passed["identity"] is False
    assert (report["precision"], report["device"]) == ("fp32", "cpu")
    assert report["preset"] == "small"
    assert report["weights"]
    assert all(check["sentence"] in ran.out for check in report["checks"])
    assert str(tmp_path) not in json.dumps(report)


def test_what_keeps_an_engine_from_running_is_a_failed_check(tmp_path: Path) -> None:
    ran = run_studio("selftest", "--engine", "flux-pulid", "--json", cwd=tmp_path,
                     env={"STUDIO_FLUX_WEIGHTS": str(tmp_path / "nothing"), "STUDIO_DEVICE": "cpu"})
    assert ran.code == 1
    check, = ran.result["checks"]
    assert (check["name"], check["passed"]) == ("run", False)
    assert "STUDIO_FLUX_WEIGHTS" in check["sentence"]
    assert str(tmp_path) not in (tmp_path / "selftest-flux-pulid.json").read_text(encoding="utf-8")
