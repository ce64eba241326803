"""Whether a mouth follows a voice: shifts are found, strangers are not taken for a match, and real mouths are seen."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from studio.episode.picture import Picture
from studio.finish.draft_lip_sync import draft_lip_sync
from studio.finish.mouth_opening import mouth_opening
from studio.finish.mouth_track import mouth_track
from studio.finish.sync_score import MOST_FRAMES, measured_frames, score_of, sync_score
from studio.identity.open_analyzer import open_analyzer
from studio.media.ffmpeg import run_ffmpeg
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames
from tests.finish.mouths import small_astronaut, still_loop, syllables, write_speech

FPS = Fraction(25)


def _curve(seed: int, frames: int = 400) -> NDArray[np.float64]:
    """A smooth random curve."""
    return np.asarray(gaussian_filter1d(np.random.default_rng(seed).standard_normal(frames + 40), 1.5)[20:-20])


@pytest.mark.parametrize("late", [-7, -1, 0, 3, 12])
def test_a_shift_is_found_with_its_sign(late: int) -> None:
    voice = _curve(1)
    mouth = np.roll(voice, late) + 0.3 * voice.std() * np.random.default_rng(2).standard_normal(len(voice))
    score = score_of(mouth, voice, FPS)
    assert score.lag_frames == late
    assert score.lag_interval is not None
    assert score.lag_interval[0] <= late <= score.lag_interval[1]
    assert score.best is not None
    assert score.best > 0.9
    assert score.correlation is not None
    assert (score.correlation > 0.9) == (late == 0)
    assert score.n == len(voice)


def test_strangers_have_no_lag_and_an_interval_around_nothing() -> None:
    scores = [score_of(_curve(seed), _curve(seed + 1000), FPS) for seed in range(40)]
    assert sum(score.lag_frames is not None for score in scores) <= 4
    inside = [score.interval is not None and score.interval[0] <= 0 <= score.interval[1] for score in scores]
    assert sum(inside) >= 34                            # 38 of 40 on average; smoothness is reckoned with
    assert np.mean([abs(score.correlation or 0) for score in scores]) < 0.15


def test_an_opposite_mouth_is_negative() -> None:
    score = score_of(-_curve(1), _curve(1), FPS)
    assert score.correlation == pytest.approx(-1)


@pytest.mark.parametrize("mouth", [np.zeros(100), np.full(100, np.nan), np.concatenate((_curve(1, 5), np.full(95, np.nan)))])
def test_what_cannot_be_told_is_none(mouth: NDArray[np.float64]) -> None:
    score = score_of(mouth, _curve(2, 100), FPS)
    assert (score.correlation, score.interval, score.lag_frames) == (None, None, None)
    assert score.details()["correlation"] is None


def test_frames_without_a_face_are_not_counted() -> None:
    voice = _curve(1)
    mouth = voice.copy()
    mouth[::3] = np.nan
    score = score_of(mouth, voice, FPS)
    assert score.n == int(np.isfinite(mouth).sum())
    assert score.correlation == pytest.approx(1)


def test_a_long_video_is_measured_in_stretches() -> None:
    assert measured_frames(100).tolist() == list(range(100))
    numbers = measured_frames(90_000)
    assert len(numbers) == MOST_FRAMES
    assert (np.diff(numbers) > 0).all()
    assert (numbers[0], numbers[-1]) == (0, 89_999)
    assert int((np.diff(numbers) > 1).sum()) == 7


def test_the_draft_follows_its_own_voice_and_no_other(tmp_path: Path, astronaut: Picture) -> None:
    picture, landmarks = small_astronaut(astronaut)
    loop = still_loop(tmp_path / "loop", picture, 200)
    voice = write_speech(tmp_path / "voice.wav", syllables(8.0, 1))
    other = write_speech(tmp_path / "other.wav", syllables(8.0, 5))
    shown = np.zeros(200, np.int64)
    draft_lip_sync(loop, [landmarks], shown, mouth_track(voice, FPS, 200), tmp_path / "draft.mp4")
    own = sync_score(tmp_path / "draft.mp4", voice, [landmarks], shown)
    assert own.correlation is not None
    assert own.correlation >= 0.7
    assert own.lag_frames == 0
    stranger = sync_score(tmp_path / "draft.mp4", other, [landmarks], shown)
    assert stranger.correlation is not None
    assert abs(stranger.correlation) < 0.2
    still = sync_score(loop, voice, [landmarks], shown)
    assert (still.correlation, still.n) == (None, 200)              # a mouth that stands still says nothing


def test_the_draft_on_a_real_voice(tmp_path: Path, shared: Path, astronaut: Picture) -> None:
    picture, landmarks = small_astronaut(astronaut)
    voice, backward = shared / "media" / "voice_16k_mono.wav", tmp_path / "backward.wav"
    run_ffmpeg(["-i", str(voice), "-af", "areverse", str(backward)])
    loop, shown = still_loop(tmp_path / "loop", picture, 240), np.zeros(240, np.int64)
    draft_lip_sync(loop, [landmarks], shown, mouth_track(voice, FPS, 240), tmp_path / "draft.mp4")
    own = sync_score(tmp_path / "draft.mp4", voice, [landmarks], shown)
    assert own.correlation is not None
    assert own.correlation >= 0.5
    assert own.lag_frames is not None
    assert abs(own.lag_frames) <= 1
    other = sync_score(tmp_path / "draft.mp4", backward, [landmarks], shown)
    assert other.correlation is not None
    assert abs(other.correlation) < 0.2


def test_real_open_mouths_measure_more_than_closed_ones(shared: Path, face_pack: Path) -> None:
    """Frames of the talking head, judged by eye."""
    opened, closed = [84, 112, 192, 198, 234, 237], [9, 65, 90, 133, 159, 204]
    analyzer = open_analyzer("insightface", face_pack=str(face_pack))[0]
    info = probe_video(shared / "media" / "talking_head_1080x1920_25fps_10s.mp4")
    found = {}
    for number, picture in decode_frames(info, sorted(opened + closed)):
        landmarks = analyzer.observe(picture)[0].landmarks
        assert landmarks is not None
        found[number] = mouth_opening(picture, landmarks)
    assert min(found[number] for number in opened) > max(found[number] for number in closed)
