"""Thumbnails: at the size asked for, the nearest first, within a bound."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from studio.ui.review.thumbnail_cache import ThumbnailCache

BOX = QSize(60, 60)
BYTES = 40 * 60 * 4             # 2:3 in that box


@pytest.fixture
def keys(episode: Path) -> list[str]:
    return sorted(path.stem for path in (episode / "takes").glob("??/*.jpg"))


def filled(cache: ThumbnailCache, wanted: list[str], qtbot: QtBot) -> list[str]:
    """The keys in the order they came."""
    came: list[str] = []
    cache.arrived.connect(came.extend)
    cache.want(wanted, BOX)
    qtbot.waitUntil(lambda: len(came) == len(wanted))
    return came


def test_all_come_at_the_size_asked_for(episode: Path, keys: list[str], qtbot: QtBot) -> None:
    cache = ThumbnailCache(episode / "takes")
    came = filled(cache, keys, qtbot)
    assert sorted(came) == keys
    found = cache.get(keys[0])
    assert found is not None
    assert found.size() == QSize(40, 60)
    assert cache.bytes == len(keys) * BYTES


def test_the_bound_is_kept_and_what_was_used_last_stays(episode: Path, keys: list[str], qtbot: QtBot) -> None:
    cache = ThumbnailCache(episode / "takes", budget=4 * BYTES)
    filled(cache, keys[:4], qtbot)
    assert cache.get(keys[0]) is not None
    cache.want(keys[4:5], BOX)
    qtbot.waitUntil(lambda: cache.get(keys[4]) is not None)
    assert cache.bytes == 4 * BYTES
    assert cache.get(keys[0]) is not None
    assert sum(cache.get(key) is not None for key in keys) == 4


def test_another_size_replaces_the_first(episode: Path, keys: list[str], qtbot: QtBot) -> None:
    cache = ThumbnailCache(episode / "takes")
    filled(cache, keys[:1], qtbot)
    cache.want(keys[:1], QSize(20, 30))
    qtbot.waitUntil(lambda: (found := cache.get(keys[0])) is not None and found.width() == 20)
    assert cache.bytes == 20 * 30 * 4


def test_what_scrolled_away_is_dropped(episode: Path, keys: list[str], qtbot: QtBot) -> None:
    cache = ThumbnailCache(episode / "takes")
    passed_by = [f"{number:064x}" for number in range(20_000)]
    cache.want([*passed_by, *keys[:-1]], BOX)
    cache.want(keys[-1:], BOX)
    qtbot.waitUntil(lambda: cache.get(keys[-1]) is not None)
    qtbot.wait(60)
    assert not cache.is_missing(passed_by[-1])
    assert [key for key in keys if cache.get(key) is not None] == keys[-1:]


def test_the_picture_stands_in_and_nothing_is_missing(episode: Path, keys: list[str], qtbot: QtBot) -> None:
    cache = ThumbnailCache(episode / "takes")
    small, whole = ((episode / "takes" / keys[0][:2] / f"{keys[0]}.{kind}") for kind in ("jpg", "png"))
    small.write_bytes(b"no picture")
    filled(cache, keys[:1], qtbot)
    assert cache.get(keys[0]) is not None
    whole.unlink()
    other = ThumbnailCache(episode / "takes")
    filled(other, keys[:1], qtbot)
    assert other.is_missing(keys[0])
    other.forget_missing()
    assert not other.is_missing(keys[0])
