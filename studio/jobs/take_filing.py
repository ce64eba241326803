"""What the pipeline learns is filed in the store first and told of afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.face import FaceObservation, Scores, face_from_fields
from studio.episode.frame_table import FrameRow
from studio.episode.store import EpisodeStore
from studio.episode.take_mark import TakeMark
from studio.episode.take_table import TakeFacts
from studio.finish.marks import png_marks
from studio.jobs.events import JobEvent, Listener
from studio.jobs.protocol import Message
from studio.jobs.take_plan import TakePlan
from studio.jobs.take_work import TakeWork
from studio.media.png_text import with_png_text


@dataclass(slots=True)
class PipelineReport:
    """What a run did. `failed` takes were not made, `unscored` ones were and their scoring failed: (frame, why).

    `engine_s` sums the engine's own time; the others are wall time, `score_s` after the last take.
    """

    made: int = 0
    found: int = 0
    scored: int = 0
    failed: list[tuple[int, StudioError]] = field(default_factory=list)
    unscored: list[tuple[int, StudioError]] = field(default_factory=list)
    engine_s: float = 0.0
    generate_s: float = 0.0
    score_s: float = 0.0

    @property
    def finished(self) -> int:
        """How many of the takes wanted need no more making."""
        return self.made + self.found + len(self.failed)


class TakeFiling:
    """Files takes, faces, scores and failures of one run, counts them, and tells the listener."""

    def __init__(self, store: EpisodeStore, plan: TakePlan, analyzer: str, scorer_id: int | None,
                 listener: Listener) -> None:
        self.report = PipelineReport()
        self.total = 0
        self._store = store
        self._plan = plan
        self._analyzer = analyzer
        self._scorer_id = scorer_id
        self._listen = listener
        current = store.frames.current_source()
        self._source_digest = current.digest if current else ""
        self.recipe_id = store.takes.add_recipe(plan.recipe_json(), plan.preset, plan.engine.name)

    def begin(self, total: int, *, for_review: bool = True) -> None:
        """`total` takes are wanted; review works on their recipe from now on, where they are `for_review`."""
        self.total = total
        if for_review:
            self._store.takes.set_current_recipe(self.recipe_id)

    def known_faces(self, frame: FrameRow) -> list[FaceObservation] | None:
        """The faces of a source frame, None where this analyzer has not seen it."""
        return self._store.frames.faces(frame.id, self._analyzer)

    def find(self, work: TakeWork, pixels: str, faces: Sequence[FaceObservation] | None) -> bool:
        """Give the work its request; whether its take was made before, which is then filed for this frame too."""
        work.request = self._plan.request(pixels, faces, work.seed)
        work.take_id = self._store.takes.find(work.request.key)
        if work.take_id is None:
            return False
        self._store.takes.link(work.frame.id, work.take_id, self.recipe_id)
        self.report.found += 1
        self._tell_take(work, None)
        return True

    def file_faces(self, work: TakeWork, message: Message) -> None:
        """What the analyzer found on a source frame."""
        assert message.result is not None
        faces = [face_from_fields(item) for item in message.result["faces"]]
        self._store.frames.set_faces(work.frame.id, self._analyzer, faces)

    def file_take(self, work: TakeWork, message: Message) -> None:
        """A take as the engine made it."""
        assert message.result is not None
        assert work.request is not None
        result: Mapping[str, Any] = message.result
        png, thumbnail = message.blobs
        if result["notice"]:
            self._listen(JobEvent("notice", "generate", text=result["notice"]))
        facts = TakeFacts(self._plan.engine.label, result["width"], result["height"], result["seconds"],
                          result["device"], result["software"])
        mark = TakeMark(work.request, facts, self._plan.preset, self._source_digest, work.frame.number,
                        self._plan.settings.seed)
        marked = with_png_text(png, png_marks(mark.as_facts()))
        work.take_id = self._store.takes.commit(work.request, facts, marked, thumbnail, work.frame.id, self.recipe_id)
        self.report.made += result["seconds"] is not None
        self.report.found += result["seconds"] is None
        self.report.engine_s += result["seconds"] or 0.0
        self._tell_take(work, result["seconds"])

    def wants_scores(self, work: TakeWork) -> bool:
        """Whether the scorer that counts has not seen the work's take."""
        assert work.take_id is not None
        return self._scorer_id is not None and self._store.scores.get(work.take_id, self._scorer_id) is None

    def file_scores(self, work: TakeWork, message: Message) -> None:
        """The scores of a take."""
        assert message.result is not None
        assert work.take_id is not None
        assert self._scorer_id is not None
        self._store.scores.commit(work.take_id, self._scorer_id, Scores(**message.result["scores"]))
        self.report.scored += 1
        self._listen(JobEvent("progress", "score", self.report.scored, self.total, frame=work.frame.number,
                              take=work.take_id))

    def file_failure(self, work: TakeWork, error: StudioError) -> None:
        """Why a take could not be made, or be scored once it was."""
        scoring = work.stage == "score"
        (self.report.unscored if scoring else self.report.failed).append((work.frame.number, error))
        self._store.frames.add_failure(work.frame.id, work.request.key if work.request else "", error)
        self._listen(JobEvent("failure", "score" if scoring else "generate", self.report.finished, self.total, error.message,
                              frame=work.frame.number))

    def _tell_take(self, work: TakeWork, seconds: float | None) -> None:
        self._listen(JobEvent("take", "generate", self.report.finished, self.total, frame=work.frame.number,
                              seconds=seconds, cached=seconds is None, take=work.take_id))
