"""What is known of a take, its frame as it was made from, its settings as the episode's."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from studio.cli.main import studio
from studio.episode.errors import StudioError
from studio.episode.face import FaceObservation
from studio.episode.preset_library import PresetLibrary
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeRequest
from studio.episode.take_table import TakeFacts
from studio.generate.placement import place
from studio.jobs.fitted_frames import FittedFrames, face_on_take, placement_of
from studio.jobs.preset_from_take import preset_from_take, use_take_settings
from studio.jobs.take_details import take_details, take_on_frame
from studio.media.pictures import read_picture
from tests.ui.episodes import make_episode_with_takes

FRAME = 3
LANDMARKS = ((40.0, 60.0), (56.0, 60.0), (48.0, 70.0), (42.0, 80.0), (54.0, 80.0))


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("home")))
        return make_episode_with_takes(tmp_path_factory.mktemp("finished") / "turn.episode", 6, seeds=2)


@pytest.fixture
def episode(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "turn.episode"))


def _request(store: EpisodeStore, seed: int | None = None) -> tuple[TakeRequest, TakeFacts]:
    _, take = take_on_frame(store, FRAME, seed)
    row = store.takes.row(take)
    return row.request, row.facts


def _seed(store: EpisodeStore) -> int | None:
    return store.settings.seed


def test_details_are_those_the_take_was_filed_with(episode: Path) -> None:
    with EpisodeStore.open(episode) as store:
        details = take_details(store, *reversed(take_on_frame(store, FRAME, 201)))
    assert details.setting("seed") == 201
    assert details.preset == "small"
    assert details.facts.seconds == 0.4
    assert details.faces is None
    assert details.reference == {}


def test_a_frame_or_seed_without_a_take_is_said(episode: Path) -> None:
    with EpisodeStore.open(episode) as store, pytest.raises(StudioError, match=r"Frame 3 .* no take with seed 77"):
        take_on_frame(store, FRAME, 77)


def test_the_frame_lies_as_the_engine_was_given_it(episode: Path) -> None:
    with EpisodeStore.open(episode) as store:
        request, facts = _request(store)
        source = store.path(store.settings.source)
    frame = read_picture(sorted(source.iterdir())[FRAME])
    for fit in ("cover", "contain", "face"):
        settings = replace(request.settings, width=64, height=64, fit=fit)
        asked = replace(request, settings=settings, frame_landmarks=LANDMARKS)
        expected, _ = place(frame, LANDMARKS, settings)
        found = FittedFrames(episode).read(FRAME, asked, replace(facts, width=64, height=64))
        assert np.array_equal(found, expected), fit


def test_an_imported_take_of_another_size_is_covered(episode: Path) -> None:
    with EpisodeStore.open(episode) as store:
        request, facts = _request(store)
    unknown = replace(request.settings, width=-1, height=-1, options=(("unknown", "width,height,fit,seed"),))
    found = FittedFrames(episode).read(FRAME, replace(request, settings=unknown), replace(facts, width=50, height=40))
    assert found.shape == (40, 50, 3)


def test_a_frame_the_source_lacks_is_said(episode: Path) -> None:
    with pytest.raises(StudioError, match="no frame 99"):
        FittedFrames(episode).read_plain(99)


def test_a_face_is_placed_with_its_frame(episode: Path) -> None:
    with EpisodeStore.open(episode) as store:
        request, facts = _request(store)
    face = FaceObservation((0.0, 0.0, 96.0, 144.0), 0.9, np.array(LANDMARKS, np.float32), None, None, None, None)
    corners, landmarks = face_on_take(face, placement_of(96, 144, request, replace(facts, width=192, height=288)))
    assert np.allclose(corners, [(0.5, 0.5), (192.5, 288.5)])
    assert np.allclose(landmarks, np.array(LANDMARKS) * 2 + 0.5)


def test_the_episodes_own_preset_is_found_again_whatever_the_seed(episode: Path) -> None:
    with EpisodeStore.open(episode) as store:
        own = store.settings.preset
        found = use_take_settings(store, _request(store, 201)[0], FRAME)
        assert (found.name, found.saved, found.changes) == (own, False, {"seed": 201})
        assert _seed(store) == 201
        store.history.undo()
        assert _seed(store) is None
        assert use_take_settings(store, _request(store, 200)[0], FRAME).changes == {}


def test_a_library_preset_is_found_by_its_values_and_the_engine_kept(episode: Path) -> None:
    with EpisodeStore.open(episode) as store:
        shipped = PresetLibrary().get("B")
        request = replace(_request(store)[0], settings=replace(shipped.settings, engine="draft", seed=7))
        found = preset_from_take(store, request, FRAME)
    assert (found.name, found.saved) == ("B", False)
    assert found.changes == {"preset": "B", "engine": "draft", "seed": 7}


def test_new_settings_become_a_preset_of_ones_own_named_after_the_frame(episode: Path) -> None:
    with EpisodeStore.open(episode) as store:
        request = _request(store)[0]
        names = []
        for denoise in (0.41, 0.42):
            wanted = replace(request, settings=replace(request.settings, denoise=denoise))
            found = use_take_settings(store, wanted, FRAME)
            assert found.saved
            names.append(found.name)
            assert PresetLibrary().get(found.name).settings == wanted.settings
            assert (store.settings.preset, store.settings.seed, store.settings.engine) == (found.name, None, "auto")
        assert PresetLibrary().origin(names[0]) == "personal"
    assert names[0].endswith("small frame 3")
    assert names[1] == f"{names[0]} (2)"


def test_unknown_settings_cannot_be_used(episode: Path) -> None:
    with EpisodeStore.open(episode) as store:
        request = _request(store)[0]
        wanted = replace(request, settings=replace(request.settings, options=(("unknown", "steps,references"),)))
        with pytest.raises(StudioError, match="steps of it are not known"):
            preset_from_take(store, wanted, FRAME)


def test_the_command_shows_chooses_and_uses(episode: Path) -> None:
    run = CliRunner().invoke(studio, ["take", str(episode), "3", "--seed", "201", "--choose", "--use-settings", "--json"])
    assert run.exit_code == 0, run.output
    facts = json.loads(run.output.splitlines()[-1])
    assert facts["settings"]["seed"] == 201
    assert facts["changed"] == {"seed": 201}
    assert facts["identity_reachable"]["count"] > 0
    with EpisodeStore.open(episode) as store:
        assert take_on_frame(store, FRAME)[1] == take_on_frame(store, FRAME, 201)[1]
        assert [step.label for step in store.history.steps()] == ["pick another take of frame 3",
                                                                 "use the settings of frame 3"]
