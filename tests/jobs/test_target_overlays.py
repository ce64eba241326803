from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.finish.burnt_captions import BurntCaptions
from studio.finish.targets import ARCHIVE, VERTICAL, WEB
from studio.jobs.target_overlays import burns_captions, target_overlays

CAPTIONS = (Caption(0.0, 0.4, "One"), Caption(0.4, 1.0, "Two"), Caption(1.5, 2.0, "One"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    with EpisodeStore.create(tmp_path / "a.episode", EpisodeSettings("a")) as made:
        yield made


def test_each_caption_is_drawn_once_and_stands_on_its_frames() -> None:
    burnt = BurntCaptions(CAPTIONS, 512, 768, Fraction(25))
    patches = [burnt.at(frame) for frame in range(55)]
    changes = [frame for frame in range(1, 55) if patches[frame] is not patches[frame - 1]]
    assert changes == [10, 25, 37, 50]
    assert patches[25] is None
    assert patches[0] is not None
    height, width = patches[0].pixels.shape[:2]
    assert patches[0].left + width <= 512
    assert patches[0].top + height <= 768


def test_captions_are_burnt_where_the_person_says_and_where_no_other_kind_shows() -> None:
    for word, burnt in (("file", [False, True, False]), ("burned", [True] * 3), ("off", [False] * 3)):
        settings = EpisodeSettings("a", captions_as=word)
        assert [burns_captions(settings, target) for target in (WEB, VERTICAL, ARCHIVE)] == burnt


def test_the_credit_lies_over_every_target(store: EpisodeStore) -> None:
    assert target_overlays(store, VERTICAL) == []
    store.change_settings({"visible_credit": True})
    credit = target_overlays(store, WEB)
    assert [item.inputs["credit"] for item in credit] == ["Generated"]
    assert credit[0].make(512, 768, Fraction(25)).at(3) is not None
