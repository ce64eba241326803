from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import av
import pytest

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.finish.loop import plan_loop
from studio.finish.marks import (
    COMPOSITE_SYNTHETIC,
    PNG_KEYWORD,
    TRAINED_ALGORITHMIC_MEDIA,
    XMP_KEYWORD,
    complete_marks,
    png_marks,
    read_marks,
    xmp_packet,
)
from studio.finish.render import render_video
from studio.finish.xmp_box import append_xmp, read_xmp
from studio.media.pictures import encode_png, png_text, read_picture, with_png_text
from tests.finish.clips import RATE, make_loop, tone, write_voice

FACTS = {
    "settings": {"prompt": 'Ё "q" <&>\n', "steps": 12, "denoise": 0.9},
    "preset": "D",
    "seed": 2**63 - 1,
    "engine": "flux-pulid",
    "analyzer": None,
    "software": "Full-Motion Studio 0.1.0",
}
_SOURCE_TYPE = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"


def _source_type_in(xmp: str) -> str | None:
    description = ElementTree.fromstring(xmp.encode("utf-8")).find(f".//{_RDF}")
    return None if description is None else description.get(_SOURCE_TYPE)


def _render(folder: Path) -> Path:
    voice = write_voice(folder / "voice.wav", tone(RATE // 2))
    render_video(make_loop(folder, plan_loop(4, 0.5)), voice, folder / "out.mp4", FACTS)
    return folder / "out.mp4"


def test_a_picture_keeps_its_pixels_and_gains_its_facts(tmp_path: Path, astronaut: Picture) -> None:
    path = tmp_path / "-take «1».png"
    path.write_bytes(with_png_text(encode_png(astronaut), png_marks(FACTS)))
    assert (read_picture(path) == astronaut).all()
    marks = read_marks(path)
    assert {key: marks[key] for key in FACTS} == FACTS
    assert marks["generated"] is True
    assert png_text(path)["Comment"].startswith("Generated media, not a recording.")


def test_video_and_picture_carry_the_same_facts(tmp_path: Path, astronaut: Picture) -> None:
    (tmp_path / "a.png").write_bytes(encode_png(astronaut, png_marks(FACTS)))
    assert read_marks(_render(tmp_path)) == read_marks(tmp_path / "a.png")


def test_what_moved_the_lips_and_made_the_sounds_is_said() -> None:
    lips = {"engine": "latentsync", "title": "LatentSync", "variant": "1.6"}
    made = {**FACTS, "lip_sync": lips, "foley": {"engine": "draft"}}
    assert png_marks(made)["Comment"].endswith("engine flux-pulid, lip sync LatentSync 1.6, sounds draft.")
    description = ElementTree.fromstring(xmp_packet(made).encode()).find(f".//{_RDF}")
    assert description is not None
    assert description.get(_SOURCE_TYPE.replace("DigitalSourceType", "AISystemUsed")) == "flux-pulid, LatentSync 1.6"
    assert "AISystemUsed" not in xmp_packet({**FACTS, "lip_sync": {"engine": "draft"}})


def test_the_iptc_source_type_stands_where_others_look(tmp_path: Path) -> None:
    video = _render(tmp_path)
    with av.open(str(video), options={"export_xmp": "1"}) as container:
        assert _source_type_in(container.metadata["xmp"]) == TRAINED_ALGORITHMIC_MEDIA
    assert _source_type_in(read_xmp(video)) == TRAINED_ALGORITHMIC_MEDIA
    assert _source_type_in(png_marks({"engine": "draft"})[XMP_KEYWORD]) == COMPOSITE_SYNTHETIC


def test_software_may_have_any_name() -> None:
    assert _source_type_in(xmp_packet({"software": '<&"\'> Ё'})) == TRAINED_ALGORITHMIC_MEDIA


def test_what_the_caller_knows_better_counts() -> None:
    assert complete_marks({"digital_source_type": "x", "engine": "draft"})["digital_source_type"] == "x"


def test_equal_facts_give_equal_text_in_any_order() -> None:
    assert png_marks(FACTS) == png_marks(dict(reversed(FACTS.items())))
    assert json.loads(png_marks(FACTS)[PNG_KEYWORD])["seed"] == 2**63 - 1


def test_numbers_that_json_lacks_are_refused() -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        png_marks({"det": float("nan")})


def test_files_of_others_carry_none(tmp_path: Path, astronaut: Picture) -> None:
    (tmp_path / "plain.png").write_bytes(encode_png(astronaut))
    (tmp_path / "odd.png").write_bytes(encode_png(astronaut, {PNG_KEYWORD: "[1, 2]", "prompt": "{}"}))
    (tmp_path / "broken.png").write_bytes(encode_png(astronaut, {PNG_KEYWORD: "{"}))
    make_loop(tmp_path, plan_loop(3, 0.2))
    for name in ("plain.png", "odd.png", "broken.png", "loop.mp4"):
        assert read_marks(tmp_path / name) == {}


def test_marks_of_a_newer_studio_are_said(tmp_path: Path, astronaut: Picture) -> None:
    (tmp_path / "a.png").write_bytes(encode_png(astronaut, {PNG_KEYWORD: '{"fullmotion_studio": 2}'}))
    with pytest.raises(StudioError, match="newer studio") as caught:
        read_marks(tmp_path / "a.png")
    assert caught.value.kind == "version"


@pytest.mark.parametrize("content", [b"words", b"", None])
def test_what_is_no_media_file_is_said(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "note.txt").write_bytes(content)
    with pytest.raises(StudioError, match=r"note\.txt") as caught:
        read_marks(tmp_path / "note.txt")
    assert caught.value.kind == "input"


@pytest.mark.parametrize("kept", [0.3, 0.95, 0.999])
def test_a_video_that_was_not_written_whole_is_not_marked(tmp_path: Path, kept: float) -> None:
    video = _render(tmp_path)
    whole = video.read_bytes()
    video.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(StudioError) as caught:
        append_xmp(video, xmp_packet(FACTS))
    assert caught.value.kind == "disk"


def test_a_video_without_xmp(tmp_path: Path) -> None:
    assert read_xmp(make_loop(tmp_path, plan_loop(3, 0.2))) == ""
