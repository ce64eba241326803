"""Sizes from headers agree with the decoded pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from studio.media.picture_size import picture_size
from studio.media.pictures import read_picture


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp", ".tif"])
@pytest.mark.parametrize("orientation", [None, 3, 6])
def test_size_is_that_of_the_upright_picture(tmp_path: Path, suffix: str, orientation: int | None) -> None:
    path = tmp_path / f"picture{suffix}"
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    Image.new("RGB", (30, 20)).save(path, exif=exif)
    height, width = read_picture(path).shape[:2]
    assert picture_size(path) == (width, height)


@pytest.mark.parametrize("content", [b"", b"words", b"\x89PNG\r\n\x1a\n"])
def test_no_picture_has_no_size(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(content)
    assert picture_size(path) is None


def test_a_missing_file_has_no_size(tmp_path: Path) -> None:
    assert picture_size(tmp_path / "x.png") is None
