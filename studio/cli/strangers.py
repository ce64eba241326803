"""`studio strangers`: other people's faces, and whether an identity threshold keeps them out."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from studio.cli.console import Console
from studio.cli.options import PATH, episode_argument, json_option
from studio.cli.session import start_session
from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl, JobEvent
from studio.jobs.faces_at_hand import forget_folder, name_folder, named_folders
from studio.jobs.identity_cost import cost_fields, cost_text, identity_costs, identity_series
from studio.jobs.open_episode import open_episode
from studio.jobs.strangers import look_at_strangers
from studio.jobs.take_columns import load_columns

if TYPE_CHECKING:
    from studio.jobs.events import Listener
    from studio.jobs.strangers import Strangers
    from studio.review.lab.words import Language

LIMITS = (0.3, 0.4, 0.5, 0.6, 0.7)
"""Thresholds told of where the episode has none."""


@click.group("strangers")
def strangers_command() -> None:
    """Faces of other people: those of your other episodes' references, and of folders that you name."""
    start_session()


@strangers_command.command("show")
@episode_argument
@click.option("--threshold", "thresholds", type=click.FloatRange(-1, 1), multiple=True, metavar="COSINE",
              help="Ask about this identity threshold; may be given several times. The episode's unless given.")
@click.option("--language", type=click.Choice(["en", "ru"]), default="en", show_default=True, help="Of the sentences.")
@json_option
def show_command(*, episode: Path, thresholds: tuple[float, ...], language: Language, as_json: bool) -> None:
    """What an identity threshold costs EPISODE in takes, and how often a stranger would pass it."""
    if any(map(math.isnan, thresholds)):
        raise StudioError("usage", "--threshold nan is no number: write one from -1 to 1.")
    console = Console(as_json=as_json)
    with console.watching() as listen, open_episode(episode, listen) as store:
        found = _look(store, listen)
        own = store.settings.thresholds.identity
        asked = thresholds or ((own,) if own is not None else LIMITS)
        costs = identity_costs(identity_series(load_columns(store)), found, asked)
    sentences = [cost_text(cost, found, language) for cost in costs]
    facts = {"episode": str(episode), "thresholds": [cost_fields(cost) for cost in costs], "sentences": sentences,
             "strangers": None if found is None else _as_dict(found)}
    console.result(facts, "\n".join([*sentences, *_ground(found)]))


@strangers_command.command("add")
@click.argument("folder", type=PATH)
@json_option
def add_command(*, folder: Path, as_json: bool) -> None:
    """Let the pictures in FOLDER, and in folders inside it, count as other people's. They are read, never copied."""
    pictures = name_folder(folder)
    Console(as_json=as_json).result({"folder": str(folder.absolute()), "pictures": pictures},
                                    f"{pictures} pictures in {folder} count as other people's.")


@strangers_command.command("list")
@json_option
def list_command(*, as_json: bool) -> None:
    """The folders that were named."""
    folders = [str(folder) for folder in named_folders()]
    Console(as_json=as_json).result({"folders": folders}, "\n".join(folders) or "No folder was named.")


@strangers_command.command("remove")
@click.argument("folder", type=PATH)
@json_option
def remove_command(*, folder: Path, as_json: bool) -> None:
    """Let the pictures in FOLDER count no more; they stay where they are."""
    forget_folder(folder)
    Console(as_json=as_json).result({"folder": str(folder.absolute())}, f"The pictures in {folder} count no more.")


def _look(store: EpisodeStore, listen: Listener) -> Strangers | None:
    """None where nobody is at hand, which is said."""
    try:
        return look_at_strangers(store, listen, JobControl())
    except StudioError as error:
        if error.kind != "nothing":
            raise
        listen(JobEvent("notice", "strangers", text=error.message))
        return None


def _as_dict(found: Strangers) -> dict[str, Any]:
    faces = [{"person": person, "cosine": cosine}
             for person, cosine in zip(found.people, found.cosines.tolist(), strict=True)]
    return {"analyzer": found.analyzer, "persons": found.persons, "pictures": found.pictures, "unseen": found.unseen,
            "set_aside": list(found.set_aside), "faces": faces}


def _ground(found: Strangers | None) -> list[str]:
    """On what the sentences rest."""
    if found is None:
        return []
    lines = [f"{found.persons} people in {found.pictures} pictures, by {found.analyzer}; in {found.unseen} of them no face "
             "is seen well."]
    return [*lines, *(f"set aside: {name}" for name in found.set_aside)]
