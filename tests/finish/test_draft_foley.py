"""Sounds made from a picture's motion: as long as asked, quiet, louder where something moves, the same for a seed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.finish import draft_foley as foley_module
from studio.finish.draft_foley import draft_foley, foley_blocks, movement, picture_motion
from studio.finish.loop import LoopPlan
from studio.media.sound import read_sound
from studio.media.wav_file import WavFile
from tests.finish.clips import make_loop, moving_pictures, names_in

FPS = Fraction(25)


def _level(sound: NDArray[np.floating]) -> float:
    """dB against full scale."""
    return float(20 * np.log10(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))))


@pytest.fixture
def half_moving(tmp_path: Path) -> Path:
    """Two seconds that stand still, then two that move."""
    (tmp_path / "loop").mkdir()
    pictures = moving_pictures(40)
    shown = [pictures[0]] * 60 + [pictures[(n * 3) % 40] for n in range(40)]
    return make_loop(tmp_path / "loop", LoopPlan(100, FPS, 100), shown)


def test_it_is_as_long_as_asked_and_a_seed_gives_its_bytes_again(tmp_path: Path, half_moving: Path) -> None:
    said: list[tuple[int, int]] = []
    for name, seed in (("a.wav", 4), ("b.wav", 4), ("c.wav", 5)):
        made = draft_foley(half_moving, 190_001, seed, tmp_path / name, lambda *progress: said.append(progress))
        assert made.samples == 190_001
    assert said[-1] == (190_001, 190_001)
    with WavFile(tmp_path / "a.wav") as sound:
        assert (sound.samples, sound.channels) == (190_001, 1)
    one, same, other = ((tmp_path / name).read_bytes() for name in ("a.wav", "b.wav", "c.wav"))
    assert one == same
    assert one != other


def test_movement_is_heard_where_it_is_seen(tmp_path: Path, half_moving: Path) -> None:
    made = draft_foley(half_moving, 6 * 48_000, 1, tmp_path / "foley.wav")
    sound = read_sound(tmp_path / "foley.wav")[:, 0]
    still, moving, after = sound[: 2 * 48_000], sound[130_000 : 4 * 48_000], sound[200_000:]
    assert _level(still) == pytest.approx(-60, abs=1.5)
    assert _level(after) == pytest.approx(-60, abs=1.5)             # the video has ended
    assert _level(moving) > -52
    assert np.abs(sound).max() < 0.1
    assert made.strongest > 0.5


def test_an_even_flicker_is_no_movement() -> None:
    flicker = np.full(100, 6.0, np.float32)
    assert not movement(flicker, FPS).any()
    flicker[60:64] += 5
    strength = movement(flicker, FPS)
    assert int(strength.argmax()) in (61, 62)
    assert strength[:50].max() < 0.01


def test_motion_is_that_of_the_pictures(half_moving: Path) -> None:
    motion = picture_motion(half_moving)
    assert motion.shape == (100,)
    assert motion[:58].max() < 1
    assert motion[62:].min() > 5


def test_a_shorter_sound_is_the_beginning_of_a_longer_one() -> None:
    strength = np.linspace(0, 1, 50, dtype=np.float32)
    long, short = (np.concatenate(list(foley_blocks(strength, FPS, count, 9))) for count in (100_000, 70_000))
    assert np.array_equal(long[:70_000], short)


def test_blocks_leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    strength = np.linspace(0, 1, 50, dtype=np.float32)
    whole = np.concatenate(list(foley_blocks(strength, FPS, 70_000, 9)))
    monkeypatch.setattr(foley_module, "_BLOCK", 999)
    assert np.array_equal(np.concatenate(list(foley_blocks(strength, FPS, 70_000, 9))), whole)


def test_a_stop_leaves_nothing(tmp_path: Path, half_moving: Path) -> None:
    before = names_in(tmp_path)

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draft_foley(half_moving, 100_000, 1, tmp_path / "foley.wav", stop)
    assert names_in(tmp_path) == before


def test_a_stop_while_the_motion_is_looked_at_leaves_nothing(half_moving: Path, tmp_path: Path) -> None:
    def stop(done: int, _: int) -> None:
        assert done == 0                        # no sound is written yet
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draft_foley(half_moving, 48_000, 1, tmp_path / "foley.wav", stop)
    assert not list(tmp_path.glob("*foley*"))
