"""A video as a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.media.input_files import shown
from studio.media.probe import VideoInfo, probe_video
from studio.media.video_decode import decode_frames
from studio.source.source import SourceFrame, SourceKind, check_numbers


class VideoSource:
    """The frames of a video file, numbered from 0 in the order they are shown."""

    kind: SourceKind = "video"

    def __init__(self, path: Path) -> None:
        """Raises StudioError "input" for what is not a video or holds no frame."""
        self.info: VideoInfo = probe_video(path)
        self.path = path
        self.width, self.height = self.info.width, self.info.height
        self.fps: float | None = self.info.fps
        self.notices = self.info.notices
        self.frames = tuple(
            SourceFrame(number, float(time), f"frame {number}")
            for number, time in enumerate(self.info.frame_times)
        )

        self.numbers = tuple(range(len(self.frames)))

    def read(self, numbers: Sequence[int]) -> Iterator[tuple[int, Picture | StudioError]]:
        """See `Source.read`."""
        return self._read(check_numbers(self.numbers, numbers))

    def _read(self, wanted: list[int]) -> Iterator[tuple[int, Picture | StudioError]]:
        waiting, cause = list(reversed(wanted)), ""
        try:
            with closing(decode_frames(self.info, wanted)) as decoded:
                for number, picture in decoded:
                    while waiting[-1] != number:
                        yield self._broken(waiting.pop(), cause)
                    waiting.pop()
                    yield number, picture
        except StudioError as problem:
            if problem.kind != "damaged":
                raise
            cause = problem.message
        for number in reversed(waiting):
            yield self._broken(number, cause)

    def _broken(self, number: int, cause: str) -> tuple[int, StudioError]:
        message = f"Frame {number} of {shown(self.path)} is damaged and is left out: export the video again."
        return number, StudioError("damaged", message, cause)
