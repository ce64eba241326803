"""Colours come out as they went in: fixtures computed by the standards' formulas, primaries measured.

Tolerances are of 255. 8-bit YCbCr itself rounds colours by up to 1.5; 10-bit by less than 1.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.episode.picture import Picture
from studio.media.probe import VideoInfo, probe_video
from studio.media.video_decode import decode_frames
from tests.media.video_files import (
    COLOURS,
    LOSSLESS,
    colour_tags,
    patch_means,
    patches,
    raw,
    write_colours,
    write_rgb,
    write_video,
    ycbcr,
)

WANTED = np.array(COLOURS, dtype=float)
TOLERANCE = {8: 2, 10: 1}
LEVELS = (0, 64, 128, 200, 255)
SIZE = (80, 16)


def shown(path: Path) -> tuple[VideoInfo, Picture]:
    info = probe_video(path)
    number, picture = next(decode_frames(info, [1]))
    assert number == 1
    assert picture.shape == (info.height, info.width, 3)
    assert picture.flags.c_contiguous
    return info, picture


@pytest.mark.parametrize("matrix", ["smpte170m", "bt709"])
@pytest.mark.parametrize("full", [False, True], ids=["limited", "full"])
@pytest.mark.parametrize("bits", [8, 10])
def test_primaries_by_matrix_range_and_depth(tmp_path: Path, matrix: str, full: bool, bits: int) -> None:
    info, picture = shown(write_colours(tmp_path / "v.mp4", matrix, bits=bits, full=full))
    assert (info.matrix, info.full_range, info.bit_depth) == (matrix, full, bits)
    assert np.abs(patch_means(picture) - WANTED).max() <= TOLERANCE[bits]


@pytest.mark.parametrize(("height", "matrix"), [(64, "smpte170m"), (576, "smpte170m"), (578, "bt709"), (720, "bt709")])
def test_untagged_video_is_bt601_up_to_576_lines(tmp_path: Path, height: int, matrix: str) -> None:
    info, picture = shown(write_rgb(tmp_path / "v.mp4", patches(height=height) / 255.0, matrix, tagged=False))
    assert info.matrix == matrix
    assert np.abs(patch_means(picture) - WANTED).max() <= 2


def test_wrong_matrix_would_show() -> None:
    """The two matrices differ far beyond the tolerance, so the tests above can fail."""
    blue_as_601 = ycbcr(patches() / 255.0, "smpte170m").astype(int)
    assert np.abs(blue_as_601 - ycbcr(patches() / 255.0, "bt709")).max() > 20


def test_no_bias_on_a_real_picture(tmp_path: Path, astronaut: Picture) -> None:
    _, picture = shown(write_rgb(tmp_path / "v.mp4", astronaut / 255.0, "bt709"))
    assert np.abs((picture.astype(float) - astronaut).mean(axis=(0, 1))).max() < 0.1


def test_motion_jpeg_is_full_range_by_nature(tmp_path: Path) -> None:
    data = raw(ycbcr(patches() / 255.0, "smpte170m", full=True)) * 3
    tags = ["-color_range", "pc", "-colorspace", "smpte170m"]
    codec = ("-c:v", "mjpeg", "-q:v", "1")
    info, picture = shown(write_video(tmp_path / "v.avi", data, SIZE, pixel_format="yuvj420p", tags=tags, codec=codec))
    assert info.full_range
    assert np.abs(patch_means(picture) - WANTED).max() <= 3


RGB_CODECS = ("-c:v libx264rgb -qp 0", "-c:v ffv1 -pix_fmt bgr0", "-c:v png")


@pytest.mark.parametrize("options", RGB_CODECS)
def test_rgb_video_is_exact(tmp_path: Path, options: str) -> None:
    codec = options.split()
    data = patches().tobytes() * 3
    _, picture = shown(write_video(tmp_path / "v.mkv", data, SIZE, pixel_format="rgb24", codec=codec))
    assert np.array_equal(picture, patches())


GREY_CODECS = (LOSSLESS, ("-c:v", "ffv1"), ("-c:v", "libx265", "-x265-params", "lossless=1:log-level=none"))


@pytest.mark.parametrize("codec", GREY_CODECS)
@pytest.mark.parametrize("full", [False, True], ids=["limited", "full"])
@pytest.mark.parametrize("bits", [8, 10])
def test_grey_video_by_range_and_depth(tmp_path: Path, codec: tuple[str, ...], full: bool, bits: int) -> None:
    grey = patches([(level,) * 3 for level in LEVELS])[..., 0] / 255.0
    top, unit = 2**bits - 1, 2 ** (bits - 8)
    numbers = np.rint(grey * top if full else (grey * 219 + 16) * unit)
    data = numbers.astype("u1" if bits == 8 else "<u2").tobytes() * 3
    pixel_format = "gray" if bits == 8 else "gray10le"
    tags = ["-color_range", "pc" if full else "tv"]
    _, picture = shown(write_video(tmp_path / "v.mkv", data, SIZE, pixel_format=pixel_format, tags=tags, codec=codec))
    wanted = np.repeat(np.array(LEVELS, float)[:, None], 3, axis=1)
    assert np.abs(patch_means(picture) - wanted).max() <= 1


ALPHA_CODECS = {
    "v.mov": ("-c:v", "png", "-pix_fmt", "rgba"),
    "v.mkv": ("-c:v", "ffv1", "-pix_fmt", "bgra"),
    "v10.mov": ("-c:v", "prores_ks", "-profile:v", "4444", "-pix_fmt", "yuva444p10le"),
    "v.webm": ("-c:v", "libvpx-vp9", "-lossless", "1", "-pix_fmt", "yuva420p"),
    "v8.webm": ("-c:v", "libvpx", "-crf", "4", "-b:v", "2M", "-auto-alt-ref", "0", "-pix_fmt", "yuva420p"),
}


@pytest.mark.parametrize("name", ALPHA_CODECS)
def test_transparent_video_stands_over_mid_grey(tmp_path: Path, name: str) -> None:
    rgba = np.dstack([patches(), np.full((16, 80), 255, np.uint8)])
    rgba[:, :16, 3], rgba[:, 16:32, 3] = 0, 51
    data = rgba.tobytes() * 3
    info, picture = shown(write_video(tmp_path / name, data, SIZE, pixel_format="rgba", codec=ALPHA_CODECS[name]))
    assert info.alpha
    wanted = np.array([(128, 128, 128), (102, 153, 102), *COLOURS[2:]], float)
    assert np.abs(patch_means(picture) - wanted).max() <= 2


# HDR fixtures: SDR colours as light of a display whose white is 203 nits (BT.2408), in bt2020 primaries.
HDR_COLOURS = (*COLOURS, (128, 128, 128), (64, 64, 64), (120, 95, 80))
TO_BT2020 = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]])  # BT.2087-0


def bt2020_light() -> NDArray[np.float64]:
    light: NDArray[np.float64] = ((patches(HDR_COLOURS) / 255.0) ** 2.4) @ TO_BT2020.T
    return light


def pq_signal(nits: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inverse EOTF of BT.2100-2 table 4."""
    power = (nits / 10_000) ** 0.1593017578125
    signal: NDArray[np.float64] = ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375
    return signal


