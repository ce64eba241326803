"""Old results of stages go; what is in use, the latest ones, takes, sounds, pieces and renders stay."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.episode.store import EpisodeStore
from studio.jobs.clean_stages import KEPT
from studio.jobs.events import JobControl, JobEvent
from studio.jobs.finish_chain import finish_chain
from studio.jobs.finish_episode import finish_episode
from studio.jobs.outputs import outputs_of
from tests.cli.run_studio import run_studio
from tests.ui.episodes import make_episode_with_takes

FADES = (0.1, 0.2, 0.3, 0.4, 0.5)
FADED = ("picture", "export", "marks")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    """Exported five times, each time with another fade, hours ago."""
    with EpisodeStore.open(make_episode_with_takes(tmp_path / "a.episode", 12)) as opened:
        made = []
        for fade in FADES:
            export(opened, fade)
            made.append(current(opened))
        for number, results_then in enumerate(made):
            for stage in FADED:
                age(results_then[stage], 9 - number)
        yield opened


def export(store: EpisodeStore, fade: float) -> tuple[list[str], list[str]]:
    """The stages that ran, and the notices that were told."""
    heard: list[JobEvent] = []
    store.history.set("fade_in_s", fade, "fade")
    done = finish_episode(store, outputs_of(store), heard.append, JobControl())
    notices = [event.text for event in heard if event.kind == "notice"]
    return [stage.name for stage in done.stages if not stage.cached], notices


def current(store: EpisodeStore) -> dict[str, Path]:
    return {step.name: step.result(store) for step in finish_chain(store, outputs_of(store)).steps}


def age(path: Path, hours: float) -> None:
    os.utime(path, (time.time() - hours * 3600,) * 2)


def results(store: EpisodeStore, stage: str) -> set[Path]:
    return set(store.path(f"stages/{stage}").glob("*.*"))


def others(store: EpisodeStore) -> set[Path]:
    """Everything in the episode but for the stages' results and what the database keeps beside itself."""
    kept = (path for path in store.folder.rglob("*") if path.is_file() and not path.name.startswith("episode.db"))
    return {path for path in kept if path.parent.parent.name != "stages"}


def test_what_is_in_use_and_what_was_used_last_stays(store: EpisodeStore) -> None:
    everything = others(store)
    used = current(store)
    assert {stage: len(results(store, stage)) for stage in ("loop", *FADED)} == {"loop": 1, **dict.fromkeys(FADED, 5)}
    sizes = sum(path.stat().st_size for stage in FADED for path in results(store, stage))
    ran, told = export(store, FADES[0])             # as it was at first: used again, so that it counts as new
    assert ran == []
    assert len(told) == 1
    assert told[0].endswith(" MB are free again: 3 results of stages that nothing uses any more were removed.")
    assert {stage: len(results(store, stage)) for stage in FADED} == dict.fromkeys(FADED, KEPT + 1)
    assert sum(path.stat().st_size for stage in FADED for path in results(store, stage)) < sizes
    assert all(path.exists() for path in (*used.values(), *current(store).values()))
    assert others(store) == everything
    assert export(store, FADES[0]) == ([], [])


def test_a_step_back_finds_what_stayed_and_makes_the_rest_again(store: EpisodeStore) -> None:
    export(store, FADES[0])
    store.history.undo()
    assert all(path.exists() for path in current(store).values())
    assert export(store, FADES[3])[0] == []
    assert export(store, FADES[1])[0] == list(FADED)


def test_what_was_used_within_the_hour_stays(store: EpisodeStore) -> None:
    for path in results(store, "picture"):
        age(path, 0.9)
    export(store, FADES[0])
    assert {stage: len(results(store, stage)) for stage in FADED} == {"picture": 5, "export": 4, "marks": 4}


def test_files_that_are_no_results_stay(store: EpisodeStore) -> None:
    mine = [store.path("stages/picture/notes.txt"), store.path("stages/picture/pieces/0123456789abcdef0123456789abcdef.mp4"),
            store.path("stages/0123456789abcdef0123456789abcdef.mp4")]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"0")
        age(path, 99)
    assert export(store, FADES[0])[1]
    assert all(path.exists() for path in mine)


def test_the_command_line_cleans_without_an_export(store: EpisodeStore) -> None:
    folder = store.folder
    assert run_studio("stages", folder, "--clean", "--json").result["freed"]["files"] == len(FADED)
    assert "Nothing to remove" in run_studio("stages", folder, "--clean").out
    assert all(path.exists() for path in current(store).values())
