"""The picture of a target: scaled, placed, faded, with what lies over it, encoded again; frame for frame.

One ffmpeg does all of it in YUV, so that no frame passes through Python; only pictures that were scaled up by a model
come from there. Sound is not touched.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ffmpeg

from studio.episode.errors import StudioError
from studio.episode.files import passing_file
from studio.finish.disk_space import room_for
from studio.finish.mp4_packets import PacketFacts, packet_facts
from studio.finish.overlay_video import OverlayVideo, write_overlay
from studio.media.encoders import choose_encoder
from studio.media.ffmpeg import FfmpegProcess, file_argument
from studio.media.input_files import shown
from studio.media.probe import probe_video
from studio.media.video_encode import VideoSettings, even_sized, piped_pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from studio.episode.picture import Picture
    from studio.finish.overlay import FrameOverlay
    from studio.finish.placement import Placement
    from studio.finish.progress import Progress
    from studio.media.encoders import Encoder
    from studio.media.video_encode import SpeedPreset
    from studio.media.video_info import VideoInfo

_SCALE_FLAGS = "lanczos+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact"
_BLUR_PARTS, _BLUR_SIGMA = 8, 5
"""The ground is blurred at an eighth of its size, where it costs nothing."""

_DARKER, _PALER = 0.45, 0.6
"""What is left of the ground's brightness and colour, so that the picture on it is what is looked at."""


@dataclass(frozen=True, slots=True)
class PictureChange:
    """What is done to each frame: where it lies, fades from and to black in frames, and what lies over it.

    Overlays are made for the placed size and are not faded.
    """

    placement: Placement
    fade_in: int = 0
    fade_out: int = 0
    overlays: Sequence[FrameOverlay] = ()


@dataclass(frozen=True, slots=True)
class TargetPicture:
    """What was written: size in pixels, frames, which encoder, and what was replaced."""

    width: int
    height: int
    frames: int
    encoder: str
    notices: tuple[str, ...]


def write_target_picture(
    video: Path,
    change: PictureChange,
    out: Path,
    on_progress: Progress | None = None,
    *,
    crf: int = 18,
    preset: SpeedPreset = "medium",
    pictures: Iterable[Picture] | None = None,
) -> TargetPicture:
    """Write the MP4 `video` (constant rate), changed, to the MP4 `out`, with exactly as many frames at the same rate.

    `pictures` are its frames where something else has scaled them up; `change` is then for their size. `out` appears
    only when it is whole.
    Raises StudioError: "input" where `video` cannot be read, "damaged" where frames were lost, "disk".
    """
    facts, encoder = packet_facts(video), choose_encoder()
    settings = VideoSettings(facts.fps, crf, preset)
    with ExitStack() as held:
        places = [held.enter_context(passing_file(out, ".nut")) for _ in change.overlays]
        temporary = held.enter_context(room_for(out))
        report = _reporter(on_progress, facts.frames)
        source = _decoded(video, facts) if pictures is None else None
        overlays = _overlay_videos(change.overlays, facts, places, lambda: report(0))
        run = _Run(change, facts, encoder, settings, overlays)
        if source is not None:
            _run_in_ffmpeg(run.arguments(source, temporary), report)
        else:
            _feed(run, pictures or (), temporary, report)
        _require_all(temporary, facts, video)
    return TargetPicture(change.placement.width, change.placement.height, facts.frames, encoder.name, encoder.notices)


@dataclass(frozen=True, slots=True)
class _Run:
    """One ffmpeg's work, apart from where the frames come from."""

    change: PictureChange
    facts: PacketFacts
    encoder: Encoder
    settings: VideoSettings
    overlays: Sequence[OverlayVideo]

    def arguments(self, source: ffmpeg.Stream, out: Path) -> list[str]:
        """For FfmpegProcess; `source` gives limited-range bt709."""
        placed = _placed(source, self.change.placement)
        faded = _faded(placed, self.change, self.facts.frames)
        for overlay in self.overlays:
            faded = _laid_over(faded, overlay)
        tagged = faded.filter("format", "yuv420p").filter(
            "setparams", range="tv", color_primaries="bt709", color_trc="bt709", colorspace="bt709")
        options = self.encoder.options(self.settings) | {"r": str(self.facts.fps)}
        made = self.encoder.uploaded(tagged).output(file_argument(out), **options)
        return [*self.encoder.device_args(), *made.get_args()]


def _decoded(video: Path, facts: PacketFacts) -> ffmpeg.Stream:
    """The frames on a clock of one tick a frame, in bt709's matrix whatever the file has."""
    info = probe_video(video)
    source = ffmpeg.input(file_argument(video))[f"v:{info.stream_index}"]
    counted = source.filter("settb", str(1 / facts.fps)).filter("setpts", "N")
    return counted if _is_plain(info) else _to_bt709(counted, info)


def _is_plain(info: VideoInfo) -> bool:
    return info.pixel_format == "yuv420p" and info.colour.matrix == "bt709" and not info.colour.full_range