def hlg_signal(nits: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inverse OOTF for a display of 1000 nits and gamma 1.2, then the OETF: BT.2100-2 table 5."""
    luminance = nits @ np.array([0.2627, 0.6780, 0.0593]) / 1000
    scene = nits / 1000 * (np.maximum(luminance, 1e-12) ** (-0.2 / 1.2))[..., None]
    upper = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-12)) + 0.55991073
    signal: NDArray[np.float64] = np.where(scene <= 1 / 12, np.sqrt(3 * scene), upper)
    return signal


def mobius(light: float) -> float:
    """The curve of ffmpeg's vf_tonemap.c with its default knee 0.3, for a peak of 1000 nits."""
    peak = 1000 / 203
    a = -0.09 * (peak - 1) / (0.09 - 0.6 + peak)
    b = (0.09 - 0.6 * peak + peak) / (peak - 1)
    return (b * b + 0.6 * b + 0.09) / (b - a) * (light + a) / (light + b) if light > 0.3 else light


def tone_mapped(colour: tuple[int, int, int]) -> list[float]:
    """The brightest channel follows the curve, the others keep their proportion to it."""
    light = (np.array(colour) / 255.0) ** 2.4
    brightest = float(light.max())
    return [float(value) for value in 255 * (light * mobius(brightest) / brightest) ** (1 / 2.4)]


@pytest.mark.parametrize(("transfer", "name"), [("smpte2084", "PQ"), ("arib-std-b67", "HLG")])
def test_hdr_is_tone_mapped_and_says_so(tmp_path: Path, transfer: str, name: str) -> None:
    """Within 3; channels that should be nearly black, where 10 bits of HDR are coarse, below 30."""
    nits = bt2020_light() * 203
    signal = pq_signal(nits) if transfer == "smpte2084" else hlg_signal(nits)
    info, picture = shown(write_rgb(tmp_path / "v.mp4", signal, "bt2020nc", bits=10, transfer=transfer))
    assert info.hdr
    assert f"HDR ({name}, bt2020) is tone-mapped to SDR bt709" in info.notices
    found, wanted = patch_means(picture, len(HDR_COLOURS)), np.array([tone_mapped(colour) for colour in HDR_COLOURS])
    assert np.abs(found - wanted)[wanted >= 25].max() <= 3
    assert found[wanted < 25].max() <= 30
    assert np.abs(found[5:] - np.array(HDR_COLOURS[5:])).max() <= 1.5  # mid tones and skin stay as they were


def test_hdr_highlights_are_compressed_not_cut(tmp_path: Path) -> None:
    nits = np.array([100.0, 203.0, 400.0, 700.0, 1000.0])
    signal = pq_signal(nits)[None, :, None].repeat(16, 0).repeat(16, 1).repeat(3, 2)
    _, picture = shown(write_rgb(tmp_path / "v.mp4", signal, "bt2020nc", bits=10, transfer="smpte2084"))
    levels = patch_means(picture)[:, 1]
    assert np.all(np.diff(levels) > 3)
    assert levels[-1] >= 253


def test_wide_colours_of_sdr_are_brought_to_bt709(tmp_path: Path) -> None:
    signal = bt2020_light() ** (1 / 2.4)
    info, picture = shown(write_rgb(tmp_path / "v.mp4", signal, "bt2020nc", bits=10))
    assert not info.hdr
    assert any("wide colours (bt2020)" in notice for notice in info.notices)
    found, wanted = patch_means(picture, len(HDR_COLOURS)), np.array(HDR_COLOURS, float)
    assert np.abs(found - wanted)[wanted >= 25].max() <= 2
    assert found[wanted < 25].max() <= 12


def test_ordinary_video_has_no_notice(tmp_path: Path) -> None:
    info = probe_video(write_colours(tmp_path / "v.mp4", "bt709"))
    assert (info.notices, info.hdr, info.primaries, info.transfer) == ((), False, "bt709", "bt709")
    assert colour_tags("bt709")[1] == info.matrix
