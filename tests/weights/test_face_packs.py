"""Finding packs by name and by folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.weights.face_packs import DEFAULT_PACK, PACK_VARIABLE, find_face_pack, pack_named_in
from studio.weights.places import models_folder


def make_pack(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "det.onnx").write_bytes(b"model")
    return folder


@pytest.mark.usefixtures("home")
def test_without_any_pack_there_is_none() -> None:
    assert find_face_pack() is None
    assert find_face_pack(DEFAULT_PACK) is None


@pytest.mark.usefixtures("home")
def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    folder = make_pack(tmp_path / "мой pack")
    pack = find_face_pack(str(folder))
    assert pack is not None
    assert (pack.name, pack.folder) == ("мой pack", folder)


def test_a_name_is_looked_for_among_the_studios_packs_then_insightfaces(home: Path) -> None:
    theirs = make_pack(home / ".insightface" / "models" / "antelopev2")
    found = find_face_pack("antelopev2")
    assert found is not None
    assert found.folder == theirs
    ours = make_pack(models_folder() / "antelopev2")
    found = find_face_pack("antelopev2")
    assert found is not None
    assert found.folder == ours


def test_what_is_asked_for_outranks_the_environment_and_that_the_default(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pack(home / ".insightface" / "models" / DEFAULT_PACK)
    names = [find_face_pack()]
    monkeypatch.setenv(PACK_VARIABLE, str(make_pack(tmp_path / "from environment")))
    names.append(find_face_pack())
    names.append(find_face_pack(str(make_pack(tmp_path / "asked"))))
    assert [pack and pack.name for pack in names] == [DEFAULT_PACK, "from environment", "asked"]


def test_a_path_counts_from_the_folder_it_was_named_in(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    episode, elsewhere = make_pack(tmp_path / "a.episode" / "packs" / "mine").parents[1], tmp_path / "elsewhere"
    for folder in (elsewhere / "packs" / "mine", elsewhere / "stray", episode / "beside", episode / "antelopev2"):
        make_pack(folder)
    installed = make_pack(home / ".insightface" / "models" / "antelopev2")
    monkeypatch.chdir(elsewhere)
    for name, folder in (("packs/mine", episode / "packs" / "mine"), ("beside", episode / "beside"),
                         ("../elsewhere/stray", elsewhere / "stray"), (str(elsewhere / "stray"), elsewhere / "stray"),
                         ("antelopev2", installed)):
        found = find_face_pack(pack_named_in(episode, name))
        assert found is not None
        assert found.folder.resolve() == folder
    assert [pack_named_in(episode, name) for name in ("", DEFAULT_PACK)] == ["", DEFAULT_PACK]


def test_an_unknown_pack_is_named_with_where_it_belongs(home: Path) -> None:
    with pytest.raises(StudioError, match="no face pack nobody") as caught:
        find_face_pack("nobody")
    assert caught.value.kind == "input"
    assert str(home / ".insightface" / "models") in caught.value.message


@pytest.mark.usefixtures("home")
def test_a_folder_without_models_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StudioError, match=r"has no \.onnx file"):
        find_face_pack(str(tmp_path / "empty"))
