"""The sample episode in the state in which its pictures are taken: reviewed a little, with music and captions."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.io import wavfile

from studio.episode.decision_table import ACCEPT, REJECT
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.jobs.events import JobControl, JobEvent
from studio.jobs.make_episode import EpisodeChanges
from studio.jobs.new_episode import create_episode
from studio.jobs.review_takes import load_review, takes_on_frames
from studio.jobs.sample import make_sample
from studio.jobs.sounds import add_sound
from studio.jobs.sweep import run_sweep
from studio.jobs.sweep_plan import sweep_arms, sweep_frames

NAME = "Head turn"
BEGUN = ("Wednesday", "Thursday")
OTHERS = ("Monday, first try", "Monday", "Tuesday")
SPOKEN = ((0.15, 1.35, "One portrait,"), (1.35, 2.2, "one voice,"), (2.2, 3.75, "and a few seconds of motion."),
          (3.95, 5.7, "This is how an episode begins."))
FINISHING = {"lip_sync": "draft", "foley": "draft", "foley_gain_db": -9.0, "loudness": -14.0, "duck_db": 8.0,
             "gaps": "between", "captions_as": "track", "targets": "web,archive", "visible_credit": True}
_RATE = 48_000


@dataclass(frozen=True, slots=True)
class SampleEpisodes:
    """`finished` ones, the sample itself first, and two that have everything but takes."""

    finished: tuple[Path, ...]
    begun: tuple[Path, ...]


def sample_for_screenshots(folder: Path) -> SampleEpisodes:
    """Make the sample in `folder`, or go on with the one that is there."""
    folder.mkdir(parents=True, exist_ok=True)
    made = make_sample(folder / f"{NAME}.mp4", _tell, JobControl())
    with EpisodeStore.open(made.episode) as store:
        if not store.timeline().captions:
            _work_on(store, folder)
        voice = store.path(store.settings.voice)
    others = [_copy(made.episode, folder / f"{name}.episode", number) for number, name in enumerate(OTHERS)]
    begun = [_begin(folder / f"{name}.episode", made.episode, voice, number) for number, name in enumerate(BEGUN)]
    return SampleEpisodes((made.episode, *others), tuple(begun))


def _begin(folder: Path, like: Path, voice: Path, number: int) -> Path:
    """Another seed each, so that none finds its takes made."""
    shutil.rmtree(folder, ignore_errors=True)
    create_episode(folder, like, EpisodeChanges(voice=voice), _tell)
    with EpisodeStore.open(folder) as store:
        store.change_settings({"seed": 300 + number})
    return folder


def _work_on(store: EpisodeStore, folder: Path) -> None:
    """What a person did before the picture was taken."""
    review = load_review(store)
    store.change_settings({"whose_face": "synthetic", **FINISHING})
    store.history.decide(REJECT, takes_on_frames(review, "9-10"), "reject frames 9-10")
    store.history.decide(ACCEPT, takes_on_frames(review, "31"), "accept frame 31")
    music = folder / "Evening.wav"
    wavfile.write(music, _RATE, _chord(5.8))
    add_sound(store, music, "music", _tell, gain_db=-9)
    sweep = store.sweeps.begin(sweep_arms(["A", "B", "C", "D"], {}, {}), sweep_frames(store, "24"))
    run_sweep(store, sweep, _tell, JobControl())
    captions = tuple(Caption(*line) for line in SPOKEN)
    store.history.set_timeline(replace(store.timeline(), captions=captions), "captions from the voice")


def _chord(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Plucked notes of two chords, one after the other."""
    time = np.arange(round(seconds * _RATE)) / _RATE
    sound = np.zeros_like(time)
    for number, note in enumerate((45, 52, 57, 60, 64, 60, 57, 52, 41, 48, 53, 57, 60, 57, 53, 48)):
        since = np.clip(time - number * 0.36, 0, None)
        pitch = 440 * 2 ** ((note - 69) / 12)
        for harmonic, share in ((1, 1.0), (2, 0.4), (3, 0.15)):
            sound += share * np.sin(2 * np.pi * pitch * harmonic * since) * np.exp(-2.2 * harmonic * since) * (since > 0)
    return np.asarray(0.9 * sound / np.abs(sound).max(), np.float32)


def _copy(episode: Path, other: Path, number: int) -> Path:
    """An earlier episode for the start page, which shows another picture of itself."""
    if other.exists():
        return other
    shutil.copytree(episode, other)
    with EpisodeStore.open(other) as store:
        store.change_settings({"name": other.stem, "frames": f"{16 * number}-{16 * number + 23}"})
    return other


def _tell(event: JobEvent) -> None:
    if event.kind == "stage":
        sys.stderr.write(f"{event.stage} ...\n")
