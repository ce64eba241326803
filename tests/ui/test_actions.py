"""The registry: what is declared once is found, bound, rebound and translated."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.ui.action_catalog import CATALOG
from studio.ui.actions import ActionRegistry, ActionSpec
from studio.ui.frame.places import MENUS
from studio.ui.keyboard import latin, twin

SPECS = (ActionSpec("review.accept", "Accept", "Review", ("P",)), ActionSpec("review.reject", "Reject", "Review", ("X",)),
         ActionSpec("timeline.play", "Play", "Timeline", ("P",)), ActionSpec("window.undo", "Undo", "Edit", ("Ctrl+Z",)))


def test_the_catalog_is_sound() -> None:
    ids = [spec.id for spec in CATALOG]
    assert len(ids) == len(set(ids))
    assert {spec.menu for spec in CATALOG} <= {*MENUS, "Prepare"}
    assert all(not QKeySequence(key).isEmpty() for spec in CATALOG for key in spec.keys)


@pytest.mark.usefixtures("qtbot")
def test_no_two_commands_of_the_catalog_share_a_key() -> None:
    registry = ActionRegistry(CATALOG)
    clashes = {(spec.id, key, other) for spec in CATALOG for key in spec.keys for other in registry.conflicts(spec.id, key)}
    assert clashes == set()


@pytest.mark.usefixtures("qtbot")
def test_keys_clash_within_a_workspace_and_with_the_window() -> None:
    registry = ActionRegistry(SPECS)
    assert registry.conflicts("review.accept", "X") == ["review.reject"]
    assert registry.conflicts("timeline.play", "X") == []
    assert registry.conflicts("timeline.play", "Ctrl+Z") == ["window.undo"]


@pytest.mark.parametrize("key", [Qt.Key.Key_P, Qt.Key(0x0417)])
def test_a_bound_command_runs_by_its_key_on_either_layout(qtbot: QtBot, key: Qt.Key) -> None:
    registry = ActionRegistry(SPECS)
    ran: list[str] = []
    owner = QWidget()
    owner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(owner)
    registry.bind("review.accept", lambda: ran.append("accept"), owner)
    with qtbot.waitActive(owner):
        owner.show()
        owner.activateWindow()
    owner.setFocus()
    QTest.keyClick(owner, key)
    assert ran == ["accept"]
    registry.set_keys("review.accept", ["A"])
    QTest.keyClick(owner, key)
    QTest.keyClick(owner, Qt.Key.Key_A)
    assert ran == ["accept", "accept"]


def test_a_command_is_greyed_out_with_its_owner(qtbot: QtBot) -> None:
    registry = ActionRegistry(SPECS)
    owner = QWidget()
    registry.bind("review.accept", lambda: None, owner)
    assert registry.action("review.accept").isEnabled()
    owner.deleteLater()
    qtbot.waitUntil(lambda: not registry.is_bound("review.accept"))
    assert not registry.action("review.accept").isEnabled()
    assert not registry.is_bound("review.accept")


@pytest.mark.usefixtures("qtbot")
def test_keys_of_the_person_count_from_the_start_and_unknown_ones_are_passed_over() -> None:
    registry = ActionRegistry(SPECS, {"review.accept": ["Q"], "gone.away": ["W"]})
    assert registry.keys("review.accept") == ("Q",)
    assert registry.own_keys() == {"review.accept": ("Q",)}
    registry.free_key("review.accept", "Q")
    assert registry.keys("review.accept") == ()
    registry.set_keys("review.accept", None)
    assert registry.keys("review.accept") == ("P",)


@pytest.mark.parametrize(("sequence", "cyrillic"), [("P", "З"), ("Ctrl+Z", "Ctrl+Я"), ("Shift+X", "Shift+Ч"), ("[", "Х"),
                                                    ("Ctrl+Shift+K", "Ctrl+Shift+Л")])
def test_each_letter_has_the_cyrillic_one_of_its_key(sequence: str, cyrillic: str) -> None:
    assert twin(sequence) == cyrillic
    assert latin(cyrillic) == sequence


def test_other_keys_have_no_twin() -> None:
    assert [twin(key) for key in ("F6", "Ctrl+1", "Space", "+", "Ctrl++")] == [None] * 5
    assert latin("Ctrl+1") == "Ctrl+1"
