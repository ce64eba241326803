"""What the timeline plays is what the export mixes: ducking, gains, mute, solo, a range, and the Foley that was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from studio.episode.store import EpisodeStore
from studio.episode.track import Caption, Clip, Timeline, Track
from studio.finish.mix import as_channels
from studio.jobs.events import JobControl
from studio.jobs.export_plan import plan_export
from studio.jobs.finish_chain import shared_steps
from studio.jobs.finish_episode import finish_episode
from studio.jobs.finish_step import run_step
from studio.jobs.inputs import import_voice
from studio.jobs.mix_sound import episode_span
from studio.jobs.outputs import outputs_of
from studio.jobs.sounds import add_sound
from studio.media.loudness import measure_loudness
from studio.ui.timeline.timeline_workspace import TimelineWorkspace
from tests.finish.sounds import RATE, music, read_float, speech, write_float

PATIENCE_MS = 60_000
SECONDS = 3.0
Edit = Callable[[Timeline], Timeline]


@pytest.fixture
def ducked(timeline: TimelineWorkspace, tmp_path: Path, qtbot: QtBot) -> TimelineWorkspace:
    """A voice with pauses over music, which goes down by 9 dB under it."""
    store = timeline.session.store
    import_voice(store, write_float(tmp_path / "said.wav", speech(SECONDS)), lambda _: None)
    add_sound(store, write_float(tmp_path / "music.wav", music(SECONDS)), "music", lambda _: None, gain_db=-6.0)
    store.change_settings({"duck_db": 9.0})
    timeline.session.read_history()
    wait_for_ducking(timeline, qtbot)
    return timeline


def wait_for_ducking(timeline: TimelineWorkspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not timeline.ducking.is_reckoning, timeout=PATIENCE_MS)


def exported(timeline: TimelineWorkspace) -> NDArray[np.float32]:
    """The sound of the video as another process would mix it, (n, 2)."""
    with EpisodeStore.open(timeline.session.folder) as store:
        steps = {step.name: step for step in shared_steps(store).steps}
        if "mix" not in steps:
            return as_channels(read_float(store.path(store.settings.voice)), 2)
        for need in steps["mix"].needs:
            assert need.result(store).exists()
        run, _ = run_step(store, steps["mix"], lambda _: None, JobControl())
        assert run.details["lowered_db"] == 0
        return as_channels(read_float(store.path(run.output)), 2)


def played(timeline: TimelineWorkspace) -> NDArray[np.float32]:
    """The same stretch as the sound's thread would read it, block by block."""
    span = episode_span(timeline.session.store, timeline.model.timeline)
    sound, last = timeline.playback.sound, span.first + span.count
    return np.concatenate([sound.block(start, min(1024, last - start)) for start in range(span.first, last, 1024)])


def edit_track(track: str, **changes: Any) -> Edit:  # noqa: ANN401
    return lambda timeline: timeline.with_track(replace(timeline.track(track), **changes))


def cut_voice(timeline: Timeline) -> Timeline:
    """Its loud first half is one clip and outside the range, its quieter second half another."""
    voice = timeline.track("voice")
    clip = voice.clips[0]
    half = clip.length_s / 2
    parts = replace(clip, length_s=half), replace(clip, start_s=half, offset_s=half, length_s=half, gain_db=-20.0)
    return replace(timeline.with_track(replace(voice, clips=parts)), in_s=half + 0.1, out_s=SECONDS - 0.2)


def another_of(kind: str) -> Edit:
    def edit(timeline: Timeline) -> Timeline:
        clip = timeline.track("music").clips[0]
        track = Track("more", "foley" if kind == "foley" else "sound", "More", (replace(clip, start_s=0.7, gain_db=-3.0),))
        return timeline.with_track(track)

    return edit


@pytest.mark.parametrize("edit", [
    lambda timeline: timeline, edit_track("voice", gain_db=-4.0), edit_track("music", gain_db=-11.0),
    edit_track("voice", mute=True), edit_track("music", mute=True), edit_track("music", solo=True),
    edit_track("voice", solo=True), edit_track("music", solo=True, mute=True), cut_voice, another_of("foley"),
    another_of("sound"), edit_track("music", clips=()),
], ids=["as it is", "voice softer", "music softer", "voice muted", "music muted", "music solo", "voice solo", "muted solo",
        "cut, in a range", "with foley", "with a sound that stays", "music gone"])
