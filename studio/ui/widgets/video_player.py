"""A finished video played in place: picture, sound, a slider to scrub with."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.finish.mix import as_channels
from studio.media.sound import SAMPLE_RATE
from studio.media.sound_reader import SoundReader
from studio.media.video_info import VideoInfo
from studio.media.wav_file import WavFile
from studio.ui.icons import icon
from studio.ui.sound.device import CHANNELS, StreamOpener, open_stream
from studio.ui.sound.transport import Transport
from studio.ui.theme import BETWEEN
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.fitted_picture import FittedPicture
from studio.ui.widgets.jump_slider import JumpSlider
from studio.ui.widgets.video_frames import VideoFrames, frame_at

_SOUND_STEPS = 25           # a second, of the slider where there are no frames


class _FileSound:
    """The sound of the video; the file is opened and read on the sound's thread."""

    def __init__(self) -> None:
        self._wanted: Path | None = None
        self._reader: SoundReader | None = None
        self._path: Path | None = None

    def use(self, path: Path | None) -> None:
        """From now on this file."""
        self._wanted = path

    def block(self, start: int, count: int) -> NDArray[np.float32]:
        """Samples, shape (count, 2)."""
        if self._path != self._wanted:
            self.close()
            self._path = self._wanted
            self._reader = SoundReader(self._wanted) if self._wanted else None
        if self._reader is None:
            return np.zeros((count, CHANNELS), np.float32)
        return as_channels(self._reader.block(start, count), CHANNELS)

    def close(self) -> None:
        """Let the file go."""
        if self._reader is not None:
            self._reader.close()
        self._reader = self._path = None


