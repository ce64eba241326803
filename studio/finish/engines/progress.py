"""How far a program is, read off what it prints: its own lines, and the bars of tqdm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.finish.engines.adapter import Phase

_BAR = re.compile(r"(\d{1,3})%\|")
"""tqdm's bar: `description:  40%|████      | 4/10 [00:12<00:18,  3.10s/it]`, redrawn after a carriage return."""
_LINE_END = re.compile(r"[\r\n]+")


class ProgressReader:
    """Fed with output as it comes, in pieces of any size; `done` only grows.

    A bar counts where its own line begins a phase, or where it has no description and so belongs to the phase before.
    """

    def __init__(self, phases: Sequence[Phase]) -> None:
        self.done = 0.0
        self._phases = phases
        self._phase: Phase | None = None
        self._rest = ""

    def feed(self, text: str) -> float:
        """How much of the whole is done now, 0-1."""
        *lines, self._rest = _LINE_END.split(self._rest + text)
        for line in lines:
            self._read(line)
        return self.done

    def _read(self, line: str) -> None:
        begun = next((phase for phase in self._phases if phase.begins.search(line)), None)
        if begun is not None:
            self._phase = begun
            self.done = max(self.done, begun.start)
        bar = _BAR.search(line)
        if bar is not None and self._phase is not None and (begun is not None or not line[: bar.start()].strip()):
            part = min(int(bar[1]), 100) / 100
            self.done = max(self.done, self._phase.start + part * (self._phase.end - self._phase.start))
