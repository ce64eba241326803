"""Sound and picture of a finished file, measured to the sample against the voice that went in."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import correlate

from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl
from studio.jobs.finish_episode import finish_episode
from studio.jobs.inputs import import_voice
from studio.jobs.outputs import outputs_of
from studio.jobs.sounds import add_sound
from studio.media.wav_file import WavFile
from tests.ui.episodes import make_episode_with_takes

RATE = 48_000
_MOST_LAG = RATE // 4


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    """The voice is noise that swells like syllables: no two stretches of it are alike."""
    rng = np.random.default_rng(5)
    time = np.arange(round(2.37 * RATE)) / RATE
    _write(tmp_path / "syllables.wav", 0.25 * rng.standard_normal(len(time)) * np.sin(2 * np.pi * 2.1 * time) ** 2)
    _write(tmp_path / "hum.wav", 0.02 * np.sin(2 * np.pi * 110 * time))
    with EpisodeStore.open(make_episode_with_takes(tmp_path / "a.episode", 12)) as store:
        import_voice(store, tmp_path / "syllables.wav", lambda _: None)
        yield store


@pytest.mark.parametrize("way", ["voice alone", "mixed", "everything"])
def test_no_stage_moves_the_voice(store: EpisodeStore, tmp_path: Path, way: str) -> None:
    if way == "everything":
        store.change_settings({"lip_sync": "draft", "foley": "draft", "loudness": -14.0, "fade_in_s": 0.3, "duck_db": 9.0,
                               "targets": "web,vertical"})
    if way != "voice alone":
        add_sound(store, tmp_path / "hum.wav", "music", lambda _: None)
    voice = _mono(store.path(store.settings.voice))
    done = finish_episode(store, outputs_of(store), lambda _: None, JobControl())
    if way != "voice alone":
        assert _lag(_mono(_result(store, "mix")), voice) == 0
    for picture in [run.output for run in store.stages.all() if run.stage in ("loop", "lipsync", "picture")]:
        assert len(_shown(store.path(picture))) == round(len(voice) / RATE * 25)
    for render in done.renders:
        sound, first_sound, pictures = _decoded(render.path)
        assert first_sound == 0
        assert _lag(sound, voice) == 0
        assert pictures[0] == 0
        assert {after - before for before, after in pairwise(pictures)} == {Fraction(1, 25)}
        assert len(pictures) == round(len(voice) / RATE * 25)


def test_a_moved_voice_is_seen(store: EpisodeStore) -> None:
    voice = _mono(store.path(store.settings.voice))
    assert _lag(np.concatenate([np.zeros(3), voice]), voice) == 3


def _lag(sound: NDArray[np.float64], voice: NDArray[np.float64]) -> int:
    """By how many samples the sound is late, where both agree best."""
    whole = correlate(sound, voice, method="fft")
    middle = len(voice) - 1
    return int(np.argmax(whole[middle - _MOST_LAG : middle + _MOST_LAG + 1])) - _MOST_LAG


def _result(store: EpisodeStore, stage: str) -> Path:
    return store.path([run.output for run in store.stages.all() if run.stage == stage][-1])


def _mono(path: Path) -> NDArray[np.float64]:
    with WavFile(path) as file:
        return np.asarray(file.read(0, file.samples).mean(axis=1), dtype=np.float64)


def _decoded(path: Path) -> tuple[NDArray[np.float64], Fraction, list[Fraction]]:
    """The sound as a player hears it, when it begins, and when each picture is shown."""
    with av.open(str(path)) as container:
        frames = list(container.decode(audio=0))
        first = _time(frames[0])
        sound = np.concatenate([frame.to_ndarray().mean(axis=0) for frame in frames])
    return np.asarray(sound, dtype=np.float64), first, _shown(path)


def _shown(path: Path) -> list[Fraction]:
    with av.open(str(path)) as container:
        return [_time(frame) for frame in container.decode(video=0)]


def _time(frame: av.AudioFrame | av.VideoFrame) -> Fraction:
    """Seconds, exact."""
    assert frame.pts is not None
    assert frame.time_base is not None
    return Fraction(frame.pts * frame.time_base)


def _write(path: Path, sound: NDArray[np.float64]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
