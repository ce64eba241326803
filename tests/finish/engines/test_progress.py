"""How far a program is, by what it prints; and which faces an engine works on."""

from __future__ import annotations

import numpy as np
import pytest

from studio.episode.face import FaceObservation
from studio.finish.engines.face_rule import as_detected
from studio.finish.engines.progress import ProgressReader
from studio.finish.engines.registry import engine_named

PRINTED = (
    "Input video path: v.mp4\nLoading:  90%|█████████ | 9/10\nAffine transforming 100 faces...\n"
    "\r  0%|          | 0/100 [00:00<?, ?it/s]\r 50%|█████     | 50/100 [00:01<00:01]\r100%|██████████| 100/100 [00:02]\n"
    "Doing inference...:   0%|          | 0/4 [00:00<?]\rSample frames: 16:  95%|█████████▌| 19/20\r"
    "Doing inference...:  50%|█████     | 2/4 [00:10<00:10]\nRestoring 100 faces...\n 50%|█████     | 50/100 [00:01]\n"
)


def test_bars_count_within_their_own_phase() -> None:
    reader = ProgressReader(engine_named("latentsync").facts.phases)
    seen = [reader.feed(PRINTED[at : at + 7]) for at in range(0, len(PRINTED), 7)]
    assert seen == sorted(seen)
    assert {0.0, 0.06, 0.1, 0.525} <= {round(value, 3) for value in seen}
    assert reader.feed("") == pytest.approx(0.975)


def face(width: float, height: float, det: float | None) -> FaceObservation:
    return FaceObservation((10.0, 10.0, 10.0 + width, 10.0 + height), det, None, None, None, None, None)


@pytest.mark.parametrize(("faces", "accepted"), [
    ([], False), ([face(60, 90, 0.5)], True), ([face(49, 90, 0.9)], False), ([face(60, 79, 0.9)], False),
    ([face(60, 90, 0.49)], False), ([face(140, 90, 0.9)], False), ([face(60, 301, 0.9)], False),
    ([face(60, 90, None)], True), ([face(200, 100, 0.9), face(50, 80, 0.6)], True),
])
def test_latentsyncs_rule_for_faces(faces: list[FaceObservation], accepted: bool) -> None:
    rule = engine_named("latentsync").facts.face_rule
    assert rule is not None
    assert rule.accepts(faces) is accepted


@pytest.mark.parametrize(("width", "height", "size"), [
    (512, 768, (341, 512)), (1024, 512, (512, 256)), (200, 100, (512, 256)),
])
def test_a_picture_is_shown_as_the_engine_will_see_it(width: int, height: int, size: tuple[int, int]) -> None:
    square, scale = as_detected(np.full((height, width, 3), 200, np.uint8), 512)
    assert square.shape == (640, 640, 3)
    assert (square[: size[1], : size[0]] == 200).all()
    assert not square[size[1] :].any()
    assert not square[:, size[0] :].any()
    assert scale == size[1] / height
