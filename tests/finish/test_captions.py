"""SubRip files as they come, and as we write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.episode.track import Caption
from studio.finish.captions import read_srt, within, write_srt

TEXT = "1\n00:00:01,000 --> 00:00:02,500\nHello <i>you</i>\nsecond {line}\n\n2\n00:00:03.040 --> 00:01:04,000\nПривет\n"
WANTED = (Caption(1.0, 2.5, "Hello <i>you</i>\nsecond {line}"), Caption(3.04, 64.0, "Привет"))


@pytest.mark.parametrize("data", [
    TEXT.encode(), ("\ufeff" + TEXT.replace("\n", "\r\n")).encode(), TEXT.encode("utf-16"), TEXT.encode("cp1251"),
    (TEXT + "\n3\n00:00:05,000 --> 00:00:05,000\nno time\n\n4\n00:00:05,000 --> 00:00:06,000\n\n").encode(),
])
def test_files_as_they_come(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.srt").write_bytes(data)
    assert read_srt(tmp_path / "a.srt") == WANTED


def test_what_is_written_is_read_the_same(tmp_path: Path) -> None:
    assert write_srt(WANTED[::-1], tmp_path / "a.srt") == 2
    assert read_srt(tmp_path / "a.srt") == WANTED
    assert (tmp_path / "a.srt").read_bytes().startswith(b"1\n00:00:01,000 --> 00:00:02,500\nHello")


def test_an_empty_line_inside_a_caption_would_end_it(tmp_path: Path) -> None:
    write_srt([Caption(0, 1, "one\n\n\n two "), Caption(1, 2, "three")], tmp_path / "a.srt")
    assert [item.text for item in read_srt(tmp_path / "a.srt")] == ["one\n two", "three"]


@pytest.mark.parametrize("data", [b"", b"hello", b"1\n00:00:01,000 --> x\nfoo\n", bytes(range(256)) * 4])
def test_other_files_are_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.srt").write_bytes(data)
    with pytest.raises(StudioError, match=r"a\.srt"):
        read_srt(tmp_path / "a.srt")


def test_a_range_counts_from_its_beginning() -> None:
    captions = (Caption(0, 1, "before"), Caption(1.5, 2.5, "into"), Caption(3, 4, "inside"), Caption(4.9, 9, "out of"),
                Caption(5, 6, "after"))
    assert within(captions, 2, 5) == (Caption(0, 0.5, "into"), Caption(1, 2, "inside"),
                                      Caption(4.9 - 2, 3, "out of"))
