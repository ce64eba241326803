from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from studio.episode.face import Scores
from studio.episode.picture import Picture
from studio.finish.face_middle import MIDDLE, face_middle
from studio.finish.poster import best_picks, poster_candidates, poster_frame
from studio.media.video_encode import VideoSettings, encode_video


def with_open_mouth(portrait: Picture, opened: float) -> Picture:
    """The portrait with a dark mouth painted over hers, `opened` pixels high."""
    painted = portrait.copy()
    cv2.ellipse(painted, (222, 163), (18, max(1, round(opened))), 0, 0, 360, (25, 10, 10), -1)
    return painted


def test_the_best_picks_are_the_most_alike_then_the_surest() -> None:
    scores = [Scores(identity=0.5, det=0.9), None, Scores(identity=0.7, det=0.6), Scores(identity=0.7, det=0.8),
              Scores(det=0.99), Scores(identity=0.2)]
    assert best_picks(scores) == [3, 2]
    assert best_picks([None, None]) == [0]
    assert best_picks([Scores(det=0.5), Scores(det=0.6)]) == [1]


def test_the_poster_lies_between_the_fades_on_a_best_pick() -> None:
    shown = [0, 1, -1, 2, 3, 2, -1, 1] * 30
    assert poster_candidates(shown[:16], [3], 5, 15) == [12]
    assert poster_candidates(shown[:16], [9], 5, 15) == [5]
    many = poster_candidates(shown, [1], 0, 10**6)
    assert len(many) == 24
    assert all(shown[frame] == 1 for frame in many)
    assert (many[0], many[-1]) == (1, len(shown) - 1)


def test_of_these_frames_the_mouth_is_closed_furthest(tmp_path: Path, astronaut: Picture) -> None:
    """Hers laughs, with teeth: a line is the most closed one here."""
    openings = [14.0, 9.0, 12.0, 1.0, 10.0, 14.0]
    encode_video((with_open_mouth(astronaut, value) for value in openings), VideoSettings(Fraction(25), 8),
                 tmp_path / "talk.mp4")
    assert poster_frame(tmp_path / "talk.mp4", range(6)) == 3
    assert poster_frame(tmp_path / "talk.mp4", [0, 1, 2, 5]) == 1


def test_without_a_face_it_is_the_first_and_the_crop_is_in_the_middle(tmp_path: Path, astronaut: Picture) -> None:
    flat = (np.full((64, 64, 3), 90, np.uint8) for _ in range(4))
    encode_video(flat, VideoSettings(Fraction(25)), tmp_path / "flat.mp4")
    assert poster_frame(tmp_path / "flat.mp4", [2, 3]) == 2
    assert face_middle(tmp_path / "flat.mp4") == MIDDLE
    encode_video([np.roll(astronaut, 150, axis=1)] * 3, VideoSettings(Fraction(25)), tmp_path / "right.mp4")
    x, y = face_middle(tmp_path / "right.mp4")
    assert abs(x - (222 + 150) / 512) < 0.05
    assert abs(y - 0.25) < 0.08
