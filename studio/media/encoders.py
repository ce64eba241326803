"""Which program part encodes H.264: x264, or the encoder of a card where the person asks for it and it really works.

x264 stands by itself: at equal quality its files are smaller, and equal pictures give equal bytes on every machine.
$STUDIO_ENCODER asks for another: "hardware" (the first that works here), or nvenc, videotoolbox, qsv, vaapi by name. It
belongs to the machine, not to the episode. An encoder that ffmpeg lists need not work (no card, no driver): each is
tried on a few frames once, and x264 stands in, said so.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import ffmpeg

from studio.episode.errors import StudioError
from studio.media.ffmpeg import ffmpeg_path, file_argument, run_ffmpeg
from studio.media.video_encode import VideoSettings, key_frame_distance, x264_options

if TYPE_CHECKING:
    from collections.abc import Mapping

ENCODER_VARIABLE = "STUDIO_ENCODER"
X264, HARDWARE = "x264", "hardware"
HARDWARE_ENCODERS = ("nvenc", "videotoolbox", "qsv", "vaapi")

_TRIED_FRAMES = 12
_LINUX_RENDER_NODE = "/dev/dri/renderD128"


@dataclass(frozen=True, slots=True)
class Encoder:
    """`name`: x264 or one of `HARDWARE_ENCODERS`; `notices`: what the person asked for and why it is not used."""

    name: str
    notices: tuple[str, ...] = ()

    def options(self, settings: VideoSettings) -> dict[str, str | int]:
        """ffmpeg's options of an MP4; of a card's encoder the nearest to `settings.crf` that it has."""
        return x264_options(settings) if self.name == X264 else _hardware_options(self.name, settings)

    def device_args(self) -> list[str]:
        """ffmpeg's arguments before everything else."""
        return ["-vaapi_device", _LINUX_RENDER_NODE] if self.name == "vaapi" else []

    def uploaded(self, video: ffmpeg.Stream) -> ffmpeg.Stream:
        """The video where the encoder reads it from."""
        return video.filter("format", "nv12").filter("hwupload") if self.name == "vaapi" else video


def choose_encoder() -> Encoder:
    """As $STUDIO_ENCODER asks; x264 with a notice where that does not work here. StudioError("usage") for another word."""
    wanted = os.environ.get(ENCODER_VARIABLE, "") or X264
    if wanted == X264:
        return Encoder(X264)
    if wanted != HARDWARE and wanted not in HARDWARE_ENCODERS:
        words = ", ".join((X264, HARDWARE, *HARDWARE_ENCODERS))
        raise StudioError("usage", f"${ENCODER_VARIABLE} is {wanted!r}; it must be one of {words}.")
    tried = HARDWARE_ENCODERS if wanted == HARDWARE else (wanted,)
    found = next((name for name in tried if encoder_works(name)), None)
    if found is not None:
        return Encoder(found)
    if wanted == HARDWARE:
        return Encoder(X264, ("No card of this machine has an encoder that works, so x264 encodes.",))
    return Encoder(X264, (f"The encoder {wanted} does not work on this machine, so x264 encodes.",))


def encoder_works(name: str) -> bool:
    """Whether a card's encoder makes a video here; tried once a process for the ffmpeg in use."""
    return _tried(name, ffmpeg_path())


@cache
def _tried(name: str, program: Path) -> bool:  # noqa: ARG001 - another ffmpeg is another answer
    if name == "videotoolbox" and sys.platform != "darwin":
        return False
    from fractions import Fraction

    encoder, settings = Encoder(name), VideoSettings(Fraction(25))
    pattern = ffmpeg.input(f"testsrc2=size=256x256:rate=25:duration={_TRIED_FRAMES / 25}", f="lavfi")
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        out = Path(folder) / "tried.mp4"
        made = encoder.uploaded(pattern.filter("format", "yuv420p")).output(file_argument(out), **encoder.options(settings))
        try:
            run_ffmpeg([*encoder.device_args(), *made.get_args()], task=f"try the encoder {name}")
        except StudioError:
            return False
        return out.is_file() and out.stat().st_size > 0


def _hardware_options(name: str, settings: VideoSettings) -> dict[str, str | int]:
    """Constant quality, High profile; what each encoder calls its quality."""
    quality: Mapping[str, dict[str, str | int]] = {
        "nvenc": {"preset": "p6", "rc": "vbr", "cq": settings.crf + 1, "b:v": 0},
        "videotoolbox": {"q:v": max(1, min(100, round(100 - 2 * settings.crf)))},
        "qsv": {"preset": "slower", "global_quality": settings.crf + 2},
        "vaapi": {"rc_mode": "CQP", "qp": settings.crf + 2},
    }
    return {"c:v": f"h264_{name}", "profile:v": "high", **quality[name], "g": key_frame_distance(settings.fps), "f": "mp4"}
