"""Stage `picture`: the picture of one target, where it differs from the one that was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from studio.episode.files import named_path
from studio.episode.picture import Picture
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.finish.face_middle import MIDDLE, face_middle
from studio.finish.placement import LARGE_SHORT_SIDE, Placement, place
from studio.finish.target_picture import PictureChange, write_target_picture
from studio.finish.targets import Shape, Target
from studio.finish.upscaler_weights import require_upscaler
from studio.jobs.events import JobControl, Listener, stage_progress
from studio.jobs.file_digests import digest_of
from studio.jobs.finish_step import FinishStep, step_inputs
from studio.jobs.stages import Stage, StageWork
from studio.jobs.target_overlays import LaidOver, is_laid_over, target_overlays
from studio.jobs.upscaling import Upscaling
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames
from studio.media.video_info import VideoInfo

TARGET_REVISION = 1
_SCALERS: dict[Shape, str] = {"as made": "ffmpeg", "tall": "ffmpeg", "large": "lanczos"}
_PACES: dict[Shape, str] = {"tall": "ffmpeg tall"}
"""By what the pace of a shape is filed whose scaler has another pace elsewhere."""


def target_step(store: EpisodeStore, picture_step: FinishStep, target: Target) -> FinishStep | None:
    """The step that makes the target's picture of the one before; None where that is taken as it is, packet by packet.

    Fades, burnt captions and the credit are as the episode's settings wish.
    Raises StudioError("input") for upscaler weights that are no .safetensors file, or not there, and as `target_overlays`.
    """
    if not changes_picture(store, target):
        return None
    settings, overlays = store.settings, target_overlays(store, target)
    fades = settings.fade_in_s, settings.fade_out_s
    weights = upscaler_weights(store.folder, settings, target)
    inputs = step_inputs(
        TARGET_REVISION, (picture_step,), shape=target.shape, crf=target.crf, preset=target.preset, fades=fades,
        overlays=[item.inputs for item in overlays], upscaler=None if weights is None else digest_of(weights),
    )

    def work(path: Path, listen: Listener, control: JobControl) -> StageWork:
        made = _TargetWork(target, fades, weights, overlays, listen, control)
        return made.run(picture_step.result(store), path)

    stage = Stage("picture", inputs, ".mp4", _scaler_name(settings, target), settings.preset,
                  pace=target_pace(settings, target))
    return FinishStep(stage, f"Picture · {target.title}", picture_step.items, "frames", work, (picture_step,),
                      target.key)


def changes_picture(store: EpisodeStore, target: Target) -> bool:
    """Whether the target's picture is another than the one that was made, so that it has a step."""
    settings = store.settings
    return target.shape != "as made" or bool(settings.fade_in_s or settings.fade_out_s) or is_laid_over(store, target)


def target_pace(settings: EpisodeSettings, target: Target) -> str:
    """The engine's name by which the pace of the target's step is filed."""
    return _PACES.get(target.shape) or _scaler_name(settings, target)


def _scaler_name(settings: EpisodeSettings, target: Target) -> str:
    """By what the target's picture is made."""
    return "spandrel" if target.shape == "large" and settings.upscaler else _SCALERS[target.shape]


def upscaler_weights(folder: Path, settings: EpisodeSettings, target: Target) -> Path | None:
    """The weights that the target is scaled up by; None: it is not, or by Lanczos."""
    if target.shape != "large" or not settings.upscaler:
        return None
    weights = named_path(folder, settings.upscaler)
    require_upscaler(weights)
    return weights


@dataclass(frozen=True, slots=True)
class _TargetWork:
    """One run of the step."""

    target: Target
    fades: tuple[float, float]
    weights: Path | None
    overlays: Sequence[LaidOver]
    listen: Listener
    control: JobControl

    def run(self, video: Path, out: Path) -> StageWork:
        info = probe_video(video)
        fps = Fraction(info.fps).limit_denominator(1001)
        middle = face_middle(video) if self.target.shape == "tall" else MIDDLE
        placement = place(self.target.shape, info.width, info.height, middle)
        grows = placement.width > info.width
        fade_in, fade_out = (round(seconds * fps) for seconds in self.fades)
        laid = [item.make(placement.width, placement.height, fps) for item in self.overlays]
        with ExitStack() as held:
            upscaling = held.enter_context(self._upscaling(self.weights)) if self.weights and grows else None
            pictures = None
            if upscaling is not None:
                pictures = upscaling.upscaled(_frames(info), placement.width, placement.height)
                placement = Placement(placement.width, placement.height, 0, 0, placement.width, placement.height)
            made = write_target_picture(
                video, PictureChange(placement, fade_in, fade_out, laid), out,
                stage_progress(self.listen, "picture", control=self.control), crf=self.target.crf,
                preset=self.target.preset, pictures=pictures,
            )
            scaled_by = upscaling.facts if upscaling else None
        notices = [*made.notices, *self._notices(info, grows=grows)]
        return StageWork(made.frames, {"width": made.width, "height": made.height, "encoder": made.encoder,
                                       "upscaler": scaled_by, "notices": notices})

    def _upscaling(self, weights: Path) -> Upscaling:
        return Upscaling(weights, "picture", self.listen, self.control)

    def _notices(self, info: VideoInfo, *, grows: bool) -> list[str]:
        if self.target.shape != "large":
            return []
        if not grows:
            return [f"The picture has a short side of {min(info.width, info.height)} already, so {self.target.title} keeps "
                    "its size."]
        if self.weights is None:
            return [f"No upscaler's weights are chosen, so Lanczos scaled the picture up to a short side of "
                    f"{LARGE_SHORT_SIDE}: that makes it larger, not finer."]
        return []


def _frames(info: VideoInfo) -> Iterator[Picture]:
    return (picture for _, picture in decode_frames(info, range(info.frame_count)))
