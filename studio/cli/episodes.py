"""`studio new`, `import`, `import-takes`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from studio.cli.console import Console
from studio.cli.options import PATH, changes_from, episode_argument, input_options, json_option, recipe_options
from studio.cli.session import existing_thresholds, start_session
from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.make_episode import change_episode
from studio.jobs.new_episode import create_episode
from studio.jobs.open_episode import open_episode


@click.command("new")
@episode_argument
@click.option("--like", type=PATH, metavar="OTHER.episode",
              help="Take identity, source, preset and thresholds from another episode.")
@input_options
@recipe_options
@json_option
def new_command(*, episode: Path, like: Path | None, as_json: bool, **values: Any) -> None:  # noqa: ANN401
    """Make an episode folder, empty or with what is given."""
    start_session()
    console = Console(as_json=as_json)
    with console.watching() as listen:
        before = existing_thresholds(like) if like else None
        create_episode(episode, like, changes_from(values, before), listen)
    with EpisodeStore.open_to_read(episode) as store:
        facts = _facts(store)
    console.result(facts, _text(facts))


@click.command("import")
@episode_argument
@input_options
@recipe_options
@json_option
def import_command(*, episode: Path, as_json: bool, **values: Any) -> None:  # noqa: ANN401
    """Bring a source, reference pictures, a voice or settings into EPISODE; only what is given changes."""
    start_session()
    console = Console(as_json=as_json)
    changes = changes_from(values, existing_thresholds(episode))
    with console.watching() as listen, open_episode(episode, listen) as store:
        change_episode(store, changes, listen)
        facts = _facts(store)
    console.result(facts, _text(facts))


@click.command("import-takes")
@episode_argument
@click.argument("folder", type=PATH)
@click.option("--preset", required=True, metavar="NAME", help="The name these takes stand under, such as A.")
@click.option("--map", "mapping", default="name", show_default=True, metavar="name|order|FILE.csv",
              help="How pictures find their frames: by the number in the name, in order, or by a table.")
@json_option
def import_takes_command(*, episode: Path, folder: Path, preset: str, mapping: str, as_json: bool) -> None:
    """Take in the pictures of FOLDER, made elsewhere, as takes of EPISODE's frames."""
    from studio.jobs.import_takes import import_takes

    start_session()
    console = Console(as_json=as_json)
    with console.watching() as listen, open_episode(episode, listen) as store:
        report = import_takes(store, folder, preset, mapping, listen)
    if not report.taken:
        raise StudioError("nothing", f"No picture of {folder} fits a frame of {episode.name}. Check --map.")
    console.result(
        {"episode": str(episode), "taken": report.taken, "unknown": list(report.unknown), "notices": list(report.notices)},
        f"{report.taken} pictures are takes now. Unknown of them, and shown so: {', '.join(report.unknown) or 'nothing'}.")


def _facts(store: EpisodeStore) -> dict[str, Any]:
    settings = store.settings
    source = store.frames.current_source()
    return {
        "episode": str(store.folder), "name": settings.name, "source": settings.source, "frames": settings.frames,
        "source_frames": len(store.frames.of_current_source()) if source else 0,
        "references": [item.file for item in settings.references], "whose_face": settings.whose_face,
        "whose_face_note": settings.whose_face_note, "voice": settings.voice, "preset": settings.preset,
        "engine": settings.engine, "thresholds": settings.thresholds.as_dict(),
    }


def _text(facts: dict[str, Any]) -> str:
    return "\n".join((
        f"{facts['episode']}",
        f"  source      {facts['source'] or 'none yet (--source)'}"
        + (f", {facts['source_frames']} frames, used: {facts['frames'] or 'all'}" if facts["source"] else ""),
        f"  references  {', '.join(facts['references']) or 'none yet (--identity)'}",
        f"  whose face  {facts['whose_face'] or 'not said yet (--whose-face)'}"
        + (f", {facts['whose_face_note']}" if facts["whose_face_note"] else ""),
        f"  voice       {facts['voice'] or 'none yet (--voice)'}",
        f"  preset      {facts['preset']}, engine {facts['engine']}",
    ))
