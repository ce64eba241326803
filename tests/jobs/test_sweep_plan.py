"""What a person names, and the arms and frames that come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.sweep import sweep_order
from studio.jobs.sweep_plan import read_imports, read_vary, sweep_arms, sweep_frames
from tests.jobs.test_generate_takes import prepare


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EpisodeStore]:
    with prepare(tmp_path_factory.mktemp("sweep"), 12) as store:
        yield store


def test_every_preset_meets_every_value(private_home: Path) -> None:
    del private_home
    arms = sweep_arms(["D", "b"], read_vary(["steps=8,12", "denoise=.7"]), {})
    assert [arm.label for arm in arms] == ["D steps=8 denoise=.7", "D steps=12 denoise=.7", "B steps=8 denoise=.7",
                                           "B steps=12 denoise=.7"]
    assert [(arm.settings.steps, arm.settings.denoise) for arm in arms if arm.settings] == [(8, 0.7), (12, 0.7)] * 2


def test_pictures_under_a_presets_name_count_as_its(private_home: Path) -> None:
    del private_home
    arms = sweep_arms(["D"], {}, read_imports(["A=there", "mine=else where"]))
    assert [(arm.label, arm.folder, arm.imported) for arm in arms] == [
        ("D", "", False), ("A", "there", True), ("mine", "else where", True)]
    assert arms[1].settings is not None
    assert arms[1].settings.width == 1024
    assert arms[2].settings is None


def test_the_episodes_seed_counts_unless_seeds_are_compared(private_home: Path) -> None:
    del private_home
    assert [arm.settings.seed for arm in sweep_arms(["A", "D"], {}, {}, seed=7) if arm.settings] == [7, 7]
    varied = sweep_arms(["D"], read_vary(["seed=1,2"]), {}, seed=7)
    assert [arm.settings.seed for arm in varied if arm.settings] == [1, 2]


@pytest.mark.parametrize(("presets", "vary", "sentence"), [
    (["D"], [], "compares at least two"), (["D", "d"], [], "named twice"), (["D"], ["steps=8,no"], "steps must be"),
    (["D"], ["steps"], "cannot be read: write steps=8"), (["D", "Z"], [], "Z"), (["D"], ["stepz=1,2"], "stepz"),
    (["D"], ["steps=8", "steps=12"], "--vary steps is given twice"),
])
def test_what_cannot_be_compared_is_a_sentence(presets: list[str], vary: list[str], sentence: str,
                                               private_home: Path) -> None:
    del private_home
    with pytest.raises(StudioError, match=sentence):
        sweep_arms(presets, read_vary(vary), {})


def test_a_folder_may_be_named_from_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Not every shell replaces `~` behind a sign of equality."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    assert read_imports(["A=~/comfy/a", "B=here"]) == {"A": tmp_path / "comfy" / "a", "B": Path("here")}


def test_a_folder_is_not_put_in_place_of_another_in_silence() -> None:
    with pytest.raises(StudioError, match="--import A is given twice"):
        read_imports(["A=here", " A=there"])


def test_frames_are_named_counted_or_drawn(store: EpisodeStore) -> None:
    assert sweep_frames(store) == tuple(range(12))
    assert sweep_frames(store, "3") == (0, 6, 11)
    assert sweep_frames(store, "2-4") == (2, 3, 4)
    drawn = sweep_frames(store, "random:5")
    assert drawn == sweep_frames(store, "random:5") == tuple(sorted(set(drawn)))
    assert len(drawn) == 5
    with pytest.raises(StudioError, match="sweep on 13 frames was asked for, and the episode's range has 12"):
        sweep_frames(store, "13")


def test_each_preset_stands_in_each_place_equally_often() -> None:
    order = list(sweep_order(4, list(range(40)), block=5))
    made = Counter((arm, frame) for arm, frames in order for frame in frames)
    assert set(made) == {(arm, frame) for arm in range(4) for frame in range(40)}
    assert set(made.values()) == {1}
    places = Counter((index % 4, arm) for index, (arm, _) in enumerate(order))
    assert set(places.values()) == {2}
