"""Generating on a host over a real ssh: lines that break, a host that goes away, a person who stops."""

from __future__ import annotations

import contextlib
import random
import re
import sys
import textwrap
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
import pytest

import studio.jobs.worker_client
from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl, JobEvent, StopRequested
from studio.jobs.generate_takes import generate_takes
from studio.jobs.hosts.host import Host
from studio.jobs.make_episode import EpisodeChanges, change_episode
from studio.jobs.review_takes import load_review
from studio.jobs.worker_client import LineLostError
from tests.cli.small_inputs import SLOW_STEPS, write_inputs
from tests.jobs.hosts.sshd import Sshd, clients
from tests.jobs.test_generate_takes import ignore, pictures, prepare
from tests.patience import within

CUTS = 20
FRAMES = 8
STEPS_BEFORE = 3
PRESET = 'engine = "draft"\nwidth = 640\nheight = 960\nsteps = 6\n'
"""Large enough that a run lasts some seconds."""


@pytest.fixture
def store(tmp_path: Path, box: Host) -> Iterator[EpisodeStore]:
    with larger(tmp_path) as store:
        store.change_settings({"host": box.name})
        yield store


@contextmanager
def larger(folder: Path) -> Iterator[EpisodeStore]:
    """An episode of eight frames with that preset."""
    with prepare(folder, FRAMES) as store:
        (folder / "large.toml").write_text(PRESET, encoding="utf-8")
        change_episode(store, EpisodeChanges(preset=str(folder / "large.toml")), ignore)
        yield store


def made_there(server: Sshd) -> Counter[str]:
    """How often the host made each key, by the log there."""
    log = server.home / "log" / "studio.log"
    return Counter(re.findall(r"made ([0-9a-f]{64}) in", log.read_text(encoding="utf-8") if log.exists() else ""))


def cut(server: Sshd, way: str) -> int:
    """Kill the line at this end, at the other, or at both, and leave the studio there alone; how many processes ended."""
    victims = clients() if way in ("client", "both") else []
    ended = 0
    for process in [*victims, *(server.sessions() if way in ("session", "both") else [])]:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
            ended += 1
    return ended


def wait_for_the_end_of_workers(server: Sshd) -> None:
    """Until no worker of this host is left."""
    deadline = time.monotonic() + 60
    while any(_is_worker_of(process, server) for process in psutil.process_iter(["cmdline"])):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _is_worker_of(process: psutil.Process, server: Sshd) -> bool:
    with contextlib.suppress(psutil.Error):
        return "--keep-going" in process.cmdline() and process.environ().get("STUDIO_HOME") == str(server.home)
    return False


