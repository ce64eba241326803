"""The sample episode: all it needs is made at run time or comes with the program."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from importlib.resources import as_file
from pathlib import Path

from studio.episode.bundled import bundled
from studio.episode.finish_rules import DRAFT
from studio.episode.picture import Picture
from studio.episode.store import EPISODE_SUFFIX
from studio.jobs.events import JobControl, Listener
from studio.jobs.inputs import ReferenceInput
from studio.jobs.make_episode import EpisodeChanges, MadeEpisode, make_episode
from studio.media.pictures import encode_png
from studio.source.sample_person import sample_portrait, sample_source_frames

SAMPLE_FRAMES = 72
FINISH = {"lip_sync": DRAFT, "loudness": -14.0}
ANALYZER = "builtin"    # the same sample everywhere, whatever face packs are installed


def make_sample(out: Path, listen: Listener, control: JobControl) -> MadeEpisode:
    """Make `out` and its episode folder; run again, only what is missing is made."""
    with tempfile.TemporaryDirectory(prefix="studio-sample-") as folder:
        portrait, source = write_sample_inputs(Path(folder), sample_source_frames(SAMPLE_FRAMES))
        with as_file(bundled("resources", "sample", "voice.flac")) as voice:
            changes = EpisodeChanges(references=[ReferenceInput(portrait)], source=source, voice=voice, preset="D",
                                     engine="draft", analyzer=ANALYZER, finish=FINISH)
            return make_episode(out.with_suffix(EPISODE_SUFFIX), changes, out, listen, control)


def write_sample_inputs(folder: Path, frames: Iterable[Picture]) -> tuple[Path, Path]:
    """The sample person's portrait, and a folder with these frames of the performer's turn."""
    portrait, source = folder / "portrait.png", folder / "head turn"
    portrait.write_bytes(encode_png(sample_portrait()))
    source.mkdir()
    for number, picture in enumerate(frames):
        sample_frame(source, number).write_bytes(encode_png(picture))
    return portrait, source


def sample_frame(source: Path, number: int) -> Path:
    """One of the frames in that folder."""
    return source / f"{number:03d}.png"
