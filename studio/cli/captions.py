"""`studio captions`: what is written over the loop."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import click

from studio.cli.console import Console
from studio.cli.options import PATH, episode_argument, json_option
from studio.cli.session import say, start_session
from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.finish.captions import read_captions, write_captions
from studio.jobs.open_episode import open_episode


@click.group("captions")
@episode_argument
@click.pass_context
def captions_command(ctx: click.Context, *, episode: Path) -> None:
    """The captions of EPISODE, as SubRip (.srt) and WebVTT (.vtt) files, or heard in its voice."""
    start_session()
    ctx.obj = episode


@captions_command.command("import")
@click.argument("file", type=PATH)
@json_option
@click.pass_obj
def import_command(episode: Path, *, file: Path, as_json: bool) -> None:
    """Take the captions of FILE, SubRip or WebVTT, in place of those there are."""
    captions = read_captions(file)
    with open_episode(episode, say) as store:
        store.history.set_timeline(replace(store.timeline(), captions=captions), f"captions from {file.name}")
    _say(Console(as_json=as_json), episode, captions)


@captions_command.command("export")
@click.argument("file", type=PATH)
@json_option
@click.pass_obj
def export_command(episode: Path, *, file: Path, as_json: bool) -> None:
    """Write the captions to FILE.srt or FILE.vtt."""
    with EpisodeStore.open_to_read(episode) as store:
        captions = store.timeline().captions
    if not captions:
        raise StudioError("nothing", f"{episode.name} has no captions. Add some with `studio captions {episode} import "
                                     "FILE.srt`.")
    count = write_captions(captions, file)
    Console(as_json=as_json).result({"episode": str(episode), "file": str(file), "captions": count},
                                    f"{file}: {count} captions.")


@captions_command.command("recognise")
@click.option("--language", default="", metavar="CODE", help="What the voice speaks, such as en or ru; else it is heard.")
@click.option("--model", type=PATH, metavar="DIR", help="The folder of a faster-whisper model.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", show_default=True)
@json_option
@click.pass_obj
def recognise_command(episode: Path, *, language: str, model: Path | None, device: str, as_json: bool) -> None:
    """Hear the voice and put its words in place of the captions there are. Needs faster-whisper and a model."""
    from studio.jobs.events import JobControl
    from studio.jobs.recognise_captions import recognise_captions

    console = Console(as_json=as_json)
    with console.watching() as listen, open_episode(episode, listen) as store:
        captions = recognise_captions(store, listen, JobControl(), language=language, model=model, device=device)
    _say(console, episode, captions)


def _say(console: Console, episode: Path, captions: tuple[Caption, ...]) -> None:
    console.result({"episode": str(episode), "captions": [asdict(caption) for caption in captions]},
                   f"{len(captions)} captions.")
