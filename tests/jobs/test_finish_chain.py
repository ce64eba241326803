"""Each change re-runs what depends on it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from studio.episode.decision_table import REJECT
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.jobs.events import JobControl, JobEvent, StopRequested
from studio.jobs.finish_chain import finish_chain
from studio.jobs.finish_episode import finish_episode
from studio.jobs.outputs import outputs_of
from studio.jobs.review_takes import load_review
from studio.jobs.sounds import add_sound
from tests.cli.small_inputs import write_tone
from tests.ui.episodes import make_episode_with_takes


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    with EpisodeStore.open(make_episode_with_takes(tmp_path / "a.episode", 12)) as store:
        write_tone(tmp_path / "music.wav", 1.0)
        add_sound(store, tmp_path / "music.wav", "music", lambda _: None)
        yield store


def _ran(store: EpisodeStore) -> list[str]:
    """Finish, and name the stages that ran."""
    done = finish_episode(store, outputs_of(store), lambda _: None, JobControl())
    return [report.name for report in done.stages if not report.cached]


def test_only_what_depends_on_a_change_runs_again(store: EpisodeStore) -> None:
    assert _ran(store) == ["loop", "mix", "export", "marks"]
    assert _ran(store) == []
    takes = [pick.take for pick in load_review(store).picks]
    store.history.decide(REJECT, takes[-1:], "reject")
    assert _ran(store) == ["loop", "export", "marks"]
    store.history.undo()
    assert _ran(store) == []                            # what was made before is found again
    music = store.timeline().tracks[1]
    store.history.set_timeline(store.timeline().with_track(replace(music, gain_db=-6.0)), "gain")
    assert _ran(store) == ["mix", "export", "marks"]
    store.history.set_timeline(replace(store.timeline(), captions=(Caption(0.2, 0.5, "one"),)), "caption")
    assert _ran(store) == []                            # captions lie beside the video
    assert outputs_of(store)[0].path.with_suffix(".srt").exists()


def test_captions_go_with_the_export_that_they_were_written_for(store: EpisodeStore, tmp_path: Path) -> None:
    outputs = outputs_of(store, "web", tmp_path / "b.mp4")
    captions = [tmp_path / "b.srt", tmp_path / "b.vtt"]
    other = tmp_path / "c.srt"
    other.write_text("a person's own")

    def export(captions_as: str) -> Path | None:
        store.change_settings({"captions_as": captions_as})
        return finish_episode(store, outputs, lambda _: None, JobControl()).render.captions

    store.history.set_timeline(replace(store.timeline(), captions=(Caption(0.2, 0.5, "one"),)), "caption")
    assert export("file") == captions[0]
    assert all(path.is_file() for path in captions)
    assert export("off") is None
    assert not any(path.exists() for path in captions)
    captions[0].write_text("a person's own")            # not by us: it stays
    export("off")
    assert captions[0].read_text() == other.read_text()
    export("file")
    captions[1].write_text("WEBVTT\n\ncorrected by hand")
    store.history.set_timeline(replace(store.timeline(), captions=()), "no captions")
    assert export("file") is None
    assert [path.exists() for path in (*captions, other)] == [False, True, True]


def test_the_chain_is_known_before_it_runs(store: EpisodeStore) -> None:
    chain = finish_chain(store, outputs_of(store))
    done = finish_episode(store, outputs_of(store), lambda _: None, JobControl())
    assert [step.name for step in chain.steps] == [report.name for report in done.stages]
    for step in chain.steps:
        run = step.filed(store)
        assert run is not None
        assert (run.inputs, run.engine, run.device) == (step.stage.digest, step.stage.engine, step.stage.device)
        assert step.result(store).exists()


def test_one_bar_runs_over_all_stages(store: EpisodeStore) -> None:
    heard: list[JobEvent] = []
    finish_episode(store, outputs_of(store), heard.append, JobControl())
    shares = [event.whole for event in heard if event.whole is not None]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert 0 < shares[len(shares) // 2] < 1
    assert {event.target for event in heard if event.stage == "export"} == {"web"}


def test_a_stop_keeps_what_was_finished(store: EpisodeStore) -> None:
    control = JobControl()

    def stop_at_the_mix(event: JobEvent) -> None:
        if event.kind == "stage done" and event.stage == "loop":
            control.stop()

    with pytest.raises(StopRequested):
        finish_episode(store, outputs_of(store), stop_at_the_mix, control)
    assert _ran(store) == ["mix", "export", "marks"]


def test_a_stop_within_a_stage_leaves_nothing_of_it(store: EpisodeStore) -> None:
    control = JobControl()

    def stop(event: JobEvent) -> None:
        if event.kind == "progress" and event.stage == "loop":
            control.stop()

    with pytest.raises(StopRequested):
        finish_episode(store, outputs_of(store), stop, control)
    assert not list((store.folder / "stages" / "loop").glob("*.mp4"))
    assert _ran(store) == ["loop", "mix", "export", "marks"]


def test_in_the_whole_chain_each_change_runs_what_depends_on_it(store: EpisodeStore, tmp_path: Path) -> None:
    store.history.set_timeline(replace(store.timeline(), out_s=0.6), "short")
    store.change_settings({"lip_sync": "draft", "foley": "draft", "loudness": -14.0, "fade_in_s": 0.2,
                           "publish_folder": str(tmp_path / "published")})
    video = ["picture", "export", "marks"]
    assert _ran(store) == ["loop", "lipsync", "foley", "mix", *video, "publish"]
    assert _ran(store) == []
    store.change_settings({"loudness": -16.0})
    assert _ran(store) == ["mix", "export", "marks", "publish"]
    store.change_settings({"foley_seed": 7})
    assert _ran(store) == ["foley", "mix", "export", "marks", "publish"]
    music = store.timeline().tracks[1]
    store.history.set_timeline(store.timeline().with_track(replace(music, gain_db=-6.0)), "gain")
    assert _ran(store) == ["mix", "export", "marks", "publish"]
    store.history.set_timeline(replace(store.timeline(), captions=(Caption(0.1, 0.3, "one"),)), "caption")
    assert _ran(store) == ["publish"]
    store.change_settings({"fade_in_s": 0.3})
    assert _ran(store) == [*video, "publish"]
    store.change_settings({"targets": "web,vertical"})
    done = finish_episode(store, outputs_of(store), lambda _: None, JobControl())
    assert [(report.name, report.target) for report in done.stages if not report.cached] == [
        ("picture", "vertical"), ("export", "vertical"), ("marks", "vertical"), ("publish", "")]
    assert [render.path.name for render in done.renders] == ["a_web.mp4", "a_vertical.mp4"]
    store.change_settings({"targets": "web", "truth_marks": False})
    assert _ran(store) == ["publish"]                   # the unsigned video is there already
    store.history.decide(REJECT, [load_review(store).picks[-1].take], "reject")
    assert _ran(store) == ["loop", "lipsync", "foley", "mix", "picture", "export", "publish"]
