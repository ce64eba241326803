"""Clips under a real mouse: one gesture is one step of the history."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.episode.store import EpisodeStore
from studio.episode.track import Clip, Track
from studio.ui.timeline.lane_rows import MARGIN
from studio.ui.timeline.selection import NOTHING, Selection
from studio.ui.timeline.shapes import clip_rect, fade_handles, gain_y
from studio.ui.timeline.timeline_workspace import TimelineWorkspace
from tests.ui.timeline.mouse import drag, press_and_move, voice_point


def voice(timeline: TimelineWorkspace) -> Clip:
    track = timeline.session.timeline.voice
    assert track is not None
    return track.clips[0]


def steps(timeline: TimelineWorkspace) -> list[str]:
    return [step.label for step in timeline.session.steps() if not step.undone]


def test_dragging_a_clip_moves_it_as_one_step_and_undo_brings_it_back(timeline: TimelineWorkspace) -> None:
    before = voice(timeline)
    lanes = timeline.timeline.lanes
    drag(lanes, voice_point(timeline, 0.8), voice_point(timeline, 1.3), free=True)
    pixel = 1 / lanes.axis.pixels_per_s
    assert voice(timeline).start_s == pytest.approx(before.start_s + 0.5, abs=2 * pixel)
    assert voice(timeline).length_s == before.length_s
    assert steps(timeline) == ["Move clip"]
    timeline.session.undo()
    assert voice(timeline) == before
    assert timeline.model.timeline == timeline.session.timeline


@pytest.fixture
def two_tracks(timeline: TimelineWorkspace) -> TimelineWorkspace:
    """Music and foley below the voice, one clip of the voice's sound on the former."""
    held = voice(timeline)
    clip = replace(held, start_s=0.2, length_s=0.8)
    kept = timeline.session.timeline
    for track in (Track("music", "music", "Music", (clip,)), Track("foley", "foley", "Foley")):
        kept = kept.with_track(track)
    timeline.session.set_timeline(kept, "two tracks")
    return timeline


def point_on(timeline: TimelineWorkspace, track: str, seconds: float) -> QPoint:
    """Below the gain line of a clip of that track."""
    lanes = timeline.timeline.lanes
    row = lanes.row_of(track)
    return QPoint(round(lanes.axis.x(seconds)), round(row.top + row.height * 0.75))


def test_a_clip_is_dragged_to_another_track_as_one_step(two_tracks: TimelineWorkspace) -> None:
    lanes, before = two_tracks.timeline.lanes, two_tracks.session.timeline
    drag(lanes, point_on(two_tracks, "music", 0.6), point_on(two_tracks, "foley", 1.0), free=True)
    now = two_tracks.session.timeline
    assert now.track("music").clips == ()
    assert now.track("foley").clips[0].start_s == pytest.approx(0.6, abs=2 / lanes.axis.pixels_per_s)
    assert two_tracks.model.selection == Selection("clip", "foley", 0)
    assert steps(two_tracks) == ["two tracks", "Move clip to another track"]
    two_tracks.session.undo()
    assert two_tracks.session.timeline == before
    assert two_tracks.model.selection == NOTHING


def test_escape_gives_it_back_to_its_track_and_the_voice_takes_and_gives_nothing(two_tracks: TimelineWorkspace) -> None:
    lanes, before = two_tracks.timeline.lanes, two_tracks.session.timeline
    press_and_move(lanes, point_on(two_tracks, "music", 0.6), point_on(two_tracks, "foley", 0.6), free=True)
    assert two_tracks.model.timeline.track("foley").clips != ()
    QTest.keyClick(lanes, Qt.Key.Key_Escape)
    assert two_tracks.model.timeline == before
    assert two_tracks.model.selection == Selection("clip", "music", 0)
    drag(lanes, point_on(two_tracks, "music", 0.6), voice_point(two_tracks, 0.9), free=True)
    assert len(two_tracks.session.timeline.track("music").clips) == 1
    drag(lanes, voice_point(two_tracks, 1.5), point_on(two_tracks, "foley", 1.6), free=True)
    assert two_tracks.session.timeline.track("foley").clips == ()
    assert steps(two_tracks) == ["two tracks", "Move clip", "Move clip"]


def test_while_dragging_it_is_shown_and_nothing_is_kept_and_escape_gives_it_up(timeline: TimelineWorkspace) -> None:
    before = voice(timeline)
    lanes = timeline.timeline.lanes
    press_and_move(lanes, voice_point(timeline, 0.8), voice_point(timeline, 1.3), free=True)
    shown = timeline.model.timeline.voice
    assert shown is not None
    assert shown.clips[0].start_s > 0.4
    assert voice(timeline) == before
    QTest.keyClick(lanes, Qt.Key.Key_Escape)
    assert timeline.model.timeline == timeline.session.timeline
    QTest.mouseRelease(lanes, Qt.MouseButton.LeftButton, pos=voice_point(timeline, 1.3))
    assert steps(timeline) == []