def test_what_is_heard_is_what_is_exported(ducked: TimelineWorkspace, edit: Edit, qtbot: QtBot) -> None:
    ducked.session.set_timeline(edit(ducked.session.timeline), "edit")
    wait_for_ducking(ducked, qtbot)
    wanted = exported(ducked)
    assert np.abs(wanted).max() <= 1
    assert np.abs(played(ducked) - wanted).max() < 1e-6


def test_the_music_is_down_where_the_voice_speaks_and_only_with_ducking(ducked: TimelineWorkspace, qtbot: QtBot) -> None:
    down = played(ducked)
    ducked.session.change_settings({"duck_db": 0.0})
    assert not ducked.ducking.is_reckoning
    up = played(ducked)
    assert np.abs(up - exported(ducked)).max() < 1e-6
    voice = read_float(ducked.session.store.path(ducked.session.settings.voice))
    ratio = np.abs(down - voice).sum() / np.abs(up - voice).sum()
    assert 10 ** (-9 / 20) < ratio < 0.6
    ducked.session.change_settings({"duck_db": 3.0})
    wait_for_ducking(ducked, qtbot)
    assert np.abs(played(ducked) - exported(ducked)).max() < 1e-6


def test_until_the_curve_is_there_it_is_said_and_the_last_one_counts(ducked: TimelineWorkspace, qtbot: QtBot) -> None:
    fields, before = ducked.sound.finish, ducked.ducking.curve
    assert fields.text("ducked") == "as exported"
    ducked.session.set_timeline(edit_track("voice", gain_db=-4.0)(ducked.session.timeline), "softer")
    assert fields.text("ducked") == "being reckoned"
    assert ducked.playback.sound.heard.ducking is before is not None
    wait_for_ducking(ducked, qtbot)
    assert fields.text("ducked") == "as exported"
    assert ducked.playback.sound.heard.ducking is not before
    ducked.session.set_timeline(edit_track("voice", mute=True)(ducked.session.timeline), "mute")
    assert ducked.playback.sound.heard.ducking is None


def test_another_voice_is_not_ducked_by_the_curve_of_the_last(ducked: TimelineWorkspace, tmp_path: Path,
                                                              qtbot: QtBot) -> None:
    import_voice(ducked.session.store, write_float(tmp_path / "other.wav", speech(SECONDS, seed=8)), lambda _: None)
    ducked.session.read_history()
    assert ducked.ducking.is_reckoning
    assert ducked.playback.sound.heard.ducking is None
    wait_for_ducking(ducked, qtbot)
    assert np.abs(played(ducked) - exported(ducked)).max() < 1e-6


def test_a_voice_that_is_being_dragged_takes_its_ducking_along(ducked: TimelineWorkspace, qtbot: QtBot) -> None:
    timeline = ducked.session.timeline
    clip: Clip = timeline.track("voice").clips[0]
    moved = edit_track("voice", clips=(replace(clip, start_s=0.4),))(timeline)
    kept = ducked.ducking.curve
    ducked.model.preview(moved)
    assert ducked.ducking.is_reckoning
    wait_for_ducking(ducked, qtbot)
    curve = ducked.ducking.curve
    assert kept is not None
    assert curve is not None
    assert curve.first == kept.first + round(0.4 * RATE)
    ducked.model.cancel()
    wait_for_ducking(ducked, qtbot)
    again = ducked.ducking.curve
    assert again is not None
    assert np.array_equal(again.gains_db, kept.gains_db)


def test_a_voice_moved_on_while_its_ducking_is_read_is_read_once_more(ducked: TimelineWorkspace, qtbot: QtBot) -> None:
    watch, kept = ducked.ducking, ducked.ducking.curve
    clip: Clip = ducked.session.timeline.track("voice").clips[0]
    for seconds in (0.4, 0.2):
        ducked.model.preview(edit_track("voice", clips=(replace(clip, start_s=seconds),))(ducked.session.timeline))
        watch._timer.stop()
        watch._read()           # the second one finds the first under way
    wait_for_ducking(ducked, qtbot)
    assert kept is not None
    assert watch.curve is not None
    assert watch.curve.first == kept.first + round(0.2 * RATE)


