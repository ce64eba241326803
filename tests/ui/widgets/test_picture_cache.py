"""The cache of full pictures: read in the background, within its bound, the most urgent first."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.media.pictures import encode_png
from studio.ui.background import Background
from studio.ui.widgets.picture_cache import PictureCache, PictureRequest, file_request
from studio.ui.widgets.picture_levels import levels_bytes, levels_of

SIDE = 100
ONE = SIDE * SIDE * 4


def _picture() -> Picture:
    return np.zeros((SIDE, SIDE, 3), np.uint8)


def _request(name: str, log: list[str] | None = None) -> PictureRequest:
    def read() -> Picture:
        if log is not None:
            log.append(name)
        return _picture()

    return PictureRequest(name, read)


def test_a_file_arrives_in_the_background_with_its_pixels(background: Background, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture = np.zeros((30, 20, 3), np.uint8)
    picture[3, 7] = 250, 100, 5
    path.write_bytes(encode_png(picture))
    cache, request = PictureCache(background), file_request(path)
    assert cache.get(request.key) is None
    with qtbot.waitSignal(cache.arrived) as arrived:
        cache.want("test", [request])
    assert arrived.args == [request.key]
    levels = cache.get(request.key)
    assert levels is not None
    assert (levels.width, levels.height) == (20, 30)
    assert levels.images[0].pixelColor(7, 3) == QColor(250, 100, 5)
    assert levels.images[0].pixelColor(8, 3) == QColor(0, 0, 0)


def test_what_was_used_last_stays_when_the_bound_is_met(background: Background, qtbot: QtBot) -> None:
    cache = PictureCache(background, budget=3 * ONE)
    for name in ("a", "b", "c"):
        with qtbot.waitSignal(cache.arrived):
            cache.want("test", [_request(name)])
    assert cache.get("a") is not None
    with qtbot.waitSignal(cache.arrived):
        cache.want("test", [_request("d")])
    assert {name for name in "abcd" if cache.get(name)} == {"a", "c", "d"}
    assert cache.bytes == 3 * ONE


def test_one_picture_larger_than_the_bound_is_still_shown(background: Background, qtbot: QtBot) -> None:
    cache = PictureCache(background, budget=10)
    with qtbot.waitSignal(cache.arrived):
        cache.want("test", [_request("a")])
    assert cache.get("a") is not None


def test_what_is_no_longer_wanted_is_not_read(background: Background, qtbot: QtBot) -> None:
    gate, log = threading.Event(), list[str]()

    def blocked() -> Picture:
        gate.wait(10)
        return _picture()

    cache = PictureCache(background)
    cache.want("test", [PictureRequest(f"slow {place}", blocked) for place in range(2)])
    cache.want("test", [_request(f"old {place}", log) for place in range(20)])
    cache.want("test", [_request("new", log)])
    gate.set()
    qtbot.waitUntil(lambda: cache.get("new") is not None)
    assert log == ["new"]


def test_a_failure_is_told_once_and_read_again_only_when_forgotten(background: Background, qtbot: QtBot,
                                                                  tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"no picture")
    cache, request = PictureCache(background), file_request(path)
    with qtbot.waitSignal(cache.failed) as failed:
        cache.want("test", [request])
    assert failed.args is not None
    assert isinstance(failed.args[1], StudioError)
    assert cache.error(request.key) is failed.args[1]
    path.write_bytes(encode_png(np.zeros((4, 4, 3), np.uint8)))
    cache.forget(request.key)
    with qtbot.waitSignal(cache.arrived):
        cache.want("test", [request])
    assert cache.error(request.key) is None


def test_levels_halve_and_the_one_needed_is_chosen() -> None:
    levels = levels_of(np.zeros((1536, 1024, 3), np.uint8))
    assert [(image.width(), image.height()) for image in levels.images] == [(1024, 1536), (512, 768)]
    assert levels.level(1.0).width() == levels.level(0.51).width() == 1024
    assert levels.level(0.5).width() == levels.level(0.1).width() == 512
    assert levels.bytes <= levels_bytes(1024, 1536)


def test_a_reduced_picture_keeps_its_own_size_in_mind() -> None:
    levels = levels_of(np.zeros((1536, 1024, 3), np.uint8), 300)
    assert (levels.width, levels.height) == (1024, 1536)
    assert [(image.width(), image.height()) for image in levels.images] == [(200, 300)]
