"""The table of a sweep refuses what does not fit together."""

from __future__ import annotations

import numpy as np
import pytest

from studio.episode.sweep_table import CountTable, PassCount, SweepPreset, SweepTable, pass_counts

PRESETS = (SweepPreset("A"), SweepPreset("B"))


def _table(frames: list[int], passed: list[list[float]], seconds: list[list[float]]) -> SweepTable:
    return SweepTable(PRESETS, np.array(frames), np.array(passed), {}, np.array(seconds), "yunet")


def test_what_is_missing_is_not_counted() -> None:
    table = _table([3, 7], [[1, np.nan], [0, 1]], [[4.0, 6.0], [np.nan, np.nan]])
    assert pass_counts(table) == (PassCount(1, 1, 5.0, 0.0), PassCount(1, 2, None, 0.0))


def test_counts_alone_are_a_table_too() -> None:
    counts = (PassCount(3, 30, 8.23), PassCount(11, 30))
    assert pass_counts(CountTable(PRESETS, counts)) == counts
    assert CountTable(PRESETS, counts).names == ("A", "B")


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="seconds has the shape"):
        _table([3, 7], [[1, 0], [0, 1]], [[4.0], [5.0]])


def test_frames_must_rise() -> None:
    with pytest.raises(ValueError, match="must rise"):
        _table([7, 3], [[1, 0], [0, 1]], [[4.0, 4.0], [5.0, 5.0]])
