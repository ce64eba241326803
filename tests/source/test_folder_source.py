"""A folder of pictures as a source, also when the folder is a mess."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.media.pictures import encode_jpeg, encode_png
from studio.source.folder_source import FolderSource


def plain(level: int, width: int = 12, height: int = 8) -> Picture:
    """A picture that its level tells from others."""
    return np.full((height, width, 3), level, np.uint8)


def fill(folder: Path, *names: str) -> None:
    """PNG files of level 0, 10, 20 ... in the given order."""
    folder.mkdir(exist_ok=True)
    for place, name in enumerate(names):
        (folder / name).write_bytes(encode_png(plain(10 * place)))


def levels(source: FolderSource) -> list[int]:
    """The level of every picture, by ascending number."""
    return [int(picture[0, 0, 0]) for _, picture in source.read(source.numbers) if isinstance(picture, np.ndarray)]


def test_numbers_in_names_are_the_frame_numbers(tmp_path: Path) -> None:
    fill(tmp_path, "frame10.png", "frame2.png", "frame0007.png")
    source = FolderSource(tmp_path)
    assert source.numbers == (2, 7, 10)
    assert [frame.name for frame in source.frames] == ["frame2.png", "frame0007.png", "frame10.png"]
    assert levels(source) == [10, 20, 0]
    assert (source.kind, source.fps, source.width, source.height, source.notices) == ("folder", None, 12, 8, ())
    assert [frame.time_s for frame in source.frames] == [0, 0.04, 0.08]


def test_a_size_behind_the_number_does_not_count(tmp_path: Path) -> None:
    fill(tmp_path, "shot_0003_512.png", "shot_0001_512.png")
    source = FolderSource(tmp_path)
    assert source.numbers == (1, 3)
    assert source.notices == ()


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (("a_1.png", "b_1.png", "c_10.png"), "a_1.png and b_1.png have the same number"),
        (("f1.png", "f2.png", "title.png"), "title.png has no number in its name"),
        (("f1.jpg", "f1.png"), "f1.jpg and f1.png have the same number"),
        (("9999999999999999999.png", "3.png"), "9999999999999999999.png has no number in its name"),
    ],
)
def test_other_numbers_are_counted_in_natural_order(tmp_path: Path, names: tuple[str, ...], why: str) -> None:
    fill(tmp_path, *names)
    source = FolderSource(tmp_path)
    assert source.numbers == tuple(range(len(names)))
    assert source.notices == (f"{why}: the pictures are numbered 0-{len(names) - 1}",)


def test_natural_order_without_numbers_to_use(tmp_path: Path) -> None:
    fill(tmp_path, "b10_1.png", "b9_1.png", "A1_1.png", "x.png")
    assert [frame.name for frame in FolderSource(tmp_path).frames] == ["A1_1.png", "b9_1.png", "b10_1.png", "x.png"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows forbids newlines in names")
def test_names_of_any_kind(tmp_path: Path) -> None:
    fill(tmp_path, "-1 кадр 'ё\".png", "new\nline 2.png", "пробел 3 .png")
    source = FolderSource(tmp_path)
    assert source.numbers == (1, 2, 3)
    assert levels(source) == [0, 10, 20]
    assert source.frames[1].name == "'new\\nline 2.png'"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are not text")
def test_names_that_are_not_text_can_be_stored(tmp_path: Path) -> None:
    fill(tmp_path, "a\udcff1.png")
    (frame,) = FolderSource(tmp_path).frames
    frame.name.encode("utf-8")


def test_hidden_and_other_files_are_left_out(tmp_path: Path) -> None:
    fill(tmp_path, "1.png", "2.JPEG", ".3.png", "._1.png")
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "4.png").mkdir()
    source = FolderSource(tmp_path)
    assert source.numbers == (1, 2)
    assert source.notices == ()
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    assert FolderSource(tmp_path).notices == ("not pictures and left out: notes.txt",)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own")
def test_links_that_lead_nowhere_or_round_are_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(encode_png(np.zeros((8, 8, 3), np.uint8)))
    (tmp_path / "2.png").symlink_to("2.png")
    (tmp_path / "3.png").symlink_to("none.png")
    assert [frame.number for frame in FolderSource(tmp_path).frames] == [1]


def test_one_broken_picture_is_named_and_the_rest_go_on(tmp_path: Path) -> None:
    fill(tmp_path, "0.png", "1.png", "2.png", "3.png")
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8)
    (tmp_path / "1.png").write_bytes(encode_png(noise)[:3000])
    (tmp_path / "2.png").write_bytes(b"not a picture")
    source = FolderSource(tmp_path)
    assert "not readable as a picture and left out: 2.png" in source.notices
    read = dict(source.read(range(4)))
    assert isinstance(read[0], np.ndarray)
    assert isinstance(read[3], np.ndarray)
    for number, name in ((1, "1.png"), (2, "2.png")):
        problem = read[number]
        assert isinstance(problem, StudioError)
        assert name in problem.message


def test_a_picture_that_goes_away_is_an_error_of_its_own(tmp_path: Path) -> None:
    fill(tmp_path, "0.png", "1.png")
    source = FolderSource(tmp_path)
    (tmp_path / "0.png").unlink()
    first, second = source.read([0, 1])
    assert isinstance(first[1], StudioError)
    assert isinstance(second[1], np.ndarray)


def test_sizes_may_differ_and_it_is_said(tmp_path: Path) -> None:
    for number, (width, height) in enumerate([(20, 10), (20, 10), (10, 20)]):
        (tmp_path / f"{number}.jpg").write_bytes(encode_jpeg(plain(9, width, height)))
    source = FolderSource(tmp_path)
    assert (source.width, source.height) == (20, 10)
    assert source.notices == ("the pictures differ in size (20x10, 10x20): each is fitted by itself",)


def test_turned_photographs_show_their_upright_size(tmp_path: Path) -> None:
    from PIL import Image

    image = Image.fromarray(plain(9, 20, 10))
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(tmp_path / "1.jpg", exif=exif)
    source = FolderSource(tmp_path)
    ((_, picture),) = source.read([1])
    assert isinstance(picture, np.ndarray)
    assert (source.width, source.height) == (picture.shape[1], picture.shape[0]) == (10, 20)


def test_reading_is_ascending_once_and_lazy(tmp_path: Path) -> None:
    fill(tmp_path, "0.png", "1.png", "2.png")
    source = FolderSource(tmp_path)
    frames = source.read([2, 0, 2])
    assert next(frames)[0] == 0
    (tmp_path / "2.png").write_bytes(encode_png(plain(77)))
    number, picture = next(frames)
    assert isinstance(picture, np.ndarray)
    assert (number, int(picture[0, 0, 0])) == (2, 77)
    assert next(frames, None) is None


def test_a_number_that_is_not_there_is_refused_before_reading(tmp_path: Path) -> None:
    fill(tmp_path, "0.png", "1.png")
    with pytest.raises(StudioError, match=r"no frame 5-6\."):
        FolderSource(tmp_path).read([0, 5, 6])


def test_a_folder_without_pictures_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"holds no pictures.*give the folder that the frames lie in"):
        FolderSource(tmp_path)
    (tmp_path / "clip.MP4").write_bytes(b"x")
    with pytest.raises(StudioError, match=r"but a video: give clip\.MP4 itself"):
        FolderSource(tmp_path)


def test_a_folder_of_broken_pictures_is_refused(tmp_path: Path) -> None:
    for name in ("1.png", "2.png"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(StudioError, match="Not one of the 2 pictures"):
        FolderSource(tmp_path)
