"""One way for captions to reach whoever watches, by the settings and the target."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.finish.targets import WEB
from studio.jobs.captions_shown import captions_drawn, drawing_notices, write_captions_beside
from studio.jobs.inputs import import_voice
from tests.cli.small_inputs import write_tone

TALL = replace(WEB, burns_captions=True)


@pytest.fixture
def store(tmp_path: Path) -> EpisodeStore:
    write_tone(tmp_path / "voice.wav", 3.0)
    made = EpisodeStore.create(tmp_path / "a.episode", EpisodeSettings(name="a"))
    import_voice(made, tmp_path / "voice.wav", lambda _: None)
    captions = (Caption(0.5, 1.5, "one"), Caption(2.0, 2.5, "漢"))
    made.history.set_timeline(replace(made.timeline(), captions=captions, in_s=1.0), "captions")
    return made


@pytest.mark.parametrize(("captions_as", "files", "drawn", "drawn_tall"), [
    ("file", 2, False, True), ("track", 0, False, True), ("burned", 0, True, True), ("off", 0, False, False),
])
def test_each_way_is_the_only_one(store: EpisodeStore, tmp_path: Path, captions_as: str, files: int, *,
                                  drawn: bool, drawn_tall: bool) -> None:
    store.change_settings({"captions_as": captions_as})
    assert len(write_captions_beside(store, tmp_path / "v.mp4")) == files
    assert (captions_drawn(store, WEB) is not None, captions_drawn(store, TALL) is not None) == (drawn, drawn_tall)
    assert len(drawing_notices(store, TALL)) == drawn_tall


def test_what_is_drawn_counts_from_the_range(store: EpisodeStore) -> None:
    laid = captions_drawn(store, TALL)
    assert laid is not None
    overlay = laid.make(640, 360, Fraction(25))
    assert [frame for frame in range(50) if overlay.at(frame) is not None] == [*range(12), *range(25, 37)]
    store.history.set_timeline(replace(store.timeline(), captions=()), "none")
    assert captions_drawn(store, TALL) is None
    assert laid.inputs["captions"][0]["text"] == "one"
