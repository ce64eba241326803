"""Runs the person's script so that it can be stopped, with all it started, and says why it failed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import psutil

POLL_S = 0.2
GRACE_S = 2.0       # between asking processes to end and ending them
SHOWN_LINES = 20


def run_script(
    argv: Sequence[str], folder: Path, log: Path, timeout_s: float, while_running: Callable[[], None]
) -> None:
    """Run `argv` in `folder` to its end; what it prints goes to the file `log`.

    `while_running` is called about every 0.2 s; whatever it raises ends the script and passes on.
    Raises StudioError: "missing" where it cannot be started, "engine" where it fails or takes too long.
    """
    try:
        code = run_to_end(argv, folder, log, timeout_s, while_running)
    except subprocess.TimeoutExpired as error:
        message = f"The command {argv[0]} took longer than {timeout_s:g} s and was ended: raise the option timeout."
        raise StudioError("engine", message, last_lines(log)) from error
    if code != 0:
        raise StudioError("engine", f"The command {argv[0]} failed ({how_ended(code)}): "
                                    f"{last_lines(log, 1) or 'it printed nothing'}", last_lines(log))


def run_to_end(
    argv: Sequence[str], folder: Path, log: Path, timeout_s: float, while_running: Callable[[], None], *,
    environment: Mapping[str, str] | None = None, grace_s: float = GRACE_S,
) -> int:
    """As `run_script`, but the exit code is returned and `subprocess.TimeoutExpired` raised.

    `environment` takes the place of ours; a program that is ended gets `grace_s` to end by itself.
    """
    process = _start(argv, folder, log, environment)
    try:
        _wait(process, timeout_s, while_running)
    finally:
        if process.returncode is None:
            _end_with_children(process, grace_s)
    return int(process.returncode)


def last_lines(log: Path, count: int = SHOWN_LINES) -> str:
    """The last lines of a log, progress bars that overwrite themselves reduced to their end."""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 64 * 1024))
        text = file.read().decode("utf-8", "replace")
    lines = [line.rstrip().rsplit("\r", 1)[-1] for line in text.split("\n")]
    return "\n".join([line for line in lines if line.strip()][-count:])


def _start(
    argv: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str] | None
) -> subprocess.Popen[bytes]:
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP
    try:
        with log.open("wb") as output:
            return subprocess.Popen(list(argv), cwd=folder, stdin=subprocess.DEVNULL, stdout=output,
                                    stderr=subprocess.STDOUT, creationflags=flags, env=environment,
                                    start_new_session=sys.platform != "win32")
    except (OSError, ValueError) as error:
        message = f"The command {argv[0]} cannot be run: check its path, and that it may be executed."
        raise StudioError("missing", message, str(error)) from error


def _wait(process: subprocess.Popen[bytes], timeout_s: float, while_running: Callable[[], None]) -> None:
    deadline = time.monotonic() + timeout_s if timeout_s > 0 else float("inf")
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(POLL_S)
            return
        while_running()
        if time.monotonic() > deadline:
            raise subprocess.TimeoutExpired(process.args, timeout_s)


def _end_with_children(process: subprocess.Popen[bytes], grace_s: float) -> None:
    """Ask the script and all it started to end, then end what is left.

    The script itself is reaped last: until then nobody else can get its number, which is its group's too.
    """
    import psutil

    family = []
    with contextlib.suppress(psutil.NoSuchProcess):
        leader = psutil.Process(process.pid)
        family = [leader, *leader.children(recursive=True)]
    _signal_group(process, gently=True)
    _await_end(family, grace_s)
    for member in filter(_is_alive, family):
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()
    _signal_group(process, gently=False)
    _await_end(family, grace_s)
    process.wait()


def _await_end(family: Sequence[psutil.Process], grace_s: float) -> None:
    deadline = time.monotonic() + grace_s
    while any(map(_is_alive, family)) and time.monotonic() < deadline:
        time.sleep(0.02)


def _is_alive(process: psutil.Process) -> bool:
    import psutil

    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _signal_group(process: subprocess.Popen[bytes], *, gently: bool) -> None:
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGTERM if gently else signal.SIGKILL)


def how_ended(code: int) -> str:
    """An exit code in words; negative: the signal that ended it."""
    if code >= 0:
        return f"exit code {code}"
    with contextlib.suppress(ValueError):
        return f"ended by {signal.Signals(-code).name}"
    return f"ended by signal {-code}"
