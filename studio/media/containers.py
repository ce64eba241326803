"""Opening a media file with PyAV, safely and with a sentence when it cannot be done."""

from __future__ import annotations

from pathlib import Path

import av
from av.container import InputContainer

from studio.episode.errors import StudioError
from studio.media.ffmpeg import file_argument
from studio.media.input_files import require_file, shown

# Demuxers that take text or single pictures for media, or that open other files.
_REFUSED = frozenset({"tty", "concat", "hls", "dash", "sdp", "image2", "srt", "ass", "webvtt", "lrc", "ffmetadata"})


def open_container(path: Path, what: str) -> InputContainer:
    """Open `path`; `what` is "video" or "sound", for the sentences.

    Raises StudioError("input") for what is not a media file. A media file may not make us open addresses.
    """
    require_file(path, what)
    try:
        container = av.open(
            file_argument(path), "r", options={"protocol_whitelist": "file"}, metadata_errors="replace"
        )
    except av.FFmpegError as problem:
        raise StudioError("input", _sentence(path, what), str(problem)) from problem
    if _is_refused(container.format.name):
        container.close()
        raise StudioError("input", _sentence(path, what), f"it looks like {container.format.name}")
    return container


def _is_refused(format_name: str) -> bool:
    return format_name.endswith("_pipe") or not _REFUSED.isdisjoint(format_name.split(","))


def _sentence(path: Path, what: str) -> str:
    with path.open("rb") as file:
        is_mp4 = file.read(12)[4:8] == b"ftyp"
    if is_mp4:
        return f"The {what} file {shown(path)} is cut off, its index (moov) is missing: copy or export it again."
    return f"{shown(path)} is not a {what} file that can be read."
