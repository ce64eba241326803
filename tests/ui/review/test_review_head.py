"""The words of the views stay whole in every language and width; other things in the head go before them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from studio.ui.frame.main_window import MainWindow
from studio.ui.language import languages
from studio.ui.review.review_workspace import ReviewWorkspace
from tests.ui.pages import visit


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", [1280, 1600, 2560])
def test_no_word_of_a_view_is_cut_off(episode_window: MainWindow, qtbot: QtBot, language: str, width: int) -> None:
    episode_window.commands.use_language(language)
    try:
        episode_window.resize(width, 720)
        shown = visit(episode_window, "review")
        assert isinstance(shown, ReviewWorkspace)
        qtbot.wait(100)
        qtbot.waitUntil(lambda: shown.head.preset.isVisible() == (width >= 1600))
        for view in shown.head.views.values():
            assert view.width() >= view.sizeHint().width(), view.text()
            assert view.width() >= QFontMetrics(view.font()).horizontalAdvance(view.text())
        keys = [key.isVisible() for key in shown.head._keys.values()]
        assert keys == [(language, width) != ("ru", 1280)] * len(keys)
        assert shown.head.density.isVisible()
        assert shown.head.preset.isVisible() == (width >= 1600)
    finally:
        episode_window.commands.use_language("en")
        languages().use("system")
