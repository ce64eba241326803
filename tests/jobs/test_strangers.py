"""Other people at hand, by the real analyzer where there is one, and on made-up embeddings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.episode.config import load_config
from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.identity.people import people_of
from studio.jobs.events import JobControl
from studio.jobs.faces_at_hand import forget_folder, name_folder, named_folders, pictures_at_hand
from studio.jobs.identity_cost import (
    CostTexts,
    cost_fields,
    cost_text,
    identity_costs,
    identity_series,
    worth_asking,
)
from studio.jobs.inputs import ReferenceInput
from studio.jobs.make_episode import EpisodeChanges, change_episode, open_or_create
from studio.jobs.measured_takes import file_measured
from studio.jobs.strangers import Strangers, look_at_strangers, strangers_at_hand
from studio.jobs.take_columns import load_columns
from tests.jobs.test_generate_takes import ignore
from tests.ui.episodes import make_episode_with_takes


def unit(*rows: tuple[float, float]) -> NDArray[np.float32]:
    found = np.array(rows, np.float64)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def test_faces_that_resemble_each_other_are_one_person() -> None:
    people = people_of(unit((1, 0), (0, 1), (1, 0.2), (-1, 0), (0.7, 0.7)), 0.75)
    assert people[0] == people[2]           # and the last is like the first two's second, not like the second face
    assert people[4] == people[0]
    assert len(set(people.tolist())) == 3
    assert len(people_of(np.empty((0, 2), np.float32), 0.4)) == 0


def test_of_many_persons_the_closest_picture_counts() -> None:
    found = Strangers(np.array([0.1, 0.35, 0.2]), ("x", "x", "y"))
    first, second = identity_costs(np.array([0.5, 0.7, np.nan, 0.9]), found, [0.3, 0.6])
    assert (cost_fields(first)["takes"], cost_fields(first)["takes_lost"]) == (3, 0)
    assert (cost_fields(first)["strangers"], cost_fields(first)["strangers_pass"]) == (2, 1)
    assert (cost_fields(second)["takes_lost"], cost_fields(second)["strangers_pass"]) == (1, 0)
    assert cost_text(second, found, "en") == (
        "An identity threshold of 0.60 loses 1 of 3 takes, 33 % (95 % interval 1.7 % to 94 %). None of 2 other people at "
        "hand would pass it; at 95 %, fewer than 78 % of strangers would.")
    assert "не прошёл бы никто" in cost_text(second, found, "ru")
    json.dumps([cost_fields(cost) for cost in identity_costs(np.array([np.nan]), None, [0.5])], allow_nan=False)


def test_thresholds_of_a_hundredth_are_known_beforehand() -> None:
    found = Strangers(np.array([-0.123]), ("x",), set_aside=("a/b.png",))
    identities = np.array([0.5, 0.61])
    assert worth_asking(identities, found) == [step / 100 for step in range(-13, 101)]
    assert worth_asking(np.array([np.nan]), None) == []
    texts = CostTexts(identities, found, "en", also=[0.555])
    for limit in (-0.13, 0.5, 0.62, 1.0):
        assert f"threshold of {limit:.2f}" in (texts.at(limit) or "")
    assert texts.at(0.555) is not None
    assert (texts.at(0.55) or "").endswith("1 picture looks like the references' own person and is set aside.")
    assert texts.at(0.6666) is None


def test_takes_count_once_in_the_order_of_the_frames(tmp_path: Path) -> None:
    folder = make_episode_with_takes(tmp_path / "a.episode", 6, seeds=2)
    with EpisodeStore.open_to_read(folder) as store:
        columns = load_columns(store)
        series = identity_series(columns)
    assert len(series) == 12
    expected = columns.scores["identity"]       # the columns are in that order already where no take stands twice
    np.testing.assert_array_equal(series, expected)


def test_folders_are_named_once_and_forgotten(tmp_path: Path) -> None:
    (tmp_path / "others" / "deep").mkdir(parents=True)
    with pytest.raises(StudioError, match="no picture in"):
        name_folder(tmp_path / "others")
    with pytest.raises(StudioError, match="cannot be opened"):
        name_folder(tmp_path / "nowhere")
    (tmp_path / "others" / "deep" / "x.png").write_bytes(b"no picture, which is found out later")
    assert name_folder(tmp_path / "others") == name_folder(tmp_path / "others") == 1
    assert named_folders() == [tmp_path / "others"]
    forget_folder(tmp_path / "others")
    assert load_config()[0].stranger_folders == ()
    with pytest.raises(StudioError, match="none of the folders"):
        forget_folder(tmp_path / "others")


def test_an_analyzer_without_a_recogniser_cannot_compare(tmp_path: Path) -> None:
    folder = make_episode_with_takes(tmp_path / "a.episode", 2)
    (tmp_path / "others").mkdir()
    with EpisodeStore.open(folder) as store:
        assert strangers_at_hand(store).pictures == 0
        with pytest.raises(StudioError, match="No faces of other people are at hand"):
            look_at_strangers(store, ignore, JobControl())
        shutil.copy(next((folder / "takes").glob("??/*.png")), tmp_path / "others" / "x.png")
        name_folder(tmp_path / "others")
        with pytest.raises(StudioError, match="builtin cannot compare faces") as caught:
            look_at_strangers(store, ignore, JobControl())
    assert caught.value.kind == "missing"


def episode(folder: Path, face: Path, pack: Path) -> EpisodeStore:
    store = open_or_create(folder, ignore)
    change_episode(store, EpisodeChanges(references=[ReferenceInput(face)], analyzer="insightface", face_pack=str(pack)),
                   ignore)
    return store


@pytest.mark.shared
def test_real_strangers_stay_below_and_oneself_is_set_aside(shared: Path, face_pack: Path, tmp_path: Path) -> None:
    others = tmp_path / "others"
    shutil.copytree(shared / "faces", others)
    shutil.copytree(shared / "faces", others / "again")             # the same files count once
    name_folder(others)
    with episode(tmp_path / "a.episode", shared / "faces" / "person_a_1.jpg", face_pack) as store:
        assert strangers_at_hand(store).found is None
        found = look_at_strangers(store, ignore, JobControl())
        assert found.set_aside == ("others/person_a_2.jpg",)
        assert (found.persons, found.pictures, found.unseen) == (3, 6, 2)           # blurred, and without a face
        assert found.cosines.max() < 0.39
        look_at_strangers(store, ignore, JobControl())
        assert store.stages.count("strangers") == 1
        again = strangers_at_hand(store).found
        assert again is not None
        assert again.people == found.people
        (others / "person_b.jpg").unlink()
        (others / "again" / "person_b.jpg").unlink()
        assert strangers_at_hand(store).found is None
        store.scores.set_scorer("opencv-zoo", "1", "somebody else")
        with pytest.raises(StudioError, match="were scored by opencv-zoo 1"):
            look_at_strangers(store, ignore, JobControl())


@pytest.mark.shared
def test_references_of_other_episodes_are_at_hand(shared: Path, face_pack: Path, tmp_path: Path) -> None:
    episode(tmp_path / "b.episode", shared / "faces" / "person_b.jpg", face_pack).close()
    let_be_scored(tmp_path / "b.episode")
    with episode(tmp_path / "a.episode", shared / "faces" / "person_a_1.jpg", face_pack) as store:
        assert [item.path.parent.parent.name for item in pictures_at_hand(store)] == ["b.episode"]
        found = look_at_strangers(store, ignore, JobControl())
    assert found.persons == 1
    assert -0.3 < found.cosines[0] < 0.1        # -0.16 as measured
    shutil.rmtree(tmp_path / "b.episode")
    with EpisodeStore.open_to_read(tmp_path / "a.episode") as store:
        assert pictures_at_hand(store) == []


def let_be_scored(folder: Path) -> None:
    """As if its takes had been made and scored on this machine: that is how an episode is known."""
    donor = make_episode_with_takes(folder.parent / "donor.episode", 2)
    shutil.copy(donor / "episode.db", folder / "episode.db")
    with EpisodeStore.open(folder) as store:
        file_measured(store)
