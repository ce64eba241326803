"""How much of a whole chain of steps is done, by what each one is forecast to take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from studio.jobs.events import JobEvent, Listener
from studio.jobs.step_forecast import PlannedStage

_GUESSED_ITEM_S = 0.02
"""The weight of an item while nothing was measured here: a frame or a second of sound of an ordinary step."""


class WholeProgress:
    """Hands events on with the share of the whole that is done; `stages` are those that will run, and the others."""

    def __init__(self, stages: Sequence[PlannedStage], listen: Listener) -> None:
        self._weights: Mapping[tuple[str, str], float] = {(item.stage, item.target): _weight(item) for item in stages}
        self._shares: dict[tuple[str, str], float] = {}
        self._listen = listen

    def __call__(self, event: JobEvent) -> None:
        """Tell of one event."""
        key = event.stage, event.target
        if event.kind == "progress" and event.total:
            self._shares[key] = max(self._shares.get(key, 0.0), min(1.0, event.done / event.total))
        elif event.kind == "stage done":
            self._shares[key] = 1.0
        self._listen(replace(event, whole=self.share))

    @property
    def share(self) -> float:
        """From 0 to 1; never less than before."""
        whole = sum(self._weights.values())
        done = sum(weight * self._shares.get(key, 0.0) for key, weight in self._weights.items())
        return done / whole if whole else 1.0


def _weight(item: PlannedStage) -> float:
    return item.items * _GUESSED_ITEM_S if item.forecast_s is None else item.forecast_s
