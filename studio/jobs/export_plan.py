"""What an export would do, told before it is begun: which stages run, how long, and what stands in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.finish.captions import within
from studio.finish.placement import place
from studio.finish.render import require_ending
from studio.finish.targets import Target
from studio.jobs.assemble import LoopWork
from studio.jobs.finish_chain import FinishChain, finish_chain
from studio.jobs.licences import SaleAnswer, sale_of_episode
from studio.jobs.mix_sound import episode_span
from studio.jobs.outputs import Output
from studio.jobs.step_forecast import PlannedStage, forecast_of, planned_stages
from studio.jobs.target_overlays import target_overlays
from studio.media.picture_size import picture_size

Place: TypeAlias = Literal["prepare", "generate", "review", "timeline", "captions"]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why it cannot begin, and the workspace where that is mended; "captions": the choices of how they go along."""

    error: StudioError
    place: Place


@dataclass(frozen=True, slots=True)
class PlannedVideo:
    """One video of the plan: its file, and its size in pixels, 0 without picks."""

    target: Target
    path: Path
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """All videos that were asked for and the stages that lead to them; `seconds` is how long each one is."""

    videos: tuple[PlannedVideo, ...]
    stages: tuple[PlannedStage, ...]
    hindrance: Hindrance | None
    picks: int
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
        return forecast_of(self.stages)

    @property
    def out(self) -> Path:
        """The first video's file."""
        return self.videos[0].path

    @property
    def width(self) -> int:
        """The first video's."""
        return self.videos[0].width

    @property
    def height(self) -> int:
        """The first video's."""
        return self.videos[0].height

    def as_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        error = self.hindrance.error if self.hindrance else None
        return {
            "render": str(self.out), "renders": [
                {"target": item.target.key, "render": str(item.path), "width": item.width, "height": item.height}
                for item in self.videos],
            "stages": [asdict(item) for item in self.stages], "forecast_s": self.forecast_s,
            "hindrance": {"kind": error.kind, "message": error.message} if error else None, "picks": self.picks,
            "width": self.width, "height": self.height, "fps": self.fps, "seconds": self.seconds,
            "captions": self.captions, "mixed": self.mixed, "whose_face": self.whose_face, "preset": self.preset,
            "engine": self.engine, "analyzer": self.analyzer, "sale": asdict(self.sale),
        }


def plan_export(store: EpisodeStore, outputs: Sequence[Output]) -> ExportPlan:
    """Look at everything that `finish_episode` would do; reads, and writes nothing.

    Raises StudioError("usage") for an ending that is no video's; anything else in the way is the plan's `hindrance`.
    """
    for output in outputs:
        require_ending(output.path)
    chain, hindrance = _chain(store, outputs)
    timeline = store.timeline()
    loop_size = _size(store, chain.loop) if chain else (0, 0)
    settings, recipe, scorer = store.settings, store.takes.current_recipe(), store.scores.current_scorer()
    engine, analyzer = recipe[2] if recipe else "", scorer[1] if scorer else ""
    return ExportPlan(
        tuple(PlannedVideo(output.target, output.path, *_size_of(output.target, *loop_size)) for output in outputs),
        planned_stages(store, chain.steps) if chain else (), hindrance, len(chain.loop.picks) if chain else 0,
        settings.fps, float(chain.loop.plan.duration_s) if chain else 0.0,
        len(within(timeline.captions, *timeline.span_s)), chain is not None and chain.mixed, settings.whose_face,
        settings.preset, engine, analyzer,
        sale_of_episode(store, [output.target for output in outputs]),
    )


def _chain(store: EpisodeStore, outputs: Sequence[Output]) -> tuple[FinishChain | None, Hindrance | None]:
    try:
        episode_span(store, store.timeline())
    except StudioError as error:
        return None, Hindrance(error, "timeline" if store.timeline().duration_s else "prepare")
    try:
        for output in outputs:
            target_overlays(store, output.target)
    except StudioError as error:
        return None, Hindrance(error, "captions")
    try:
        return finish_chain(store, outputs), None
    except StudioError as error:
        place: Place = "review" if store.takes.current_recipe() else "generate"
        return None, Hindrance(error, place if store.frames.current_source() else "prepare")


def _size_of(target: Target, width: int, height: int) -> tuple[int, int]:
    """The target's, of a loop of that size; 0 of none."""
    placed = place(target.shape, width, height) if width and height else None
    return (placed.width, placed.height) if placed else (0, 0)


def _size(store: EpisodeStore, loop: LoopWork) -> tuple[int, int]:
    """The loop's: that of the first pick, made even."""
    width, height = picture_size(store.takes.picture_path(loop.keys[0])) or (0, 0)
    return width + width % 2, height + height % 2
