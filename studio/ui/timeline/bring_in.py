"""Files that are dropped on the timeline or chosen for it: a voice, further sounds, captions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption, Clip, Timeline, TrackKind
from studio.finish.captions import read_captions, write_captions
from studio.jobs.events import JobControl, StopRequested, keeping_notices, pass_over
from studio.jobs.inputs import import_voice
from studio.jobs.recognise_captions import recognise_captions
from studio.jobs.sounds import import_sound, with_sound
from studio.ui import step_labels
from studio.ui.timeline.timeline_model import TimelineModel

CAPTION_ENDINGS = (".srt", ".vtt")


class BringIn(QObject):
    """Files are read in the background; each then becomes one step of the history, also where the workspace was made anew
    meanwhile: it lives as long as the episode is open."""

    busy_changed = Signal(str)          # what is being read, "" when nothing is
    failed = Signal(object)             # StudioError
    said = Signal(str)                  # a notice

    def __init__(self, model: TimelineModel) -> None:
        super().__init__(model.session)
        self._model = model
        self._session = model.session
        self._waiting = 0
        self._control = JobControl()
        model.session.closing.connect(self.stop)

    def bring(self, files: Sequence[Path], track: str, seconds: float) -> None:
        """Bring files in: captions by their ending, sounds as clips of `track` from `seconds` on, or as the voice where
        that is the voice's track; "" gives each a track of its own."""
        timeline = self._model.timeline
        voice = timeline.voice
        for file in files:
            if file.suffix.lower() in CAPTION_ENDINGS:
                self.captions(file)
            elif track and voice is not None and track == voice.id:
                self.voice(file)
            else:
                self.sound(file, track, seconds)

    def voice(self, file: Path) -> None:
        """Make a file the voice; the episode becomes as long as it."""
        def work() -> list[str]:
            notices: list[str] = []
            with EpisodeStore.open(self._session.folder) as store:
                import_voice(store, file, keeping_notices(pass_over, notices))
            return notices

        def done(notices: list[str]) -> None:
            self._session.change_settings({})       # reads what the import entered
            self._tell(notices)

        self._run(file, work, done)

    def sound(self, file: Path, track: str, seconds: float) -> None:
        """Add a sound to a track, or with a track of its own."""
        def work() -> tuple[str, float, list[str]]:
            notices: list[str] = []
            with EpisodeStore.open(self._session.folder) as store:
                name, length_s = import_sound(store, file, keeping_notices(pass_over, notices))
            return name, length_s, notices

        def done(found: tuple[str, float, list[str]]) -> None:
            name, length_s, notices = found
            timeline = self._session.timeline
            self._session.set_timeline(_with_clip(timeline, track, Clip(name, seconds, 0.0, length_s), file.stem),
                                       step_labels.added(file.name))
            self._tell(notices)

        self._run(file, work, done)

    def captions(self, file: Path) -> None:
        """Take the captions of a SubRip file in place of the ones there are."""
        def done(found: tuple[Caption, ...]) -> None:
            if found != self._session.timeline.captions:
                self._session.set_timeline(replace(self._session.timeline, captions=found),
                                           step_labels.captions(file.name))

        self._run(file, partial(read_captions, file), done)

    def hear_captions(self) -> None:
        """Captions from the voice, in place of those there are."""
        def work() -> int:
            with EpisodeStore.open(self._session.folder) as store, suppress(StopRequested):
                return len(recognise_captions(store, pass_over, self._control))
            return 0

        def done(count: int) -> None:
            self._session.read_history()
            self.said.emit(self.tr("%n caption(s) were heard in the voice.", "", count))

        self._control = JobControl()
        self._run(Path(self._session.settings.voice), work, done, takes_long=True)

    def write_captions(self, file: Path) -> None:
        """The captions as a file, SubRip or WebVTT by its ending."""
        captions = self._model.timeline.captions
        self._run(file, lambda: write_captions(captions, file),
                  lambda _: self.said.emit(self.tr("The captions are in {name}.").format(name=file.name)))

    def stop(self) -> None:
        """End what takes long."""
        self._control.stop()

    def _run(self, file: Path, work: Callable[[], object], done: Callable[..., object], *, takes_long: bool = False) -> None:
        """`takes_long`: what is brought in meanwhile does not wait for it."""
        self._waiting += 1
        self.busy_changed.emit(self.tr("Reading {file}…").format(file=file.name))

        def finish(result: object) -> None:
            self._ended()
            done(result)

        background = self._session.background
        (background.measure if takes_long else background.write)(self, work, finish, self._fail)

    def _fail(self, problem: StudioError) -> None:
        self._ended()
        self.failed.emit(problem)

    def _ended(self) -> None:
        self._waiting -= 1
        if not self._waiting:
            self.busy_changed.emit("")

    def _tell(self, notices: Sequence[str]) -> None:
        for notice in notices:
            self.said.emit(notice)


def _with_clip(timeline: Timeline, track: str, clip: Clip, name: str) -> Timeline:
    if track:
        held = timeline.track(track)
        return timeline.with_track(replace(held, clips=(*held.clips, clip)))
    kind: TrackKind = "sound" if any(item.kind == "music" for item in timeline.tracks) else "music"
    return with_sound(timeline, clip.file, clip.length_s, kind, name, clip.start_s)[0]
