"""What an export would do, told before it is begun: which stages run, how long, and what stands in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from studio.episode.errors import StudioError
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.finish.captions import within
from studio.finish.render import require_ending
from studio.jobs.assemble import LoopWork, loop_work
from studio.jobs.export_episode import export_stage
from studio.jobs.licences import SaleAnswer, sale_of_episode
from studio.jobs.mix_sound import MixWork, episode_span, mix_work
from studio.jobs.timings import Timing, read_timings, seconds_per_item
from studio.media.picture_size import picture_size

Place: TypeAlias = Literal["prepare", "generate", "review", "timeline"]


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """One stage: `items` still to work on (0: up to date), seconds forecast (None: nothing was measured here yet), the
    number of runs that the forecast rests on, and what the filed run took (None where it is not up to date)."""

    stage: str
    items: int
    forecast_s: float | None
    runs: int
    measured_s: float | None = None

    @property
    def up_to_date(self) -> bool:
        """Whether an earlier result is taken."""
        return not self.items


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why it cannot begin, and the workspace where that is mended."""

    error: StudioError
    place: Place


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """`width` and `height` are the video's, 0 without picks; `seconds` its length."""

    out: Path
    stages: tuple[PlannedStage, ...]
    hindrance: Hindrance | None
    picks: int
    width: int
    height: int
    fps: float
    seconds: float
    captions: int
    mixed: bool
    whose_face: str
    preset: str
    engine: str
    analyzer: str
    sale: SaleAnswer

    @property
    def forecast_s(self) -> float | None:
        """All stages together; None while one cannot be forecast."""
        values = [item.forecast_s for item in self.stages]
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(values) else None

    def as_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        error = self.hindrance.error if self.hindrance else None
        return {
            "render": str(self.out), "stages": [asdict(item) for item in self.stages], "forecast_s": self.forecast_s,
            "hindrance": {"kind": error.kind, "message": error.message} if error else None, "picks": self.picks,
            "width": self.width, "height": self.height, "fps": self.fps, "seconds": self.seconds,
            "captions": self.captions, "mixed": self.mixed, "whose_face": self.whose_face, "preset": self.preset,
            "engine": self.engine, "analyzer": self.analyzer, "sale": asdict(self.sale),
        }


def plan_export(store: EpisodeStore, out: Path) -> ExportPlan:
    """Look at everything that `finish_episode` would do; reads, and writes nothing.

    Raises StudioError("usage") for an ending that is no video's; anything else in the way is the plan's `hindrance`.
    """
    require_ending(out)
    loop, sound, hindrance = _works(store)
    timings = read_timings()
    timeline = store.timeline()
    width, height = _size(store, loop)
    settings, recipe, scorer = store.settings, store.takes.current_recipe(), store.scores.current_scorer()
    engine, analyzer = recipe[2] if recipe else "", scorer[1] if scorer else ""
    return ExportPlan(
        out, _stages(store, loop, sound, out, timings) if loop else (), hindrance, len(loop.picks) if loop else 0,
        width, height, settings.fps, float(loop.plan.duration_s) if loop else 0.0,
        len(within(timeline.captions, *timeline.span_s)), sound is not None, settings.whose_face, settings.preset, engine,
        analyzer, sale_of_episode(store),
    )


def _works(store: EpisodeStore) -> tuple[LoopWork | None, MixWork | None, Hindrance | None]:
    try:
        episode_span(store, store.timeline())
    except StudioError as error:
        return None, None, Hindrance(error, "timeline" if store.timeline().duration_s else "prepare")
    try:
        return loop_work(store), mix_work(store), None
    except StudioError as error:
        place: Place = "review" if store.takes.current_recipe() else "generate"
        return None, None, Hindrance(error, place if store.frames.current_source() else "prepare")


def _stages(store: EpisodeStore, loop: LoopWork, sound: MixWork | None, out: Path,
            timings: Sequence[Timing]) -> tuple[PlannedStage, ...]:
    frames = loop.plan.frames
    loop_run = _filed(store, loop.stage.name, loop.stage.digest)
    mix_run = _filed(store, sound.stage.name, sound.stage.digest) if sound else None
    heard = store.path(store.settings.voice) if sound is None else store.path(mix_run.output) if mix_run else None
    export_run = None
    if loop_run is not None and heard is not None and heard.exists():
        stage = export_stage(store, loop.found(store, loop_run), heard, out)
        export_run = _filed(store, stage.name, stage.digest)
    planned = [_planned("loop", frames, loop_run, timings)]
    if sound is not None:
        planned.append(_planned("mix", sound.items, mix_run, timings))
    return (*planned, _planned("export", frames, export_run, timings))


def _filed(store: EpisodeStore, stage: str, digest: str) -> StageRun | None:
    run = store.stages.find(stage, digest)
    return run if run is not None and store.path(run.output).exists() else None


def _planned(stage: str, items: int, run: StageRun | None, timings: Sequence[Timing]) -> PlannedStage:
    comparable = [timing for timing in timings if timing.stage == stage]
    if run is not None:
        return PlannedStage(stage, 0, 0.0, len(comparable), run.seconds)
    each = seconds_per_item(comparable)
    return PlannedStage(stage, items, None if each is None else each * items, len(comparable))


def _size(store: EpisodeStore, loop: LoopWork | None) -> tuple[int, int]:
    """The video's: that of the first pick, made even."""
    if loop is None:
        return 0, 0
    width, height = picture_size(store.takes.picture_path(loop.keys[0])) or (0, 0)
    return width + width % 2, height + height % 2
