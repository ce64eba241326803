"""Pictures as takes are: 512x768 PNGs of a talking head, every one different."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from skimage import data

from studio.episode.picture import Picture
from studio.finish.palindrome import palindrome_indices
from studio.media.pictures import encode_png, fit_picture

WIDTH, HEIGHT = 512, 768
_PROJECT = Path(__file__).resolve().parent.parent.parent


def write_pictures(folder: Path, count: int) -> list[Path]:
    """`count` PNGs; after each pass of the clip the pictures are mirrored and shifted a little."""
    folder.mkdir()
    paths = [folder / f"{number:04d}.png" for number in range(count)]
    originals = _originals()
    order = palindrome_indices(len(originals), count)
    for number, path in enumerate(paths):
        lap = number // max(1, len(originals) - 1)
        shifted = np.roll(originals[order[number]], 2 * lap, axis=1)
        path.write_bytes(encode_png(np.ascontiguousarray(shifted[:, :: -1 if lap % 2 else 1])))
    return paths


def _originals() -> list[Picture]:
    testdata = Path(os.environ.get("STUDIO_TESTDATA", _PROJECT.parent / "shared" / "testdata"))
    video = testdata / "media" / "talking_head_1080x1920_25fps_10s.mp4"
    if video.exists():
        return list(_frames_of(video))
    print("without the test data: the astronaut, moving")
    portrait = np.ascontiguousarray(data.astronaut(), dtype=np.uint8)
    moved = (np.ascontiguousarray(np.roll(portrait, 3 * n, axis=1)) for n in range(60))
    return [fit_picture(picture, WIDTH, HEIGHT, "cover") for picture in moved]


def _frames_of(video: Path) -> Iterator[Picture]:
    with av.open(str(video)) as container:
        for frame in container.decode(video=0):
            picture = np.ascontiguousarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)
            yield fit_picture(picture, WIDTH, HEIGHT, "cover")
