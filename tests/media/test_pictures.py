"""Pictures of every kind come in as upright 8-bit RGB; what is broken is named."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.media.pictures import encode_jpeg, encode_png, png_text, read_picture
from tests.media.video_files import COLOURS, patch_means, patches

PATCHES = patches()


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def mean_error(picture: Picture) -> float:
    return float(np.abs(patch_means(picture) - np.array(COLOURS)).max())


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP"])
def test_lossless_kinds_are_exact(kind: str) -> None:
    picture = read_picture(saved(Image.fromarray(PATCHES), kind))
    assert np.array_equal(picture, PATCHES)
    assert picture.flags.c_contiguous
    assert picture.flags.writeable
    assert picture.dtype == np.uint8


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_lossy_kinds_keep_their_colours(kind: str) -> None:
    assert mean_error(read_picture(saved(Image.fromarray(PATCHES), kind, quality=95))) <= 6


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_exif_orientation_is_applied(kind: str, orientation: int) -> None:
    """The eight orientations of Exif 2.32, 4.6.4 A: stored pixels are what a turned camera saw."""
    upright = np.repeat(np.repeat(np.array([[0, 80], [160, 240], [20, 110]], np.uint8), 16, 0), 16, 1)
    stored = {
        1: upright, 2: upright[:, ::-1], 3: upright[::-1, ::-1], 4: upright[::-1], 5: upright.T,
        6: np.rot90(upright), 7: np.rot90(upright, 2).T, 8: np.rot90(upright, -1),
    }[orientation]  # fmt: skip
    image = Image.fromarray(np.ascontiguousarray(stored)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = read_picture(saved(image, kind, exif=exif))
    assert picture.shape == (48, 32, 3)
    assert np.abs(picture[8::16, 8::16, 0].astype(int) - upright[8::16, 8::16]).max() <= 4


def test_transparent_parts_stand_over_mid_grey() -> None:
    rgba = np.dstack([PATCHES, np.full(PATCHES.shape[:2], 255, np.uint8)])
    rgba[:, :16, 3], rgba[:, 16:32, 3] = 0, 51
    means = patch_means(read_picture(saved(Image.fromarray(rgba), "PNG")))
    assert means[0].tolist() == [128, 128, 128]
    assert means[1].tolist() == [102, 153, 102]  # 0.2 of green, 0.8 of grey
    assert means[2:].tolist() == [list(colour) for colour in COLOURS[2:]]


def test_transparent_palette_and_grey_with_alpha() -> None:
    palette = Image.fromarray(PATCHES).quantize(8)
    index = palette.getpixel((8, 8))
    assert patch_means(read_picture(saved(palette, "PNG", transparency=index)))[0].tolist() == [128, 128, 128]
    grey = Image.fromarray(np.dstack([np.full((4, 4), 255, np.uint8), np.full((4, 4), 0, np.uint8)]))
    assert grey.mode == "LA"
    assert read_picture(saved(grey, "PNG")).tolist() == np.full((4, 4, 3), 128).tolist()


def test_grey_one_bit_and_palette() -> None:
    grey = Image.fromarray(np.array([[0, 100], [200, 255]], np.uint8))
    assert read_picture(saved(grey, "PNG"))[..., 0].tolist() == [[0, 100], [200, 255]]
    assert read_picture(saved(grey.convert("1", dither=Image.Dither.NONE), "PNG"))[1].tolist() == [[255] * 3] * 2
    assert mean_error(read_picture(saved(Image.fromarray(PATCHES).quantize(16), "PNG"))) == 0


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_sixteen_bits_are_scaled_not_cut(suffix: str) -> None:
    values = np.array([[0, 257, 32793, 65535]], np.uint16)  # the third is level 127.6
    grey = read_picture(cv2.imencode(suffix, values)[1].tobytes())
    assert grey[..., 0].tolist() == [[0, 1, 128, 255]]
    colour = read_picture(cv2.imencode(suffix, np.dstack([values, values * 0, values // 2]))[1].tobytes())
    assert np.abs(colour[0].astype(int) - [[0, 0, 0], [0, 0, 1], [64, 0, 128], [127, 0, 255]]).max() <= 1


def test_cmyk_becomes_rgb() -> None:
    image = Image.fromarray(PATCHES).convert("CMYK")
    assert mean_error(read_picture(saved(image, "TIFF"))) <= 1


def test_32_bit_pictures_get_a_sentence() -> None:
    with pytest.raises(StudioError, match="32-bit"):
        read_picture(saved(Image.fromarray(np.zeros((2, 2), np.float32)), "TIFF"))


def test_one_pixel_and_one_line(tmp_path: Path) -> None:
    for shape in ((1, 1, 3), (1, 5000, 3), (5000, 1, 3)):
        picture = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
        (tmp_path / "p.png").write_bytes(encode_png(picture))
        assert np.array_equal(read_picture(tmp_path / "p.png"), picture)


@pytest.mark.parametrize("size", [(8192, 8192), (16384, 4096)])
def test_8k_pictures_pass(size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("1", size, 1).save(path)
    assert read_picture(path).shape == (size[1], size[0], 3)


@pytest.mark.parametrize("size", [(10_001, 10_000), (30_000, 20_000)])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_above_100_megapixels_is_refused_by_its_header(size: tuple[int, int], tmp_path: Path) -> None:
    png = encode_png(np.zeros((1, 1, 3), np.uint8))
    header = b"IHDR" + size[0].to_bytes(4) + size[1].to_bytes(4) + png[24:29]
    path = tmp_path / "huge.png"
    path.write_bytes(png[:12] + header + zlib.crc32(header).to_bytes(4) + png[33:])
    with pytest.raises(StudioError, match=r"huge\.png is larger than 100 megapixels"):
        read_picture(path)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "BMP"])
@pytest.mark.parametrize("kept", [0.1, 0.6])
def test_cut_off_pictures_are_named(kind: str, kept: float, tmp_path: Path, astronaut: Picture) -> None:
    whole = saved(Image.fromarray(astronaut), kind)
    path = tmp_path / f"broken.{kind.lower()}"
    path.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(StudioError, match="broken") as caught:
        read_picture(path)
    assert caught.value.kind == "input"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is empty"), (b"just some words\n", "is not a picture"), (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "x.png")],
)
def test_other_files_get_a_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(content)
    with pytest.raises(StudioError, match=sentence):
        read_picture(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="no such file"):
        read_picture(tmp_path / "none.png")
    with pytest.raises(StudioError, match="is a folder"):
        read_picture(tmp_path)


def test_bytes_are_named_as_the_caller_says() -> None:
    with pytest.raises(StudioError, match="reference 2 is not a picture"):
        read_picture(b"nothing", "reference 2")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "BMP"])
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_random_damage_raises_only_our_error(kind: str, astronaut: Picture) -> None:
    rng = np.random.default_rng(1)
    whole = np.frombuffer(saved(Image.fromarray(astronaut).resize((64, 64)), kind), np.uint8)
    refused = 0
    for _ in range(100):
        data = whole.copy()
        data[rng.integers(0, len(data), 8)] = rng.integers(0, 256, 8)
        try:
            assert read_picture(data.tobytes()).shape[2] == 3
        except StudioError:
            refused += 1
    assert refused > 0 or kind in ("JPEG", "BMP", "TIFF")  # most of their bytes are pixels without a checksum


def test_png_is_exact_deterministic_and_carries_text(astronaut: Picture) -> None:
    png = encode_png(astronaut, {"studio": "да"})
    assert png == encode_png(astronaut, {"studio": "да"})
    assert np.array_equal(read_picture(png), astronaut)
    assert png_text(png) == {"studio": "да"}


def test_jpeg_quality_acts(astronaut: Picture) -> None:
    good, poor = encode_jpeg(astronaut, 95), encode_jpeg(astronaut, 30)
    assert len(good) > 2 * len(poor)
    assert np.abs(read_picture(good).astype(int) - astronaut).mean() < 3


def test_two_pictures_in_one_jpeg_as_phones_store_them(astronaut: Picture) -> None:
    first, second = Image.fromarray(astronaut), Image.fromarray(255 - astronaut)
    picture = read_picture(saved(first, "MPO", save_all=True, append_images=[second], quality=95))
    assert np.abs(picture.astype(int) - astronaut).mean() < 3
