"""How ssh is called, and what is said where it fails: over a real ssh, each failure made to happen."""

from __future__ import annotations

import shutil
import socket
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.jobs.hosts.host import Host, add_host
from studio.jobs.hosts.probe import FRAMES, ROUND_TRIPS, HostReport, probe_host
from studio.jobs.hosts.run_there import run_there
from studio.jobs.hosts.ssh_line import SshLine, quoted
from tests.jobs.hosts.sshd import Sshd


def probe(host: Host) -> HostReport:
    add_host(host)
    return probe_host(host.name, lambda _: None)


def probe_fails(host: Host) -> StudioError:
    with pytest.raises(StudioError) as caught:
        probe(host)
    return caught.value


def test_ssh_is_given_no_shell_and_no_port_and_no_question() -> None:
    host = Host("box", "me@box", ("~/my studio/python", "-m", "studio"), "/etc/my config")
    argv = SshLine(host).worker("analyzer:it's")
    assert argv[:4] == ["ssh", "-T", "-F", "/etc/my config"]
    assert {"BatchMode=yes", "ClearAllForwardings=yes", "ServerAliveInterval=5"} <= set(argv)
    assert argv[-3:-1] == ["--", "me@box"]
    assert argv[-1] == """~/'my studio/python' -m studio worker 'analyzer:it'"'"'s' --keep-going || exit 97"""


@pytest.mark.parametrize("word", ["plain", "with space", "$HOME `id` $(id)", "a'b\"c", "~root", "*", "a;b|c&d", "", "~/x y"])
def test_words_arrive_as_they_are(word: str) -> None:
    home = str(Path("~").expanduser())
    there = subprocess.run(["sh", "-c", f"printf %s {quoted(word)}"], capture_output=True, check=True, text=True)
    assert there.stdout == (f"{home}/{word[2:]}" if word.startswith("~/") else word)


def test_a_host_tells_of_itself_and_its_line_is_measured(box: Host, sshd: Sshd) -> None:
    report = probe_host(box.name, lambda _: None)
    assert (len(report.round_trips_s), len(report.frames_s)) == (ROUND_TRIPS, FRAMES)
    assert 0 < report.round_trip_s < report.frame_s
    assert report.engines["draft"].available
    assert {"studio", "ffmpeg", "GPU"} <= {finding.name for finding in report.findings}
    assert str(sshd.home) in " ".join(finding.found for finding in report.findings)
    assert report.as_dict()["bytes_per_s"] > 0


def test_a_command_about_a_machine_runs_there(box: Host, sshd: Sshd, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_there(box.name, ["doctor", "--json"]) == 0
    assert str(sshd.home) in capfd.readouterr().out
    assert run_there(box.name, ["nonsense"]) == 2
    assert "No such command" in capfd.readouterr().err


def test_an_unknown_key_is_a_sentence(sshd: Sshd) -> None:
    (sshd.folder / "authorized_keys").write_text("")
    error = probe_fails(sshd.host())
    assert error.kind == "missing"
    assert "ssh-copy-id box" in error.message


def test_an_unknown_host_key_is_a_sentence(sshd: Sshd) -> None:
    (sshd.folder / "known_hosts").write_text("")
    assert "Run `ssh box` once, compare the key" in probe_fails(sshd.host()).message


def test_a_changed_host_key_is_a_sentence(sshd: Sshd) -> None:
    other = (sshd.folder / "key.pub").read_text()
    (sshd.folder / "known_hosts").write_text(f"[127.0.0.1]:{sshd.port} {other}")
    assert "ssh-keygen -R box" in probe_fails(sshd.host()).message


def test_a_host_that_is_off_is_a_sentence(sshd: Sshd) -> None:
    sshd.stop()
    error = probe_fails(sshd.host())
    assert "box cannot be reached (ssh: connect to host 127.0.0.1" in error.message
    assert "Connection refused" in error.message


def test_a_name_that_leads_nowhere_is_a_sentence(sshd: Sshd) -> None:
    host = replace(sshd.host(), target="nowhere.invalid")
    assert "no computer of the name in nowhere.invalid" in probe_fails(host).message


def test_no_studio_there_is_a_sentence(sshd: Sshd) -> None:
    error = probe_fails(sshd.host(words=("/nonexistent/studio",)))
    assert error.kind == "missing"
    assert "could not be started on box with `/nonexistent/studio`" in error.message
    assert "--python" in error.message
    with pytest.raises(StudioError, match="could not be started on box"):
        run_there("box", ["doctor"])


def test_an_older_studio_there_is_a_sentence(sshd: Sshd) -> None:
    error = probe_fails(sshd.host(words=("sh", "-c", "echo 'Error: No such option: --keep-going' >&2; exit 2")))
    assert error.kind == "version"


def test_a_greeting_is_a_sentence(sshd: Sshd) -> None:
    error = probe_fails(sshd.host(words=("sh", "-c", "echo Welcome to the box; sleep 5")))
    assert "On box something else speaks before the studio can" in error.message


def test_a_line_without_ssh_is_a_sentence(box: Host, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("ssh") is None
    with pytest.raises(StudioError, match="could not be started"):
        probe_host(box.name, lambda _: None)
    with pytest.raises(StudioError, match="ssh could not be started"):
        run_there(box.name, ["doctor"])


def test_something_else_at_the_port_is_a_sentence(sshd: Sshd) -> None:
    sshd.stop()
    with socket.create_server(("127.0.0.1", sshd.port)) as other:
        other.settimeout(20)
        host = sshd.host()
        add_host(host)
        import threading

        def answer() -> None:
            connection, _ = other.accept()
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.close()

        thread = threading.Thread(target=answer)
        thread.start()
        error = probe_fails(host)
        thread.join()
    assert "box cannot be reached" in error.message
