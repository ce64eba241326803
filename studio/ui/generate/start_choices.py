"""What the one button of the workspace offers, from what is there and what is lacking."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from studio.jobs.generate_overview import GenerateOverview
from studio.jobs.job_spec import QueuedJob
from studio.ui.generate.start_card import Start
from studio.ui.localized import localized
from studio.ui.widgets.times import span_text


class StartChoices(QObject):
    """`start` makes the missing takes, `go` shows another workspace; `key` is the shortcut of the former."""

    def __init__(self, start: Callable[[], object], go: Callable[[str], object], key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._start = start
        self._go = go
        self._key = key

    def choose(self, overview: GenerateOverview, queued: QueuedJob | None) -> Start:
        """The next step; `queued` is a job of this episode that waits or is paused."""
        if overview.lacking:
            return self._lacking(overview)
        if overview.problem is not None:
            return Start(self.tr("Nothing can be made yet"), localized(overview.problem.message), self.tr("Choose a preset"),
                         lambda: self._go("prepare"))
        if queued is not None:
            return self._queued(overview, queued)
        return self._missing(overview) if overview.missing else self._complete(overview)

    def _lacking(self, overview: GenerateOverview) -> Start:
        if "source" in overview.lacking:
            text = self.tr("Drop a video or a folder of pictures that carries the motion in Prepare.")
            return Start(self.tr("This episode has no source yet"), text, self.tr("Go to Prepare"), self._to_prepare)
        text = self.tr("Drop a picture of the face in Prepare.")
        return Start(self.tr("This episode has no face yet"), text, self.tr("Go to Prepare"), self._to_prepare)

    def _queued(self, overview: GenerateOverview, queued: QueuedJob) -> Start:
        if queued.state == "waiting":
            return Start(self.tr("Waits for its turn"), self.tr("Another job works on this device now."), "", self._start)
        text = self.tr("{done} of {total} were done; what is finished is kept.").format(done=queued.done, total=queued.total)
        return Start(self.tr("Paused"), text if queued.total else "", self._with_cost(self.tr("Resume"), overview),
                     self._start, localized(overview.notice), self._key)

    def _missing(self, overview: GenerateOverview) -> Start:
        missing, frames = len(overview.missing), len(overview.frames)
        heading = self.tr("%n frame(s) wait for a take", "", missing)
        if missing < frames:
            heading = self.tr("{missing} of {frames} frames wait for a take").format(missing=missing, frames=frames)
        action = self._with_cost(self.tr("Generate %n take(s)", "", missing), overview)
        text = "" if _forecast(overview) is not None else self.tr("This preset was not timed on this machine yet.")
        return Start(heading, text, action, self._start, localized(overview.notice), self._key)

    def _complete(self, overview: GenerateOverview) -> Start:
        count = len(overview.frames)
        heading = self.tr("Nothing to make: all %n take(s) are there", "", count)
        text = self.tr("Another preset, prompt or seed makes further ones; these are kept.")
        return Start(heading, text, self.tr("Review %n take(s)", "", count), lambda: self._go("review"))

    def _with_cost(self, action: str, overview: GenerateOverview) -> str:
        forecast = _forecast(overview)
        if forecast is None:
            return action
        return self.tr("{action} · {time}").format(action=action, time=span_text(forecast))

    def _to_prepare(self) -> None:
        self._go("prepare")


def _forecast(overview: GenerateOverview) -> float | None:
    """Seconds to make and score what is missing, as far as they were measured before."""
    stages = {stage.stage: stage.forecast_s for stage in overview.budget.stages}
    generate = stages.get("generate")
    return None if generate is None else generate + (stages.get("score") or 0.0)
