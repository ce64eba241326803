"""Videos one after another as one, decoded and encoded once: no seam, frame for frame."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from studio.finish.disk_space import room_for
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames
from studio.media.video_encode import VideoSettings, encode_video

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from fractions import Fraction
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from studio.episode.picture import Picture
    from studio.finish.progress import Progress


def join_videos(parts: Sequence[tuple[Path, int]], shown: NDArray[np.int64], fps: Fraction, out: Path, crf: int,
                on_progress: Progress) -> None:
    """Write the frames `shown` (ascending numbers, repeats allowed) of the parts together to the MP4 `out`.

    A part is a video and how many of its frames count; its further ones are left out. One picture is held at a time.
    Raises StudioError as `probe_video`, `decode_frames` and `encode_video`, "disk" where `out` cannot be written.
    """
    with closing(_frames(parts)) as frames, room_for(out) as temporary:
        encode_video(_chosen(frames, shown), VideoSettings(fps, crf), temporary,
                     lambda done: on_progress(done, len(shown)))


def _frames(parts: Sequence[tuple[Path, int]]) -> Generator[Picture, None, None]:
    for path, count in parts:
        with closing(decode_frames(probe_video(path), range(count))) as frames:
            for _, picture in frames:
                yield picture


def _chosen(frames: Iterator[Picture], shown: NDArray[np.int64]) -> Iterator[Picture]:
    place, picture = -1, None
    for wanted in shown.tolist():
        while place < wanted:
            picture = next(frames)
            place += 1
        assert picture is not None
        yield picture
