"""Looking at references and source with a real analyzer in its own process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl, JobEvent, StopRequested
from studio.jobs.face_looker import FaceLooker
from studio.jobs.inputs import import_source
from studio.jobs.look_at_references import look_at_references
from studio.jobs.look_at_source import filed_source_look, look_at_source, sampled
from studio.jobs.references import (
    add_references,
    count_face,
    move_reference,
    remove_reference,
    weigh_reference,
)
from tests.cli.small_inputs import write_inputs


def pass_over(event: JobEvent) -> None:
    del event


@pytest.fixture
def looker() -> Iterator[FaceLooker]:
    made = FaceLooker(pass_over)
    yield made
    made.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    with EpisodeStore.create(tmp_path / "e.episode", EpisodeSettings("e", analyzer="builtin")) as made:
        yield made


@pytest.fixture
def paths(tmp_path: Path) -> dict[str, Path]:
    return write_inputs(tmp_path / "in", 4)


def test_a_look_at_references_is_kept(store: EpisodeStore, looker: FaceLooker, paths: dict[str, Path]) -> None:
    assert add_references(store, [paths["identity"]]) == 1
    look = look_at_references(store, looker, pass_over, JobControl())
    assert look.stand_in
    assert look.references[0].counted == 0
    assert (look.references[0].scores.det or 0) > 0.5
    looker.close()
    again = look_at_references(store, looker, pass_over, JobControl())
    assert again.references[0].faces[0].box == look.references[0].faces[0].box
    assert looker._analysis is None          # nothing was started for what is known


def test_real_faces_are_compared(store: EpisodeStore, looker: FaceLooker, shared: Path, face_pack: Path) -> None:
    store.change_settings({"analyzer": "insightface", "face_pack": str(face_pack)})
    add_references(store, [shared / "faces" / name for name in ("person_a_1.jpg", "person_a_2.jpg", "person_b.jpg")])
    look = look_at_references(store, looker, pass_over, JobControl())
    alike = {(first, second): value for first, second, value in look.similarities}
    assert look.same_person is not None
    assert alike[0, 1] > look.same_person > max(alike[0, 2], alike[1, 2])
    assert len(look.warnings) == 2
    assert all(item.faces for item in look.references)


def test_a_picture_without_a_face_and_one_that_is_gone(store: EpisodeStore, looker: FaceLooker,
                                                       paths: dict[str, Path]) -> None:
    add_references(store, [paths["identity"], paths["source"] / "f00.png"])
    store.path(store.settings.references[1].file).unlink()
    look = look_at_references(store, looker, pass_over, JobControl())
    assert look.references[0].faces
    assert "f00" in look.references[1].problem


def test_references_are_moved_weighed_and_removed(store: EpisodeStore, paths: dict[str, Path]) -> None:
    pictures = [paths["identity"], paths["source"] / "f00.png"]
    add_references(store, pictures)
    first, second = store.settings.references
    assert add_references(store, pictures[:1]) == 0
    move_reference(store, 1, 0)
    assert list(store.settings.references) == [second, first]
    count_face(store, 0, 1)
    weigh_reference(store, 0, 0.5)
    assert (store.settings.references[0].face, store.settings.references[0].weight) == (1, 0.5)
    with pytest.raises(StudioError, match="from 0 to 3"):
        weigh_reference(store, 0, 9)
    remove_reference(store, 0)
    assert list(store.settings.references) == [first]


def test_a_file_that_is_no_picture_changes_nothing(store: EpisodeStore, paths: dict[str, Path], tmp_path: Path) -> None:
    bad = tmp_path / "notes.png"
    bad.write_text("no picture", encoding="utf-8")
    with pytest.raises(StudioError, match=r"notes\.png"):
        add_references(store, [paths["identity"], bad])
    assert store.settings.references == ()


def test_the_source_is_looked_at_once(store: EpisodeStore, looker: FaceLooker, paths: dict[str, Path]) -> None:
    import_source(store, paths["source"], pass_over)
    assert filed_source_look(store) is None
    told: list[tuple[int, int]] = []
    look = look_at_source(store, looker, lambda done, of: told.append((done, of)), JobControl())
    assert told[-1] == (4, 4)
    assert look.numbers.tolist() == [0, 1, 2, 3]
    assert look.found.all()
    assert np.isnan(look.yaw).all()             # the stand-in measures no yaw
    assert set(look.largest) == {0, 1, 2, 3}
    told.clear()
    look_at_source(store, looker, lambda done, of: told.append((done, of)), JobControl())
    assert told == [(4, 4)]
    filed = filed_source_look(store)
    assert filed is not None
    assert filed.found.all()


def test_a_look_can_be_stopped_and_goes_on(store: EpisodeStore, looker: FaceLooker, paths: dict[str, Path]) -> None:
    import_source(store, paths["source"], pass_over)
    control = JobControl()

    def stop_after_two(done: int, of: int) -> None:
        del of
        if done == 2:
            control.stop()

    with pytest.raises(StopRequested):
        look_at_source(store, looker, stop_after_two, control)
    filed = filed_source_look(store)
    assert filed is not None
    assert len(filed.numbers) == 2
    assert len(look_at_source(store, looker, lambda *_: None, JobControl()).numbers) == 4


def test_yaw_of_a_real_turn(store: EpisodeStore, looker: FaceLooker, shared: Path, face_pack: Path) -> None:
    store.change_settings({"analyzer": "insightface", "face_pack": str(face_pack)})
    import_source(store, shared / "media" / "splat_head_orbit_512_24fps_7s.mp4", pass_over)
    look = look_at_source(store, looker, lambda *_: None, JobControl(), 7)
    assert look.frames == 168
    assert len(look.numbers) == 7
    assert look.yaw_range is not None
    assert look.yaw_range[0] < -20 < 20 < look.yaw_range[1]


def test_a_sample_has_both_ends(store: EpisodeStore, paths: dict[str, Path]) -> None:
    import_source(store, paths["source"], pass_over)
    rows = store.frames.of_current_source()
    assert [row.number for row in sampled(rows, 3)] == [0, 2, 3]
    assert sampled(rows, 9) == rows
