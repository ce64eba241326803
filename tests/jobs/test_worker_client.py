"""Real worker processes that crash, hang, speak garbage or are of another version."""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from studio.episode.errors import StudioError
from studio.jobs.errands import Errand, ErrandQueue
from studio.jobs.processes import NICENESS
from studio.jobs.protocol import Message
from studio.jobs.worker_client import Worker, WorkerSession
from tests.patience import within


class Rig:
    """A session with a scripted worker, and an errand queue on it."""

    def __init__(self, mode: str, memory: Path, patience_s: float = 60.0) -> None:
        self.lines: list[str] = []
        self.mailbox: queue.Queue[tuple[object, object]] = queue.Queue()
        argv = [sys.executable, "-m", "tests.jobs.scripted_worker", mode, str(memory)]
        self.session = WorkerSession("scripted", lambda _: argv, {"a": 1}, self.mailbox, self.lines.append)
        self.answers: dict[str, Message] = {}
        self.failures: dict[str, StudioError] = {}
        self.previews: list[Message] = []
        self.errands = ErrandQueue(self.session, 2, patience_s, self._answered, self._failed)

    def _answered(self, name: str, message: Message) -> None:
        if message.event == "result":
            self.answers[name] = message
        elif message.event == "preview":
            self.previews.append(message)

    def _failed(self, name: str, error: StudioError) -> None:
        self.failures[name] = error

    def wait_for_job(self, job: int) -> None:
        """Until the worker says anything about it."""
        while True:
            _, what = self.mailbox.get(timeout=60)
            if isinstance(what, Message) and what.job == job:
                return

    def ask(self, *names: str) -> None:
        """Have these errands done, until nothing is out."""
        for name in names:
            self.errands.add(Errand(partial(_make, name), name))
        deadline = time.monotonic() + 60
        while not self.errands.idle:
            assert time.monotonic() < deadline
            try:
                who, what = self.mailbox.get(timeout=0.1)
            except queue.Empty:
                self.errands.check_patience()
                continue
            if who is self.session.worker:
                self.errands.handle(what)


def _make(name: str, job: int) -> Message:
    return Message("make", job, blobs=(name.encode(),))


@pytest.fixture
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    mode, patience = request.param
    rig = Rig(mode, tmp_path / "memory", patience)
    yield rig
    rig.session.close(at_once=True)


@pytest.mark.parametrize("rig", [("well", 60.0)], indirect=True)
def test_a_worker_loads_and_answers_whatever_libraries_print(rig: Rig) -> None:
    assert rig.session.start() == {"echo": {"a": 1}}
    assert rig.lines == ["loading"]
    rig.ask("a", "b", "c")
    assert {name: message.blobs for name, message in rig.answers.items()} == {"a": (b"a",), "b": (b"b",), "c": (b"c",)}


@pytest.mark.parametrize("rig", [("crash", 60.0), ("hang", 1.0), ("garbage", 60.0), ("cut", 60.0)], indirect=True)
def test_one_misstep_costs_one_attempt(rig: Rig) -> None:
    rig.session.start()
    rig.ask("a", "b", "c")
    assert sorted(rig.answers) == ["a", "b", "c"]
    assert not rig.failures


@pytest.mark.parametrize("rig", [("often", 60.0)], indirect=True)
def test_a_request_that_always_crashes_is_given_up_and_the_others_go_on(rig: Rig) -> None:
    rig.session.start()
    rig.ask("a", "b", "c")
    assert list(rig.failures) == ["a"]
    assert "exited with code 3" in rig.failures["a"].message
    assert "about to crash" in rig.failures["a"].detail
    assert sorted(rig.answers) == ["b", "c"]


@pytest.mark.parametrize("rig", [("version", 60.0)], indirect=True)
def test_another_version_is_refused_by_name(rig: Rig) -> None:
    with pytest.raises(StudioError, match=r"studio 9\.9 and speaks protocol 99") as caught:
        rig.session.start()
    assert caught.value.kind == "version"


def test_a_program_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(StudioError, match="could not be started"):
        Worker("x", ["/nonexistent/program"], queue.Queue())


def test_a_program_that_is_no_worker_is_a_sentence() -> None:
    session = WorkerSession("x", lambda _: [sys.executable, "-c", "print('hello')"], {}, queue.Queue(), lambda _: None)
    with pytest.raises(StudioError, match="spoke garbage"):
        session.start()


@pytest.mark.parametrize("rig", [("slow", 60.0)], indirect=True)
def test_cancel_ends_a_job_between_two_steps(rig: Rig) -> None:
    rig.session.start()
    rig.session.send(Message("make", 1, blobs=(b"long",)))
    rig.wait_for_job(1)
    started = time.monotonic()
    rig.session.send(Message("cancel", 1))
    rig.session.send(Message("make", 2, blobs=(b"x",)))
    rig.wait_for_job(2)
    assert time.monotonic() - started < within(2.0)


@pytest.mark.parametrize("rig", [("previews", 60.0)], indirect=True)
def test_previews_are_thinned_and_results_are_not(rig: Rig) -> None:
    rig.session.start()
    rig.ask("a", "b", "c", "d")
    assert len(rig.answers) == 4
    assert len(rig.previews) < 100


@pytest.mark.parametrize("rig", [("slow", 60.0)], indirect=True)
def test_a_worker_ends_with_its_input(rig: Rig) -> None:
    rig.session.start()
    assert rig.session.worker is not None
    process = psutil.Process(rig.session.worker.process_id)
    rig.session.send(Message("make", 1))
    rig.wait_for_job(1)
    started = time.monotonic()
    rig.session.close()
    assert not process.is_running()
    assert time.monotonic() - started < within(4.0)


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are POSIX")
def test_a_worker_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    code = ("import sys, queue, time\nfrom studio.jobs.worker_client import WorkerSession\n"
            "argv=[sys.executable,'-m','tests.jobs.scripted_worker','slow',sys.argv[1]]\n"
            "s=WorkerSession('x',lambda n:argv,{},queue.Queue(),lambda t:None)\ns.start()\n"
            "print(s.worker.process_id,flush=True)\ntime.sleep(60)\n")
    import subprocess

    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "m")], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        parent.wait()
        child.wait(timeout=60)


def test_sending_never_blocks_on_a_stopped_worker(tmp_path: Path) -> None:
    rig = Rig("well", tmp_path / "m")
    rig.session.start()
    assert rig.session.worker is not None
    psutil.Process(rig.session.worker.process_id).suspend()
    done = threading.Event()

    def send() -> None:
        for _ in range(20):
            rig.session.send(Message("make", 1, blobs=(b"x" * 1_000_000,)))
        done.set()

    threading.Thread(target=send, daemon=True).start()
    assert done.wait(60)
    rig.session.close(at_once=True)


@pytest.mark.skipif(sys.platform == "win32", reason="it has classes instead")
def test_a_worker_yields_to_the_person(tmp_path: Path) -> None:
    worker = Worker("scripted", [sys.executable, "-m", "tests.jobs.scripted_worker", "good", str(tmp_path)], queue.Queue())
    assert os.getpriority(os.PRIO_PROCESS, worker.process_id) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)
    worker.close()
