"""Text chunks: read by us and by Pillow alike, written without touching anything else."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from studio.episode.errors import StudioError
from studio.media.pictures import encode_png, read_picture
from studio.media.png_text import png_text, with_png_text

PICTURE = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)
PNG = encode_png(PICTURE)
WORKFLOW = '{"nodes": [{"id": 1, "type": "KSampler"}]}'
KEYWORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=79)
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def comfyui_png() -> bytes:
    """As that tool saves pictures: Pillow's PngInfo, tEXt chunks `prompt` and `workflow`."""
    info = PngImagePlugin.PngInfo()
    info.add_text("prompt", '{"3": {"inputs": {"seed": 200}}}')
    info.add_text("workflow", WORKFLOW)
    info.add_text("packed", "long " * 100, zip=True)
    info.add_itxt("international", "слово", zip=True)
    data = io.BytesIO()
    Image.fromarray(PICTURE).save(data, "PNG", pnginfo=info)
    return data.getvalue()


def pillow_text(png: bytes) -> dict[str, str]:
    image = Image.open(io.BytesIO(png))
    assert isinstance(image, PngImagePlugin.PngImageFile)
    return {key: str(value) for key, value in image.text.items()}


def test_reads_every_kind_of_text_that_another_program_writes() -> None:
    png = comfyui_png()
    assert png_text(png) == pillow_text(png)
    assert png_text(png)["workflow"] == WORKFLOW
    assert png_text(png)["international"] == "слово"


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(KEYWORDS, VALUES, max_size=4))
def test_what_is_written_is_read_back(text: dict[str, str]) -> None:
    png = with_png_text(PNG, text)
    assert png_text(png) == text
    assert np.array_equal(read_picture(png), PICTURE)


def test_pillow_reads_what_we_write() -> None:
    assert pillow_text(with_png_text(PNG, {"studio": "кадр\n№ 1"})) == {"studio": "кадр\n№ 1"}


def test_pixels_and_foreign_chunks_stay_byte_for_byte() -> None:
    before = comfyui_png()
    after = with_png_text(before, {"studio": "x"})
    for chunk in (before[8:33], before[before.index(b"IDAT") - 4 :]):
        assert chunk in after
    assert png_text(after) == {**png_text(before), "studio": "x"}


def test_same_keyword_is_replaced_whatever_its_kind() -> None:
    after = with_png_text(comfyui_png(), {"workflow": "new", "packed": "short"})
    assert after.count(b"workflow") == 1
    assert (png_text(after)["workflow"], png_text(after)["packed"]) == ("new", "short")


def test_bytes_are_the_same_each_time() -> None:
    text = {"b": "2", "a": "1"}
    assert with_png_text(PNG, text) == with_png_text(PNG, text)
    assert with_png_text(with_png_text(PNG, text), text) == with_png_text(PNG, text)


def test_utf8_inside_text_chunks_of_other_programs() -> None:
    body = b"tEXtprompt\0" + "лицо".encode()
    chunk = (len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)
    assert png_text(PNG[:33] + chunk + PNG[33:])["prompt"] == "лицо"


def test_text_behind_the_pixels_is_found() -> None:
    body = b"tEXtlate\0here"
    chunk = (len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)
    assert png_text(PNG[:-12] + chunk + PNG[-12:]) == {"late": "here"}


def test_file_is_read_without_its_pixels(tmp_path: Path) -> None:
    path = tmp_path / "take.png"
    path.write_bytes(with_png_text(PNG, {"key": "abc"}))
    assert png_text(path) == {"key": "abc"}


@pytest.mark.parametrize("length", [20, 40, len(PNG) - 1])
def test_cut_off_png_is_damaged(length: int) -> None:
    with pytest.raises(StudioError, match="cut off") as caught:
        png_text(PNG[:length])
    assert caught.value.kind == "damaged"


def test_changed_text_fails_its_checksum() -> None:
    png = with_png_text(PNG, {"key": "abcdef"}).replace(b"abcdef", b"abcxef")
    with pytest.raises(StudioError, match="checksum") as caught:
        png_text(png)
    assert caught.value.kind == "damaged"


def test_other_files_are_not_png(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_text("not a picture", encoding="utf-8")
    with pytest.raises(StudioError, match=r"a\.png is not a PNG") as caught:
        png_text(path)
    assert caught.value.kind == "input"


@pytest.mark.parametrize("keyword", ["", "k" * 80, "a\0b"])
def test_impossible_keywords_are_refused(keyword: str) -> None:
    with pytest.raises(ValueError, match="keyword"):
        with_png_text(PNG, {keyword: "x"})
