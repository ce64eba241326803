"""The panel Preset: the library as cards, the chosen one in an editor; its files are the truth and are watched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QPoint, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from studio.episode.errors import StudioError
from studio.episode.files import write_atomically
from studio.episode.preset import Preset, dump_preset, read_preset_text
from studio.episode.preset_library import Origin, PresetLibrary
from studio.episode.preset_markdown import markdown_table
from studio.episode.take_request import TakeSettings
from studio.jobs.preset_figures import PresetFigures
from studio.jobs.presets_read import PresetsRead, read_presets
from studio.ui import step_labels
from studio.ui.background import Background
from studio.ui.episode_session import EpisodeSession
from studio.ui.prepare.ask_line import AskLine
from studio.ui.prepare.drop_zone import accept_drops
from studio.ui.prepare.preset_card import PresetCard
from studio.ui.prepare.preset_editor import PresetEditor
from studio.ui.prepare.preset_menu import PresetMenu
from studio.ui.prepare.problem_line import ProblemLine
from studio.ui.theme import BETWEEN
from studio.ui.widgets.controls import button, seam
from studio.ui.widgets.panel import Panel

WATCH_MS = 150
LEAST_WIDTH = 364


class PresetPanel(Panel):
    """`preset_changed`: the settings in hand changed, saved or not."""

    preset_changed = Signal()

    def __init__(self, session: EpisodeSession, background: Background) -> None:
        super().__init__("preset", self.tr("Preset"), scrolls=True)
        self._session, self._background = session, background
        self._settings = session.settings
        self.library = PresetLibrary()
        self.read = PresetsRead((), "", {})
        self.cards: dict[str, PresetCard] = {}
        self.setMinimumWidth(LEAST_WIDTH)
        self.problem = ProblemLine()
        self.ask = AskLine()
        self.editor = PresetEditor()
        self._cards_column = QVBoxLayout()
        self._cards_column.setSpacing(BETWEEN)
        self.head.add(button(self.tr("Import…"), self.choose_import, style="flat"))
        self.head.add(button(self.tr("+ new"), self.new_preset, style="flat"))
        self.body.addLayout(self._cards_column)
        for part in (self.problem, self.ask, seam(), self.editor):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._timer = QTimer(self, singleShot=True, interval=WATCH_MS)
        self._timer.timeout.connect(self.read_library)
        self._watcher = QFileSystemWatcher(self)
        self._connect()
        self._watch()
        self.read_library()

    @property
    def chosen(self) -> str:
        """The episode's preset: a name of the library, or a file inside the episode."""
        return self._settings.preset

    @property
    def figures(self) -> PresetFigures:
        """What was measured of the preset in hand."""
        return self.read.figures.get(self.chosen, PresetFigures())

    def choose(self, name: str) -> None:
        """Let the episode use a preset of the library; one step of the history."""
        if name != self._settings.preset:
            self._session.set_setting("preset", name, step_labels.preset(name))

    def new_preset(self) -> None:
        """A preset of one's own, from the one in hand."""
        self._ask_copy(self.editor.preset, self.tr("Name of the new preset"), self.tr("Make"))

    def save(self) -> None:
        """Write what was edited over the preset, where it is the person's own."""
        preset = self.editor.preset
        if preset is None:
            return
        if self._origin() == "file":
            self._try(lambda: self._save_file(preset))
        else:
            self._try(lambda: self.library.save(preset, over=True))
        self.read_library()

    def save_as(self) -> None:
        """Write what was edited under a name of one's own and let the episode use it."""
        self._ask_copy(self.editor.preset, self.tr("Save as my own preset, called"), self.tr("Save"))

    def rename(self, name: str) -> None:
        """Ask for another name."""

        def answer(new: str) -> None:
            renamed = self.library.rename(name, new)
            if self.chosen == name:
                self.choose(renamed)
            self.read_library()

        self.ask.ask_name(self.tr("Another name for {name}").format(name=name), name, self.tr("Rename"), answer)

    def delete(self, name: str) -> None:
        """Ask whether to delete it."""

        def answer() -> None:
            self.library.delete(name)
            if self.chosen == name and name not in self.library.names():
                self.choose(self.library.default_name())
            self.read_library()

        self.ask.ask_whether(self.tr("Delete the preset {name}? Takes made with it stay.").format(name=name),
                             self.tr("Delete"), answer)

    def duplicate(self, name: str) -> None:
        """A copy under another name."""
        self._try(lambda: self._ask_copy(self.library.get(name), self.tr("Name of the copy"), self.tr("Make")))

    def make_default(self, name: str) -> None:
        """Use it where none is named."""
        self._try(lambda: self.library.set_default(name))
        self.read_library()

    def import_files(self, paths: list[Path]) -> None:
        """Copy preset files among one's own; the last one is chosen."""
        for path in paths:
            self._try(partial(self._import_one, path))
        self.read_library()

    def choose_import(self) -> None:
        """Ask for preset files."""
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Import presets"), "", self.tr("Presets (*.toml)"))
        if names:
            self.import_files(list(map(Path, names)))

    def choose_export(self, name: str, suffix: str) -> None:
        """Ask where to write a preset to, as `.toml` or `.md`."""
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export the preset {name}").format(name=name),
                                              f"{name}{suffix}", f"*{suffix}")
        if path:
            self.export_to(name, Path(path))

    def export_to(self, name: str, target: Path) -> None:
        """Write a preset as TOML, or as a Markdown table where the name of the file says so."""
        def work() -> None:
            if target.suffix.lower() == ".md":
                paces = self.read.figures.get(name, PresetFigures()).paces
                seconds = {name: paces[0].seconds} if paces else {}
                write_atomically(target, markdown_table([self.library.get(name)], seconds).encode("utf-8"))
            else:
                self.library.export_file(name, target, over=True)

        self._try(work)

    def show_menu(self, name: str, at: QPoint) -> None:
        """The commands of a preset."""
        self.menu_of(name).popup(at)

    def menu_of(self, name: str) -> PresetMenu:
        """Its menu; what cannot be done with a shipped one is greyed out."""
        own = any(entry.name == name and entry.origin == "personal" for entry in self.read.entries)
        return PresetMenu(self, name, own=own)

    def read_library(self) -> None:
        """Read presets, default and figures in the background."""
        folder = self._session.folder
        self._background.read(self, lambda: read_presets(folder, self.library), self._show, self.problem.fail)

    def _connect(self) -> None:
        self._session.settings_changed.connect(self._follow_settings)
        self._session.takes_changed.connect(self._takes_changed)
        self._watcher.directoryChanged.connect(lambda _: self._timer.start())
        self._watcher.fileChanged.connect(lambda _: self._timer.start())
        self.editor.edited.connect(self.preset_changed)
        self.editor.save_asked.connect(self.save)
        self.editor.save_as_asked.connect(self.save_as)
        accept_drops(self, self.import_files)

    def _takes_changed(self) -> None:
        if self.isVisible():
            self._timer.start()

    def _watch(self) -> None:
        """Follow the folder, or the nearest one above it that exists, and the files in it."""
        folder = self.library.personal
        place = next(item for item in (folder, *folder.parents) if item.is_dir())
        paths = [str(place), *map(str, folder.glob("*.toml"))]
        new = set(paths) - {*self._watcher.directories(), *self._watcher.files()}
        if new:
            self._watcher.addPaths(sorted(new))

    def _show(self, read: PresetsRead) -> None:
        self._watch()
        before = self.read
        self.read = read
        if [entry.name for entry in before.entries] != [entry.name for entry in read.entries] or _problems(before) != \
                _problems(read):
            self._rebuild_cards()
        for entry in read.entries:
            card = self.cards[entry.name]
            card.entry = entry
            card.show_figures(read.figures.get(entry.name, PresetFigures()), is_default=entry.name == read.default)
        self.problem.warn(read.problem)
        self.editor.set_fp8_comparable(comparable=read.fp8_comparable)
        self._show_chosen()

    def _rebuild_cards(self) -> None:
        for card in self.cards.values():
            self._cards_column.removeWidget(card)
            card.deleteLater()
        self.cards = {}
        for entry in self.read.entries:
            card = self.cards[entry.name] = PresetCard(entry)
            card.chosen.connect(self.choose)
            card.menu_asked.connect(self.show_menu)
            self._cards_column.addWidget(card)

    def _show_chosen(self) -> None:
        for name, card in self.cards.items():
            card.set_chosen(chosen=name == self.chosen)
        preset = self._chosen_preset()
        if preset is None or preset != self.editor.saved or self._default_settings() != self.editor.default:
            self.editor.show_preset(preset, self._origin(), self._default_settings())
        self.preset_changed.emit()

    def _chosen_preset(self) -> Preset | None:
        entry = next((item for item in self.read.entries if item.name == self.chosen), None)
        if entry is not None:
            if entry.problem:
                self.problem.fail(StudioError("input", entry.problem))
            return entry.preset
        try:
            return self.library.get(self._path_or_name())
        except StudioError as error:
            self.problem.fail(error, self.tr("Use {name}").format(name=self.read.default),
                              partial(self.choose, self.read.default))
            return None

    def _path_or_name(self) -> str | Path:
        return self._session.store.path(self.chosen) if self.chosen.endswith(".toml") else self.chosen

    def _origin(self) -> Origin:
        if self.chosen.endswith(".toml"):
            return "file"
        entry = next((item for item in self.read.entries if item.name == self.chosen), None)
        return entry.origin if entry else "shipped"

    def _default_settings(self) -> TakeSettings | None:
        entry = next((item for item in self.read.entries if item.name == self.read.default), None)
        return entry.preset.settings if entry and entry.preset else None

    def _follow_settings(self) -> None:
        before, self._settings = self._settings, self._session.settings
        if self._settings.preset != before.preset:
            self.problem.clear()
            self._show_chosen()

    def _ask_copy(self, preset: Preset | None, question: str, yes: str) -> None:
        if preset is None:
            self.problem.warn(self.tr("Choose a preset that can be used first."))
            return
        kept = preset

        def answer(name: str) -> None:
            path = self.library.save(replace(kept, name=name))
            self.editor.drop_changes()
            self.choose(path.stem)
            self.read_library()

        self.ask.ask_name(question, self._free_name(preset.name), yes, answer)

    def _free_name(self, name: str) -> str:
        taken = {entry.name.casefold() for entry in self.read.entries}
        return next(text for number in range(2, 1000) if (text := f"{name} {number}").casefold() not in taken)

    def _import_one(self, path: Path) -> None:
        self.choose(self.library.import_file(path).name)

    def _save_file(self, preset: Preset) -> None:
        path = self._session.store.path(self.chosen)
        write_atomically(path, dump_preset(preset, read_preset_text(path)).encode("utf-8"))

    def _try(self, act: Callable[[], object]) -> None:
        self.problem.clear()
        try:
            act()
        except StudioError as error:
            self.problem.fail(error)


def _problems(read: PresetsRead) -> list[str]:
    return [entry.problem for entry in read.entries]
