"""The step `mix`: ducking, Foley and loudness by the settings; planned before it runs, and only again for what changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.finish.voice_packets import encode_sound
from studio.jobs.events import JobControl, JobEvent, Listener, StopRequested
from studio.jobs.finish_step import FinishStep
from studio.jobs.inputs import import_voice
from studio.jobs.mix_sound import mix_notices, mix_step
from studio.jobs.sounds import add_sound
from studio.jobs.stages import Stage, StageWork, run_stage
from studio.media.loudness import measure_loudness
from tests.finish.sounds import RATE, read_float, speech, write_float

SECONDS = 4


@pytest.fixture
def store(tmp_path: Path) -> EpisodeStore:
    write_float(tmp_path / "voice.wav", speech(SECONDS))
    write_float(tmp_path / "steady.wav", np.full((SECONDS * RATE, 1), 0.05, np.float32))
    made = EpisodeStore.create(tmp_path / "a.episode", EpisodeSettings(name="a"))
    import_voice(made, tmp_path / "voice.wav", lambda _: None)
    return made


def with_settings(store: EpisodeStore, **changes: object) -> EpisodeStore:
    store.change_settings(changes)
    return store


def foley_step(store: EpisodeStore, seed: int = 1) -> FinishStep:
    """A step that leaves a Foley sound, with its result in place."""
    stage = Stage("foley", {"seed": seed}, ".wav", "draft")
    path = store.path(stage.output)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_float(path, np.full((SECONDS * RATE, 1), 0.1, np.float32))
    return FinishStep(stage, "Foley", SECONDS, "seconds", lambda *_: StageWork(SECONDS))


def run(store: EpisodeStore, step: FinishStep | None, listen: Listener = lambda _: None,
        control: JobControl | None = None) -> dict[str, Any]:
    assert step is not None
    done, _ = run_stage(store, step.stage, lambda path: step.work(path, listen, control or JobControl()), listen)
    return dict(done.details)


def test_nothing_asked_for_means_the_voice_as_it_is(store: EpisodeStore) -> None:
    assert mix_step(store, None) is None
    assert mix_step(with_settings(store, duck_db=12.0, foley_gain_db=-3.0), None) is None


def test_foley_is_one_more_track_at_its_gain(store: EpisodeStore) -> None:
    foley = foley_step(store)
    step = mix_step(with_settings(store, foley_gain_db=-6.0), foley)
    assert step is not None
    assert step.needs == (foley,)
    run(store, step)
    mixed = read_float(step.result(store))
    voice = read_float(store.path(store.settings.voice))
    assert len(mixed) == len(voice)
    assert (mixed - voice).mean() == pytest.approx(0.1 * 10 ** (-6 / 20), abs=1e-4)


def test_a_range_has_the_foley_that_was_made_for_it(store: EpisodeStore) -> None:
    store.history.set_timeline(replace(store.timeline(), in_s=1.0, out_s=2.5), "range")
    step = mix_step(with_settings(store, foley_gain_db=0.0), foley_step(store))
    run(store, step)
    assert step is not None
    mixed, voice = read_float(step.result(store)), read_float(store.path(store.settings.voice))
    assert len(mixed) == 1.5 * RATE
    assert np.abs(mixed - voice[RATE : round(2.5 * RATE)] - 0.1).max() < 1e-6


def test_a_solo_track_silences_foley(store: EpisodeStore) -> None:
    voice = store.timeline().tracks[0]
    store.history.set_timeline(store.timeline().with_track(replace(voice, solo=True)), "solo")
    assert mix_step(store, foley_step(store)) is None


def test_music_goes_down_under_the_voice(store: EpisodeStore, tmp_path: Path) -> None:
    add_sound(store, tmp_path / "steady.wav", "music", lambda _: None)
    step = mix_step(with_settings(store, duck_db=12.0), None)
    run(store, step)
    assert step is not None
    music = (read_float(step.result(store)) - read_float(store.path(store.settings.voice)))[:, 0]
    assert music.min() == pytest.approx(0.05 * 10 ** (-12 / 20), rel=0.01)
    assert music.max() <= 0.05 + 1e-6


@pytest.mark.parametrize("target", [-14.0, -16.0, -23.0])
def test_the_loudness_is_reached_and_said(store: EpisodeStore, tmp_path: Path, target: float) -> None:
    add_sound(store, tmp_path / "steady.wav", "music", lambda _: None, gain_db=-20)
    step = mix_step(with_settings(store, loudness=target, duck_db=6.0), foley_step(store))
    details = run(store, step)
    assert step is not None
    facts = details["loudness"]
    assert facts["reached"]
    encode_sound(step.result(store), tmp_path / "heard.m4a", lambda _: None)
    heard = measure_loudness(tmp_path / "heard.m4a")
    assert (heard.integrated, heard.true_peak_db) == (facts["after"], facts["true_peak"])
    assert heard.integrated == pytest.approx(target, abs=0.5)
    assert len(read_float(step.result(store))) == SECONDS * RATE
    assert f"is at {facts['after']:.1f} LUFS now" in mix_notices(details)[0]
    assert list(step.result(store).parent.iterdir()) == [step.result(store)]


def test_what_changes_the_sound_changes_the_digest_and_nothing_else(store: EpisodeStore) -> None:
    def digest(foley: FinishStep | None = None, **changes: object) -> str:
        base = {"loudness": -16.0, "duck_db": 6.0, "foley_gain_db": -12.0}
        step = mix_step(with_settings(store, **{**base, **changes}), foley)
        assert step is not None
        return step.stage.digest

    one, two = foley_step(store, 1), foley_step(store, 2)
    base = digest(one)
    assert base == digest(one, publish_folder="x", deflicker=True)
    others = [digest(two), digest(), digest(one, loudness=-14.0), digest(one, duck_db=3.0), digest(one, foley_gain_db=0.0)]
    assert len({base, *others}) == 6
    assert digest() == digest(foley_gain_db=0.0)        # no Foley, so its gain is nothing


@pytest.mark.parametrize(("level", "said"), [(0.0, "can be measured"), (0.002, "was not reached")])
def test_silence_and_a_whisper_get_a_sentence(tmp_path: Path, level: float, said: str) -> None:
    write_float(tmp_path / "voice.wav", speech(2.0, level=level))
    with EpisodeStore.create(tmp_path / "b.episode", EpisodeSettings(name="b", loudness=-14.0)) as store:
        import_voice(store, tmp_path / "voice.wav", lambda _: None)
        notices = mix_notices(run(store, mix_step(store, None)))
    assert any(said in notice for notice in notices)


def test_stopping_leaves_nothing(store: EpisodeStore) -> None:
    step = mix_step(with_settings(store, loudness=-14.0), None)
    assert step is not None
    control = JobControl()

    def stop_late(event: JobEvent) -> None:
        if event.kind == "progress" and event.done >= 2:
            control.stop()

    with pytest.raises(StopRequested):
        run(store, step, stop_late, control)
    assert list(step.result(store).parent.iterdir()) == []
    assert store.stages.count("mix") == 0
    assert run(store, step)["loudness"]["reached"]
