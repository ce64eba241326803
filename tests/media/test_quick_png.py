from __future__ import annotations

import io
import random

import numpy as np
import pytest
from PIL import Image

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.media.pictures import encode_png, read_picture
from studio.media.quick_png import quick_png


def _saved(image: Image.Image, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue()


def test_takes_are_read_as_the_general_reader_does(astronaut: Picture) -> None:
    png = encode_png(astronaut, {"Comment": "text before the pixels", "Title": "Ё"})
    picture = quick_png(png)
    assert picture is not None
    assert picture.flags.c_contiguous
    assert (picture == astronaut).all()
    assert (read_picture(png) == astronaut).all()


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "I;16"])
def test_other_kinds_are_left_to_the_general_reader(mode: str) -> None:
    assert quick_png(_saved(Image.new(mode, (9, 7)))) is None


def test_a_transparent_colour_is_left_to_the_general_reader() -> None:
    assert quick_png(_saved(Image.new("RGB", (9, 7)), transparency=(0, 0, 0))) is None


def test_a_turned_picture_is_left_to_the_general_reader() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert quick_png(_saved(Image.new("RGB", (9, 7)), exif=exif)) is None


@pytest.mark.parametrize("data", [b"", b"\x89PNG", b"GIF89a" + bytes(80), bytes(200)])
def test_what_is_no_png(data: bytes) -> None:
    assert quick_png(data) is None


def test_no_damage_passes_as_a_picture(astronaut: Picture) -> None:
    png = encode_png(np.ascontiguousarray(astronaut[::4, ::4]))
    flips = random.Random(3)
    for _ in range(60):
        damaged = bytearray(png)
        damaged[flips.randrange(8, len(png))] ^= 1 << flips.randrange(8)
        assert quick_png(bytes(damaged)) is None
    cut = png[: len(png) // 2]
    assert quick_png(cut) is None
    with pytest.raises(StudioError, match="damaged"):
        read_picture(cut)
