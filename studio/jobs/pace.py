"""How long an item takes now, by the clock, without the waits in between."""

from __future__ import annotations

from collections import deque

_KEPT = 64


class Pace:
    """Times are seconds of any one clock. The first item carries the warm-up and starts the count."""

    def __init__(self) -> None:
        self._gaps: deque[float] = deque(maxlen=_KEPT)
        self._last: float | None = None

    def count(self, now: float) -> None:
        """One more item is done."""
        if self._last is not None:
            self._gaps.append(now - self._last)
        self._last = now

    def pass_over(self, now: float) -> None:
        """An item was there already: it counts for nothing, and the next one's time starts here."""
        if self._last is not None:
            self._last = now

    def wait(self) -> None:
        """Nothing is made for a while (paused, loading): the time until the next item does not count."""
        self._last = None

    @property
    def seconds_each(self) -> float | None:
        """The mean of the latest items, None before it can be told."""
        return sum(self._gaps) / len(self._gaps) if self._gaps else None
