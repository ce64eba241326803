"""How loud a sound is, as broadcasters and streaming services measure it."""

from __future__ import annotations

from pathlib import Path

import ffmpeg

from studio.media.ffmpeg import file_argument, run_ffmpeg
from studio.media.input_files import shown

_KEY = "lavfi.r128.I"
_SILENT = -70.0


def integrated_loudness(path: Path) -> float | None:
    """LUFS of the whole sound (EBU R 128, ITU-R BS.1770 with gating); None where nothing in it passes the gate."""
    measured = ffmpeg.input(file_argument(path))["a:0"].filter("ebur128", metadata=1)
    printed = measured.filter("ametadata", mode="print", key=_KEY, file="pipe:1")
    lines = run_ffmpeg(printed.output("-", format="null").get_args(), task=f"measure how loud {shown(path)} is")
    values = [line.partition(b"=")[2] for line in lines.splitlines() if line.startswith(_KEY.encode("ascii"))]
    loudness = float(values[-1]) if values else _SILENT
    return loudness if loudness > _SILENT else None
