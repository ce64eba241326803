"""Running the real command in its own process, as a person would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STUDIO = [sys.executable, "-m", "studio"]


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def result(self) -> dict[str, Any]:
        """The JSON object printed last on standard output."""
        found: dict[str, Any] = json.loads(self.out.strip().splitlines()[-1])
        return found

    @property
    def error(self) -> dict[str, str]:
        """The `error` of a failed command's JSON."""
        found: dict[str, str] = self.result["error"]
        return found


def run_studio(*arguments: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None,
               timeout: float = 300) -> Ran:
    """Run `studio` with these words and wait for its end."""
    done = subprocess.run([*STUDIO, *map(str, arguments)], capture_output=True, cwd=cwd, timeout=timeout, check=False,
                          env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **(env or {})})
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
