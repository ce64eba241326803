"""A command of the studio that is about a machine rather than an episode, run on a host with its output shown here."""

from __future__ import annotations

import subprocess
import sys
from collections import deque
from collections.abc import Sequence

from studio.episode.errors import StudioError
from studio.jobs.hosts.ssh_line import SSH_FAILED, line_to

_NOT_FOUND = 127
_LAST_LINES = 30


def run_there(host: str, words: Sequence[str]) -> int:
    """Run `studio` with these words on a host; its exit code. What it prints comes out here, and nothing is asked.

    Raises StudioError where the host cannot be reached or has no studio.
    """
    line = line_to(host)
    said: deque[str] = deque(maxlen=_LAST_LINES)
    try:
        with subprocess.Popen(line.argv(words), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            assert process.stderr is not None
            for raw in process.stderr:
                said.append(raw.decode("utf-8", "replace").rstrip())
                sys.stderr.write(said[-1] + "\n")
    except OSError as error:
        raise StudioError("missing", f"ssh could not be started: {error.strerror}. Install OpenSSH's client.") from error
    if process.returncode in (SSH_FAILED, _NOT_FOUND):
        raise line.not_started(process.returncode, "\n".join(said))
    return process.returncode
