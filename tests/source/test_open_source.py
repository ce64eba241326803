"""Opening whatever the person names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.media.pictures import encode_png
from studio.source.open_source import open_source


def test_a_folder_opens_as_pictures(tmp_path: Path) -> None:
    (tmp_path / "5.png").write_bytes(encode_png(np.zeros((1, 1, 3), np.uint8)))
    source = open_source(tmp_path)
    assert (source.kind, source.numbers, source.width, source.height) == ("folder", (5,), 1, 1)


def test_a_video_opens_as_a_video(shared: Path) -> None:
    source = open_source(shared / "media" / "talking_head_1080x1920_25fps_10s.mp4")
    assert (source.kind, len(source.frames), source.width, source.height) == ("video", 250, 1080, 1920)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("nothing.mp4", None, "There is no video or folder at"),
        ("x" * 300 + ".mp4", None, "cannot be opened|There is no video"),
        ("-notes\n1.mp4", b"these are words, not a video" * 50, "video"),
        ("empty.mp4", b"", "empty"),
        ("one.PNG", b"x", "is one picture: give a video or the folder"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(
    tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StudioError, match=sentence) as caught:
        open_source(path)
    assert caught.value.kind == "input"
    assert "\n" not in caught.value.message
