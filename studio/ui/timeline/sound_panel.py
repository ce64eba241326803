"""Panel Sound: the selected clip or track in fields, the voice, and whether anything can be heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.episode.clip_edits import moved, with_clip, with_end, with_fade_in, with_fade_out, with_gain
from studio.episode.track import LONGEST_S, LOUDEST_DB, QUIETEST_DB, Clip, Timeline, Track, TrackKind
from studio.ui import step_labels
from studio.ui.finishing.added_engines import AddedEngines
from studio.ui.finishing.figures import loudness_figures, sync_figures
from studio.ui.finishing.finish_words import caption_choices, engine_choices, engine_text, loudness_choices, loudness_text
from studio.ui.finishing.setting_fields import SettingFields
from studio.ui.localized import localized
from studio.ui.numbers import fixed_text, number_text
from studio.ui.theme import BETWEEN
from studio.ui.timeline.finished_stages import FinishedStages
from studio.ui.timeline.made_row import made_tracks
from studio.ui.timeline.timeline_commands import TimelineCommands
from studio.ui.timeline.timeline_model import TimelineModel
from studio.ui.timeline.track_head import clip_names, track_name
from studio.ui.widgets.controls import button, label, seam
from studio.ui.widgets.elided_label import ElidedLabel
from studio.ui.widgets.field_rows import ChoiceField, FieldRows, NumberField
from studio.ui.widgets.panel import Panel

_LEAST = 288                # pixels of width: the fields of a clip


class SoundPanel(Panel):
    """Every change is one step of the history. No narrower than a clip's fields need, whether they are shown or not."""

    def __init__(self, model: TimelineModel, finished: FinishedStages, commands: TimelineCommands) -> None:
        super().__init__("sound", self.tr("Sound"), scrolls=True)
        self._model, self._finished = model, finished
        self.facts = FieldRows()
        self.finish = FinishFields(model, finished)
        self.facts.add("voice", self.tr("Voice"))
        self.facts.add("heard", self.tr("Heard"), ElidedLabel())
        self.note = label("", "small", wrap=True)
        self.note.hide()
        self._silent = ""
        self.hint = label(self.tr("Select a clip or a track to change it here."), "second", wrap=True)
        self.clip_fields = ClipFields(self._change_clip)
        self.track_fields = TrackFields(self._change_track)
        self.remove = button(self.tr("Remove"), commands.remove)
        self.whole = button(self.tr("Use the whole recording"), commands.whole_voice)
        self.choose_voice = button(self.tr("Choose a voice…"))
        for part in (self.facts, self.choose_voice, self.note, seam(), self.finish, seam(), self.hint,
                     self.clip_fields, self.track_fields,
                     self.remove, self.whole):
            self.body.addWidget(part)
        self.body.addStretch(1)
        for signal in (model.timeline_changed, model.selection_changed, model.loop_changed, finished.changed):
            signal.connect(self.show_selected)
        self.show_selected()

    def say_silent(self, text: str) -> None:
        """Why nothing is heard."""
        self._silent = localized(text)
        self.say_busy("")

    def say_busy(self, text: str) -> None:
        """What is being read; "" says again why nothing is heard, if so."""
        self.note.setText(text or self._silent)
        self.note.setVisible(bool(self.note.text()))

    def show_selected(self) -> None:
        """Show what is selected now."""
        model = self._model
        timeline = model.timeline
        seconds = fixed_text(timeline.duration_s)
        self.facts.set("voice", self.tr("{seconds} s").format(seconds=seconds) if model.has_voice
                       else self.tr("none yet: drop one"))
        self.choose_voice.setVisible(not model.has_voice)
        heard = ", ".join(track_name(track) for track in (*timeline.audible(), *made_tracks(model, self._finished))
                          if track.clips)
        self.facts.set("heard", heard or self.tr("nothing"), tip=heard)
        clip, track = model.selected_clip(), model.selected_track()
        self.clip_fields.setVisible(clip is not None)
        self.track_fields.setVisible(track is not None)
        self.hint.setVisible(track is None)
        self.remove.setVisible(model.can_remove() and track is not None)
        self.remove.setText(self.tr("Remove the clip") if clip is not None else self.tr("Remove the track"))
        self.whole.setVisible(clip is not None and not model.can_remove())
        if clip is not None and track is not None:
            self.clip_fields.show_clip(clip, clip_names(replace(track, clips=(clip,))))
        if track is not None:
            self.track_fields.show_track(track)

    def _change_clip(self, edit: Callable[[Clip], Clip], label_text: str) -> None:
        clip, held = self._model.selected_clip(), self._model.selection
        if clip is not None:
            timeline = with_clip(self._model.session.timeline, held.track, held.index, edit(clip))
            self._model.commit(timeline, label_text)

    def _change_track(self, edit: Callable[[Track], Track], label_text: str) -> None:
        track = self._model.selected_track()
        if track is not None:
            timeline: Timeline = self._model.session.timeline
            self._model.commit(timeline.with_track(edit(track)), label_text)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A set minimum would be less than what long words need."""
        return super().minimumSizeHint().expandedTo(QSize(_LEAST, 0))


class FinishFields(FieldRows):
    """How lips and sound are finished, and what was measured on them when they were."""

    def __init__(self, model: TimelineModel, finished: FinishedStages) -> None:
        super().__init__()
        self._model, self._finished = model, finished
        self._fields = fields = SettingFields(model.session, self)
        self._engines = AddedEngines(model.session.background, self)
        self._engines.changed.connect(self._offer_engines)
        self._engines.failed.connect(model.session.failed)
        self.loudness = fields.choice("loudness", loudness_choices(), other=loudness_text)
        self.foley = fields.choice("foley", engine_choices(()), other=engine_text)
        self.duck = fields.number("duck_db", 1, self.tr(" dB"), 1)
        self.duck.setPrefix("\N{MINUS SIGN}")
        self.duck.setSpecialValueText(self.tr("not at all"))
        self.captions = fields.choice("captions_as", caption_choices())
        self.lips = fields.choice("lip_sync", engine_choices(()), other=engine_text)
        self.add("lips", self.tr("Lip sync"), self.lips)
        self.add("sync", self.tr("Sync"))
        self.add("loudness", self.tr("Loudness"), self.loudness)
        self.add("raised", self.tr("Heard with it"))
        self.add("measured", self.tr("Measured"))
        self.add("peak", self.tr("True peak"))
        self.add("foley", self.tr("Foley"), self.foley)
        self.add("duck", self.tr("Under the voice"), self.duck)
        self.add("ducked", self.tr("Heard with it"))
        self.show_heard(None, reckoning=False)
        self.add("captions", self.tr("Captions"), self.captions)
        self.hear = button(self.tr("recognise speech"), style="fact")
        self.add("hear", self.tr("From the voice"), self.hear)
        finished.changed.connect(self.show_measured)
        self.show_measured()

    def show_hearing(self, lacking: str, *, possible: bool, recogniser: bool) -> None:
        """Whether captions can be heard in the voice; `lacking` says what it needs, `recogniser` whether that is here."""
        self.hear.setEnabled(possible)
        self.hear.setText(self.tr("recognise speech") if recogniser else self.tr("no recogniser"))
        self.hear.setToolTip(lacking)
        self.hear.setAccessibleDescription(lacking)

    def show_heard(self, gain_db: float | None, *, reckoning: bool) -> None:
        """By how much what plays is raised to be as loud as the export, None where that is not known yet; and whether it
        goes down under the voice as the export's mix does, or not yet."""
        self._show_loudness_heard(gain_db)
        self.show_row("ducked", shown=bool(self._model.session.settings.duck_db))
        self.set("ducked", self.tr("being reckoned") if reckoning else self.tr("as exported"),
                 tip=self.tr("Until it is reckoned from the voice, Foley and music play as they did before.")
                 if reckoning else "")

    def _show_loudness_heard(self, gain_db: float | None) -> None:
        self.show_row("raised", shown=self._model.session.settings.loudness is not None)
        if gain_db is None:
            self.set("raised", self.tr("not yet"),
                     tip=self.tr("How much that takes is known once the sound was mixed, with the next export."))
        else:
            self.set("raised", self.tr("{gain} dB").format(gain=f"{'+' if gain_db > 0 else ''}{number_text(gain_db)}"),
                     tip=self.tr("What the last mix needed. Peaks that the export lowers are cut here."))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Engines may have been added, here in Export or on the command line."""
        super().showEvent(event)
        self._engines.look()

    def _offer_engines(self) -> None:
        self.lips.set_choices(engine_choices(self._engines.named("lip sync")))
        self.foley.set_choices(engine_choices(self._engines.named("foley")))
        self._fields.refresh()

    def show_measured(self) -> None:
        """Show what lip sync and mix were measured at; nothing before they were made."""
        sound = loudness_figures(self._finished.details("mix"))
        sync = sync_figures(self._finished.details("lipsync"))
        for key, figure in (("measured", sound[:1]), ("peak", sound[1:2]), ("sync", sync)):
            self.show_row(key, shown=bool(figure))
            for shown in figure:
                self.set(key, shown.short or shown.value, tip=shown.tip)


class ClipFields(QWidget):
    """A clip's numbers; `change` is given an edit and its name."""

    def __init__(self, change: Callable[[Callable[[Clip], Clip], str], object]) -> None:
        super().__init__()
        self.file = label("", "small", wrap=True)
        self.rows = FieldRows()
        second = self.tr(" s")
        self.start = NumberField(0, LONGEST_S, 3, second, 0.1)
        self.length = NumberField(0.01, LONGEST_S, 3, second, 0.1)
        self.gain = NumberField(QUIETEST_DB, LOUDEST_DB, 1, self.tr(" dB"), 0.5)
        self.fade_in = NumberField(0, LONGEST_S, 3, second, 0.1)
        self.fade_out = NumberField(0, LONGEST_S, 3, second, 0.1)
        for key, name, field in (("start", self.tr("Starts at"), self.start), ("length", self.tr("Length"), self.length),
                                 ("gain", self.tr("Gain of the clip"), self.gain),
                                 ("in", self.tr("Fade in"), self.fade_in), ("out", self.tr("Fade out"), self.fade_out)):
            self.rows.add(key, name, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        for part in (label(self.tr("Clip"), "sectionTitle"), self.file, self.rows):
            column.addWidget(part)
        self.start.committed.connect(lambda v: change(lambda clip: moved(clip, v), step_labels.MOVE_CLIP))
        self.length.committed.connect(
            lambda v: change(lambda clip: with_end(clip, clip.start_s + v, clip.offset_s + clip.length_s),
                             step_labels.TRIM_CLIP))
        self.gain.committed.connect(lambda v: change(lambda clip: with_gain(clip, v), step_labels.CLIP_GAIN))
        self.fade_in.committed.connect(lambda v: change(lambda clip: with_fade_in(clip, v), step_labels.FADE_IN))
        self.fade_out.committed.connect(lambda v: change(lambda clip: with_fade_out(clip, v), step_labels.FADE_OUT))

    def show_clip(self, clip: Clip, name: str) -> None:
        """Show a clip."""
        self.file.setText(name)
        for field, value in ((self.start, clip.start_s), (self.length, clip.length_s), (self.gain, clip.gain_db),
                             (self.fade_in, clip.fade_in_s), (self.fade_out, clip.fade_out_s)):
            field.show_value(value)


class TrackFields(QWidget):
    """A track's kind and gain; `change` is given an edit and its name."""

    def __init__(self, change: Callable[[Callable[[Track], Track], str], object]) -> None:
        super().__init__()
        self.title = label("", "sectionTitle")
        self.rows = FieldRows()
        self.kind = ChoiceField({"foley": self.tr("Foley"), "music": self.tr("Music"), "sound": self.tr("Sound")})
        self.gain = NumberField(QUIETEST_DB, LOUDEST_DB, 1, self.tr(" dB"), 0.5)
        self.rows.add("kind", self.tr("Kind"), self.kind)
        self.rows.add("gain", self.tr("Gain of the track"), self.gain)
        self.rows.add("state", self.tr("State"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, BETWEEN, 0, 0)
        column.setSpacing(BETWEEN)
        column.addWidget(self.title)
        column.addWidget(self.rows)
        self.kind.committed.connect(
            lambda v: change(lambda track: replace(track, kind=cast("TrackKind", v)), step_labels.TRACK_KIND))
        self.gain.committed.connect(lambda v: change(lambda track: replace(track, gain_db=v), step_labels.TRACK_GAIN))

    def show_track(self, track: Track) -> None:
        """Show a track."""
        self.title.setText(track_name(track))
        self.rows.show_row("kind", shown=track.kind != "voice")
        self.kind.show_value(track.kind)
        self.gain.show_value(track.gain_db)
        self.rows.set("state", self.tr("muted") if track.mute else self.tr("solo") if track.solo else self.tr("on"))
