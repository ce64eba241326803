"""A face pack that an episode names by a path is the one beside the episode, wherever the studio runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.cli.options import changes_from
from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.analysis import analyzer_inputs
from studio.jobs.events import JobControl
from studio.jobs.face_looker import FaceLooker
from tests.episode.make_store import make_store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EpisodeStore:
    """It names a pack by a relative path; the working directory has another one under that name."""
    for folder, content in ((tmp_path / "a.episode", b"mine"), (tmp_path / "elsewhere", b"other")):
        (folder / "packs" / "p").mkdir(parents=True)
        (folder / "packs" / "p" / "det.onnx").write_bytes(content)
    monkeypatch.chdir(tmp_path / "elsewhere")
    store = make_store(tmp_path / "a.episode")
    store.change_settings({"analyzer": "insightface", "face_pack": "packs/p"})
    return store


def test_what_stages_rest_on_is_the_episodes_own_pack(store: EpisodeStore, tmp_path: Path) -> None:
    with store:
        named = analyzer_inputs(store)
        store.change_settings({"face_pack": str(tmp_path / "a.episode" / "packs" / "p")})
        assert analyzer_inputs(store) == named
        store.change_settings({"face_pack": str(tmp_path / "elsewhere" / "packs" / "p")})
        assert analyzer_inputs(store) != named


def test_the_analyzers_process_is_given_it(store: EpisodeStore, tmp_path: Path) -> None:
    (tmp_path / "a.episode" / "packs" / "p" / "det.onnx").unlink()
    looker = FaceLooker(lambda _: None)
    with store, pytest.raises(StudioError) as caught:
        looker.analyzer(store, JobControl())
    looker.close()
    assert str(tmp_path / "a.episode" / "packs" / "p") in caught.value.message


def test_on_the_command_line_a_path_counts_from_where_the_person_is(store: EpisodeStore, tmp_path: Path) -> None:
    store.close()
    assert changes_from({"face_pack": "packs/p"}).face_pack == str(tmp_path / "elsewhere" / "packs" / "p")
    assert changes_from({"face_pack": "buffalo_l"}).face_pack == "buffalo_l"
    assert changes_from({}).face_pack is None
