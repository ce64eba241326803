"""`studio hosts`, and the commands that work on a host, over a real ssh to this machine."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from studio.cli.there import without_host
from studio.media.ffmpeg import file_argument, run_ffmpeg
from tests.cli.run_studio import run_studio
from tests.cli.small_inputs import make_arguments, write_inputs
from tests.jobs.hosts.sshd import running_sshd


def test_hosts_are_added_listed_and_removed(tmp_path: Path) -> None:
    config = tmp_path / "ssh config"
    config.touch()
    added = run_studio("hosts", "add", "box", "me@box", "--python", "~/s/bin/python", "--ssh-config", config, "--json")
    assert added.result["command"] == ["~/s/bin/python", "-m", "studio"]
    assert run_studio("hosts", "add", "lab", "ssh://lab:2222", "--command", "nice -n 5 studio", "--json").code == 0
    hosts = run_studio("hosts", "list", "--json").result["hosts"]
    assert [(host["name"], host["target"], host["command"][-1]) for host in hosts] == [
        ("box", "me@box", "studio"), ("lab", "ssh://lab:2222", "studio")]
    assert hosts[0]["ssh_config"] == str(config)
    assert run_studio("hosts", "remove", "box").code == 0
    assert [host["name"] for host in run_studio("hosts", "list", "--json").result["hosts"]] == ["lab"]


@pytest.mark.parametrize(("words", "kind", "code"), [
    (("hosts", "add", "box", "-oProxyCommand=id"), "usage", 2),
    (("hosts", "add", "--", "box", "-oProxyCommand=id"), "input", 1),
    (("hosts", "add", "here", "me@box"), "input", 1),
    (("hosts", "add", "box", "me@box", "--python", "a", "--command", "b"), "usage", 2),
    (("hosts", "add", "box", "me@box", "--command", "it's"), "usage", 2),
    (("hosts", "test", "box"), "missing", 1),
    (("hosts", "remove", "box"), "missing", 1),
    (("doctor", "--host", "box"), "missing", 1),
])
def test_what_cannot_be_is_one_sentence(words: tuple[str, ...], kind: str, code: int) -> None:
    ran = run_studio(words[0], words[1], "--json", *words[2:]) if words[0] == "hosts" else run_studio(*words, "--json")
    assert (ran.code, ran.error["kind"]) == (code, kind), ran.out
    assert "Traceback" not in ran.err


def test_the_host_is_left_out_of_the_words_that_go_there() -> None:
    assert without_host(["doctor", "--host", "box", "--json"]) == ["doctor", "--json"]
    assert without_host(["models", "--host=box", "list"]) == ["models", "list"]


def test_an_episode_is_made_on_a_host(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=6)
    with running_sshd(tmp_path / "sshd") as server:
        host = server.host()
        added = run_studio("hosts", "add", "box", host.target, "--command", shlex.join(host.command), "--ssh-config",
                           host.ssh_config)
        assert added.code == 0, added.err
        tested = run_studio("hosts", "test", "box", "--json")
        assert tested.result["round_trips"] == 20
        assert tested.result["engines"][0] == {"name": "draft", "available": True, "why": "", "mend": ""}
        made = run_studio(*make_arguments(inputs, tmp_path / "there.mp4", "--host", "box"))
        assert made.code == 0, made.err
        assert made.result["takes"] == 6
        assert len(list((server.home / "cache" / "takes").glob("??/*.png"))) == 6
        assert not list((server.home / "config").glob("*.toml"))
        findings = run_studio("doctor", "--host", "box", "--json").result["findings"]
        assert str(server.home) in str(findings)
        assert run_studio("models", "list", "--host", "box", "--json").result["models"]
    gone = run_studio("generate", tmp_path / "there.episode", "--preset", "D", "--json")
    assert "box cannot be reached" in gone.error["message"]
    again = run_studio("generate", tmp_path / "there.episode", "--preset", inputs["preset"], "--host", "here", "--json")
    assert (again.result["made"], again.result["found"]) == (0, 6)
    here = run_studio(*make_arguments(inputs, tmp_path / "here.mp4"))
    assert here.code == 0, here.err
    assert _frames(tmp_path / "here.mp4") == _frames(tmp_path / "there.mp4")


def _frames(video: Path) -> bytes:
    """The md5 of every frame."""
    return run_ffmpeg(["-i", file_argument(video), "-map", "0:v", "-f", "framemd5", "-"])
