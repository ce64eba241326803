"""The ffmpeg program: where it is, and running it without a shell, a deadlock or a process left behind."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from studio.episode.errors import StudioError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

LEADING_ARGS = ("-hide_banner", "-nostdin", "-loglevel", "level+warning", "-y")
"""Before the caller's arguments: warnings only, no questions, overwrite (callers use temporary names)."""

_BIND = ("import ctypes, os, signal, sys; ctypes.CDLL(None).prctl(1, signal.SIGKILL); "
         "os.getppid() == int(sys.argv[1]) or os._exit(1); os.execv(sys.argv[2], sys.argv[2:])")
"""PR_SET_PDEATHSIG, which stays over exec (`man 2 prctl`): asked for by a Python of its own that then becomes ffmpeg, since
beside threads nothing of ours may run between fork and exec."""

_KEPT_LINES = 40
_ERROR = re.compile(r"\[(?:error|fatal)\] (.*)")  # after "[h264 @ 0x55d...] ", noise in a sentence
_DISK_WORDS = (
    "No space left on device",
    "Disk quota exceeded",
    "Permission denied",
    "Read-only file system",
    "File too large",
)


def ffmpeg_path() -> Path:
    """The ffmpeg to use: $STUDIO_FFMPEG, else imageio-ffmpeg's own binary, else the one on PATH.

    A path set in the configuration file travels as $STUDIO_FFMPEG, so that workers use the same one.
    Raises StudioError("missing") where there is none.
    """
    chosen = os.environ.get("STUDIO_FFMPEG")
    if chosen:
        found = shutil.which(chosen)
        if found is None:
            message = f"$STUDIO_FFMPEG names {chosen!r}, which cannot be run: correct it or unset it."
            raise StudioError("missing", message)
        return Path(found).absolute()
    return _bundled_ffmpeg()


@cache
def _bundled_ffmpeg() -> Path:
    import imageio_ffmpeg  # its first call runs the binary once to see that it works

    try:
        found = shutil.which(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        found = None
    if found is None:
        message = "No ffmpeg was found: pip install imageio-ffmpeg, or set $STUDIO_FFMPEG to an ffmpeg program."
        raise StudioError("missing", message)
    return Path(found).absolute()


def ffmpeg_version() -> str:
    """The version word of `ffmpeg -version`, such as `7.1`."""
    return _version_of(ffmpeg_path())


@cache
def _version_of(program: Path) -> str:
    with FfmpegProcess(["-version"], task="say its version", program=program, reads_output=True) as process:
        first_line = process.output.readline().decode("utf-8", "replace")
        process.output.read()
        process.finish()
    return first_line.removeprefix("ffmpeg version ").split(" ", 1)[0].strip()


def file_argument(path: Path) -> str:
    """`path` as ffmpeg and PyAV take it literally: a dash, colon or `%` in a name means nothing else."""
    return f"file:{path.absolute()}"


def run_ffmpeg(args: Sequence[str], *, stdin: bytes | None = None, task: str = "do this") -> bytes:
    """Run ffmpeg to its end and return its standard output.

    `args` without the program's name; `task` completes the sentence "ffmpeg could not ...".
    Raises StudioError: "disk" where nothing can be written, else "input"; its detail is the log's end.
    """
    with FfmpegProcess(args, task=task, takes_input=stdin is not None, reads_output=True, bound=stdin is None) as process:
        output = process.exchange(stdin or b"")
        process.finish()
    return output


class FfmpegProcess:
    """A running ffmpeg. Leaving the `with` block, in whatever way, ends the process and its pipes.

    Its log is read by a thread, so a talkative ffmpeg never blocks; the last 40 lines are kept.
    It runs in a process group of its own: an interrupt in the terminal reaches us first. Where we are killed, the pipe that
    it reads its input from, or writes its output to, ends it; one that goes from file to file is to be `bound` to the thread
    that starts it (on Linux; elsewhere it then comes to its own end).
    """

    def __init__(
        self,
        args: Sequence[str],
        *,
        task: str,
        program: Path | None = None,
        takes_input: bool = False,
        reads_output: bool = False,
        bound: bool = False,
    ) -> None:
        self.task = task
        self._lines: deque[str] = deque(maxlen=_KEPT_LINES)
        command = [os.fspath(program or ffmpeg_path()), *LEADING_ARGS, *args]
        try:
            self._process = _start(_bound(command) if bound else command, takes_input=takes_input, reads_output=reads_output)
        except OSError as problem:
            message = f"{command[0]} cannot be run: set $STUDIO_FFMPEG to a working ffmpeg program."
            raise StudioError("missing", message, str(problem)) from problem
        self._log_reader = threading.Thread(target=self._read_log, name="ffmpeg log", daemon=True)
        self._log_reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def output(self) -> IO[bytes]:
        """The pipe of its standard output; only with `reads_output`."""
        if self._process.stdout is None:
            raise ValueError("started without reads_output")
        return self._process.stdout

    @property
    def log(self) -> str:
        """The last lines that ffmpeg wrote to standard error so far."""
        return "\n".join(self._lines)

    def write(self, data: bytes | memoryview) -> None:
        """Feed its standard input; raises ffmpeg's own error if it has stopped reading."""
        if self._process.stdin is None:
            raise ValueError("started without takes_input")
        try:
            self._process.stdin.write(data)
        except OSError as stopped:
            self.finish()
            raise self._failure("it stopped reading") from stopped

    def exchange(self, data: bytes) -> bytes:
        """Write all of `data` while reading all of its output; for small amounts."""
        feeder = threading.Thread(target=self._feed, args=(data,), name="ffmpeg input", daemon=True)
        feeder.start()
        output = self.output.read()
        feeder.join()
        return output

    def finish(self) -> None:
        """End its input and wait for it (read its output first); raises StudioError if it failed."""
        self._close_input()
        code = self._process.wait()
        self._log_reader.join()
        if code != 0:
            raise self._failure(f"code {code}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._log_reader.join()
        self._close_input()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def _feed(self, data: bytes) -> None:
        if self._process.stdin is not None:
            with suppress(OSError):  # it ended early: finish() says why
                self._process.stdin.write(data)
        self._close_input()

    def _close_input(self) -> None:
        if self._process.stdin is not None:
            with suppress(OSError):  # closing flushes, and the reader may be gone
                self._process.stdin.close()

    def _read_log(self) -> None:
        if self._process.stderr is not None:
            for line in self._process.stderr:
                self._lines.append(line.decode("utf-8", "replace").rstrip())

    def _failure(self, reason: str) -> StudioError:
        if any(word in self.log for word in _DISK_WORDS):
            message = f"ffmpeg could not {self.task}: the disk is full or may not be written to. Free some space or"
            return StudioError("disk", f"{message} choose another folder.", self.log)
        first = _ERROR.search(self.log)  # those after it are its consequences
        cause = first[1] if first else reason
        return StudioError("input", f"ffmpeg could not {self.task}: {cause}", self.log or reason)


def _bound(command: list[str]) -> list[str]:
    if sys.platform != "linux":
        return command
    return [sys.executable, "-I", "-S", "-c", _BIND, str(os.getpid()), *command]


def _start(command: list[str], *, takes_input: bool, reads_output: bool) -> subprocess.Popen[bytes]:
    stdin = subprocess.PIPE if takes_input else subprocess.DEVNULL
    stdout = subprocess.PIPE if reads_output else subprocess.DEVNULL
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return subprocess.Popen(
            command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, creationflags=flags
        )
    return subprocess.Popen(
        command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, start_new_session=True
    )
