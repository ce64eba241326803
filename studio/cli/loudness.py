"""`studio loudness`: how loud a file is, or the voice of an episode."""

from __future__ import annotations

from pathlib import Path

import click

from studio.cli.console import Console
from studio.cli.options import PATH, json_option
from studio.cli.session import start_session
from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.media.loudness import Loudness, measure_loudness


@click.command("loudness")
@click.argument("path", type=PATH, metavar="EPISODE|FILE")
@json_option
def loudness_command(*, path: Path, as_json: bool) -> None:
    """Integrated loudness, loudness range and true peak of any sound or video FILE, or of EPISODE's voice."""
    start_session()
    file = _voice_of(path) if path.is_dir() else path
    found = measure_loudness(file)
    facts = {"file": str(file), "integrated_lufs": found.integrated, "range_lu": found.range_lu,
             "true_peak_dbtp": found.true_peak_db}
    Console(as_json=as_json).result(facts, f"{file}: {_text(found)}")


def _voice_of(episode: Path) -> Path:
    with EpisodeStore.open_to_read(episode) as store:
        if not store.settings.voice:
            raise StudioError("input", f"{episode.name} has no voice yet. Add one with `studio import {episode} --voice "
                                       "FILE`.")
        return store.path(store.settings.voice)


def _text(found: Loudness) -> str:
    if found.integrated is None:
        return "too quiet to be measured (below -70 LUFS)."
    return f"{found.integrated:.1f} LUFS, range {found.range_lu:.1f} LU, true peak {found.true_peak_db or 0.0:.1f} dBTP."
