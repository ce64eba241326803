"""The table of HDR and wide colours against figures from the standards."""

from __future__ import annotations

import numpy as np
import pytest

from studio.media.colour_cube import GAMMA, cube_file, to_sdr_light

GREYS = np.linspace(0, 1, 11)[:, None].repeat(3, axis=1)


def test_pq_levels_are_the_standards_nits() -> None:
    """BT.2408-7 table 1: 203 nits is 58 % PQ and 75 % HLG; 26 nits (an 18 % grey card) is 38 % in both."""
    for transfer, percent in (("smpte2084", 38.0), ("arib-std-b67", 38.0)):
        grey = np.full((1, 3), percent / 100)
        assert to_sdr_light(grey, transfer, "bt709")[0, 0] * 203 == pytest.approx(26, abs=1)
    pq_white, hlg_white = (
        to_sdr_light(np.full((1, 3), level), transfer, "bt709")[0, 0]
        for transfer, level in (("smpte2084", 0.5807), ("arib-std-b67", 0.75))
    )
    assert pq_white == pytest.approx(hlg_white, abs=0.002)


def test_curve_is_straight_to_its_knee_then_bends_to_one() -> None:
    """0.5807 of PQ is 203 nits, light 1.0, above the knee; the Mobius curve for 1000 nits gives 0.6794 there."""
    assert to_sdr_light(np.full((1, 3), 0.5807), "smpte2084", "bt709")[0, 0] == pytest.approx(0.6794, abs=0.002)
    assert to_sdr_light(np.full((1, 3), 0.75183), "smpte2084", "bt709")[0, 0] == pytest.approx(1.0, abs=0.001)
    knee_nits = 0.3 * 203
    below, above = (to_sdr_light(np.full((1, 3), s), "smpte2084", "bt709")[0, 0] * 203 for s in (0.459, 0.470))
    assert below == pytest.approx(60.2, abs=0.8)
    assert below < knee_nits < above


@pytest.mark.parametrize("primaries", ["bt709", "bt2020", "smpte432"])
@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67", "bt709"])
def test_grey_stays_grey_and_rises(transfer: str, primaries: str) -> None:
    light = to_sdr_light(GREYS, transfer, primaries)
    assert np.allclose(light, light[:, :1], atol=1e-9)
    assert np.all(np.diff(light[:, 0]) >= 0)


@pytest.mark.parametrize(
    ("primaries", "red"), [("bt2020", (1.6605, -0.1246, -0.0182)), ("smpte432", (1.2249, -0.0420, -0.0196))]
)
def test_wide_red_in_bt709(primaries: str, red: tuple[float, float, float]) -> None:
    """ITU-R BT.2407-0 for bt2020; the well-known Display P3 to sRGB matrix for P3."""
    assert np.allclose(to_sdr_light(np.array([[1.0, 0.0, 0.0]]), "bt709", primaries)[0], red, atol=2e-4)


def test_file_lists_red_fastest() -> None:
    lines = cube_file("bt709", "bt709").decode("ascii").splitlines()
    assert lines[0] == "LUT_3D_SIZE 65"
    assert len(lines) == 1 + 65**3
    table = np.array([line.split() for line in lines[1:70]], dtype=float)
    assert np.allclose(table[:65, 0], np.linspace(0, 1, 65) ** GAMMA, atol=1e-6)
    assert np.all(table[:65, 1:] == 0)
    assert table[65:, 1] == pytest.approx((1 / 64) ** GAMMA, abs=1e-6)
