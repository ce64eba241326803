"""Sweeps with real workers: nothing twice, nothing lost, nothing changed under review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import save_file

from studio.episode import measure_table
from studio.episode.errors import StudioError
from studio.episode.face import Scores
from studio.episode.preset import Preset
from studio.episode.preset_library import PresetLibrary
from studio.episode.store import EpisodeStore
from studio.episode.sweep_records import BlindVote, Sweep
from studio.episode.sweep_table import FramesThere
from studio.episode.take_request import TakeSettings
from studio.identity.analyzer import with_dense_points
from studio.identity.perceptual import weights_file
from studio.jobs.events import JobControl, JobEvent, StopRequested
from studio.jobs.generate_takes import generate_takes
from studio.jobs.inputs import import_source
from studio.jobs.measure_sweep import measure_sweep
from studio.jobs.sweep import run_sweep
from studio.jobs.sweep_plan import read_vary, sweep_arms, sweep_frames
from studio.jobs.sweep_reading import find_in_sweep, read_sweep
from studio.jobs.sweep_report import report_facts
from studio.jobs.sweep_takes import load_sweep
from studio.media.pictures import encode_png
from studio.review.lab.report_html import report_html
from tests.cli.run_studio import run_studio
from tests.identity.test_perceptual import random_tensors
from tests.jobs.test_generate_takes import ignore, prepare

SMALL = TakeSettings("draft", width=256, height=384, steps=3)


@pytest.fixture
def store(tmp_path: Path, private_home: Path) -> Iterator[EpisodeStore]:
    del private_home
    library = PresetLibrary()
    library.save(Preset("small", SMALL))
    library.save(Preset("wide", replace(SMALL, width=320)))
    with prepare(tmp_path, 8) as store:
        yield store


def begin(store: EpisodeStore, frames: str = "6") -> Sweep:
    return store.sweeps.begin(sweep_arms(["small", "wide"], {}, {}), sweep_frames(store, frames))


def test_a_sweep_is_made_scored_and_found_again(store: EpisodeStore) -> None:
    generate_takes(store, ignore, JobControl())
    under_review = store.takes.current_recipe()
    told: list[JobEvent] = []
    report = run_sweep(store, begin(store), told.append, JobControl())
    assert (report.made, report.found, report.scored, report.failed) == (6, 6, 6, ())      # small is the episode's preset
    assert store.takes.current_recipe() == under_review
    assert [event.done for event in told if event.kind == "take"] == list(range(1, 13))
    again = run_sweep(store, begin(store), ignore, JobControl())
    assert (again.sweep.id, again.made, again.found, again.scored) == (report.sweep.id, 0, 12, 0)
    takes = load_sweep(store, again.sweep)
    assert takes.scored.all()
    assert len(set(takes.takes.ravel().tolist())) == 12
    assert np.isfinite(takes.seconds).all()
    assert np.isfinite(takes.scores["det"]).all()


def test_advice_knows_how_many_frames_are_left(store: EpisodeStore) -> None:
    sweep = run_sweep(store, begin(store, "0-1"), ignore, JobControl()).sweep
    store.change_settings({"frames": "0-4"})
    reading = read_sweep(store.folder, sweep.id)
    for analysis in (report_facts(store, sweep).analysis, find_in_sweep(store.folder, reading).analysis):
        assert [one.left for one in analysis.advice] == [FramesThere(3, 6)]
    said = run_studio("sweep", store.folder, "--presets", "small", "wide", "--frames", "0-1", "--json").result
    assert [one["left"] for one in said["lab"]["advice"]] == [{"in_range": 3, "in_source": 6}]


def test_what_pixels_say_is_measured_once(store: EpisodeStore) -> None:
    sweep = run_sweep(store, begin(store), ignore, JobControl()).sweep
    measures = load_sweep(store, sweep).measures
    assert np.isfinite(measures["noise"]).all()
    assert (measures["structure"] > 0.5).all()          # the draft engine works on the frame itself
    assert np.isnan(measures["flicker"][:, 0]).all()    # nothing stands before the first
    assert (measures["flicker"][:, 1:] < measures["frame_diff"][:, 1:]).all()
    assert measure_sweep(store, sweep, ignore, JobControl()) == 0


def test_perceptual_distance_is_measured_where_its_weights_are(store: EpisodeStore) -> None:
    sweep = run_sweep(store, begin(store, "2"), ignore, JobControl()).sweep
    assert np.isnan(load_sweep(store, sweep).measures["perceptual"]).all()
    assert "gap_perceptual" in [key for key, _ in report_facts(store, sweep).gaps]
    weights_file().parent.mkdir(parents=True)
    save_file(random_tensors(), weights_file())
    assert measure_sweep(store, sweep, ignore, JobControl()) == 4
    assert (load_sweep(store, sweep).measures["perceptual"] > 0).all()
    facts = report_facts(store, sweep)
    assert "gap_perceptual" not in [key for key, _ in facts.gaps]
    assert "LPIPS" in dict(facts.machine)
    assert "perceptual distance to the source" in report_html(facts, "en")
    assert measure_sweep(store, sweep, ignore, JobControl()) == 0


@pytest.mark.parametrize(("revision", "points"), [("1-abc", 5), (with_dense_points("1-abc"), 106)])
def test_the_report_says_over_how_many_points_shapes_were_compared(
    store: EpisodeStore, revision: str, points: int
) -> None:
    sweep = run_sweep(store, begin(store, "2"), ignore, JobControl()).sweep
    assert "gap_landmarks" not in [key for key, _ in report_facts(store, sweep).gaps]     # the built-in compares none
    scorer = store.scores.set_scorer("insightface", revision, "someone")
    for take in load_sweep(store, sweep).takes.ravel().tolist():
        store.scores.commit(take, scorer, Scores(det=0.9, landmarks=0.05, faces=1))
    facts = report_facts(store, sweep)
    assert ("gap_landmarks" in [key for key, _ in facts.gaps]) == (points == 5)
    assert f"landmarks to reference, eye distances, over {points} points" in report_html(facts, "en")


def test_useless_weights_are_told_of_and_the_rest_is_measured(store: EpisodeStore) -> None:
    weights_file().parent.mkdir(parents=True)
    weights_file().write_bytes(b"no weights")
    told: list[JobEvent] = []
    sweep = run_sweep(store, begin(store, "2"), told.append, JobControl()).sweep
    assert [event.text for event in told if event.kind == "notice" and str(weights_file()) in event.text]
    measures = load_sweep(store, sweep).measures
    assert np.isfinite(measures["noise"]).all()
    assert np.isnan(measures["perceptual"]).all()


def test_takes_that_cannot_be_read_are_told_of_and_tried_again(
    store: EpisodeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep = run_sweep(store, begin(store, "2"), ignore, JobControl()).sweep
    paths = [store.takes.picture_path(store.takes.row(int(take)).request.key) for take in load_sweep(store, sweep).takes[0]]
    whole = [path.read_bytes() for path in paths]
    monkeypatch.setattr(measure_table, "MEASURES_REVISION", 1000)       # all has to be measured anew
    for path in paths:
        path.unlink()
        path.write_bytes(b"no picture")
    told: list[JobEvent] = []
    assert measure_sweep(store, sweep, told.append, JobControl()) == 2
    (notice,) = [event.text for event in told if event.kind == "notice"]
    assert notice.startswith("2 takes could not be measured; the first is ")
    assert paths[0].name in notice
    for path, data in zip(paths, whole, strict=True):
        path.write_bytes(data)
    assert measure_sweep(store, sweep, ignore, JobControl()) == 2
    assert np.isfinite(load_sweep(store, sweep).measures["structure"]).all()


def test_a_stopped_sweep_goes_on(store: EpisodeStore) -> None:
    control = JobControl()

    def stop(event: JobEvent) -> None:
        if event.kind == "take" and event.done == 4:
            control.wish = "finish"

    with pytest.raises(StopRequested):
        run_sweep(store, begin(store), stop, control)
    kept = store.takes.count()
    assert 4 <= kept < 12
    report = run_sweep(store, begin(store), ignore, JobControl())
    assert report.made + report.found == 12
    assert report.found >= kept
    assert load_sweep(store, report.sweep).scored.all()


def test_pictures_made_elsewhere_are_measured_alike(store: EpisodeStore, tmp_path: Path) -> None:
    made = run_sweep(store, begin(store), ignore, JobControl())
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    wide = load_sweep(store, made.sweep)
    for place, frame in enumerate(made.sweep.frames):
        key = store.takes.row(int(wide.takes[1, place])).request.key
        (folder / f"frame_{frame:04d}.png").write_bytes(store.takes.picture_path(key).read_bytes())
    arms = sweep_arms(["small"], {}, {"theirs": folder})
    report = run_sweep(store, store.sweeps.begin(arms, made.sweep.frames), ignore, JobControl())
    takes = load_sweep(store, report.sweep)
    assert takes.scored.all()
    assert np.array_equal(takes.scores["det"][1], wide.scores["det"][1])
    assert np.isnan(takes.seconds[1]).all()


def test_a_varied_setting_makes_takes_of_its_own(store: EpisodeStore) -> None:
    sweep = store.sweeps.begin(sweep_arms(["small"], read_vary(["seed=1,2"]), {}), (0, 1))
    run_sweep(store, sweep, ignore, JobControl())
    takes = load_sweep(store, store.sweeps.get(sweep.id))
    assert len(set(takes.takes.ravel().tolist())) == 4
    assert [store.takes.row(int(take)).request.settings.seed for take in takes.takes[:, 0]] == [1, 2]


def test_the_latest_question_stands_in_the_report(store: EpisodeStore) -> None:
    arms = sweep_arms(["small", "wide"], {}, {})
    asked = [store.sweeps.begin(arms, (0, 1), question) for question in ("Which?", "", "Which is faster?")]
    assert len({sweep.id for sweep in asked}) == 1
    assert [sweep.question for sweep in asked] == ["Which?", "Which?", "Which is faster?"]


def test_blind_votes_are_kept_and_taken_back(store: EpisodeStore) -> None:
    sweep = begin(store)
    votes = [BlindVote(0, 0, 1, 1), BlindVote(1, 1, 0, -1), BlindVote(2, 0, 1, 0)]
    for vote in votes:
        store.sweeps.vote(sweep.id, vote)
    assert store.sweeps.votes(sweep.id) == votes


def test_a_sweep_on_frames_of_an_earlier_source_is_refused(store: EpisodeStore, tmp_path: Path) -> None:
    sweep = begin(store, "1,4-5")
    run_sweep(store, sweep, ignore, JobControl())
    other = tmp_path / "another source"
    other.mkdir()
    for number in range(5):
        (other / f"{number}.png").write_bytes(encode_png(np.full((96, 64, 3), 40 * number, np.uint8)))
    import_source(store, other, ignore)
    with pytest.raises(StudioError, match=f"Sweep {sweep.id} compares on frame 5, which") as caught:
        run_sweep(store, sweep, ignore, JobControl())
    assert caught.value.kind == "input"


def test_engines_are_told_also_where_the_first_frame_has_no_take(store: EpisodeStore, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        picture = np.full((384, 256, 3), len(list(tmp_path.iterdir())), np.uint8)
        (tmp_path / name / "frame_0003.png").write_bytes(encode_png(picture))
    arms = sweep_arms([], {}, {name: tmp_path / name for name in ("one", "two")})
    report = run_sweep(store, store.sweeps.begin(arms, (0, 3)), ignore, JobControl())
    assert report_facts(store, report.sweep).engine == "external"
