"""What the keys of the workspace Timeline do to the loop, the tracks and the range."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject

from studio.episode.clip_edits import split_track, with_caption, with_clip, with_marker
from studio.episode.decision_table import ACCEPT, REJECT
from studio.episode.track import Caption
from studio.ui import step_labels
from studio.ui.timeline.selection import NOTHING
from studio.ui.timeline.timeline_model import TimelineModel

_CAPTION_S = 2.0
NEW_CAPTION = "…"


class TimelineCommands(QObject):
    """Each of these is one step of the history, and acts at the playhead or on what is selected."""

    def __init__(self, model: TimelineModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def reject(self) -> None:
        """Reject the take under the playhead; the loop closes up."""
        self._decide(REJECT)

    def accept(self) -> None:
        """Accept the take under the playhead."""
        self._decide(ACCEPT)

    def set_in(self) -> None:
        """Begin at the playhead; an end that lies before is given up."""
        model = self._model
        out = model.session.timeline.out_s
        kept = out if out is None or out > model.playhead_s else None
        model.commit(replace(model.session.timeline, in_s=model.playhead_s, out_s=kept), step_labels.IN)

    def set_out(self) -> None:
        """End at the playhead; a beginning that lies behind is given up."""
        model = self._model
        if model.playhead_s <= 0:
            return
        begin = model.session.timeline.in_s
        kept = begin if begin is None or begin < model.playhead_s else None
        model.commit(replace(model.session.timeline, in_s=kept, out_s=model.playhead_s), step_labels.OUT)

    def clear_range(self) -> None:
        """Neither in nor out."""
        self._model.commit(replace(self._model.session.timeline, in_s=None, out_s=None), step_labels.NEITHER)

    def split(self) -> None:
        """Split the clip of the selected track under the playhead; without one, of every track that has one there."""
        model = self._model
        timeline = model.session.timeline
        chosen = model.selected_track()
        for track in ((chosen,) if chosen is not None else timeline.tracks):
            timeline = timeline.with_track(split_track(timeline.track(track.id), model.playhead_s))
        model.commit(timeline, step_labels.SPLIT)

    def marker(self) -> None:
        """A marker at the playhead, or no more the one that is there."""
        model = self._model
        timeline = with_marker(model.session.timeline, model.playhead_s, 0.5 / model.fps)
        more = len(timeline.markers) > len(model.session.timeline.markers)
        model.commit(timeline, step_labels.MARKER if more else step_labels.NO_MARKER)

    def remove(self) -> None:
        """Remove the selected clip, caption, marker or track."""
        model = self._model
        held, timeline = model.selection, model.session.timeline
        if not model.can_remove():
            return
        if held.kind == "clip":
            model.commit(with_clip(timeline, held.track, held.index, None), step_labels.REMOVE_CLIP)
        elif held.kind == "caption":
            model.commit(with_caption(timeline, held.index, None), step_labels.REMOVE_CAPTION)
        elif held.kind == "marker":
            markers = tuple(item for place, item in enumerate(timeline.markers) if place != held.index)
            model.commit(replace(timeline, markers=markers), step_labels.NO_MARKER)
        else:
            model.commit(timeline.without_track(held.track), step_labels.REMOVE_TRACK)
        model.select(NOTHING)

    def whole_voice(self) -> None:
        """The voice as it was recorded, from the beginning to the end."""
        timeline = self._model.session.timeline
        if timeline.voice is not None:
            voice = replace(timeline.voice, clips=())       # without clips the voice is all of its file
            self._model.commit(timeline.with_track(voice), step_labels.WHOLE_RECORDING)

    def new_caption(self) -> int:
        """Show a new caption at the playhead, to be written in; its place among the captions."""
        model = self._model
        start = model.playhead_s
        others = model.session.timeline.captions
        next_one = min((item.start_s for item in others if item.start_s > start), default=start + _CAPTION_S)
        caption = Caption(start, min(start + _CAPTION_S, max(next_one, start + 0.2)), NEW_CAPTION)
        captions = tuple(sorted((*others, caption), key=lambda item: item.start_s))
        model.preview(replace(model.session.timeline, captions=captions))
        return captions.index(caption)

    def write_caption(self, index: int, text: str) -> None:
        """Keep a caption's text; an empty one takes the caption away."""
        model = self._model
        held = model.timeline.captions[index]
        if text:
            timeline = with_caption(model.timeline, index, replace(held, text=text))
            model.commit(timeline, step_labels.WRITE_CAPTION)
        else:
            model.commit(with_caption(model.timeline, index, None), step_labels.REMOVE_CAPTION)

    def _decide(self, value: int) -> None:
        row = self._model.row_at(self._model.playhead_s)
        if row is not None:
            session = self._model.session
            label = step_labels.decided_frame(value, int(session.takes.frames[row]))
            session.decide(value, np.array([row], np.int64), label)
