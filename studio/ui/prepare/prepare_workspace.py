"""The workspace Prepare: who, from what motion, with what voice and settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.jobs.dropped import sort_dropped
from studio.jobs.job_spec import JobSpec
from studio.ui.background import Background
from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.prepare.drop_zone import accept_drops
from studio.ui.prepare.go_bar import GoBar
from studio.ui.prepare.identity_panel import IdentityPanel
from studio.ui.prepare.looks import Looks
from studio.ui.prepare.models_panel import ModelsPanel
from studio.ui.prepare.preset_panel import PresetPanel
from studio.ui.prepare.source_panel import SourcePanel
from studio.ui.prepare.voice_panel import VoicePanel
from studio.ui.workspace import Workspace

LEFT, RIGHT = 336, 380
IDENTITY, VOICE, MODELS = 500, 140, 232
LOOK_AFTER_MS = 60


class PrepareWorkspace(Workspace):
    """Identity, voice and models at the left, the source in the middle, presets and the next step at the right."""

    key = "prepare"

    def __init__(self, context: WindowContext, session: EpisodeSession) -> None:
        super().__init__(context, session)
        self._background = Background(self)
        self.looks = Looks(session, self._background)
        self.looks.setParent(self)
        self._settings = session.settings
        self._look_soon = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._look_soon.timeout.connect(self._look)

    def _build(self) -> Iterator[str]:
        session, background = self.session, self._background
        self.source = SourcePanel(session, self.looks, background)
        self.set_center(self.source)
        yield "source"
        self.identity = IdentityPanel(session, self.looks, background)
        yield "identity"
        docks = [self.add_panel(self.identity, "left", width=LEFT)]
        yield "identity shown"
        self.voice = VoicePanel(session, background)
        docks.append(self.add_panel(self.voice, "left"))
        yield "voice"
        self.models = ModelsPanel(session, background, self.context.weights)
        docks.append(self.add_panel(self.models, "left"))
        self.resizeDocks(docks, [IDENTITY, VOICE, MODELS], Qt.Orientation.Vertical)
        yield "models"
        self.preset = PresetPanel(session, background)
        yield "preset"
        self.add_panel(self.preset, "right", width=RIGHT)
        yield "preset shown"
        self.go_bar = GoBar(session, background)
        column = self.preset.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(self.go_bar)
        accept_drops(self, self.take_files)
        self._connect()
        self._bind()

    def entered(self) -> None:
        """Look at what is new once the page has been painted: what reads would hold that up."""
        self._look_soon.start()

    def _look(self) -> None:
        if self._settings.references:
            self.looks.look_at_references()
        self._look_at_source()
        self.go_bar.read()
        self.go_bar.host.read()
        self.preset.read_library()
        self.models.look()

    def left(self) -> None:
        """The analyzer's memory is given back."""
        self._look_soon.stop()
        self.looks.rest()

    def scope_text(self) -> str:
        """Whether everything is there."""
        if self.looks.looking_at_references:
            return self.tr("looking at the references")
        lacking = self.go_bar.lacking
        if lacking:
            return self.tr("still needed: {things}").format(things=", ".join(lacking))
        return " · ".join(filter(None, (self.tr("identity, source and voice are ready"), self._keys_text())))

    def facts_text(self) -> str:
        """What happens in the background."""
        return self.tr("looking for faces in the source") if self.looks.looking_at_source else ""

    def first_focus(self) -> QWidget | None:
        """The filmstrip, or where the source is dropped."""
        return self.source.filmstrip if self.source.numbers else self.source.drop_zone

    def show_frame(self, frame: int) -> None:
        """Show a frame of the source."""
        self.source.show_number(frame)

    def generate(self) -> None:
        """Put generating what is missing into the queue and go where it can be watched."""
        if not self.go_bar.button.isEnabled():
            return
        if self.go_bar.is_all_made:
            self.go_requested.emit("review", None)
            return
        try:
            self.context.jobs.submit(JobSpec("generate", self.session.folder.absolute()))
        except StudioError as error:
            self.context.notices.fail(error)
            return
        self.go_requested.emit("generate", None)

    def take_files(self, paths: list[Path]) -> None:
        """Files dropped anywhere, each where it belongs."""
        things = sort_dropped(paths)
        if things.references:
            self.identity.add_pictures(things.references)
        if things.source:
            self.source.change_source(things.source)
        if things.voice:
            self.voice.change_voice(things.voice)
        for path in things.unknown:
            self.source.problem.warn(self.tr("{name} is no picture, video, sound or folder of pictures.").format(
                name=path.name))

    def _connect(self) -> None:
        session, looks = self.session, self.looks
        session.closing.connect(self._close)
        session.settings_changed.connect(self._follow_settings)
        session.takes_changed.connect(self._takes_changed)
        looks.state_changed.connect(self._tell)
        self.source.filmstrip.current_changed.connect(lambda _: self._tell())
        self.go_bar.read_done.connect(self._tell)
        self.go_bar.go_asked.connect(self.generate)
        self.preset.preset_changed.connect(self._follow_preset)
        self.source.fit_chosen.connect(partial(self.preset.editor.set_value, "fit"))
        self.models.models_changed.connect(looks.look_at_references)
        self.context.jobs.queue_changed.connect(self._give_way)

    def _bind(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "add_picture": self.identity.choose_files, "paste": self.identity.paste,
            "choose_video": self.source.choose_video, "choose_folder": self.source.choose_folder,
            "choose_voice": self.voice.choose_file, "look": self.looks.look_at_source,
            "stop_looking": self.looks.stop_source, "next_frame": partial(self.source.step, 1),
            "previous_frame": partial(self.source.step, -1), "range_start": partial(self.source.set_edge, "first"),
            "range_end": partial(self.source.set_edge, "last"), "all_frames": partial(self.source.choose_range, ""),
            "new_preset": self.preset.new_preset, "save_preset": self._save_preset,
            "import_preset": self.preset.choose_import, "generate": self.generate,
        }
        for name, act in acts.items():
            self.context.actions.bind(f"prepare.{name}", act, self)

    def _save_preset(self) -> None:
        if self.preset.editor.save_button.isVisibleTo(self.preset.editor):
            self.preset.save()
        else:
            self.preset.save_as()

    def _follow_settings(self) -> None:
        before, self._settings = self._settings, self.session.settings
        analyzer = (before.analyzer, before.face_pack) != (self._settings.analyzer, self._settings.face_pack)
        if before.references != self._settings.references or analyzer:
            self.looks.look_at_references()
        if before.source != self._settings.source:
            self.looks.stop_source()
            self._look_at_source()
        elif analyzer and self._settings.source:
            self.looks.look_at_source()
        self.go_bar.read()
        self._tell()

    def _look_at_source(self) -> None:
        """Where nobody did; the command looks again, as with another analyzer."""
        if self._settings.source and not self.context.jobs.is_working:
            self.looks.look_at_new_source()

    def _follow_preset(self) -> None:
        editor = self.preset.editor
        strict = self.preset.figures.strict
        self.source.show_preset(editor.settings, strict.share if strict else None)
        self.go_bar.show_unsaved(self.preset.chosen if editor.is_changed else "")

    def _takes_changed(self) -> None:
        if self.isVisible():
            self.go_bar.read()

    def _give_way(self) -> None:
        """What generates needs the processor more."""
        if self.context.jobs.is_working:
            self.looks.stop_source()

    def _keys_text(self) -> str:
        """What the keys of the range would do now."""
        key, frame = self.context.actions.key_text, self.source.shown_number
        if frame is None:
            return ""
        return self.tr("{first} begins the range at #{frame}, {last} ends it there, {all} takes all frames").format(
            first=key("prepare.range_start"), last=key("prepare.range_end"), all=key("prepare.all_frames"), frame=frame)

    def _tell(self) -> None:
        self.scope_changed.emit(self.scope_text())
        self.facts_changed.emit(self.facts_text())

    def _close(self) -> None:
        """Nothing of ours reads the episode after this."""
        self.source.pictures.stop()
        self.looks.close()
        self._background.wait()
