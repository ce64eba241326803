"""Reference pictures by drop, paste, click and key."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studio.episode.picture import Picture
from studio.media.pictures import encode_png, read_picture, resize
from studio.ui.prepare.prepare_workspace import PrepareWorkspace
from studio.ui.widgets.images import as_image
from tests.ui.prepare.conftest import PATIENCE_MS
from tests.ui.prepare.dropping import drop_files


def test_a_dropped_picture_is_looked_at(empty: PrepareWorkspace, inputs: dict[str, Path], qtbot: QtBot) -> None:
    panel = empty.identity
    assert not panel.views
    assert drop_files(panel.drop_zone, [inputs["identity"]])
    qtbot.waitUntil(lambda: len(panel.views) == 1, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: bool(panel.views[0].face_rects()), timeout=PATIENCE_MS)
    assert {"sharpness", "pixels", "analyzer", "det"} <= set(panel.facts.keys())
    assert panel.whose_face.is_asking


def test_a_file_that_is_no_picture_is_said_in_place(empty: PrepareWorkspace, inputs: dict[str, Path],
                                                     qtbot: QtBot) -> None:
    drop_files(empty.identity.drop_zone, [inputs["voice"]])
    qtbot.waitUntil(lambda: "voice.wav" in empty.identity.problem.text, timeout=PATIENCE_MS)
    assert empty.session.settings.references == ()


def test_a_copied_picture_is_pasted(empty: PrepareWorkspace, astronaut: Picture, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setImage(as_image(astronaut))
    QTest.keyClick(empty.identity, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(empty.session.settings.references) == 1, timeout=PATIENCE_MS)
    file = empty.session.store.path(empty.session.settings.references[0].file)
    assert (read_picture(file) == astronaut).all()


def test_whose_face_is_asked_once(prepare: PrepareWorkspace) -> None:
    session, asks = prepare.session, prepare.identity.whose_face
    asked = [asks.is_asking]                    # the episode says synthetic
    session.change_settings({"whose_face": ""})
    asked.append(asks.is_asking)
    words = {item.text(): item for item in asks.findChildren(QPushButton)}
    QTest.mouseClick(words["with consent"], Qt.MouseButton.LeftButton)
    assert session.store.settings.whose_face == "with consent"
    assert [*asked, asks.is_asking] == [False, True, False]
    asks.note.setFocus()
    QTest.keyClicks(asks.note, "Ada, 2 May")
    QTest.keyClick(asks.note, Qt.Key.Key_Return)
    assert session.store.settings.whose_face_note == "Ada, 2 May"


def test_pictures_are_reordered_and_removed_by_key(prepare: PrepareWorkspace, inputs: dict[str, Path],
                                                    qtbot: QtBot) -> None:
    panel, session = prepare.identity, prepare.session
    first = session.settings.references[0]
    panel.add_pictures([inputs["source"] / "f03.png"])
    qtbot.waitUntil(lambda: len(panel.views) == 2, timeout=PATIENCE_MS)
    QTest.mouseClick(panel.views[1], Qt.MouseButton.LeftButton, pos=panel.views[1].rect().bottomRight())
    moves = {item.accessibleName(): item for item in panel.tools.findChildren(QPushButton)}
    QTest.mouseClick(moves["Move the picture to the left"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.settings.references[1] == first, timeout=PATIENCE_MS)
    QTest.keyClick(panel.views[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: session.settings.references == (first,), timeout=PATIENCE_MS)


@pytest.mark.shared
def test_the_counted_face_is_chosen_by_a_click(empty: PrepareWorkspace, shared: Path, face_pack: Path, tmp_path: Path,
                                               qtbot: QtBot) -> None:
    people = [resize(read_picture(shared / "faces" / name), 300, 300) for name in ("person_a_1.jpg", "person_b.jpg")]
    (tmp_path / "two.png").write_bytes(encode_png(np.ascontiguousarray(np.concatenate(people, axis=1))))
    empty.session.change_settings({"analyzer": "insightface", "face_pack": str(face_pack)})
    panel = empty.identity
    panel.add_pictures([tmp_path / "two.png", shared / "faces" / "person_a_2.jpg"])
    qtbot.waitUntil(lambda: len(panel.views) == 2 and len(panel.views[0].look.faces) == 2, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: panel.facts.value("same") != "", timeout=PATIENCE_MS)
    view = panel.views[0]
    counted = view.look.counted
    assert counted is not None
    other = view.face_rects()[1 - counted].center().toPoint()
    assert view.rect().contains(other)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=other)
    qtbot.waitUntil(lambda: empty.session.settings.references[0].face == 1 - counted, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not empty.looks.looking_at_references, timeout=PATIENCE_MS)
    assert panel.views[0].look.counted == 1 - counted
    assert panel.views[0] is view               # it kept its place and the keyboard
