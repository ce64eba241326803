"""The waveform of a sound of the episode, read once and kept among its stages."""

from __future__ import annotations

import logging
from pathlib import Path, PurePosixPath

from studio.episode.errors import StudioError
from studio.media.waveform import WaveformSummary, load_summary, save_summary, summarize

log = logging.getLogger(__name__)


def waveform(folder: Path, file: str) -> WaveformSummary:
    """The summary of `file` of the episode at `folder`; StudioError where it is no sound any more.

    Sounds of an episode carry their digest in their name and never change, so the name finds the kept summary.
    """
    kept = folder / "stages" / "waveform" / f"{PurePosixPath(file).stem}.npz"
    if kept.is_file():
        try:
            return load_summary(kept)
        except StudioError as problem:
            log.warning("%s", problem.message)
    made = summarize(folder / file)
    try:
        save_summary(made, kept)
    except StudioError as problem:          # a read-only episode is shown all the same
        log.warning("%s", problem.message)
    return made
