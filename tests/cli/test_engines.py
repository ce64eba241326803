"""`studio engines`: adding, trying and forgetting programs in environments of their own."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from studio.finish.mp4_packets import packet_facts
from tests.cli.run_studio import run_studio
from tests.finish.engines.stand_ins import make_stand_in
from tests.jobs.hosts.sshd import running_sshd
from tests.ui.episodes import make_episode_with_takes


def test_engines_are_added_tried_listed_and_forgotten(tmp_path: Path) -> None:
    stand_in = make_stand_in("mmaudio", tmp_path)
    weights = stand_in.checkout / "weights" / "mmaudio_small_44k.pth"
    weights.unlink()
    lacking = run_studio("engines", "add", "mmaudio", "--path", stand_in.checkout, "--python", stand_in.python, "--variant",
                         "small_44k", "--json")
    assert lacking.error["kind"] == "missing"
    assert "curl -L --create-dirs -o weights/mmaudio_small_44k.pth" in lacking.error["message"]
    assert not any(row["added"] for row in run_studio("engines", "list", "--json").result["engines"])
    added = run_studio("engines", "add", "mmaudio", "--path", stand_in.checkout, "--python", stand_in.python, "--json")
    assert added.code == 0, added.err
    assert added.result["variant"] == "large_44k_v2"
    assert "non-commercial" in added.result["licences"][0]
    tried = run_studio("engines", "test", "mmaudio", "--json")
    assert tried.code == 0, tried.err
    assert tried.result["seconds"] > 0
    assert tried.result["python"].startswith("3.")
    rows = {row["name"]: row for row in run_studio("engines", "list", "--json").result["engines"]}
    assert rows["mmaudio"]["added"]
    assert "South Korea" in rows["hunyuan-foley"]["licences"][0]["regions"]
    found = next(item for item in run_studio("doctor", "--json").result["findings"] if item["name"] == "engine mmaudio")
    assert found["works"]
    (stand_in.checkout / "demo.py").unlink()
    found = next(item for item in run_studio("doctor", "--json").result["findings"] if item["name"] == "engine mmaudio")
    assert "git checkout -- demo.py" in found["mend"]
    assert run_studio("engines", "remove", "mmaudio").code == 0
    assert not any(row["added"] for row in run_studio("engines", "list", "--json").result["engines"])


@pytest.mark.parametrize(("words", "kind"), [
    (("add", "latentsink", "--path", "x", "--python", "python"), "usage"),
    (("add", "latentsync", "--path", "x", "--python", "python", "--variant", "2"), "usage"),
    (("add", "latentsync", "--path", "/no/such", "--python", "python"), "missing"),
    (("add", "latentsync", "--path", "x", "--python", "python", "--host", "box"), "missing"),
    (("test", "latentsync"), "missing"), (("remove", "latentsync"), "missing"),
])
def test_what_cannot_be_is_one_sentence(words: tuple[str, ...], kind: str) -> None:
    ran = run_studio("engines", *words, "--json")
    assert ran.error["kind"] == kind, ran.out
    assert "Traceback" not in ran.err


def test_an_engine_works_on_a_host(tmp_path: Path) -> None:
    stand_in = make_stand_in("latentsync", tmp_path)
    with running_sshd(tmp_path / "sshd") as server:
        host = server.host()
        run_studio("hosts", "add", "box", host.target, "--command", shlex.join(host.command), "--ssh-config",
                   host.ssh_config)
        added = run_studio("engines", "add", "latentsync", "--path", stand_in.checkout, "--python", stand_in.python,
                           "--host", "box", "--json")
        assert added.code == 0, added.err
        tried = run_studio("engines", "test", "latentsync", "--json")
        assert tried.code == 0, tried.err
        assert tried.result["host"] == "box"
    assert stand_in.runs() == ["52"]
    gone = run_studio("engines", "test", "latentsync", "--json")
    assert "box cannot be reached" in gone.error["message"]


def test_a_video_is_exported_with_both(tmp_path: Path) -> None:
    episode, out = make_episode_with_takes(tmp_path / "a.episode", 12, picture=(320, 480)), tmp_path / "out.mp4"
    for name in ("latentsync", "mmaudio"):
        stand_in = make_stand_in(name, tmp_path)
        added = run_studio("engines", "add", name, "--path", stand_in.checkout, "--python", stand_in.python)
        assert added.code == 0, added.err
    words = ("export", episode, "--lip-sync", "latentsync", "--foley", "mmaudio", "--out", out, "--json")
    first = run_studio(*words)
    assert first.code == 0, first.err
    assert packet_facts(out).frames == 50
    stages = [stage["name"] for stage in first.result["stages"]]
    assert stages[:4] == ["loop", "lipsync", "foley", "mix"]
    score = first.result["stages"][1]["details"]["sync"]
    assert run_studio("stages", episode, "--json").result["stages"][1]["details"]["sync"] == score
    assert score["n"] > 0
    again = run_studio(*words)
    assert all(stage["cached"] for stage in again.result["stages"] if stage["name"] in ("loop", "lipsync", "foley", "mix"))
    answer = run_studio("info", episode, "--json").result["may_be_sold"]
    assert (answer["answer"], answer["because"]) == ("no", ["LatentSync", "MMAudio"])
