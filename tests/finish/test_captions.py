"""SubRip and WebVTT files as they come, and as we write them."""

from __future__ import annotations

from pathlib import Path

import pytest
import webvtt

from studio.episode.errors import StudioError
from studio.episode.track import Caption
from studio.finish.caption_text import plain_text
from studio.finish.captions import read_captions, within, write_beside, write_captions

TEXT = "1\n00:00:01,000 --> 00:00:02,500\nHello <i>you</i>\nsecond {line}\n\n2\n00:00:03.040 --> 00:01:04,000\nПривет\n"
WANTED = (Caption(1.0, 2.5, "Hello <i>you</i>\nsecond {line}"), Caption(3.04, 64.0, "Привет"))


@pytest.mark.parametrize("data", [
    TEXT.encode(), ("\ufeff" + TEXT.replace("\n", "\r\n")).encode(), TEXT.encode("utf-16"), TEXT.encode("cp1251"),
    (TEXT + "\n3\n00:00:05,000 --> 00:00:05,000\nno time\n\n4\n00:00:05,000 --> 00:00:06,000\n\n").encode(),
])
def test_files_as_they_come(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.srt").write_bytes(data)
    assert read_captions(tmp_path / "a.srt") == WANTED


def test_what_is_written_is_read_the_same(tmp_path: Path) -> None:
    assert write_captions(WANTED[::-1], tmp_path / "a.srt") == 2
    assert read_captions(tmp_path / "a.srt") == WANTED
    assert (tmp_path / "a.srt").read_bytes().startswith(b"1\n00:00:01,000 --> 00:00:02,500\nHello")


def test_an_empty_line_inside_a_caption_would_end_it(tmp_path: Path) -> None:
    write_captions([Caption(0, 1, "one\n\n\n two "), Caption(1, 2, "three")], tmp_path / "a.srt")
    assert [item.text for item in read_captions(tmp_path / "a.srt")] == ["one\n two", "three"]


VTT = """WEBVTT - a title
Kind: captions

STYLE
::cue { color: red }

NOTE nobody reads this

first
00:01.000 --> 00:02.500 align:start position:10%
<v Anna>Hello <i.loud>you</i> &amp; me</v>
second <00:02.000><c.blue>{line}</c>

01:00:03.040 --> 01:01:04.000
Привет
"""
OF_VTT = (Caption(1.0, 2.5, "Hello <i>you</i> & me\nsecond {line}"), Caption(3603.04, 3664.0, "Привет"))


@pytest.mark.parametrize("data", [
    VTT.encode(), ("\ufeff" + VTT).encode(), VTT.replace("\n", "\r\n").encode(), VTT.replace("\n", "\r").encode(),
    VTT.encode("utf-16"),
])
@pytest.mark.parametrize("name", ["a.vtt", "a.srt", "a.txt"])
def test_web_vtt_is_told_by_its_content(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_captions(tmp_path / name) == OF_VTT


@pytest.mark.parametrize("ending", [".srt", ".vtt", ".VTT"])
def test_both_forms_keep_times_and_texts(tmp_path: Path, ending: str) -> None:
    texts = ["plain", "<i>italic</i> & <b>bold</b>", "a < b --> c", "two\nlines"]
    captions = tuple(Caption(at, at + 0.999, text) for at, text in enumerate(texts, start=3599))
    assert write_captions(captions, tmp_path / f"a{ending}") == len(texts)
    assert read_captions(tmp_path / f"a{ending}") == captions


def test_web_vtt_as_others_read_it(tmp_path: Path) -> None:
    write_captions([Caption(61.5, 3700.25, "a < b & c --> d\n\n\n<i>e</i>")], tmp_path / "a.vtt")
    written = (tmp_path / "a.vtt").read_text("utf-8")
    assert written == "WEBVTT\n\n00:01:01.500 --> 01:01:40.250\na &lt; b &amp; c --&gt; d\n<i>e</i>\n"
    cue = webvtt.from_string(written, strict=True)[0]
    assert (cue.start_in_seconds, cue.end_in_seconds) == (61, 3700)


def test_a_video_has_both_beside_it(tmp_path: Path) -> None:
    paths = write_beside(OF_VTT, tmp_path / "серия 1.mp4")
    assert [path.name for path in paths] == ["серия 1.srt", "серия 1.vtt"]
    assert [read_captions(path) for path in paths] == [OF_VTT, OF_VTT]
    assert write_beside((), tmp_path / "b.mp4") == ()


@pytest.mark.parametrize("name", ["a.txt", "a", "a.mp4"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StudioError, match=r"end it in \.srt or \.vtt"):
        write_captions(WANTED, tmp_path / name)


@pytest.mark.parametrize(("text", "line"), [
    ("1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:01 -> 00:00:02\nb\n\n3\n00:00:05,000 --> 00:00:06,000\nc\n", 5),
    ("hello\n", 1),
    ("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:00:03,000 --> 00:00:04,000\nb\n", 6),
    ("WEBVTT\n\n00:01.000 --> 00:02.000 up:high\na\n", 3),
    ("WEBVTT\n", 1),
])
def test_the_line_that_is_wrong_is_named(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "a.srt").write_text(text, encoding="utf-8")
    with pytest.raises(StudioError, match=rf"a\.srt .*line {line} ") as caught:
        read_captions(tmp_path / "a.srt")
    assert caught.value.kind == "input"


@pytest.mark.parametrize(("text", "words"), [
    ("<i>one</i> <font color='red'>two</font>", "one two"), ("{\\an8}up", "up"), ("a < b > c", "a < b > c"),
    ("<v Ann>x</v>", "x"),
])
def test_what_is_drawn_has_no_tags(text: str, words: str) -> None:
    assert plain_text(text) == words


@pytest.mark.parametrize("data", [b"", b"hello", b"1\n00:00:01,000 --> x\nfoo\n", bytes(range(256)) * 4])
def test_other_files_are_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.srt").write_bytes(data)
    with pytest.raises(StudioError, match=r"a\.srt"):
        read_captions(tmp_path / "a.srt")


def test_a_range_counts_from_its_beginning() -> None:
    captions = (Caption(0, 1, "before"), Caption(1.5, 2.5, "into"), Caption(3, 4, "inside"), Caption(4.9, 9, "out of"),
                Caption(5, 6, "after"))
    assert within(captions, 2, 5) == (Caption(0, 0.5, "into"), Caption(1, 2, "inside"),
                                      Caption(4.9 - 2, 3, "out of"))
