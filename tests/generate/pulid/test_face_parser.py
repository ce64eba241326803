"""Telling face from background by a model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.generate.pulid.face_parser import FaceParser
from tests.generate.pulid.onnx_models import write_parser, write_recogniser


def test_every_pixel_has_a_class(tmp_path: Path) -> None:
    face = np.zeros((512, 512, 3), np.uint8)
    face[100:200, 300:400] = (125, 0, 0)        # above ImageNet's mean red, 123.7
    face[300:400, 100:200] = (122, 255, 255)
    labels = FaceParser(write_parser(tmp_path / "parser.onnx")).labels(face)
    assert labels.shape == (512, 512)
    assert labels[100:200, 300:400].all()
    assert labels.sum() == 100 * 100


def test_what_is_no_parser_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="no face parser with 19 classes"):
        FaceParser(write_recogniser(tmp_path / "recogniser.onnx", 512))
    with pytest.raises(StudioError, match="is not there"):
        FaceParser(tmp_path / "none.onnx")
    (tmp_path / "noise.onnx").write_bytes(b"noise")
    with pytest.raises(StudioError, match="damaged"):
        FaceParser(tmp_path / "noise.onnx")
