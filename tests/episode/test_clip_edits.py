"""Edits of clips keep what they must: the sound's place, the file's length, fades inside, the sum of a split."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.episode.clip_edits import (
    SHORTEST_S,
    caption_moved,
    caption_with_end,
    caption_with_start,
    edit_points,
    moved,
    snapped,
    split,
    split_track,
    with_caption,
    with_clip,
    with_end,
    with_fade_in,
    with_fade_out,
    with_gain,
    with_marker,
    with_start,
)
from studio.episode.track import Caption, Clip, Timeline, Track

CLIP = Clip("audio/a.wav", 2.0, 1.0, 4.0, fade_in_s=0.5, fade_out_s=1.0, gain_db=-3)
seconds = st.floats(-2, 20, allow_nan=False)


def test_a_clip_is_not_moved_before_the_beginning() -> None:
    assert moved(CLIP, -1).start_s == 0
    assert moved(CLIP, 5).end_s == 9


def test_trimming_the_beginning_keeps_the_sound_in_its_place_and_ends_where_the_file_begins() -> None:
    assert with_start(CLIP, 3) == Clip("audio/a.wav", 3, 2, 3, 0.5, 1.0, -3)
    assert with_start(CLIP, 0).start_s == 1.0           # a second was cut away before, no more
    assert with_start(CLIP, 0).offset_s == 0.0


@given(seconds, seconds)
def test_whatever_is_trimmed_the_clip_stays_whole(start: float, end: float) -> None:
    trimmed = with_end(with_start(CLIP, start), end, file_length_s=8.0)
    assert trimmed.length_s >= SHORTEST_S - 1e-9
    assert trimmed.offset_s >= 0
    assert trimmed.start_s >= 0
    assert trimmed.offset_s + trimmed.length_s <= 8.0 + 1e-9
    assert trimmed.start_s - trimmed.offset_s == pytest.approx(CLIP.start_s - CLIP.offset_s)
    assert trimmed.fade_in_s + trimmed.fade_out_s <= trimmed.length_s + 1e-9


def test_the_end_reaches_as_far_as_the_file_and_no_further_than_now_where_that_is_unknown() -> None:
    assert with_end(CLIP, 100, file_length_s=7.0).length_s == 6.0
    assert with_end(CLIP, 100).length_s == 4.0


def test_fades_end_where_the_other_begins() -> None:
    assert with_fade_in(CLIP, 9).fade_in_s == 3.0
    assert with_fade_out(CLIP, 9).fade_out_s == 3.5
    assert with_fade_in(CLIP, -1).fade_in_s == 0.0
    assert with_gain(CLIP, 99).gain_db == 24.0


@given(st.floats(2.02, 5.98))
def test_a_split_clip_plays_the_same_sound(at: float) -> None:
    parts = split(CLIP, at)
    assert parts is not None
    before, after = parts
    assert (before.start_s, before.offset_s) == (2.0, 1.0)
    assert after.end_s == pytest.approx(6.0)
    assert before.end_s == pytest.approx(after.start_s)
    assert before.offset_s + before.length_s == pytest.approx(after.offset_s)
    assert (before.fade_out_s, after.fade_in_s) == (0, 0)


def test_nothing_is_split_outside() -> None:
    assert split(CLIP, 1.0) is None
    assert split(CLIP, 6.0) is None
    track = Track("voice", "voice", "Voice", (CLIP,))
    assert split_track(track, 9.0) == track
    assert len(split_track(track, 3.0).clips) == 2


def test_clips_and_captions_are_replaced_or_taken_away() -> None:
    timeline = Timeline((Track("a", "music", "A", (CLIP, CLIP)),), (Caption(0, 1, "one"), Caption(1, 2, "two")))
    assert with_clip(timeline, "a", 1, None).tracks[0].clips == (CLIP,)
    assert with_clip(timeline, "a", 0, moved(CLIP, 0)).tracks[0].clips[0].start_s == 0
    assert with_caption(timeline, 0, None).captions == (Caption(1, 2, "two"),)


def test_captions_keep_their_length_when_moved_and_never_turn_round() -> None:
    assert caption_moved(Caption(1, 3, "a"), -2) == Caption(0, 2, "a")
    assert caption_with_start(Caption(1, 3, "a"), 9).start_s == pytest.approx(3 - SHORTEST_S)
    assert caption_with_end(Caption(1, 3, "a"), 0).end_s == pytest.approx(1 + SHORTEST_S)


def test_markers_come_and_go() -> None:
    marked = with_marker(Timeline(), 1.5, 0.02)
    assert marked.markers == (1.5,)
    assert with_marker(marked, 1.51, 0.02).markers == ()


def test_edit_points_are_every_edge_once() -> None:
    timeline = Timeline((Track("a", "music", "A", (CLIP,)),), (Caption(2, 3, "x"),), (5.0,), 1.0, 6.0)
    assert edit_points(timeline) == [0.0, 1.0, 2.0, 3.0, 5.0, 6.0]


def test_the_nearest_point_draws_within_its_reach() -> None:
    assert snapped(1.04, [0.0, 1.0, 1.05], 0.1) == 1.05
    assert snapped(1.2, [0.0, 1.0], 0.1) == 1.2
    assert snapped(1.2, [], 0.1) == 1.2
