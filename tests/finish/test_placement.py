from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.finish.placement import LEAST_KEPT, Placement, place
from studio.finish.targets import Shape

even = st.integers(1, 2048).map(lambda half: 2 * half)


def test_takes_of_preset_d_fill_a_phone_around_the_face() -> None:
    middle = place("tall", 512, 768)
    assert middle == Placement(1080, 1920, 40, 0, 432, 768)
    assert place("tall", 512, 768, (0.3, 0.4)).left == 0
    assert place("tall", 512, 768, (0.55, 0.4)).left == 64
    assert place("tall", 512, 768, (0.99, 0.4)).left == 80


def test_a_very_tall_take_is_cropped_above_and_below_the_face() -> None:
    assert [place("tall", 512, 1024, (0.5, y)).top for y in (0.1, 0.5, 0.9)] == [0, 56, 114]


def test_a_wide_take_stands_whole_on_the_ground() -> None:
    found = place("tall", 1024, 768)
    assert found.on_blur
    assert found.inner == (1080, 810)


@pytest.mark.parametrize(
    ("width", "height", "size"), [(512, 768, (1080, 1620)), (1024, 768, (1440, 1080)), (1080, 1920, (1080, 1920)),
                                  (2160, 3840, (2160, 3840))]
)
def test_an_archive_has_a_short_side_of_1080_and_is_never_scaled_down(
    width: int, height: int, size: tuple[int, int]
) -> None:
    found = place("large", width, height)
    assert (found.width, found.height) == size


def test_as_made_changes_nothing() -> None:
    assert place("as made", 512, 768) == Placement(512, 768, 0, 0, 512, 768)


@given(even, even, st.floats(0, 1), st.floats(0, 1), st.sampled_from(["as made", "tall", "large"]))
def test_everything_is_even_and_inside(width: int, height: int, x: float, y: float, shape: Shape) -> None:
    found = place(shape, width, height, (x, y))
    numbers = (found.width, found.height, found.left, found.top, found.crop_width, found.crop_height, *found.inner)
    assert all(number % 2 == 0 for number in numbers)
    assert 0 <= found.left <= width - found.crop_width
    assert 0 <= found.top <= height - found.crop_height
    assert found.inner[0] <= found.width
    assert found.inner[1] <= found.height
    if shape == "tall" and not found.on_blur:
        assert min(found.crop_width / width, found.crop_height / height) >= LEAST_KEPT