def test_edges_trim_and_the_sound_stays_where_it_was(timeline: TimelineWorkspace) -> None:
    before = voice(timeline)
    lanes = timeline.timeline.lanes
    inside = QPoint(2, 0)
    drag(lanes, voice_point(timeline, before.start_s) + inside, voice_point(timeline, 0.5), free=True)
    trimmed = voice(timeline)
    assert trimmed.start_s == pytest.approx(0.5, abs=3 / lanes.axis.pixels_per_s)
    assert trimmed.start_s - trimmed.offset_s == pytest.approx(before.start_s - before.offset_s)
    assert trimmed.end_s == pytest.approx(before.end_s)
    drag(lanes, voice_point(timeline, trimmed.end_s) - inside, voice_point(timeline, 1.5), free=True)
    assert voice(timeline).end_s == pytest.approx(1.5, abs=3 / lanes.axis.pixels_per_s)
    beyond = QPoint(lanes.width() - 1, voice_point(timeline, 0).y())
    drag(lanes, voice_point(timeline, voice(timeline).end_s) - inside, beyond, free=True)
    assert voice(timeline).end_s == pytest.approx(before.end_s, abs=1e-6)       # no further than the file reaches
    assert steps(timeline) == ["Trim clip"] * 3


def test_handles_at_the_upper_corners_fade(timeline: TimelineWorkspace) -> None:
    lanes = timeline.timeline.lanes
    rect = clip_rect(lanes.axis, lanes.row_of("voice"), voice(timeline))
    rise, fall = (point.toPoint() for point in fade_handles(lanes.axis, rect, voice(timeline)))
    drag(lanes, rise, rise + QPoint(60, 0), free=True)
    drag(lanes, fall, fall - QPoint(80, 0), free=True)
    pixel = 1 / lanes.axis.pixels_per_s
    assert voice(timeline).fade_in_s == pytest.approx(66 * pixel, abs=3 * pixel)
    assert voice(timeline).fade_out_s == pytest.approx(86 * pixel, abs=3 * pixel)
    assert steps(timeline) == ["Fade in", "Fade out"]


def test_the_gain_line_is_dragged_and_draws_to_nothing_at_zero(timeline: TimelineWorkspace) -> None:
    lanes = timeline.timeline.lanes
    rect = clip_rect(lanes.axis, lanes.row_of("voice"), voice(timeline))
    x = round(rect.center().x())
    zero = round(gain_y(rect, 0.0))
    drag(lanes, QPoint(x, zero), QPoint(x, round(gain_y(rect, -12.0))))
    assert voice(timeline).gain_db == pytest.approx(-12, abs=1)
    drag(lanes, QPoint(x, round(gain_y(rect, voice(timeline).gain_db))), QPoint(x, zero))
    assert voice(timeline).gain_db == 0.0


def test_an_edge_near_the_playhead_is_drawn_to_it(timeline: TimelineWorkspace) -> None:
    lanes = timeline.timeline.lanes
    timeline.model.seek(0.7)
    near = voice_point(timeline, 0.7) + QPoint(5, 0)
    drag(lanes, voice_point(timeline, 0) + QPoint(2, 0), near)
    assert voice(timeline).start_s == pytest.approx(0.7)


def test_without_snapping_it_is_not(timeline: TimelineWorkspace) -> None:
    lanes = timeline.timeline.lanes
    timeline.model.seek(0.7)
    QTest.keyClick(lanes, Qt.Key.Key_N)
    assert not timeline.model.snapping
    drag(lanes, voice_point(timeline, 0) + QPoint(2, 0), voice_point(timeline, 0.7) + QPoint(5, 0))
    assert voice(timeline).start_s != pytest.approx(0.7)


def test_a_click_selects_and_a_move_is_undone_after_reopening(timeline: TimelineWorkspace, episode: Path) -> None:
    lanes = timeline.timeline.lanes
    drag(lanes, voice_point(timeline, 0.8), voice_point(timeline, 1.3), free=True)
    QTest.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=voice_point(timeline, 1.5))
    assert timeline.model.selection == Selection("clip", "voice", 0)
    moved = voice(timeline)
    window = timeline.window()
    assert window is not None
    window.close()
    with EpisodeStore.open(episode) as store:
        track = store.timeline().voice
        assert track is not None
        assert track.clips == (moved,)
        assert store.history.undo() == "Move clip"
        track = store.timeline().voice
        assert track is not None
        assert track.clips[0].start_s == 0.0


def test_empty_ground_moves_the_playhead_and_the_ruler_does(timeline: TimelineWorkspace) -> None:
    lanes, ruler = timeline.timeline.lanes, timeline.timeline.ruler
    picture = lanes.rows[0]
    start = QPoint(round(lanes.axis.x(0.2)), picture.top + MARGIN + 3)
    end = QPoint(round(lanes.axis.x(1.0)), picture.top + MARGIN + 3)
    drag(lanes, start, end)
    assert timeline.model.playhead_s == pytest.approx(1.0, abs=1 / lanes.axis.pixels_per_s)
    drag(ruler, QPoint(round(lanes.axis.x(0.3)), 20), QPoint(round(lanes.axis.x(1.4)), 20))
    assert timeline.model.playhead_s == pytest.approx(1.4, abs=1 / lanes.axis.pixels_per_s)
    assert timeline.playback.position_s == pytest.approx(timeline.model.playhead_s, abs=1e-4)
    assert steps(timeline) == []
