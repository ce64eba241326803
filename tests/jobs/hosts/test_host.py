"""Hosts in their file: what is kept, what is refused, what survives."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.generate.open_engine import EngineStatus
from studio.jobs.hosts.host import Host, add_host, find_host, hosts_path, read_hosts, remove_host
from studio.jobs.hosts.known_engines import engine_status_on, remember_engines

BOX = Host("box", "me@box", ("~/studio/.venv/bin/python", "-m", "studio"))
LAB = Host("lab-2", "ssh://me@lab.example:2222")


def test_hosts_are_kept_and_forgotten() -> None:
    assert read_hosts() == []
    for host in (LAB, BOX):
        add_host(host)
    assert read_hosts() == [BOX, LAB]
    add_host(Host("box", "other"))
    assert find_host("box") == Host("box", "other")
    remove_host("box")
    assert read_hosts() == [LAB]
    with pytest.raises(StudioError, match=r"no host box\. Known here: lab-2\."):
        find_host("box")


def test_what_a_person_wrote_stays() -> None:
    add_host(BOX)
    text = hosts_path().read_text(encoding="utf-8")
    hosts_path().write_text("# my machines\n" + text + "note = 'under the stairs'\n", encoding="utf-8")
    add_host(LAB)
    kept = hosts_path().read_text(encoding="utf-8")
    assert "# my machines" in kept
    assert "under the stairs" in kept
    assert read_hosts() == [BOX, LAB]


@pytest.mark.parametrize("target", ["-oProxyCommand=id", "", "a b", "box;id", "$(id)", "a\nb", "`id`"])
def test_targets_that_ssh_would_misread_are_refused(target: str) -> None:
    with pytest.raises(StudioError, match="nothing that ssh can be given"):
        add_host(Host("box", target))
    assert not hosts_path().exists()


@pytest.mark.parametrize("name", ["here", "", "-x", "a b", "a/b", "x" * 41])
def test_names_that_cannot_be_are_refused(name: str) -> None:
    with pytest.raises(StudioError, match="cannot be the name of a host"):
        add_host(Host(name, "box"))


@pytest.mark.parametrize("words", [(), ("",), ("a\nb",)])
def test_commands_that_are_no_words_are_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(StudioError, match="must be words in one line"):
        add_host(Host("box", "box", words))


@pytest.mark.parametrize("text", ["[hosts", "hosts = 3", "[hosts.box]", "[hosts.box]\ntarget = 'x'\ncommand = 'studio'",
                                  "[hosts.box]\ntarget = '-x'"])
def test_a_damaged_file_is_a_sentence_and_is_not_written_over(text: str) -> None:
    hosts_path().parent.mkdir(parents=True)
    hosts_path().write_text(text, encoding="utf-8")
    for act in (read_hosts, lambda: add_host(LAB)):
        with pytest.raises(StudioError) as caught:
            act()
        assert caught.value.kind == "input"
    assert hosts_path().read_text(encoding="utf-8") == text


def test_engines_there_are_known_from_the_last_time(private_home: Path) -> None:
    assert engine_status_on("box", "flux-pulid").available      # never asked: it may have it
    remember_engines("box", {"flux-pulid": EngineStatus(available=False, why="no card", mend="buy one")})
    assert engine_status_on("box", "flux-pulid") == EngineStatus(available=False, why="no card", mend="buy one")
    assert engine_status_on("box", "draft").available
    with pytest.raises(StudioError, match="no engine drft"):
        engine_status_on("box", "drft")
    next((private_home / "cache" / "hosts").iterdir()).write_text("{")
    assert engine_status_on("box", "flux-pulid").available
