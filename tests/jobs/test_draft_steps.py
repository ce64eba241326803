"""The drafts of lip sync and Foley as steps: planned beforehand, cached, and the loop's faces looked at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.episode.store import EpisodeStore
from studio.finish.mp4_packets import packet_facts
from studio.jobs.assemble import loop_step, loop_work
from studio.jobs.draft_foley_step import draft_foley_step
from studio.jobs.draft_lip_sync_step import draft_lip_sync_step
from studio.jobs.events import JobControl, JobEvent, StopRequested
from studio.jobs.finish_step import FinishStep, run_step
from studio.jobs.loop_faces import faces_of_loop
from studio.jobs.spoken_voice import spoken_voice
from studio.media.wav_file import WavFile
from tests.ui.episodes import make_episode_with_takes


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    with EpisodeStore.open(make_episode_with_takes(tmp_path / "a.episode", 6, picture=(256, 384))) as store:
        store.change_settings({"lip_sync": "draft", "foley": "draft"})
        yield store


def _run(store: EpisodeStore, step: FinishStep, heard: list[JobEvent] | None = None) -> dict[str, object]:
    """Run it and those it needs; its details, and whether it was there already under "cached"."""
    for need in step.needs:
        _run(store, need)
    run, report = run_step(store, step, (heard if heard is not None else []).append, JobControl())
    return {**run.details, "cached": report.cached}


def _lip_sync(store: EpisodeStore) -> FinishStep:
    work = loop_work(store)
    return draft_lip_sync_step(store, work, loop_step(store, work))


def test_the_mouth_of_the_loop_moves_and_its_score_is_kept(store: EpisodeStore) -> None:
    step = _lip_sync(store)
    assert step.title == "Lip sync · draft"
    heard: list[JobEvent] = []
    details = _run(store, step, heard)
    assert details["engine"] == "draft"
    score = details["sync"]
    assert isinstance(score, dict)
    assert {"correlation", "lag_frames", "n", "interval"} <= set(score)
    assert score["n"] == 50 - int(str(details["frames_without_face"]))
    loop = step.needs[0].result(store)
    assert packet_facts(step.result(store)) == packet_facts(loop)
    assert step.result(store).read_bytes() != loop.read_bytes()
    assert [event.done for event in heard if event.kind == "progress"][-1] == 50
    assert list(step.result(store).parent.iterdir()) == [step.result(store)]
    assert _run(store, _lip_sync(store))["cached"]


def test_faces_are_looked_for_once_in_each_picture(store: EpisodeStore) -> None:
    _run(store, _lip_sync(store))
    assert store.stages.count("loop-faces") == 1
    voice = store.timeline().tracks[0]
    louder = replace(store.timeline(), tracks=(replace(voice, gain_db=3.0),))
    store.history.set_timeline(louder, "gain")
    step = _lip_sync(store)
    assert not _run(store, step)["cached"]              # another voice, the same faces
    assert store.stages.count("loop-faces") == 1


def test_pictures_without_a_face_are_counted_and_told(store: EpisodeStore) -> None:
    store.change_settings({"gaps": "hold"})
    details = _run(store, _lip_sync(store))
    missing = int(str(details["frames_without_face"]))
    notices = details["notices"]
    assert isinstance(notices, list)
    assert len(notices) == (1 if missing else 0)


def test_shown_pictures_at_another_rate(store: EpisodeStore) -> None:
    work = loop_work(store)
    step = loop_step(store, work)
    _run(store, step)
    faces = faces_of_loop(store, work, step.result(store), lambda _: None, JobControl(), "lipsync")
    assert np.array_equal(faces.shown, work.plan.indices)
    assert len(faces.landmarks) == work.plan.picks


def test_a_stop_ends_the_search_for_faces(store: EpisodeStore) -> None:
    work = loop_work(store)
    step = loop_step(store, work)
    _run(store, step)
    control = JobControl()

    def stop(event: JobEvent) -> None:
        if event.text.startswith("looking for the face in picture 2"):
            control.stop()

    with pytest.raises(StopRequested):
        faces_of_loop(store, work, step.result(store), stop, control, "lipsync")
    assert store.stages.count("loop-faces") == 0


def test_the_voice_alone_is_followed(store: EpisodeStore, tmp_path: Path) -> None:
    voice = spoken_voice(store)
    with voice.written(tmp_path / "out.mp4") as path, WavFile(path) as sound:
        assert sound.samples == voice.span.count
    assert not path.exists()
    assert voice.as_inputs() == spoken_voice(store).as_inputs()


def test_foley_is_as_long_as_the_export_and_follows_its_seed(store: EpisodeStore) -> None:
    work = loop_work(store)
    step = draft_foley_step(store, loop_step(store, work))
    details = _run(store, step)
    assert details["engine"] == "draft"
    with WavFile(step.result(store)) as sound:
        assert sound.samples == 96_000
    assert _run(store, draft_foley_step(store, loop_step(store, work)))["cached"]
    store.change_settings({"foley_seed": 3})
    assert not _run(store, draft_foley_step(store, loop_step(store, work)))["cached"]


def test_two_exports_at_once_have_a_voice_each(store: EpisodeStore, tmp_path: Path) -> None:
    voice = spoken_voice(store)
    with voice.written(tmp_path / "out.mp4") as one:
        with voice.written(tmp_path / "out.mp4") as another:
            assert another.read_bytes() == one.read_bytes()
        assert one.exists()
    assert not any(path.name.startswith(".") for path in tmp_path.iterdir())
