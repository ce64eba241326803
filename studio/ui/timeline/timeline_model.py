"""What the timeline shows: the loop, the tracks, the playhead and what is selected; every view follows its signals."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from studio.episode.clip_edits import edit_points
from studio.episode.errors import StudioError
from studio.episode.track import Caption, Clip, Timeline, Track
from studio.finish.loop import LoopPlan
from studio.finish.loop_blocks import LoopBlock, loop_blocks
from studio.jobs.loop_plan import plan_of, plan_without_voice
from studio.jobs.review_takes import numbers_in_range
from studio.ui.episode_session import EpisodeSession
from studio.ui.timeline.selection import NOTHING, Selection
from studio.ui.timeline.shown_sequence import (
    GapRun,
    ShownSequence,
    gap_runs,
    sequence_of_picks,
    sequence_with_gaps,
)


class TimelineModel(QObject):
    """`timeline` is the kept one, or the one previewed while something is being dragged.

    `plan` is None without a pick; it runs through `sequence`: the picks, and what stands for frames without one.
    `frames_shown` holds the pick at each frame of the loop, `blocks` its runs through the sequence, `gaps` the runs of
    frames that show no pick of their own.
    """

    loop_changed = Signal()             # picks, plan or blocks
    timeline_changed = Signal()         # tracks, captions, markers, range; also previews
    playhead_changed = Signal(float)    # seconds before
    selection_changed = Signal()
    sought = Signal(float)              # the person moved the playhead there

    def __init__(self, session: EpisodeSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.timeline: Timeline = session.timeline
        self.plan: LoopPlan | None = None
        self.plan_of_picks: LoopPlan | None = None      # without what fills gaps
        self.sequence = sequence_of_picks(np.empty(0, np.int64))
        self.blocks: Sequence[LoopBlock] = ()
        self.gaps: Sequence[GapRun] = ()
        self.frames_shown: NDArray[np.int64] = np.empty(0, np.int64)
        self.playhead_s = 0.0
        self.selection = NOTHING
        self.snapping = True
        self.problem: StudioError | None = None
        self._range: tuple[tuple[str, str], NDArray[np.int64]] | None = None    # source and range, and their frames
        for signal in (session.takes_changed, session.standings_changed, session.settings_changed):
            signal.connect(self._plan_anew)
        session.timeline_changed.connect(self._take_over)
        self._plan_anew()

    @property
    def fps(self) -> float:
        """Frames a second."""
        return float(self.plan.fps) if self.plan else self.session.settings.fps

    @property
    def has_voice(self) -> bool:
        """Whether there is a voice to be as long as."""
        return self.timeline.duration_s > 0

    @property
    def duration_s(self) -> float:
        """How long the episode is: the loop's whole frames."""
        return float(self.plan.duration_s) if self.plan else self.timeline.duration_s

    @property
    def length_s(self) -> float:
        """Until the last thing on any track ends."""
        ends = [track.end_s for track in self.timeline.tracks]
        captions = [caption.end_s for caption in self.timeline.captions]
        return max(self.duration_s, *ends, *captions, 0.0) if ends or captions else self.duration_s

    @property
    def pick_frames(self) -> NDArray[np.int64]:
        """The source frame's number of each pick."""
        return self.session.takes.frames[self.session.picks]

    def frame_at(self, seconds: float) -> int:
        """The frame of the loop shown at that time, within the loop."""
        last = max(0, len(self.frames_shown) - 1)
        return min(max(0, math.floor(seconds * self.fps + 1e-6)), last)

    def pick_at(self, seconds: float) -> int | None:
        """The pick shown at that time; None without a loop."""
        return int(self.frames_shown[self.frame_at(seconds)]) if len(self.frames_shown) else None

    def row_at(self, seconds: float) -> int | None:
        """The row of the session's takes shown at that time."""
        pick = self.pick_at(seconds)
        return None if pick is None else int(self.session.picks[pick])

    def source_frame_at(self, seconds: float) -> int | None:
        """The number of the source frame shown at that time."""
        row = self.row_at(seconds)
        return None if row is None else int(self.session.takes.frames[row])

    def set_playhead(self, seconds: float) -> None:
        """Move the playhead, within the episode."""
        before = self.playhead_s
        self.playhead_s = min(max(0.0, seconds), self.length_s)
        if self.playhead_s != before:
            self.playhead_changed.emit(before)

    def seek(self, seconds: float) -> None:
        """Move the playhead by hand: what plays goes on from there."""
        self.set_playhead(seconds)
        self.sought.emit(self.playhead_s)

    def step(self, frames: int) -> None:
        """Move the playhead to another frame's beginning."""
        frame = math.floor(self.playhead_s * self.fps + 1e-6) + frames
        self.seek(min(max(0, frame), max(0, len(self.frames_shown) - 1)) / self.fps)

    def go_to_point(self, direction: int) -> None:
        """To the next (1) or previous (-1) edit point, marker or turn of the loop."""
        points = self.points()
        near = 0.25 / self.fps
        if direction > 0:
            place = bisect_right(points, self.playhead_s + near)
            target = points[place] if place < len(points) else self.length_s
        else:
            earlier = [point for point in points if point < self.playhead_s - near]
            target = earlier[-1] if earlier else 0.0
        self.seek(target)

    def points(self) -> list[float]:
        """Where something begins or ends, in order: clips, captions, markers, turns of the loop."""
        turns = {block.first / self.fps for block in self.blocks}
        return sorted({*edit_points(self.timeline), *turns, self.duration_s})

    def select(self, selection: Selection) -> None:
        """Let something else be selected."""
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit()

    def selected_track(self) -> Track | None:
        """The selected track, or that of the selected clip."""
        return next((track for track in self.timeline.tracks if track.id == self.selection.track), None)

    def selected_clip(self) -> Clip | None:
        """The selected clip."""
        track = self.selected_track()
        known = track is not None and self.selection.kind == "clip" and 0 <= self.selection.index < len(track.clips)
        return track.clips[self.selection.index] if track is not None and known else None

    def selected_caption(self) -> Caption | None:
        """The selected caption."""
        known = self.selection.kind == "caption" and 0 <= self.selection.index < len(self.timeline.captions)
        return self.timeline.captions[self.selection.index] if known else None

    def select_next_here(self) -> None:
        """Select what lies under the playhead: clips from the top, captions, markers; then from the top again."""
        here, near = self.playhead_s, 0.5 / self.fps
        found = [Selection("clip", track.id, place) for track in self.timeline.tracks
                 for place, clip in enumerate(track.clips) if clip.start_s <= here <= clip.end_s]
        found += [Selection("caption", "", place) for place, caption in enumerate(self.timeline.captions)
                  if caption.start_s <= here <= caption.end_s]
        found += [Selection("marker", "", place) for place, marker in enumerate(self.timeline.markers)
                  if abs(marker - here) <= near]
        if found:
            after = found.index(self.selection) + 1 if self.selection in found else 0
            self.select(found[after % len(found)])

    def can_remove(self) -> bool:
        """Whether what is selected may go: of the voice, which the episode is as long as, one clip always stays."""
        track = self.selected_track()
        if track is None:
            return self.selection.kind in ("caption", "marker")
        if self.selection.kind == "clip":
            return track.kind != "voice" or len(track.clips) > 1
        return track.kind != "voice"

    def preview(self, timeline: Timeline) -> None:
        """Show a timeline without keeping it: a gesture is under way."""
        if timeline != self.timeline:
            self.timeline = timeline
            self._plan_anew()
            self.timeline_changed.emit()

    def cancel(self) -> None:
        """Show the kept one again."""
        self.preview(self.session.timeline)

    def commit(self, timeline: Timeline, label: str) -> None:
        """Keep a timeline as one step of the history; where it is refused, the kept one is shown again."""
        if timeline != self.session.timeline:
            self.session.set_timeline(timeline, label)
        self._take_over()

    def _take_over(self) -> None:
        self.preview(self.session.timeline)
        if self._selected_is_gone():
            self.select(NOTHING)

    def _selected_is_gone(self) -> bool:
        held = self.selection
        missing = {"clip": self.selected_clip() is None, "caption": self.selected_caption() is None,
                   "track": self.selected_track() is None, "marker": held.index >= len(self.timeline.markers),
                   "nothing": False}
        return missing[held.kind]

    def _plan_anew(self) -> None:
        try:
            self.sequence = self._sequence()
            self.plan_of_picks = self._planned(len(self.session.picks))
            self.plan = self._planned(len(self.sequence), self._start()) if self._fills_gaps else self.plan_of_picks
            self.problem = None
        except StudioError as problem:
            self.plan, self.plan_of_picks, self.problem = None, None, problem
        self._show_plan()
        self.loop_changed.emit()
        self.set_playhead(self.playhead_s)

    def _show_plan(self) -> None:
        places = self.plan.indices if self.plan else np.empty(0, np.int64)
        self.blocks = loop_blocks(self.plan) if self.plan else ()
        self.gaps = gap_runs(self.sequence, places)
        self.frames_shown = self.sequence.picks[places] if len(self.sequence) else places

    @property
    def _fills_gaps(self) -> bool:
        return len(self.sequence) != len(self.session.picks)

    def _sequence(self) -> ShownSequence:
        picked, gaps = self.pick_frames, self.session.settings.gaps
        if gaps == "skip" or not len(picked):
            return sequence_of_picks(picked)
        return sequence_with_gaps(picked, self._frames_in_range(), "hold" if gaps == "hold" else "between")

    def _frames_in_range(self) -> NDArray[np.int64]:
        """Read once while source and range stay the same."""
        wanted = self.session.settings.source, self.session.settings.frames
        if self._range is None or self._range[0] != wanted:
            self._range = wanted, np.array(numbers_in_range(self.session.store), np.int64)
        return self._range[1]

    def _start(self) -> int:
        """The place of the sequence where the pick that the loop begins with stands for its own frame."""
        return self.sequence.place_of(min(max(0, self.session.settings.loop_start), len(self.session.picks) - 1))

    def _planned(self, pictures: int, start: int | None = None) -> LoopPlan:
        settings = self.session.settings
        if self.has_voice:
            seconds = Fraction(round(self.timeline.duration_s * 48000), 48000)
            return plan_of(settings, pictures, seconds, start)
        return plan_without_voice(settings, pictures)
