"""A waveform is read from its sound once."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.jobs.waveforms import waveform
from tests.cli.small_inputs import write_tone


def test_the_second_time_the_kept_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "audio").mkdir()
    write_tone(tmp_path / "audio" / "0123-tone.wav", 1.0)
    first = waveform(tmp_path, "audio/0123-tone.wav")
    (tmp_path / "audio" / "0123-tone.wav").unlink()
    again = waveform(tmp_path, "audio/0123-tone.wav")
    assert (again.samples, again.fine.tolist()) == (first.samples, first.fine.tolist())


def test_a_damaged_one_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "audio").mkdir()
    write_tone(tmp_path / "audio" / "0123-tone.wav", 1.0)
    kept = tmp_path / "stages" / "waveform" / "0123-tone.npz"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"PK")
    assert waveform(tmp_path, "audio/0123-tone.wav").samples == 48_000
    assert kept.stat().st_size > 100


def test_what_is_no_sound_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"nothing")
    with pytest.raises(StudioError):
        waveform(tmp_path, "a.wav")