@pytest.mark.parametrize("edit", [lambda timeline: timeline, lambda timeline: replace(timeline, in_s=0.5, out_s=2.0),
                                  edit_track("music", solo=True)], ids=["whole", "in a range", "while music is solo"])
def test_foley_is_heard_once_it_was_made(ducked: TimelineWorkspace, edit: Edit, qtbot: QtBot) -> None:
    session = ducked.session
    session.set_timeline(edit(session.timeline), "edit")
    session.change_settings({"foley": "draft", "foley_gain_db": 0.0})
    wait_for_ducking(ducked, qtbot)
    without = played(ducked)
    with EpisodeStore.open(session.folder) as store:
        finish_episode(store, outputs_of(store), lambda _: None, JobControl())
    ducked.finished._soon()
    solo = session.timeline.track("music").solo
    if not solo:
        qtbot.waitUntil(lambda: bool(ducked.finished.output("foley")), timeout=PATIENCE_MS)
        assert np.abs(played(ducked) - without).max() > 1e-4
        assert "Foley" in ducked.sound.facts.text("heard")
        session.set_timeline(edit_track("voice", solo=True)(session.timeline), "solo")
        assert "Foley" not in ducked.sound.facts.text("heard")      # at once, before finishing was looked at again
        session.undo()
    assert np.abs(played(ducked) - exported(ducked)).max() < 1e-6
    head = next(head for head in ducked.timeline.heads if head.row.kind == "made")
    assert head.second.text() == ("draft · 0 dB · silent" if solo else "draft · 0 dB")


def test_made_foley_is_heard_whatever_hinders_the_captions(ducked: TimelineWorkspace, qtbot: QtBot) -> None:
    session = ducked.session
    session.change_settings({"foley": "draft"})
    with EpisodeStore.open(session.folder) as store:
        finish_episode(store, outputs_of(store), lambda _: None, JobControl())
    session.set_timeline(replace(session.timeline, captions=(Caption(0.1, 0.9, "你好"),)), "captions")
    session.change_settings({"captions_as": "burned"})
    with EpisodeStore.open_to_read(session.folder) as store:
        assert plan_export(store, outputs_of(store)).hindrance is not None
    qtbot.waitUntil(lambda: bool(ducked.finished.output("foley")), timeout=PATIENCE_MS)
    wait_for_ducking(ducked, qtbot)
    assert np.abs(played(ducked) - exported(ducked)).max() < 1e-6


@pytest.mark.parametrize(("wanted", "off_lu"), [(-40.0, 0.05), (-16.0, 0.5)])
def test_it_is_as_loud_as_the_export_once_the_sound_was_mixed(ducked: TimelineWorkspace, wanted: float, off_lu: float,
                                                              tmp_path: Path, qtbot: QtBot) -> None:
    fields = ducked.sound.finish
    assert fields._held["raised"].isHidden()
    ducked.session.change_settings({"loudness": wanted})
    qtbot.waitUntil(lambda: fields.text("raised") == "not yet", timeout=PATIENCE_MS)
    with EpisodeStore.open(ducked.session.folder) as store:
        finish_episode(store, outputs_of(store), lambda _: None, JobControl())
    ducked.finished._soon()
    qtbot.waitUntil(lambda: fields.text("raised").endswith(" dB"), timeout=PATIENCE_MS)
    heard = measure_loudness(write_float(tmp_path / "heard.wav", played(ducked))).integrated
    assert heard == pytest.approx(wanted, abs=off_lu)
    ducked.session.change_settings({"loudness": wanted + 2})       # known without another mix
    assert ducked.loudness.gain_db() == pytest.approx(ducked.playback.sound.heard.gain_db)
    louder = measure_loudness(write_float(tmp_path / "louder.wav", played(ducked))).integrated
    assert louder == pytest.approx(wanted + 2, abs=off_lu)
    ducked.session.change_settings({"loudness": None})
    assert ducked.playback.sound.heard.gain_db == 0
