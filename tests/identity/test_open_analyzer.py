"""Which analyzer a name stands for on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.identity.analyzer import AnalyzerHere
from studio.identity.open_analyzer import analyzer_here, analyzer_label, available_analyzers, open_analyzer
from studio.weights.face_packs import DEFAULT_PACK, PACK_VARIABLE
from studio.weights.opencv_zoo import ZOO_VARIABLE, zoo_folder
from studio.weights.places import models_folder


@pytest.fixture(autouse=True)
def bare_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No pack lies in the home folder of whoever runs this."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv(ZOO_VARIABLE, raising=False)


def test_on_a_bare_machine_auto_takes_the_stand_in_and_says_so() -> None:
    analyzer, notices = open_analyzer("auto")
    assert analyzer.name == "builtin"
    assert len(notices) == 1
    assert "neither an insightface pack nor YuNet" in notices[0]
    assert "studio doctor" in notices[0]


def test_auto_takes_yunet_where_it_lies(shared: Path) -> None:
    zoo_folder().mkdir(parents=True)
    shutil.copy(shared / "models" / "yunet_n_dynamic.onnx", zoo_folder())
    analyzer, notices = open_analyzer("auto")
    assert analyzer.name == "opencv-zoo"
    assert "no insightface pack is here" in notices[0]
    assert "identity stays empty" in notices[0]


def test_auto_prefers_insightface(shared: Path, face_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ZOO_VARIABLE, str(shared / "models"))
    shutil.copytree(face_pack, models_folder() / DEFAULT_PACK, copy_function=shutil.copyfile)
    analyzer, notices = open_analyzer("auto")
    assert analyzer.name == "insightface"
    assert DEFAULT_PACK in notices[0]


def test_auto_takes_the_pack_of_the_environment(face_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PACK_VARIABLE, str(face_pack))
    analyzer, notices = open_analyzer("auto")
    assert (analyzer.name, analyzer.label) == ("insightface", "insightface (testpack)")
    assert str(face_pack) in notices[0]


def test_auto_knows_a_folder_with_yunet(shared: Path) -> None:
    analyzer, _ = open_analyzer("auto", face_pack=str(shared / "models"))
    assert analyzer.name == "opencv-zoo"


def test_auto_does_not_swallow_a_pack_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="no face pack") as caught:
        open_analyzer("auto", face_pack=str(tmp_path / "nowhere"))
    assert caught.value.kind == "input"


def test_auto_never_asks_for_a_licence() -> None:
    def ask(licence: str) -> bool:
        raise AssertionError(licence)

    assert open_analyzer("auto", accept_licence=ask)[0].name == "builtin"


def test_insightface_shows_the_licence_before_anything_is_fetched() -> None:
    shown: list[str] = []

    def decline(licence: str) -> bool:
        shown.append(licence)
        return False

    with pytest.raises(StudioError, match="licence") as caught:
        open_analyzer("insightface", accept_licence=decline)
    assert caught.value.kind == "missing"
    assert "NON-COMMERCIAL" in shown[0]


def test_opencv_zoo_without_yunet_says_what_to_fetch_and_where() -> None:
    with pytest.raises(StudioError, match="needs YuNet: run `studio weights fetch yunet`") as caught:
        open_analyzer("opencv-zoo")
    assert caught.value.kind == "missing"
    assert str(zoo_folder()) in caught.value.message


def test_opencv_zoo_is_found_though_the_face_pack_is_insightfaces(
    shared: Path, face_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ZOO_VARIABLE, str(shared / "models"))
    assert open_analyzer("opencv-zoo", face_pack=str(face_pack))[0].name == "opencv-zoo"


def test_an_unknown_name_is_wrong_usage() -> None:
    with pytest.raises(StudioError, match="Choose one of auto, insightface, opencv-zoo, builtin") as caught:
        open_analyzer("mediapipe")
    assert caught.value.kind == "usage"


def test_what_is_missing_comes_with_what_mends_it() -> None:
    status = {each.name: each for each in available_analyzers()}
    assert {name: each.available for name, each in status.items()} == {
        "insightface": False, "opencv-zoo": False, "builtin": True}
    assert all(each.why for each in status.values())
    assert all(bool(each.mend) != each.available for each in status.values())


def test_what_is_here_says_where(shared: Path, face_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ZOO_VARIABLE, str(shared / "models"))
    status = {each.name: each for each in available_analyzers(str(face_pack))}
    assert all(each.available for each in status.values())
    assert status["insightface"].why == str(face_pack)
    assert "without SFace no identity" in status["opencv-zoo"].why


def test_a_wrong_pack_is_a_status_not_an_error(tmp_path: Path) -> None:
    status = available_analyzers(str(tmp_path / "nowhere"))[0]
    assert not status.available
    assert "nowhere" in status.mend


def test_stored_names_have_a_label() -> None:
    assert analyzer_label("builtin") == "built-in stand-in"
    assert analyzer_label("something newer") == "something newer"


def test_what_stands_here_is_told_without_loading_it(shared: Path, face_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builtin = open_analyzer("builtin")[0]
    assert analyzer_here("auto") == analyzer_here("builtin") == AnalyzerHere("builtin", builtin.revision)
    assert analyzer_here("insightface") == AnalyzerHere("insightface", "")
    monkeypatch.setenv(ZOO_VARIABLE, str(shared / "models"))
    yunet = open_analyzer("auto")[0]
    assert analyzer_here("auto") == analyzer_here("opencv-zoo") == AnalyzerHere("opencv-zoo", yunet.revision)
    pack = models_folder() / DEFAULT_PACK
    shutil.copytree(face_pack, pack, copy_function=shutil.copyfile)
    before = analyzer_here("auto")
    assert before == analyzer_here("insightface")
    assert before.name == "insightface"
    (pack / "further.onnx").write_bytes(b"points")
    assert analyzer_here("auto").version not in ("", before.version)


@pytest.mark.parametrize("name", ["auto", "insightface"])
def test_a_pack_that_is_not_here_has_no_version(tmp_path: Path, name: str) -> None:
    assert analyzer_here(name, str(tmp_path / "nowhere")) == AnalyzerHere(name, "")
