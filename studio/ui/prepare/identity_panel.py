"""The panel Identity: reference pictures, what was measured on them, and whose face it is."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QGuiApplication, QImage, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.jobs.look_at_references import ReferenceLook, ReferencesLook
from studio.jobs.references import (
    MOST_WEIGHT,
    add_references,
    count_face,
    move_reference,
    remove_reference,
    weigh_reference,
)
from studio.media.pictures import read_picture
from studio.source.picture_files import PICTURE_SUFFIXES
from studio.ui.background import Background
from studio.ui.episode_session import EpisodeSession
from studio.ui.prepare.drop_zone import DropZone, accept_drops, local_files
from studio.ui.prepare.looks import Looks
from studio.ui.prepare.problem_line import ProblemLine
from studio.ui.prepare.reference_card import ReferencePictureView
from studio.ui.prepare.reference_texts import ReferenceTexts
from studio.ui.prepare.whose_face import WhoseFace
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import FactRows, button, label
from studio.ui.widgets.decimal_field import DecimalField
from studio.ui.widgets.images import as_image
from studio.ui.widgets.panel import Panel

COLUMNS = 2
LEAST_WIDTH = 332
PICTURE_SHARE = 0.42


class IdentityPanel(Panel):
    """Pictures are added by drop, paste or choice; everything is committed at once, off the window's thread."""

    def __init__(self, session: EpisodeSession, looks: Looks, background: Background) -> None:
        super().__init__("identity", self.tr("Identity"), scrolls=True)
        self._session, self._looks, self._background = session, looks, background
        self._settings = session.settings
        self._look = ReferencesLook(tuple(map(ReferenceLook, session.settings.references)))
        self._images: dict[str, QImage] = {}
        self.setMinimumWidth(LEAST_WIDTH)
        self.views: list[ReferencePictureView] = []
        self._chosen = 0
        self._note = self.head.add_note()
        self._texts = ReferenceTexts(self)
        self._grid = QGridLayout()
        self._grid.setSpacing(BETWEEN)
        self.tools, self._weight = self._make_tools()
        self.facts = FactRows()
        self.problem, self.warnings = ProblemLine(), ProblemLine()
        self.whose_face = WhoseFace()
        self.drop_zone = DropZone(self.tr("Drop a picture of the face here"))
        self.drop_zone.setMinimumHeight(64)
        self.body.addLayout(self._grid)
        for part in (self.problem, self.facts, self.warnings, self.whose_face, self.drop_zone):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._connect()
        self._rebuild()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The pictures have their share of the height, the figures below them the rest."""
        super().resizeEvent(event)
        self._size_pictures()

    def paste(self) -> None:
        """Take in what was copied: picture files, or a picture."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and local_files(data):
            self.add_pictures(local_files(data))
        elif data is not None and data.hasImage():
            self._add_image(QImage(data.imageData()))
        else:
            self.problem.warn(self.tr("Nothing that was copied is a picture."))

    def choose_files(self) -> None:
        """Ask for picture files."""
        kinds = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Reference pictures"), "",
                                                self.tr("Pictures ({kinds})").format(kinds=kinds))
        if names:
            self.add_pictures(list(map(Path, names)))

    def add_pictures(self, paths: Sequence[Path]) -> None:
        """Copy pictures into the episode, after those that are there."""
        self._change(lambda store: add_references(store, paths))

    def remove_picture(self, place: int) -> None:
        """Take one out of the identity."""
        self._change(lambda store: remove_reference(store, place))

    def _connect(self) -> None:
        accept_drops(self, self.add_pictures, self._add_image)
        self.drop_zone.dropped.connect(self.add_pictures)
        self.drop_zone.pictured.connect(self._add_image)
        self.drop_zone.clicked.connect(self.choose_files)
        self.whose_face.answered.connect(
            lambda whose, note: self._session.change_settings({"whose_face": whose, "whose_face_note": note}))
        self._session.settings_changed.connect(self._follow_settings)
        self._looks.references_looked.connect(self._show_look)
        self._looks.references_failed.connect(self._look_failed)
        self._looks.state_changed.connect(self._show_state)

    def _make_tools(self) -> tuple[QWidget, DecimalField]:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        weight = DecimalField()
        weight.setRange(0, MOST_WEIGHT)
        weight.setSingleStep(0.1)
        weight.setAccessibleName(self.tr("Weight of the picture"))
        weight.setToolTip(self.tr("How much this picture counts beside the others"))
        weight.setAlignment(Qt.AlignmentFlag.AlignRight)
        weight.editingFinished.connect(lambda: self._change(
            partial(weigh_reference, place=self._chosen, weight=weight.value())))
        named = label(self.tr("Weight"), "second")
        row.addWidget(named)
        row.addWidget(weight)
        row.addStretch(1)
        self._of_several: list[QWidget] = [named, weight]
        for text, tip, act in (("←", self.tr("Move the picture to the left"), partial(self._move, -1)),
                               ("→", self.tr("Move the picture to the right"), partial(self._move, 1)),
                               ("✕", self.tr("Remove the picture"), lambda: self.remove_picture(self._chosen))):
            made = button(text, act, style="flat", tip=tip)
            made.setAccessibleName(tip)
            row.addWidget(made)
            self._of_several += [made] if text != "✕" else []
        return tools, weight

    def _move(self, by: int) -> None:
        to = self._chosen + by
        if 0 <= to < len(self._settings.references):
            place, self._chosen = self._chosen, to
            self._change(lambda store: move_reference(store, place, to))

    def _add_image(self, image: QImage) -> None:
        def work() -> None:
            with tempfile.TemporaryDirectory(prefix="studio-") as folder, EpisodeStore.open(self._session.folder) as store:
                path = Path(folder) / "pasted.png"
                image.save(str(path))
                add_references(store, [path])

        self._write(work)

    def _change(self, change: Callable[[EpisodeStore], object]) -> None:
        folder = self._session.folder

        def work() -> None:
            with EpisodeStore.open(folder) as store:
                change(store)

        self._write(work)

    def _write(self, work: Callable[[], None]) -> None:
        self.problem.clear()
        self._session.background.write(self, work, lambda _: self._session.reload(), self.problem.fail)

    def _follow_settings(self) -> None:
        before, self._settings = self._settings, self._session.settings
        if self._settings.references != before.references:
            known = {item.setting.file: item for item in self._look.references}
            self._look = ReferencesLook(tuple(_kept(known, item) for item in map(ReferenceLook, self._settings.references)))
            if [item.file for item in self._settings.references] == [item.file for item in before.references]:
                self._show_look(self._look)
            else:
                self._rebuild()
        self._show_whose_face(self._settings)

    def _rebuild(self) -> None:
        for view in self.views:
            self._grid.removeWidget(view)
            view.deleteLater()
        self._remove_captions()
        self.views = [self._make_view(place, look) for place, look in enumerate(self._look.references)]
        self._chosen = min(self._chosen, max(0, len(self.views) - 1))
        self._captions = [label("", "small") for _ in self.views]
        side = Qt.AlignmentFlag.AlignLeft if len(self.views) == 1 else Qt.AlignmentFlag(0)
        for place, (view, caption) in enumerate(zip(self.views, self._captions, strict=True)):
            self._grid.addWidget(view, place // COLUMNS * 2, place % COLUMNS, side)
            self._grid.addWidget(caption, place // COLUMNS * 2 + 1, place % COLUMNS)
        self._place_tools()
        self._size_pictures()
        self._show_numbers()
        self._show_state()
        self._show_whose_face(self._settings)

    def _place_tools(self) -> None:
        """Beside a single picture, else in a row below all of them."""
        self._grid.removeWidget(self.tools)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, int(len(self.views) > 1))
        if len(self.views) == 1:
            self._grid.addWidget(self.tools, 0, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        else:
            self._grid.addWidget(self.tools, self._grid.rowCount(), 0, 1, COLUMNS)

    def _size_pictures(self) -> None:
        for view in self.views:
            view.set_height(round(PICTURE_SHARE * self.height()))

    def _remove_captions(self) -> None:
        for caption in getattr(self, "_captions", []):
            self._grid.removeWidget(caption)
            caption.deleteLater()

    def _make_view(self, place: int, look: ReferenceLook) -> ReferencePictureView:
        view = ReferencePictureView(look)
        view.selected.connect(lambda: self._choose(place))
        view.face_chosen.connect(lambda face: self._change(partial(count_face, place=place, face=face)))
        view.remove_asked.connect(lambda: self.remove_picture(place))
        file = look.setting.file
        if file in self._images:
            view.show_image(self._images[file])
        else:
            self._background.read(view, lambda: as_image(read_picture(self._session.store.path(file))),
                                  partial(self._keep_image, file), lambda _: None)
        return view

    def _keep_image(self, file: str, image: QImage) -> None:
        self._images[file] = image
        for view in self.views:
            if view.look.setting.file == file:
                view.show_image(image)

    def _choose(self, place: int) -> None:
        self._chosen = place
        self._show_numbers()

    def _show_look(self, look: ReferencesLook) -> None:
        if tuple(item.setting for item in look.references) != self._settings.references:
            return                              # they changed meanwhile; the next look is under way
        self._look = look
        for view, item in zip(self.views, look.references, strict=True):
            view.show_look(item)
        self._show_numbers()

    def _look_failed(self, error: StudioError) -> None:
        self.problem.fail(error, self.tr("Look again"), self._looks.look_at_references)

    def _show_state(self) -> None:
        looking = self._looks.looking_at_references
        for view in self.views:
            view.set_looking(looking=looking)
        self._note.setText(self.tr("looking…") if looking else
                           self.tr("%n picture(s)", "", len(self.views)) if self.views else "")

    def _show_numbers(self) -> None:
        references = self._look.references
        for place, (view, item) in enumerate(zip(self.views, references, strict=True)):
            view.set_chosen(chosen=len(references) > 1 and place == self._chosen)
            text, style = self._texts.face_line(item)
            self._captions[place].setText(text)
            self._captions[place].setObjectName(style)
            self._captions[place].style().polish(self._captions[place])
        for key in list(self.facts.keys()):
            self.facts.remove(key)
        if references:
            for key, name, value, style, tip in self._texts.rows(self._look, self._chosen):
                self.facts.set(key, name, value, style=style, tip=tip)
            with QSignalBlocker(self._weight):
                self._weight.setValue(references[self._chosen].setting.weight)
        self._show_warnings()
        self.tools.setVisible(bool(references))
        for tool in self._of_several:
            tool.setVisible(len(references) > 1)
        self.drop_zone.set_text(self.tr("Drop another picture of the same face") if references
                                else self.tr("Drop a picture of the face here"),
                                "" if references else self.tr("one whole face, well lit, turned to the camera · "
                                                              "Ctrl+V pastes, a click chooses"))

    def _show_warnings(self) -> None:
        texts = [text for item in self._look.references for text in (item.problem, *item.warnings) if text]
        self.warnings.warn("\n".join([*texts, *self._look.warnings]))

    def _show_whose_face(self, settings: EpisodeSettings) -> None:
        self.whose_face.setVisible(bool(settings.references))
        self.whose_face.show_answer(settings.whose_face, settings.whose_face_note)


def _kept(known: dict[str, ReferenceLook], fresh: ReferenceLook) -> ReferenceLook:
    """What is known of a picture is shown until it was looked at anew, with the face that counts now."""
    old = known.get(fresh.setting.file)
    if old is None:
        return fresh
    counted = old.counted if fresh.setting.face is None or not old.faces else min(fresh.setting.face, len(old.faces) - 1)
    return replace(old, setting=fresh.setting, counted=counted)
