"""The panel of the current take: its figures, its other takes, what its buttons do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from studio.episode.preset_library import PresetLibrary
from studio.jobs.job_spec import JobSpec
from studio.ui.review.take_panel import TakePanel
from tests.ui.episodes import scores_of
from tests.ui.review.looking_window import FRAMES, LookingWindow, color_at


@pytest.fixture
def panel(review: LookingWindow) -> TakePanel:
    review.wait_for_picture(review.looks.panel.preview)
    return review.looks.panel


def _texts(widget: QWidget) -> list[str]:
    return [item.text() for item in widget.findChildren(QLabel) if item.isVisibleTo(widget)]


def _click(panel: TakePanel, action_id: str) -> None:
    QTest.mouseClick(panel.buttons[action_id], Qt.MouseButton.LeftButton)


def test_the_figures_are_those_of_the_current_take(panel: TakePanel, review: LookingWindow) -> None:
    review.key(Qt.Key.Key_Right)
    review.qtbot.waitUntil(lambda: "#0 · take 2 of 2" in _texts(panel.head))
    scores, texts = scores_of(0, FRAMES, 201), _texts(panel.scores)
    assert scores.det is not None
    assert scores.identity is not None
    place = texts.index("Face found  ≥ 0.85")
    assert texts[place + 1:place + 3] == [f"{scores.det:.3f}", "✓" if scores.det >= 0.85 else "✕"]
    assert f"{scores.identity:.3f}" in texts
    assert f"{scores.pixel_mean:.1f} / {scores.pixel_std:.1f}" in texts


def test_identity_is_told_with_what_its_angle_can_reach(panel: TakePanel, review: LookingWindow) -> None:
    scores = review.session.takes.scores
    near = (np.abs(scores["yaw"] - scores["yaw"][0]) <= 10) & ~np.isnan(scores["identity"])
    said = next(text for text in _texts(panel.scores) if text.startswith("at −50°"))
    assert said.endswith(f"n\u00a0=\u00a0{near.sum()}")


def test_a_threshold_moved_is_judged_anew_as_it_stands_still(panel: TakePanel, review: LookingWindow) -> None:
    review.session.preview_thresholds(replace(review.session.thresholds, det=0.1, identity=0.99))
    review.qtbot.waitUntil(lambda: "Face found  ≥ 0.1" in _texts(panel.scores))
    review.qtbot.waitUntil(lambda: "Face found  ≥ 0.1" in _texts(panel.scores))
    texts = _texts(panel.scores)
    assert texts[texts.index("Face found  ≥ 0.1") + 2] == "✓"
    assert texts[texts.index("Identity  ≥ 0.99") + 2] == "✕"


def test_how_it_was_made_is_told(panel: TakePanel) -> None:
    texts = _texts(panel.recipe)
    assert "small · 96×144 · 3 steps" in texts
    assert "0.90 / 1.00" in texts
    assert "200" in texts
    assert "0.40 s · draft 1" in texts
    assert "Re-roll · about 0.4 s" in panel.buttons["review.reroll_frame"].text()


def test_the_preview_wipes_between_source_and_take(panel: TakePanel, review: LookingWindow) -> None:
    review.qtbot.waitUntil(lambda: panel.preview.first is not None)
    panel.preview.set_wipe(0.5)
    assert color_at(panel.preview, 0.2, 0.6).hslSaturation() > color_at(panel.preview, 0.8, 0.6).hslSaturation() + 20


def test_buttons_do_what_the_keys_do(panel: TakePanel, review: LookingWindow) -> None:
    for action_id, decision in (("review.accept", 1), ("review.reject", -1), ("review.clear", 0)):
        _click(panel, action_id)
        assert review.session.takes.decisions[0] == decision


def test_another_take_of_the_frame_is_shown_and_made_the_pick(panel: TakePanel, review: LookingWindow) -> None:
    review.looks.show_frame(3)
    row = review.state.current_row
    assert row is not None
    other = next(item for item in review.rows_of(3) if item != row)
    review.qtbot.waitUntil(lambda: panel.others.rows == [other])
    QTest.mouseClick(panel.others.buttons[0], Qt.MouseButton.LeftButton)
    assert review.state.current_row == other
    review.qtbot.waitUntil(lambda: panel.others.rows == [row])
    assert panel.buttons["review.choose"].text() == "Use as pick"
    _click(panel, "review.choose")
    assert other in review.session.picks
    review.qtbot.waitUntil(lambda: panel.buttons["review.choose"].text() == "This is the pick")


def test_its_settings_become_the_episodes_and_undo_takes_that_back(panel: TakePanel, review: LookingWindow) -> None:
    review.key(Qt.Key.Key_Right)
    _click(panel, "review.use_settings")
    review.qtbot.waitUntil(lambda: review.session.settings.seed == 201)
    assert "with this seed now" in panel.said.text()
    assert review.session.undo() == "Use the settings of #0"
    assert review.session.settings.seed is None
    assert len([entry for entry in PresetLibrary().entries() if entry.origin == "personal"]) == 0


def test_settings_used_already_are_said_to_be(panel: TakePanel, review: LookingWindow) -> None:
    _click(panel, "review.use_settings")
    review.qtbot.waitUntil(lambda: "already" in panel.said.text())
    assert review.session.steps() == []


def test_r_asks_for_one_further_take_of_this_frame(panel: TakePanel, review: LookingWindow,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[JobSpec] = []
    monkeypatch.setattr(review.window.context.jobs, "submit", asked.append)
    review.looks.show_frame(4)
    review.key(Qt.Key.Key_R)
    assert asked == [JobSpec("reroll", review.session.folder, {"frames": [4]})]
    assert "#4" in panel.said.text()


def test_the_file_is_shown_in_the_file_manager(panel: TakePanel, review: LookingWindow,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    _click(panel, "review.reveal_take")
    assert [url.toLocalFile() for url in opened] == [str(review.session.picture_path(0).parent)]