def _to_bt709(source: ffmpeg.Stream, info: VideoInfo) -> ffmpeg.Stream:
    """Engines write what they like: the matrix and range are really changed, not only the tags."""
    return source.filter(
        "scale", in_color_matrix=info.colour.matrix, in_range="full" if info.colour.full_range else "limited",
        out_color_matrix="bt709", out_range="limited", flags=_SCALE_FLAGS,
    ).filter("format", "yuv420p")


def _placed(source: ffmpeg.Stream, placement: Placement) -> ffmpeg.Stream:
    cropped = source.filter("crop", placement.crop_width, placement.crop_height, placement.left, placement.top, exact=1)
    if not placement.on_blur:
        return cropped.filter("scale", placement.width, placement.height, flags=_SCALE_FLAGS)
    both = cropped.split()
    width, height = placement.inner
    picture = both["1"].filter("scale", width, height, flags=_SCALE_FLAGS)
    left, top = (placement.width - width) // 4 * 2, (placement.height - height) // 4 * 2
    return ffmpeg.filter([_ground(both["0"], placement), picture], "overlay", left, top, format="yuv420")


def _ground(source: ffmpeg.Stream, placement: Placement) -> ffmpeg.Stream:
    """The picture covering the frame, blurred, darker and paler."""
    width, height = placement.width // _BLUR_PARTS, placement.height // _BLUR_PARTS
    covering = source.filter("scale", width, height, force_original_aspect_ratio="increase", flags="area")
    small = covering.filter("crop", width, height).filter("gblur", sigma=_BLUR_SIGMA)
    dark = small.filter("lutyuv", y=f"16+(val-16)*{_DARKER}", u=f"128+(val-128)*{_PALER}", v=f"128+(val-128)*{_PALER}")
    return dark.filter("scale", placement.width, placement.height, flags="bicubic").filter("setsar", 1)


def _faded(video: ffmpeg.Stream, change: PictureChange, frames: int) -> ffmpeg.Stream:
    if change.fade_in:
        video = video.filter("fade", "in", 0, min(change.fade_in, frames))
    if change.fade_out:
        length = min(change.fade_out, frames)
        video = video.filter("fade", "out", frames - length, max(1, length - 1))     # so that the last frame is black
    return video


def _laid_over(video: ffmpeg.Stream, overlay: OverlayVideo) -> ffmpeg.Stream:
    """The overlay's colours are brought to the video's matrix by name; ffmpeg's own guess would be another."""
    source = ffmpeg.input(file_argument(overlay.path), f="nut")
    same = source.filter("scale", in_range="full", out_range="limited", out_color_matrix="bt709", flags=_SCALE_FLAGS)
    return ffmpeg.filter([video, same.filter("format", "yuva420p")], "overlay", overlay.left, overlay.top, format="yuv420")


def _overlay_videos(overlays: Sequence[FrameOverlay], facts: PacketFacts, places: Sequence[Path],
                    at_each: Callable[[], None]) -> list[OverlayVideo]:
    """On the disk of the result: an hour of captions may be more than a folder for temporary files holds."""
    written = [write_overlay(overlay, facts.frames, facts.fps, path, at_each)
               for overlay, path in zip(overlays, places, strict=True)]
    return [overlay for overlay in written if overlay is not None]


def _run_in_ffmpeg(arguments: list[str], report: Callable[[int], None]) -> None:
    with FfmpegProcess(["-progress", "pipe:1", *arguments], task="make the picture", reads_output=True,
                       bound=True) as process:
        for line in process.output:
            name, _, value = line.decode("ascii", "replace").strip().partition("=")
            if name == "frame" and value.isdigit():
                report(int(value))
        process.finish()


def _feed(run: _Run, pictures: Iterable[Picture], out: Path, report: Callable[[int], None]) -> None:
    stream = iter(pictures)
    first = next(stream, None)
    if first is None:
        raise StudioError("nothing", "There is no picture to encode.")
    first = even_sized(first)
    piped = piped_pictures(first.shape[1], first.shape[0], run.facts.fps)
    with FfmpegProcess(run.arguments(piped, out), task="make the picture", takes_input=True) as process:
        process.write(first.data)
        for done, picture in enumerate(stream, start=2):
            process.write(even_sized(picture).data)
            report(done)
        process.finish()


def _reporter(on_progress: Progress | None, frames: int) -> Callable[[int], None]:
    def report(done: int) -> None:
        if on_progress is not None:
            on_progress(min(done, frames), frames)

    return report


def _require_all(made: Path, facts: PacketFacts, video: Path) -> None:
    found = packet_facts(made)
    if (found.frames, found.fps) != (facts.frames, facts.fps):
        message = (
            f"Of {facts.frames} frames of {shown(video)} at {facts.fps} a second, {found.frames} at {found.fps} were "
            "written: run it again, and see the log if it stays so."
        )
        raise StudioError("damaged", message)
