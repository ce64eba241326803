"""Which picture belongs to which frame, and what is said of those that fit none."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.generate.picture_matching import match_pictures


def files(*names: str) -> list[Path]:
    return [Path("pictures") / name for name in names]


def by_name(names: list[str], frames: list[int]) -> list[tuple[str, int]]:
    return [(file.name, number) for file, number in match_pictures(files(*names), frames, "name").pairs]


@pytest.mark.parametrize(("names", "frames", "expected"), [
    (["a10.png", "a9.png"], [9, 10], [("a9.png", 9), ("a10.png", 10)]),
    (["ComfyUI_00050_.png", "ComfyUI_00051_.png"], [50, 51], [("ComfyUI_00050_.png", 50), ("ComfyUI_00051_.png", 51)]),
    (["f50_00001_.png", "f51_00001_.png"], [1, 50, 51], [("f50_00001_.png", 50), ("f51_00001_.png", 51)]),
    (["f50_00131_.png", "f51_00132_.png"], [50, 51], [("f50_00131_.png", 50), ("f51_00132_.png", 51)]),
    (["f7_512.png", "f8_512.png"], [7, 8], [("f7_512.png", 7), ("f8_512.png", 8)]),
    (["f3_seed200.png", "f3_seed201.png", "f4_seed200.png"], [3, 4],
     [("f3_seed200.png", 3), ("f3_seed201.png", 3), ("f4_seed200.png", 4)]),
    (["x.png", "f5.png", "f6.png"], [5], [("f5.png", 5)]),
    (["x.png"], [0], []),
    ([f"{10**30}.png"], [0], []),
])
def test_numbers_in_names(names: list[str], frames: list[int], expected: list[tuple[str, int]]) -> None:
    assert by_name(names, frames) == expected


def test_what_does_not_match_by_name_is_named() -> None:
    found = match_pictures(files("cover.png", "f5.png", "f6.png", "f6.jpg", "f99.png"), [5, 6, 7, 8], "name")
    assert found.notices == [
        "No number in the name, left out: cover.png.",
        "Not a frame of the episode, left out: f99.png (99).",
        "Several pictures on one frame, all taken: 6 (f6.png, f6.jpg).",
        "Frames without a picture: 7-8.",
    ]


def test_another_number_than_the_last_is_said() -> None:
    found = match_pictures(files("f50_1.png", "f51_1.png"), [50, 51], "name")
    assert found.notices == ["Not the last number in the names is the frame's: f50_1.png is frame 50."]


def test_order_is_natural_and_ascending() -> None:
    found = match_pictures(files("b10.png", "b9.png", "A1.png", "c.png"), [52, 50, 51], "order")
    assert [(file.name, number) for file, number in found.pairs] == [("A1.png", 50), ("b9.png", 51), ("b10.png", 52)]
    assert found.notices == ["More pictures than frames, left out: c.png."]
    assert match_pictures(files("a.png"), [3, 4], "order").notices == ["Frames without a picture: 4."]


@pytest.mark.parametrize("text", [
    "file,frame\nb.png,5\na.png,6\n",
    "b.png,5\na.png,6",
    "frame;note;file\r\n5;x;b.png\r\n6;;a.png\r\n",
    "\ufeffFile\tFrame\nC:\\out\\b.png\t#5\n\n./a.png\t6\n",
    '"b.png","5"\n"a.png","6"\n"a.png","6"\n',
])
def test_a_table_in_the_spellings_of_spreadsheets(tmp_path: Path, text: str) -> None:
    table = tmp_path / "map.csv"
    table.write_bytes(text.encode("utf-8"))
    found = match_pictures(files("a.png", "b.png"), [5, 6], str(table))
    assert [(file.name, number) for file, number in found.pairs] == [("b.png", 5), ("a.png", 6)]
    assert found.notices == []


def test_names_with_accents_match_however_they_are_stored(tmp_path: Path) -> None:
    table = tmp_path / "map.csv"
    name = "кадр й.png"
    assert unicodedata.normalize("NFC", name) != unicodedata.normalize("NFD", name)
    table.write_text(unicodedata.normalize("NFD", name) + ",5\n", encoding="utf-8")
    assert len(match_pictures(files(unicodedata.normalize("NFC", name)), [5], str(table)).pairs) == 1


def test_what_does_not_match_by_table_is_named_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "map.csv"
    table.write_text("file,frame\na.png,5\ngone.png,6\na.png,77\n", encoding="utf-8")
    found = match_pictures(files("a.png", "b.png"), [5, 6], str(table))
    assert [number for _, number in found.pairs] == [5]
    assert found.notices == [
        "Named in map.csv but not in the folder: line 3: gone.png.",
        "Not a frame of the episode in map.csv: line 4: 77.",
        "Not in map.csv, left out: b.png.",
        "Frames without a picture: 6.",
    ]


@pytest.mark.parametrize(("data", "says"), [
    (b"file,frame\na.png,5\nb.png\n", r"Line 3 of .*map\.csv has 1 column"),
    (b"a.png,5\nb.png,six\n", r"Line 2 of .*map\.csv does not name .*b\.png, six"),
    (b"a.png,-5\n", "Line 1 of"),
    (b",5\n", r"Line 1 of .*nothing, 5"),
    (b"a.png,5\n\xff\xfe.png,6\n", r"Line 2 of .*not UTF-8"),
    (b'a.png,5\n"b.png"x,6\n', r"Line 2 of .*no CSV"),
    (b"file,frame\n", "names no pictures"),
    (b"\n \n", "names no pictures"),
    (b"", "empty"),
])
def test_a_table_that_cannot_be_read_says_where(tmp_path: Path, data: bytes, says: str) -> None:
    table = tmp_path / "map.csv"
    table.write_bytes(data)
    with pytest.raises(StudioError, match=says) as caught:
        match_pictures(files("a.png"), [5], str(table))
    assert caught.value.kind == "input"


def test_a_mistyped_mapping_is_wrong_usage() -> None:
    with pytest.raises(StudioError, match="--map nmae is neither name nor order") as caught:
        match_pictures(files("a.png"), [5], "nmae")
    assert caught.value.kind == "usage"