class Cutter:
    """Cuts the line at random moments after a client appeared, `CUTS` times in all."""

    def __init__(self, server: Sshd, seed: int) -> None:
        self.ways: list[str] = []
        self._server = server
        self._moments = random.Random(seed)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._over = threading.Event()

    def __enter__(self) -> Cutter:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def is_done(self) -> bool:
        return len(self.ways) == CUTS

    def _run(self) -> None:
        while not self.is_done and not self._over.is_set():
            if not self._server.sessions():
                time.sleep(0.01)
                continue
            time.sleep(self._moments.uniform(0.2, 2.2))
            way = self._moments.choice(["client", "session", "both"])
            if cut(self._server, way):
                self.ways.append(way)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is tried again as often, but sooner."""
    monkeypatch.setattr(studio.jobs.worker_client, "LONGEST_PAUSE_S", 0.5)


@pytest.mark.slow
def test_twenty_cuts_change_nothing(store: EpisodeStore, sshd: Sshd, tmp_path: Path) -> None:
    decided: dict[int, int] = {}
    seed = 200
    with Cutter(sshd, seed=5) as cutter:
        while not cutter.is_done:
            store.change_settings({"seed": seed})       # another seed, another eight takes, until all cuts were made
            try:
                report = generate_takes(store, ignore, JobControl()).report
            except LineLostError:                       # before the line stood for the first time: nothing to go on with
                continue
            assert (report.failed, report.made + report.found) == ([], FRAMES)
            for item in load_review(store).candidates[:4]:
                decided[item.take] = 1 if item.frame % 2 else -1
                store.history.decide(decided[item.take], [item.take], "by hand")
            seed += 1
    store.change_settings({"seed": seed})
    assert not generate_takes(store, ignore, JobControl()).report.failed
    made = pictures(store.folder / "takes")
    assert store.takes.count() == len(made) == FRAMES * (seed + 1 - 200)
    assert made_there(sshd) == Counter({Path(name).stem: 1 for name in made})
    with larger(tmp_path / "calm") as calm:
        for quiet_seed in range(200, seed + 1):
            calm.change_settings({"seed": quiet_seed})
            generate_takes(calm, ignore, JobControl())
        assert pictures(calm.folder / "takes") == made
    kept = store.scores.decisions_of(np.array(list(decided), np.int64)).tolist()
    assert dict(zip(decided, kept, strict=True)) == decided
    assert set(cutter.ways) == {"client", "session", "both"}


def slow_script(store: EpisodeStore, folder: Path, seconds: float) -> None:
    """Let the takes be made by a script that needs so long for each; it is the engine `command`, which needs the device."""
    home = folder / "script"
    home.mkdir()
    script = f"import shutil, sys, time\ntime.sleep({seconds})\nshutil.copy(sys.argv[1], sys.argv[2])\n"
    (home / "copy.py").write_text(script, encoding="utf-8")
    (folder / "slow.toml").write_text(textwrap.dedent(f"""
        engine = "command"
        width = 128
        height = 192
        [options]
        command = "{sys.executable} copy.py {{source}} {{out}}"
        folder = "{home}"
    """), encoding="utf-8")
    change_episode(store, EpisodeChanges(preset=str(folder / "slow.toml"), frames="0-3"), ignore)


class Once:
    """A listener that does something once, in the making of a frame: when all takes before it have come, and the next
    frame had time to get there."""

    def __init__(self, frame: int, act: Callable[[], object]) -> None:
        self.told: list[JobEvent] = []
        self._frame = frame
        self._steps = 0
        self._act: Callable[[], object] | None = act

    def __call__(self, event: JobEvent) -> None:
        self.told.append(event)
        taken = sum(earlier.kind == "take" for earlier in self.told)
        self._steps += event.kind == "step" and event.frame == self._frame == taken
        if self._steps == STEPS_BEFORE and self._act is not None:
            act, self._act = self._act, None
            act()


def test_a_host_finishes_what_it_accepted_when_it_is_cut_off(store: EpisodeStore, sshd: Sshd, tmp_path: Path,
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio.jobs.worker_client, "RECONNECTS", 2)
    slow_script(store, tmp_path, 0.8)
    with pytest.raises(StudioError, match=r"line to box does not last.*the same command goes on"):
        generate_takes(store, Once(1, sshd.stop), JobControl())
    assert store.takes.count() == 1
    wait_for_the_end_of_workers(sshd)
    assert len(made_there(sshd)) == 3       # frame 0, frame 1 which was in the making, and frame 2 which waited behind it
    sshd.start()
    report = generate_takes(store, ignore, JobControl()).report
    assert (report.failed, report.made, report.found) == ([], 1, 3)
    assert set(made_there(sshd).values()) == {1}


def test_a_new_line_waits_for_the_worker_that_still_has_the_device(store: EpisodeStore, sshd: Sshd, tmp_path: Path) -> None:
    slow_script(store, tmp_path, 1.5)
    listener = Once(1, lambda: cut(sshd, "session"))
    report = generate_takes(store, listener, JobControl()).report
    assert (report.failed, report.made + report.found) == ([], 4)
    assert report.found == 2                # asked for again, and found in the cache there
    assert list(made_there(sshd).values()) == [1] * 4
    waited = [event.text for event in listener.told if event.text.startswith("waiting for the device")]
    assert len(waited) == 1
    assert "command in process" in waited[0]


def test_a_stop_is_a_stop_there_too(store: EpisodeStore, sshd: Sshd, tmp_path: Path) -> None:
    slow_script(store, tmp_path, 1.0)
    control = JobControl()
    stopped_at: list[float] = []

    def stop() -> None:
        stopped_at.append(time.monotonic())
        control.stop()

    with pytest.raises(StopRequested):
        generate_takes(store, Once(1, stop), control)
    assert time.monotonic() - stopped_at[0] < within(2.5)
    wait_for_the_end_of_workers(sshd)
    assert len(made_there(sshd)) == store.takes.count() == 1


def test_an_engine_that_crashes_there_costs_an_attempt_and_not_the_line(store: EpisodeStore, sshd: Sshd,
                                                                        tmp_path: Path) -> None:
    killed: list[int] = []
    said: list[str] = []
    slow = write_inputs(tmp_path / "slow", FRAMES, steps=SLOW_STEPS)["preset"]
    change_episode(store, EpisodeChanges(preset=str(slow)), ignore)

    def kill_once(event: JobEvent) -> None:
        said.append(event.text)
        if event.kind in ("step", "take") and not killed:
            for process in psutil.process_iter():
                if _is_worker_of(process, sshd) and process.name().startswith("python"):
                    killed.append(process.pid)
                    process.kill()

    report = generate_takes(store, kill_once, JobControl()).report
    assert killed
    assert (report.failed, report.made + report.found) == ([], FRAMES)
    assert not [text for text in said if "line to box" in text]


def test_a_host_that_nobody_knows_is_a_sentence(store: EpisodeStore) -> None:
    store.change_settings({"host": "attic"})
    with pytest.raises(StudioError, match=r"There is no host attic\. Known here: box\."):
        generate_takes(store, ignore, JobControl())
