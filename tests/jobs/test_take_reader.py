"""Takes read again are those that reading everything finds, whatever was done to the episode in between."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.episode.face import SCORE_NAMES, Scores
from studio.episode.frame_table import SourceRow
from studio.episode.store import EpisodeStore
from studio.episode.take_columns import TakeColumns
from studio.jobs import take_columns
from studio.jobs.take_columns import TakeReader, load_columns
from tests.episode.make_store import SOURCE, add_take, make_store

FRAMES, BLOCK = 6, 4
Change = Callable[[EpisodeStore, int], object]


def _score(store: EpisodeStore, take: int, det: float, scorer: int | None = None) -> None:
    held = store.scores.current_scorer()
    assert held is not None
    store.scores.commit(take, scorer or held[0], Scores(det=det, identity=0.5 + take / 100, faces=1))


def _exchange(store: EpisodeStore) -> None:
    held = store.scores.current_scorer()
    assert held is not None
    first, second = (store.scores.get(take, held[0]) for take in (1, 2))
    if first is not None and second is not None:
        store.scores.commit(1, held[0], second)
        store.scores.commit(2, held[0], first)


def _other_recipe(store: EpisodeStore, number: int) -> None:
    store.takes.set_current_recipe(store.takes.add_recipe(f'{{"other": {number % 2}}}', "E", "draft"))


def _link_again(store: EpisodeStore, number: int) -> None:
    """An old take on another frame, as where two frames show the same."""
    recipe = store.takes.current_recipe()
    assert recipe is not None
    frame = store.frames.of_current_source()[number % FRAMES]
    store.takes.link(frame.id, 1 + number % 3, recipe[0])


def _drop(store: EpisodeStore, table: str, number: int) -> None:
    """What no version of ours does; a person with another tool may."""
    with closing(sqlite3.connect(store.folder / "episode.db")) as db, db:
        db.execute(f"DELETE FROM {table} WHERE take_id=?", (1 + number % 4,))


def _move(store: EpisodeStore, number: int) -> None:
    with closing(sqlite3.connect(store.folder / "episode.db")) as db, db:
        db.execute("UPDATE OR IGNORE frame_takes SET frame_id=? WHERE take_id=?", (1 + number % FRAMES, 1 + number % 4))


CHANGES: dict[str, Change] = {
    "nothing": lambda _store, _number: None,
    "a take": lambda store, number: add_take(store, number % FRAMES, 300 + number),
    "a take with scores": lambda store, number: _score(store, add_take(store, number % FRAMES, 400 + number), 0.7),
    "scores": lambda store, number: _score(store, 1 + number % 4, 0.9),
    "other scores": lambda store, number: _score(store, 1 + number % 4, 0.1 + number / 100),
    "two scores exchanged": lambda store, _number: _exchange(store),
    "another scorer's scores": lambda store, _number: _score(store, 2, 0.3, store_other_scorer(store)),
    "another scorer": lambda store, number: store.scores.set_scorer("builtin", str(number % 2), "identity"),
    "another recipe": _other_recipe,
    "the first recipe": lambda store, _number: store.takes.set_current_recipe(1),
    "an old take on a frame": _link_again,
    "a decision": lambda store, number: store.history.decide(number % 3 - 1, [1 + number % 4], "decide"),
    "undo": lambda store, _number: store.history.undo(),
    "a choice": lambda store, number: store.history.choose(1 + number % 3, 1 + number % 3, "choose"),
    "a range": lambda store, number: store.change_settings({"frames": f"1-{1 + number % FRAMES}"}),
    "no range": lambda store, _number: store.change_settings({"frames": ""}),
    "another source": lambda store, _number: store.frames.register(
        SourceRow("e" * 64, "folder", "source/y", 32, 48, 25.0), ((frame, 0.0, f"{frame}.png") for frame in range(3))),
    "the first source": lambda store, _number: store.frames.make_current(SOURCE.digest, SOURCE.file),
    "a sharper face": lambda store, number: store.scores.commit(1 + number % 3, 1, Scores(det=0.8, sharpness=number / 20)),
    "a take moved to another frame": lambda store, number: _move(store, number),
    "a link gone": lambda store, number: _drop(store, "frame_takes", number),
    "scores gone": lambda store, number: _drop(store, "scores", number),
}


def store_other_scorer(store: EpisodeStore) -> int:
    """A scorer whose numbers do not count."""
    held = store.scores.current_scorer()
    assert held is not None
    other = store.scores.set_scorer("other", "1", "identity")
    store.scores.set_scorer(held[1], held[2], "identity")
    return other


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    """Four takes of four frames, the last without scores."""
    with _made(tmp_path / "x.episode") as made:
        yield made


def _made(folder: Path) -> EpisodeStore:
    made = make_store(folder, FRAMES)
    made.scores.set_scorer("builtin", "0", "identity")
    for number in range(4):
        take = add_take(made, number)
        if number < 3:
            _score(made, take, 0.8 + number / 100)
    return made


def _assert_same(found: TakeColumns, wanted: TakeColumns) -> None:
    assert list(found.keys) == list(wanted.keys)
    for name in ("frame_ids", "frames", "takes", "seeds", "decisions", "chosen", "scored"):
        np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name), name)
    for name in SCORE_NAMES:
        np.testing.assert_array_equal(found.scores[name], wanted.scores[name], name)


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen(store: EpisodeStore, change: str) -> None:
    reader = TakeReader(BLOCK)
    reader.read(store)
    for number in range(3):
        CHANGES[change](store, number)
        _assert_same(reader.read(store), load_columns(store))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 11)), min_size=1, max_size=6))
def test_any_changes_one_after_the_other_are_seen(tmp_path_factory: pytest.TempPathFactory,
                                                  steps: list[tuple[str, int]]) -> None:
    with _made(tmp_path_factory.mktemp("read") / "x.episode") as store:
        reader = TakeReader(BLOCK)
        reader.read(store)
        for change, number in steps:
            CHANGES[change](store, number)
            _assert_same(reader.read(store), load_columns(store))


@pytest.mark.parametrize(("change", "looked_up"), [
    ("nothing", []), ("a decision", []), ("a choice", []), ("a take", [(4, 7)]), ("a take with scores", [(4, 7)]),
    ("two scores exchanged", [(0, 3)]), ("an old take on a frame", [(0, 3)]), ("another recipe", [None]),
])
def test_only_what_changed_is_looked_up(store: EpisodeStore, monkeypatch: pytest.MonkeyPatch, change: str,
                                        looked_up: list[tuple[int, int] | None]) -> None:
    """Spans of ids; None: everything is read."""
    asked: list[tuple[int, int] | None] = []
    plain = take_columns._rows

    def rows(store: EpisodeStore, recipe: int, scorer: int | None, span: tuple[int, int] | None = None) -> TakeColumns:
        asked.append(span)
        return plain(store, recipe, scorer, span)

    reader = TakeReader(BLOCK)
    before = reader.read(store)
    monkeypatch.setattr(take_columns, "_rows", rows)
    CHANGES[change](store, 5)
    after = reader.read(store)
    assert asked == looked_up
    assert (after.scores is before.scores) == (not looked_up)
    asked.clear()
    assert reader.read(store).scores is after.scores
    assert asked == []


def test_what_is_in_no_range_is_not_read_again_either(store: EpisodeStore) -> None:
    store.change_settings({"frames": "1-2"})
    reader = TakeReader(BLOCK)
    before = reader.read(store)
    store.history.decide(1, [2], "accept")
    after = reader.read(store)
    assert after.scores is before.scores
    assert after.decisions.tolist() == [1, 0]


def test_a_choice_is_of_one_frame() -> None:
    """Two frames share two takes, and each has another of them chosen."""
    ids = np.array([5, 6, 5, 6])
    shared = replace(TakeColumns.empty(), frame_ids=np.array([1, 1, 2, 2]), takes=ids)
    assert shared.chosen_by({1: 5, 2: 6}).tolist() == [True, False, False, True]
