"""Asking for a face pack's licence before its first download, where there is somebody to ask."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from studio.episode.settings import EpisodeSettings, read_settings


def fetch_face_pack_if_needed(analyzer: str | None, face_pack: str | None, episode: Path) -> None:
    """Fetch the default face pack where `insightface` is asked for by name and no pack is here.

    The licence is shown first and must be accepted in the terminal; without one, nothing is fetched and the analyzer
    says what to do. Raises StudioError where it is declined or the network fails.
    """
    file = episode / "episode.toml"
    settings = read_settings(file) if file.exists() else EpisodeSettings(episode.name)
    analyzer = analyzer or settings.analyzer
    if analyzer != "insightface" or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    from studio.weights.catalog import catalog_row
    from studio.weights.face_packs import DEFAULT_PACK, find_face_pack, pack_named_in
    from studio.weights.fetch import fetch

    if find_face_pack(face_pack or pack_named_in(episode, settings.face_pack)) is None:
        fetch(catalog_row(DEFAULT_PACK), accept_in_terminal)


def accept_in_terminal(licence: str) -> bool:
    """Show a licence and ask; only where somebody is there to answer."""
    click.echo(licence, err=True)
    return click.confirm("Fetch it under this licence?", default=False, err=True)