class VideoPlayer(QWidget):
    """Shows the frame of the moment that is heard; Space plays and pauses, the arrows step by frames."""

    frame_shown = Signal(int)
    failed = Signal(object)             # StudioError
    notice = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, opener: StreamOpener = open_stream,
                 clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.empty_message = ""         # what stands here while there is no video
        self.path: Path | None = None
        self.info: VideoInfo | None = None
        self.shown_frame: int | None = None
        self._sound_s: float | None = None      # how long a sound alone is
        self._play_when_open = False
        self._sound = _FileSound()
        self.transport = Transport(self._sound, opener=opener, clock=clock)
        self._threads = _Threads(self.transport)
        self.destroyed.connect(self._threads.close)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Video"))
        self.picture = FittedPicture()
        self._arrange()
        self.transport.position_changed.connect(self._follow)
        self.transport.state_changed.connect(self._show_state)
        self.transport.notice.connect(self.notice)
        self._show_state()

    def load(self, path: Path, *, play: bool = False) -> None:
        """Show another video from its first frame on."""
        self.clear()
        self.path = path
        self._play_when_open = play
        self._sound.use(path)
        frames = self._threads.open(path)
        frames.opened.connect(self._opened)
        frames.arrived.connect(self._arrived)
        frames.failed.connect(self._failed)
        self.picture.set_message(self.tr("Opening {name}…").format(name=path.name))
        frames.start()

    def load_sound(self, path: Path, *, play: bool = False) -> None:
        """Let a sound alone be heard; StudioError("input") goes to `failed`."""
        self.clear()
        try:
            with WavFile(path) as sound:
                self._sound_s = sound.samples / SAMPLE_RATE
        except StudioError as error:
            self.failed.emit(error)
            return
        self.path = path
        self._sound.use(path)
        self.slider.setRange(0, round(self._sound_s * _SOUND_STEPS))
        self.transport.set_length(self._sound_s)
        self.picture.set_message(self.tr("Sound alone"))
        self._show_state()
        self._follow()
        if play:
            self.play()

    def clear(self) -> None:
        """Show nothing."""
        self.transport.pause()
        self._threads.close_frames()
        self._sound.use(None)
        self.path = self.info = self.shown_frame = self._sound_s = None
        self.transport.seek(0)
        self.transport.set_length(0)
        self.picture.show_image(None)
        self.picture.set_message(self.empty_message)
        self._show_state()
        self._show_time()

    def play(self) -> None:
        """Play on."""
        self.transport.play()

    def pause(self) -> None:
        """Stop here."""
        self.transport.pause()

    def toggle(self) -> None:
        """Play or pause."""
        self.transport.toggle()

    def seek_frame(self, number: int) -> None:
        """Go to a frame; of a sound alone to a step of the slider."""
        if self._sound_s is not None:
            self.transport.seek(min(max(number / _SOUND_STEPS, 0), self._sound_s))
            self._follow()
        elif self.info is not None:
            place = min(max(number, 0), self.info.frame_count - 1)
            self.transport.seek(float(self.info.frame_times[place]))
            self._follow()

    def image(self) -> QImage | None:
        """The picture shown now, as it was decoded."""
        return self.picture.image

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space, arrows, Home and End."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self.toggle()
        elif key in steps and self.shown_frame is not None:
            self.pause()
            self.seek_frame(self.shown_frame + steps[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.info is not None:
            self.seek_frame(0 if key == Qt.Key.Key_Home else self.info.frame_count - 1)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self._button = button("", self.toggle)
        self._button.setIconSize(QSize(14, 14))
        self.slider = JumpSlider()
        self.slider.setAccessibleName(self.tr("Place in the video"))
        self.slider.chosen.connect(self.seek_frame)
        self._time = label("", "second")
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        for widget, stretch in ((self._button, 0), (self.slider, 1), (self._time, 0)):
            row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        column.addWidget(self.picture, 1)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _opened(self, info: VideoInfo) -> None:
        if info.path != self.path:
            return
        self.info = info
        self.slider.setRange(0, info.frame_count - 1)
        self.transport.set_length(info.duration_s)
        self._show_state()
        self._follow()

    def _failed(self, error: StudioError) -> None:
        self.picture.set_message("")
        self.failed.emit(error)

    def _follow(self) -> None:
        """Show the frame of this moment, or ask for it; it is shown when it comes unless another is wanted then."""
        frames, info = self._threads.frames, self.info
        if self._sound_s is not None:
            self.slider.show_value(round(self.transport.position_s * _SOUND_STEPS))
            self._show_time()
        if frames is None or info is None:
            return
        number = frame_at(info, self.transport.position_s)
        self.slider.show_value(number)
        self._show_time()
        if number != self.shown_frame:
            frames.want(number)
            self._show(number)

    def _arrived(self, number: int) -> None:
        if self.info is not None and number == frame_at(self.info, self.transport.position_s):
            self._show(number)

    def _show(self, number: int) -> None:
        frames = self._threads.frames
        image = frames.picture(number) if frames else None
        if image is not None:
            self._show_image(number, image)
        elif frames is not None and self.transport.is_playing:
            late = frames.latest(number)
            if late is not None and late[0] != self.shown_frame:
                self._show_image(*late)

    def _show_image(self, number: int, image: QImage) -> None:
        self.shown_frame = number
        self.picture.show_image(image)
        self.frame_shown.emit(number)
        if self._play_when_open:
            self._play_when_open = False
            self.play()

    def _show_state(self) -> None:
        playing = self.transport.is_playing
        text = self.tr("Pause") if playing else self.tr("Play")
        self._button.setIcon(icon("pause" if playing else "play"))
        self._button.setAccessibleName(text)
        self._button.setToolTip(self.tr("{action} (Space)").format(action=text))
        for control in (self._button, self.slider):
            control.setEnabled(self.info is not None or self._sound_s is not None)

    def _show_time(self) -> None:
        shown = f"{time_text(self.transport.position_s)} / {time_text(self.transport.duration_s)}"
        self._time.setText(shown if self.info or self._sound_s is not None else "")


class _Threads:
    """What has to end before the player is gone; outlives it by that much."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.frames: VideoFrames | None = None
        self._ending: list[VideoFrames] = []

    def open(self, path: Path) -> VideoFrames:
        """Frames of another file."""
        self.close_frames()
        self.frames = VideoFrames(path)
        return self.frames

    def close_frames(self) -> None:
        """No file any more; does not wait."""
        if self.frames is not None:
            self.frames.close()
            self._ending = [*(item for item in self._ending if item.is_running), self.frames]
            self.frames = None

    def close(self) -> None:
        """End everything, and wait until it has."""
        self.close_frames()
        self.transport.close()
        for item in self._ending:
            item.wait()


def time_text(seconds: float) -> str:
    """`0:04`, `1:02:03`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
