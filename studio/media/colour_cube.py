"""HDR and wide colours to SDR bt709, as a table that ffmpeg's `lut3d` looks colours up in.

A table, because it holds the whole conversion exactly as written here with any ffmpeg: zimg, the usual way, turns
HLG into light channel by channel, where BT.2100 does it by luminance, and so over-saturates it. The table gives
linear light, and `lut` the gamma after it: near black, gamma is too steep to interpolate (measured on 20,000 random
colours from PQ: 0.3 of 255 off on average this way, 0.9 with the gamma in the table).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from studio.media.colour_tags import HDR_TRANSFERS

_Array = NDArray[np.float64]

_SIZE = 65          # points a side; 33 would be three times as far off
_WHITE_NITS = 203   # diffuse white in HDR: ITU-R BT.2408-7 table 1
_PEAK_NITS = 1000   # nominal peak of HLG (BT.2100-2 table 5), and what most PQ is mastered for
GAMMA = 2.4         # of an SDR display: ITU-R BT.1886
_KNEE = 0.3         # below it tones stay as they are, skin among them; ffmpeg's default for `tonemap=mobius`

# Red, green, blue and white (x, y): ITU-T H.273 table 2.
_D65 = (0.3127, 0.3290)
_CHROMATICITIES = {
    "bt709": ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060), _D65),
    "bt2020": ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046), _D65),
    "smpte432": ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), _D65),
}


@cache
def cube_file(transfer: str, primaries: str) -> bytes:
    """The table as a .cube file: full-range R'G'B' with this transfer and these primaries -> linear bt709 RGB.

    PQ and HLG become light in units of 203 nits and are compressed to 0..1; other transfers keep their gamma.
    Colours outside bt709 have negative parts, which `lut3d` cuts off after interpolating.
    """
    axis = np.linspace(0.0, 1.0, _SIZE)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")  # red changes fastest in a .cube file
    table = to_sdr_light(np.stack((red, green, blue), axis=-1).reshape(-1, 3), transfer, primaries)
    lines = "%.6f %.6f %.6f\n" * len(table) % tuple(table.ravel().tolist())
    return f"LUT_3D_SIZE {_SIZE}\n{lines}".encode("ascii")


def to_sdr_light(signal: _Array, transfer: str, primaries: str) -> _Array:
    """R'G'B' 0..1, (n, 3) -> linear bt709 RGB, at most 1; `transfer` and `primaries` as `colour_tags` has them."""
    source = primaries if primaries in _CHROMATICITIES else "bt709"
    narrow = _light(signal, transfer) @ _conversion(source).T
    return _compressed(narrow) if transfer in HDR_TRANSFERS else narrow


def _light(signal: _Array, transfer: str) -> _Array:
    """Light on the display, 1.0 being diffuse white."""
    if transfer == "smpte2084":
        return _pq_nits(signal) / _WHITE_NITS
    if transfer == "arib-std-b67":
        return _hlg_nits(signal) / _WHITE_NITS
    light: _Array = signal**GAMMA
    return light


def _pq_nits(signal: _Array) -> _Array:
    """The EOTF of BT.2100-2 table 4 (SMPTE ST 2084)."""
    m1, m2 = 2610 / 16384, 2523 / 4096 * 128
    c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    root = signal ** (1 / m2)
    nits: _Array = 10_000 * (np.maximum(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1)
    return nits


def _hlg_nits(signal: _Array) -> _Array:
    """Inverse OETF, then the OOTF by luminance with gamma 1.2: BT.2100-2 table 5."""
    a = 0.17883277
    b, c = 1 - 4 * a, 0.5 - a * np.log(4 * a)
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    luminance = scene @ np.array([0.2627, 0.6780, 0.0593])
    nits: _Array = _PEAK_NITS * np.maximum(luminance, 1e-9)[:, None] ** 0.2 * scene
    return nits


def _compressed(light: _Array) -> _Array:
    """The Mobius curve (as in ffmpeg's `tonemap`) on the brightest channel, the others in proportion."""
    peak = _PEAK_NITS / _WHITE_NITS
    a = -(_KNEE**2) * (peak - 1) / (_KNEE**2 - 2 * _KNEE + peak)
    b = (_KNEE**2 - 2 * _KNEE * peak + peak) / (peak - 1)
    brightest = np.clip(light.max(axis=1, keepdims=True), 1e-9, peak)
    curve = (b**2 + 2 * b * _KNEE + _KNEE**2) / (b - a) * (brightest + a) / (brightest + b)
    return light * np.where(brightest <= _KNEE, 1.0, curve / brightest)


@cache
def _conversion(primaries: str) -> _Array:
    """Linear RGB with these primaries -> linear bt709 RGB."""
    return np.linalg.inv(_to_xyz("bt709")) @ _to_xyz(primaries)


def _to_xyz(primaries: str) -> _Array:
    """SMPTE RP 177, section 3.3: columns scaled so that equal parts make white."""
    columns = np.array([(x / y, 1.0, (1 - x - y) / y) for x, y in _CHROMATICITIES[primaries]]).T
    weights = np.linalg.solve(columns[:, :3], columns[:, 3])
    matrix: _Array = columns[:, :3] * weights
    return matrix
