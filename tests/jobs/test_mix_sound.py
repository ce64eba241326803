"""From tracks to the finished file's sound: what is mixed, what is not, and what is found again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.jobs.assemble import voice_seconds
from studio.jobs.events import JobControl, JobEvent, Listener
from studio.jobs.finish_episode import finish_episode
from studio.jobs.finish_step import run_step
from studio.jobs.inputs import import_voice
from studio.jobs.mix_sound import mix_step
from studio.jobs.outputs import export_path
from studio.jobs.sounds import add_sound
from studio.jobs.stages import StageReport
from studio.media.wav_file import WavFile
from tests.cli.small_inputs import write_tone
from tests.finish.clips import decode_sound
from tests.jobs.web_output import web_output
from tests.ui.episodes import make_episode_with_takes

RATE = 48_000


@pytest.fixture
def heard() -> list[JobEvent]:
    return []


@pytest.fixture
def store(tmp_path: Path, heard: list[JobEvent]) -> EpisodeStore:
    write_tone(tmp_path / "voice.wav", 2.0)
    write_tone(tmp_path / "music.wav", 0.5)
    made = EpisodeStore.create(tmp_path / "a.episode", EpisodeSettings(name="a"))
    import_voice(made, tmp_path / "voice.wav", heard.append)
    return made


def test_the_voice_alone_is_taken_as_it_is(store: EpisodeStore) -> None:
    assert mix_step(store, None) is None
    assert store.stages.count("mix") == 0


def test_a_muted_track_changes_nothing_and_a_heard_one_is_mixed_once(store: EpisodeStore, tmp_path: Path,
                                                                     heard: list[JobEvent]) -> None:
    track = add_sound(store, tmp_path / "music.wav", "music", heard.append, start_s=0.25, gain_db=-6.0)
    first, report = _mixed(store, heard.append)
    assert not report.cached
    with WavFile(first) as mix, WavFile(store.path(store.settings.voice)) as voice, \
            WavFile(store.path(track.clips[0].file)) as music:
        wanted = voice.read(0, 2 * RATE)
        wanted[RATE // 4 : RATE * 3 // 4] += music.read(0, RATE // 2) * np.float32(10 ** (-6 / 20))
        assert mix.samples == 2 * RATE
        assert np.abs(mix.read(0, mix.samples) - wanted).max() < 1e-6
    again, report = _mixed(store, heard.append)
    assert report.cached
    assert again == first
    store.history.set_timeline(store.timeline().with_track(replace(track, mute=True)), "mute")
    assert mix_step(store, None) is None
    store.history.undo()
    assert _mixed(store, heard.append)[0] == first
    assert store.stages.count("mix") == 1


@pytest.mark.parametrize("change", [
    {"gain_db": -1.0}, {"fade_in_s": 0.1}, {"start_s": 0.1}, {"length_s": 1.0}, {"offset_s": 0.5, "length_s": 1.5},
])
def test_what_is_done_to_the_voice_makes_a_mix(store: EpisodeStore, heard: list[JobEvent],
                                               change: dict[str, Any]) -> None:
    track = store.timeline().tracks[0]
    clip = replace(track.clips[0], **change)
    store.history.set_timeline(store.timeline().with_track(replace(track, clips=(clip,))), "voice")
    sound, _ = _mixed(store, heard.append)
    with WavFile(sound) as mix:
        assert Fraction(mix.samples, RATE) == voice_seconds(store) == Fraction(str(round(clip.end_s, 6)))


def test_clipping_is_prevented_and_said(store: EpisodeStore, tmp_path: Path, heard: list[JobEvent]) -> None:
    add_sound(store, tmp_path / "voice.wav", "sound", heard.append, gain_db=20.0)
    sound, _ = _mixed(store, heard.append)
    with WavFile(sound) as mix:
        assert float(np.abs(mix.read(0, mix.samples)).max()) == pytest.approx(1.0, abs=1e-4)
    texts = [event.text for event in heard if event.kind == "notice"]
    assert ["lowered by 6.8 dB" in text for text in texts] == [True]
    heard.clear()
    _mixed(store, heard.append)
    assert [event.text for event in heard if event.kind == "notice"] == texts


def test_a_range_behind_the_voice_is_said(store: EpisodeStore) -> None:
    store.history.set_timeline(replace(store.timeline(), in_s=3.0), "in")
    with pytest.raises(StudioError, match="in and out"):
        mix_step(store, None)


def test_without_a_voice_it_is_said(tmp_path: Path) -> None:
    with EpisodeStore.create(tmp_path / "b.episode", EpisodeSettings(name="b")) as store, \
            pytest.raises(StudioError, match="no voice yet"):
        mix_step(store, None)


def test_an_export_has_mix_range_and_captions(tmp_path: Path, heard: list[JobEvent]) -> None:
    """The same pictures as at that time of the whole loop, the mix of that range, captions counted from its start."""
    folder = make_episode_with_takes(tmp_path / "b.episode", 12)
    write_tone(tmp_path / "music.wav", 2.0)
    with EpisodeStore.open(folder) as store:
        whole = finish_episode(store, web_output(export_path(store)), heard.append, JobControl())
        assert whole.render.path == folder / "exports" / "b_web.mp4"
        assert [stage.name for stage in whole.stages] == ["loop", "export", "marks"]
        assert whole.render.captions is None
        add_sound(store, tmp_path / "music.wav", "music", heard.append)
        store.history.set_timeline(replace(store.timeline(), in_s=0.4, out_s=1.6,
                                           captions=(Caption(0.2, 0.5, "one"), Caption(1.0, 1.4, "two"))), "range")
        part = finish_episode(store, web_output(tmp_path / "part.mp4"), heard.append, JobControl())
    assert [stage.name for stage in part.stages] == ["loop", "mix", "export", "marks"]
    assert part.loop.plan.indices.tolist() == whole.loop.plan.indices.tolist()[10:40]
    assert (tmp_path / "part.srt").read_text("utf-8").startswith("1\n00:00:00,000 --> 00:00:00,100\none\n\n2\n"
                                                                  "00:00:00,600 --> 00:00:01,000\ntwo\n")
    with av.open(str(tmp_path / "part.mp4")) as container:
        assert sum(1 for _ in container.decode(video=0)) == 30
    sound = decode_sound(tmp_path / "part.mp4")
    assert abs(sound.shape[1] - 1.2 * RATE) <= 1024
    loud = np.sqrt(np.mean(sound[:, RATE // 4 : RATE] ** 2)) / np.sqrt(
        np.mean(decode_sound(whole.render.path)[:, RATE // 4 : RATE] ** 2))
    assert loud == pytest.approx(2, rel=0.05)


def _mixed(store: EpisodeStore, listen: Listener) -> tuple[Path, StageReport]:
    step = mix_step(store, None)
    assert step is not None
    run, report = run_step(store, step, listen, JobControl())
    return store.path(run.output), report
