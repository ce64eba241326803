"""Further takes asked for from the review: of the selected frames, or of all that have no take that may stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.episode.errors import StudioError
from studio.jobs.job_spec import UNFINISHED, JobSpec
from studio.review.take_filter import frames_out
from studio.ui.context import WindowContext
from studio.ui.review.review_state import ReviewState


class Rerolling(QObject):
    """Puts jobs into the queue; `changed` when one of this episode came or ended."""

    changed = Signal()

    def __init__(self, context: WindowContext, state: ReviewState, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._state = state
        self._session = state.session
        context.actions.bind("review.reroll_selected", self.reroll_selected, owner)
        context.actions.bind("review.reroll_out", self.reroll_out, owner)
        context.jobs.queue_changed.connect(self.changed)

    def frames_out(self) -> NDArray[np.int64]:
        """See `take_filter.frames_out`."""
        return frames_out(self._session.takes, self._session.codes)

    def reroll_out(self) -> None:
        """One further take of every frame that is out."""
        self._submit(self.frames_out().tolist())

    def reroll_selected(self) -> None:
        """One further take of each frame in scope, also where it has a pick."""
        self._submit(np.unique(self._session.takes.frames[self._state.scope()]).tolist())

    def at_work(self) -> int:
        """How many frames are being re-rolled or wait for it."""
        jobs = [job for job in self._context.jobs.jobs() if job.spec.kind == "reroll" and job.state in UNFINISHED
                and job.spec.episode == self._session.folder.absolute()]
        return sum(max(0, (job.total or len(job.spec.options.get("frames", ()))) - job.done) for job in jobs)

    def _submit(self, frames: Sequence[int]) -> None:
        if not frames:
            return
        try:
            self._context.jobs.submit(JobSpec("reroll", self._session.folder, {"frames": list(frames)}))
        except StudioError as error:
            self._context.notices.fail(error)
