"""A new episode from three things in any order; the button makes it in the background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.episode.files import free_name, safe_name
from studio.episode.folders import episodes_folder
from studio.episode.store import EPISODE_SUFFIX
from studio.ui.context import WindowContext
from studio.ui.frame.input_slot import InputSlot
from studio.ui.localized import localized
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:       # what reads files is loaded when there are some: the window opens sooner
    from studio.jobs.dropped import DroppedThings
    from studio.jobs.make_episode import EpisodeChanges
    from studio.ui.frame.input_facts import InputFacts

_NAME = 400             # pixels


class NewEpisodeForm(QWidget):
    """`create_requested`: folder, episode to be like or None, EpisodeChanges."""

    create_requested = Signal(object, object, object)
    open_requested = Signal(object)     # an episode's folder was among the things dropped

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._like: Path | None = None
        self._files: dict[str, tuple[Path, ...]] = {"identity": (), "source": (), "voice": ()}
        self.slots = {
            "identity": InputSlot("face", self.tr("Identity"), self.tr("Pictures of the face")),
            "source": InputSlot("film", self.tr("Source"), self.tr("A video or a folder of pictures: the motion")),
            "voice": InputSlot("voice", self.tr("Voice"), self.tr("A voice recording")),
        }
        self._title = label("", "large")
        self._problem = label("", "rejected", wrap=True)
        self._problem.hide()
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the episode"))
        self.name.setMaximumWidth(_NAME)
        self.name.textChanged.connect(lambda _text: self._check())
        self._place = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._place.setObjectName("second")
        self.create_button = button(self.tr("Create episode"), self.make, style="primary")
        self._usual_button = button(self.tr("Not like it"), partial(self.begin, None), style="flat")
        self._arrange()
        for kind, slot in self.slots.items():
            slot.choose_requested.connect(partial(self._choose, kind))
            slot.cleared.connect(partial(self._put, kind, ()))
        self.begin(None)

    def begin(self, like: Path | None) -> None:
        """Empty the slots; `like`: take identity, source and settings from that episode."""
        self._like = like
        self._title.setText(self.tr("New episode") if like is None else self.tr("New episode like {name}").format(
            name=like.name.removesuffix(EPISODE_SUFFIX)))
        self._usual_button.setVisible(like is not None)
        for kind in self._files:
            self._put(kind, ())
        self._suggest_name()
        self._check()

    def take(self, paths: Sequence[Path]) -> None:
        """Put dropped or pasted files where they belong; say which belong nowhere."""
        self._context.background.read(self, partial(_sort, list(paths)), self._sorted, self._say)

    def make(self) -> None:
        """Ask for the episode to be made."""
        if self.create_button.isEnabled():
            self.create_requested.emit(self._folder(), self._like, _changes(self._files))

    def problem(self) -> str:
        """What is said to be wrong, or nothing."""
        return self._problem.text()

    def set_busy(self, *, busy: bool) -> None:
        """While one is being made, no other is begun."""
        self.setEnabled(not busy)

    def _sorted(self, things: DroppedThings) -> None:
        if things.episodes:
            self.open_requested.emit(things.episodes[0])
            return
        found: dict[str, tuple[Path, ...]] = {"identity": things.references, "source": _one(things.source),
                                              "voice": _one(things.voice)}
        for kind, files in found.items():
            if files:
                self._put(kind, tuple(dict.fromkeys((*self._files[kind], *files))) if kind == "identity" else files)
        self._check()
        if things.unknown:
            names = ", ".join(path.name for path in things.unknown)
            self._show_problem(self.tr("Not a picture, video, folder of pictures or sound: {names}").format(names=names))

    def _put(self, kind: str, files: tuple[Path, ...]) -> None:
        self._files[kind] = files
        slot = self.slots[kind]
        slot.show_files(files, "")
        if files:
            self._context.background.read(slot, partial(_look, kind, files), partial(self._looked, kind, files),
                                          partial(self._unusable, kind, files))
        elif self._like is not None and kind != "voice":
            slot.show_inherited(self.tr("as in {name}").format(name=self._like.name.removesuffix(EPISODE_SUFFIX)))
        self._check()

    def _looked(self, kind: str, files: tuple[Path, ...], facts: InputFacts) -> None:
        if self._files[kind] == files:
            self.slots[kind].picture.set_image(facts.image)
            self.slots[kind].set_note(facts.text)

    def _unusable(self, kind: str, files: tuple[Path, ...], error: StudioError) -> None:
        if self._files[kind] == files:
            self._put(kind, ())
            self._say(error)

    def _say(self, error: StudioError) -> None:
        self._show_problem(localized(error.message))

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _choose(self, kind: str) -> None:
        start = self._context.state.text("chosen from")
        found, _ = QFileDialog.getOpenFileNames(self, self.slots[kind].accessibleName(), start)
        if found:
            self._context.state.put("chosen from", str(Path(found[0]).parent))
            self.take([Path(item) for item in found])

    def _place_folder(self) -> Path:
        remembered = self._context.state.text("place")
        return Path(remembered) if remembered else episodes_folder()

    def _change_place(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Where episodes go"), str(self._place_folder()))
        if found:
            self._context.state.put("place", found)
            self._suggest_name()

    def _suggest_name(self) -> None:
        self.name.setText(free_name(self._place_folder(), self.tr("Episode"), EPISODE_SUFFIX))
        self._place.setText(str(self._place_folder()))

    def _folder(self) -> Path:
        return self._place_folder() / f"{safe_name(self.name.text().strip())}{EPISODE_SUFFIX}"

    def _check(self) -> None:
        named = bool(self.name.text().strip())
        taken = named and self._folder().exists()
        self._show_problem(self.tr("There is an episode of that name already.") if taken else "")
        self.create_button.setEnabled(named and not taken)

    def _arrange(self) -> None:
        head, slots, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._usual_button)
        slots.setSpacing(INSIDE)
        for slot in self.slots.values():
            slots.addWidget(slot, 1)
        foot.setSpacing(BETWEEN)
        change = button(self.tr("Change…"), self._change_place, style="flat", tip=self.tr("Where episodes go"))
        for item, stretch in ((label(self.tr("Name"), "second"), 0), (self.name, 2), (label(self.tr("in"), "second"), 0),
                              (self._place, 0), (change, 0)):
            foot.addWidget(item, stretch)
        foot.addStretch(1)
        foot.addWidget(self.create_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        hint = label(self.tr("Drop pictures of a face, a video or folder of pictures, and a voice anywhere in this window, "
                             "in any order, or paste them. What is missing can come later."), "second", wrap=True)
        column.addLayout(head)
        column.addWidget(hint)
        column.addLayout(slots)
        column.addWidget(self._problem)
        column.addLayout(foot)


def _sort(paths: Sequence[Path]) -> DroppedThings:
    from studio.jobs.dropped import sort_dropped

    return sort_dropped(paths)


def _look(kind: str, files: Sequence[Path]) -> InputFacts:
    from studio.ui.frame.input_facts import look_at_references, look_at_source, look_at_voice

    return {"identity": look_at_references, "source": look_at_source, "voice": look_at_voice}[kind](files)


def _changes(files: Mapping[str, Sequence[Path]]) -> EpisodeChanges:
    from studio.jobs import make_episode
    from studio.jobs.inputs import ReferenceInput

    references = [ReferenceInput(path) for path in files["identity"]] or None
    return make_episode.EpisodeChanges(references=references, source=next(iter(files["source"]), None),
                          voice=next(iter(files["voice"]), None))


def _one(path: Path | None) -> tuple[Path, ...]:
    return () if path is None else (path,)
