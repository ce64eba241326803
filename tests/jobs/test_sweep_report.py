"""A report of a real sweep: whole, in two languages, without anything from outside, and honest."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.episode.preset import Preset
from studio.episode.preset_library import PresetLibrary
from studio.episode.store import EpisodeStore
from studio.episode.sweep_records import BlindVote, Sweep
from studio.episode.take_request import TakeSettings
from studio.jobs.events import JobControl
from studio.jobs.sweep import run_sweep
from studio.jobs.sweep_lab import read_sweep_table
from studio.jobs.sweep_plan import sweep_arms, sweep_frames
from studio.jobs.sweep_report import blind_results, report_facts, write_report
from studio.review.lab.report_html import report_html
from studio.review.lab.words import LANGUAGES, Language, catalogue
from tests.jobs.test_generate_takes import ignore, prepare

SMALL = TakeSettings("draft", width=256, height=384, steps=3)


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EpisodeStore, Sweep]]:
    folder = tmp_path_factory.mktemp("report")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(folder / "home"))
        PresetLibrary().save(Preset("small", SMALL))
        PresetLibrary().save(Preset("wide", replace(SMALL, width=320)))
        with prepare(folder, 8) as store:
            arms = sweep_arms(["small", "wide"], {}, {})
            sweep = store.sweeps.begin(arms, sweep_frames(store), "Is <wide> better?")
            yield store, run_sweep(store, sweep, ignore, JobControl()).sweep


class Strict(HTMLParser):
    """Notes tags that were not closed, and everything that a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href", "srcset")]
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_is_whole_and_needs_nothing(swept: tuple[EpisodeStore, Sweep], language: Language) -> None:
    page = report_html(report_facts(*swept), language)
    reader = Strict()
    reader.feed(page)
    assert reader.open == []
    assert reader.fetched
    assert all(source.startswith("data:image/") for source in reader.fetched)
    assert "url(" not in page
    assert "http" not in re.sub(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+", "", page)
    assert "<wide>" not in page
    assert "&lt;wide&gt;" in page


def test_the_markdown_refers_to_pictures_that_are_there(swept: tuple[EpisodeStore, Sweep], tmp_path: Path) -> None:
    store, sweep = swept
    html, markdown = write_report(store, sweep, tmp_path / "out", "ru")
    assert html.stat().st_size > 10_000
    named = re.findall(r"\]\((report_pictures/[^)]+)\)", markdown.read_text(encoding="utf-8"))
    assert len(named) >= 2 + 2 * 8
    for name in named:
        with Image.open(tmp_path / "out" / name) as picture:
            picture.load()


def test_its_figures_are_those_of_the_table(swept: tuple[EpisodeStore, Sweep]) -> None:
    store, sweep = swept
    facts, table = report_facts(store, sweep), read_sweep_table(store, sweep)
    passed = int(np.nansum(table.passed[0]))
    assert f"<td>{passed}/8</td>" in report_html(facts, "en")
    assert facts.table.names == ("small", "wide")
    decoded = re.search(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", report_html(facts, "en"))
    assert decoded is not None
    assert b"<svg" in base64.b64decode(decoded[1])


def test_it_says_what_it_cannot_tell(swept: tuple[EpisodeStore, Sweep]) -> None:
    store, sweep = swept
    keys = [key for key, _ in report_facts(store, sweep).gaps]
    assert {"gap_builtin_analyzer", "gap_few_frames", "gap_one_seed", "gap_no_blind", "gap_perceptual"} <= set(keys)
    assert "gap_stand_in_engine" not in keys        # these presets name the engine that made the takes
    assert all(key in catalogue("en") for key in keys)


def test_it_names_revision_and_device_of_what_made_the_takes(swept: tuple[EpisodeStore, Sweep]) -> None:
    store, sweep = swept
    made = next(run for run in store.stages.all() if run.stage == "generate" and run.preset == "small")
    assert made.version
    assert dict(report_facts(store, sweep).machine)["draft (small)"] == f"revision {made.version}, {made.device}"


def test_blind_votes_are_counted_by_pair_and_the_last_on_a_frame_counts(swept: tuple[EpisodeStore, Sweep]) -> None:
    store, sweep = swept
    for vote in (BlindVote(0, 0, 1, 1), BlindVote(1, 1, 0, 1), BlindVote(2, 0, 1, 0), BlindVote(1, 0, 1, 1)):
        store.sweeps.vote(sweep.id, vote)
    (result,) = blind_results(store, sweep)
    assert (result.wins.passed, result.wins.tried, result.ties) == (2, 2, 1)
    assert "gap_no_blind" not in [key for key, _ in report_facts(store, sweep).gaps]


def test_a_report_is_the_same_when_nothing_changed(swept: tuple[EpisodeStore, Sweep]) -> None:
    facts = report_facts(*swept)
    assert report_html(facts, "en") == report_html(replace(facts), "en")
