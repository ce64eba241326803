"""What cannot be measured is said in words; the figures themselves are checked in tests/finish/test_reach_loudness.py."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.media.loudness import measure_loudness
from studio.media.pictures import encode_png


def test_what_is_no_sound_is_said_without_ffmpegs_words(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(encode_png(np.zeros((8, 8, 3), np.uint8)))
    for path, said in ((picture, "is not a sound file that can be read"), (tmp_path / "none.wav", "there is no such file")):
        with pytest.raises(StudioError, match=said) as caught:
            measure_loudness(path)
        assert caught.value.kind == "input"
