"""Frame ranges as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.episode.errors import StudioError
from studio.episode.frame_range import compact_numbers, parse_frame_range


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("50-53", [50, 51, 52, 53]),
        ("7", [7]),
        ("0-12:4", [0, 4, 8, 12]),
        ("0-11:4", [0, 4, 8]),
        ("97-", [97, 98, 99]),
        ("90-:4", [90, 94, 98]),
        ("5,1-3,2", [1, 2, 3, 5]),
        (" #50 – 51 , 3 ", [3, 50, 51]),
        ("99-99", [99]),
    ],
)
def test_selects_inclusively_and_ascending(text: str, chosen: list[int]) -> None:
    assert parse_frame_range(text).select(range(100)) == chosen


def test_gaps_inside_a_range_are_passed_over() -> None:
    numbers = [10, 12, 14, 20]
    assert parse_frame_range("10-20").select(numbers) == [10, 12, 14, 20]
    assert parse_frame_range("10-20:5").select(numbers) == [10, 20]


@pytest.mark.parametrize("text", ["90-120", "200", "120-", "0-5,300-400", "0-99999999999999"])
def test_outside_the_source_says_its_real_range(text: str) -> None:
    with pytest.raises(StudioError, match="which has frames 0-99") as caught:
        parse_frame_range(text).select(range(100))
    assert caught.value.kind == "input"


def test_below_the_first_frame_is_outside() -> None:
    with pytest.raises(StudioError, match="which has frames 50-59"):
        parse_frame_range("0-55").select(range(50, 60))


def test_a_frame_in_a_gap_is_named() -> None:
    with pytest.raises(StudioError, match="no frame 11, which has frames 10, 12, 14"):
        parse_frame_range("10,11").select([10, 12, 14])


def test_many_gaps_are_summed_up() -> None:
    with pytest.raises(StudioError, match="which has 50 frames between 0 and 98"):
        parse_frame_range("100").select(range(0, 100, 2))


def test_an_empty_source_says_so() -> None:
    with pytest.raises(StudioError, match="no frames"):
        parse_frame_range("0-5").select([])


@pytest.mark.parametrize(
    "text",
    ["", ",", "a", "1--2", "1-2-3", "-5", "1:2", "1-5:", "1.5", "1-5,,7", "٣", "9" * 5000, "1-2:0", "9-3"],
)
def test_other_words_are_wrong_usage(text: str) -> None:
    with pytest.raises(StudioError) as caught:
        parse_frame_range(text)
    assert caught.value.kind == "usage"
    assert len(caught.value.message) < 200


def test_backwards_shows_the_right_spelling() -> None:
    with pytest.raises(StudioError, match="write 50-99"):
        parse_frame_range("99-50")


def test_text_is_canonical() -> None:
    assert str(parse_frame_range("#50–99, 7 ,0-200:4,9-,3-3")) == "50-99,7,0-200:4,9-,3"


@given(st.sets(st.integers(0, 300), min_size=1))
def test_compact_numbers_reads_back(numbers: set[int]) -> None:
    assert parse_frame_range(compact_numbers(numbers)).select(range(301)) == sorted(numbers)
