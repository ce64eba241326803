"""`studio generate`, `score`, `review`, `reroll`, `undo`, `redo`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from studio.cli.console import Console
from studio.cli.face_pack import fetch_face_pack_if_needed
from studio.cli.listing import LISTED, filter_from, listing_options, sort_from
from studio.cli.options import changes_from, episode_argument, host_option, json_option, recipe_options
from studio.cli.review_text import review_as_dict, review_table, review_text
from studio.cli.session import existing_thresholds, say, start_session
from studio.episode.decision_table import ACCEPT, CLEAR, REJECT
from studio.episode.errors import StudioError
from studio.episode.frame_range import parse_frame_range
from studio.episode.pick import Candidate
from studio.episode.store import EpisodeStore
from studio.episode.thresholds import Thresholds
from studio.jobs.events import JobControl
from studio.jobs.generate_takes import generate_takes
from studio.jobs.make_episode import EpisodeChanges, change_episode
from studio.jobs.open_episode import open_episode
from studio.jobs.reroll import reroll
from studio.jobs.review_takes import Review, listed_takes, load_review, takes_on_frames

_DECISIONS = (("accept", ACCEPT), ("reject", REJECT), ("clear", CLEAR))


@click.command("generate")
@episode_argument
@click.option("--frames", metavar="RANGE", help="Frames of the source: 50-99, 0-200:4")
@recipe_options
@json_option
def generate_command(*, episode: Path, as_json: bool, **values: Any) -> None:  # noqa: ANN401
    """Make and score the takes of EPISODE that are missing."""
    start_session()
    fetch_face_pack_if_needed(values["analyzer"], values["face_pack"], episode)
    console = Console(as_json=as_json)
    changes = changes_from(values, existing_thresholds(episode))
    with console.watching() as listen, open_episode(episode, listen) as store:
        change_episode(store, changes, listen)
        result = generate_takes(store, listen, JobControl())
        review = load_review(store)
    report = result.report
    facts = {
        "episode": str(episode), "made": report.made, "found": report.found, "scored": report.scored,
        "failed": [{"frame": number, "kind": error.kind, "message": error.message} for number, error in report.failed],
        "unscored": [{"frame": number, "kind": error.kind, "message": error.message} for number, error in report.unscored],
        "stages": [stage.as_dict() for stage in result.stages], **review_as_dict(review),
    }
    text = f"{report.made} takes made, {report.found} were there, {len(report.failed)} failed.\n{review_text(review)}"
    console.result(facts, text)


@click.command("score")
@episode_argument
@click.option("--analyzer", type=click.Choice(["auto", "insightface", "opencv-zoo", "builtin"]))
@click.option("--face-pack", metavar="NAME|DIR", envvar="STUDIO_FACE_PACK")
@json_option
def score_command(*, episode: Path, as_json: bool, **values: Any) -> None:  # noqa: ANN401
    """Score the takes of EPISODE that this analyzer has not seen; scores of others are kept apart."""
    from studio.jobs.score_takes import score_takes

    start_session()
    fetch_face_pack_if_needed(values["analyzer"], values["face_pack"], episode)
    console = Console(as_json=as_json)
    with console.watching() as listen, open_episode(episode, listen) as store:
        change_episode(store, changes_from(values), listen)
        scored = score_takes(store, listen, JobControl())
        review = load_review(store)
    console.result({"episode": str(episode), "scored": scored, **review_as_dict(review)},
                   f"{scored} takes scored.\n{review_text(review)}")


@click.command("review")
@episode_argument
@click.option("--accept", metavar="RANGE", help=f"Accept the takes of these frames, whatever their scores; {LISTED!r}: "
                                                "those that the following options list.")
@click.option("--reject", metavar="RANGE", help="Reject the takes of these frames, or those listed.")
@click.option("--clear", metavar="RANGE", help="Leave these frames, or the takes listed, to the thresholds again.")
@click.option("--list", "whole", is_flag=True, help="List every take with its scores.")
@listing_options
@recipe_options
@json_option
def review_command(*, episode: Path, as_json: bool, whole: bool, group: str | None, conditions: tuple[str, ...],
                   by: str | None, descending: bool, **values: Any) -> None:  # noqa: ANN401
    """Show how EPISODE's takes stand; accept, reject or clear them, or change the thresholds."""
    start_session()
    console = Console(as_json=as_json)
    wanted, sort = filter_from(group, conditions), sort_from(by, descending=descending)
    lists = whole or group is not None or bool(conditions) or by is not None or descending
    writes = any(values[name] is not None for name, _ in _DECISIONS)
    thresholds = changes_from(values, existing_thresholds(episode)).thresholds
    with open_episode(episode, say) if writes or thresholds else EpisodeStore.open_to_read(episode) as store:
        for name, value in _DECISIONS:
            if values[name] is not None:
                _decide(store, name, value, values[name], lambda review: listed_takes(store, review, wanted, sort))
        if thresholds:
            _set_thresholds(store, thresholds)
        review = load_review(store)
        listed = listed_takes(store, review, wanted, sort) if lists else None
    console.result({"episode": str(episode), **review_as_dict(review, listed)},
                   ("" if listed is None else review_table(review, listed) + "\n") + review_text(review))


@click.command("reroll")
@episode_argument
@click.option("--until-pass", is_flag=True, help="Go on, seed after seed, until each frame has a take that passes.")
@click.option("--max-seeds", type=click.IntRange(1, 1000), default=4, show_default=True,
              help="At most this many further seeds a frame.")
@click.option("--frames", metavar="RANGE", help="Only these frames; without --until-pass also those that have a pick.")
@host_option
@json_option
def reroll_command(*, episode: Path, until_pass: bool, max_seeds: int, frames: str | None, host: str | None,
                   as_json: bool) -> None:
    """Make further takes, with other seeds, of the frames of EPISODE that have no pick, or of those named."""
    start_session()
    console = Console(as_json=as_json)
    with console.watching() as listen, open_episode(episode, listen) as store:
        change_episode(store, EpisodeChanges(host=host), listen)
        named = parse_frame_range(frames).select(store.frames.numbers()) if frames else None
        report = reroll(store, max_seeds, listen, JobControl(), until_pass=until_pass, frames=named)
        review = load_review(store)
    console.result(
        {"episode": str(episode), "made": report.made, "rounds": report.rounds, "exhausted": list(report.exhausted),
         **review_as_dict(review)},
        f"{report.made} takes made in {report.rounds} rounds; {len(report.exhausted)} frames have no pick after "
        f"{max_seeds} further seeds.\n{review_text(review)}")


@click.command("undo")
@episode_argument
@json_option
def undo_command(*, episode: Path, as_json: bool) -> None:
    """Take back the last decision or change of a threshold in EPISODE."""
    _travel(episode, forward=False, as_json=as_json)


@click.command("redo")
@episode_argument
@json_option
def redo_command(*, episode: Path, as_json: bool) -> None:
    """Carry out again what `studio undo` took back."""
    _travel(episode, forward=True, as_json=as_json)


def _travel(episode: Path, *, forward: bool, as_json: bool) -> None:
    start_session()
    word = "redo" if forward else "undo"
    with open_episode(episode, say) as store:
        label = store.history.redo() if forward else store.history.undo()
    if label is None:
        raise StudioError("nothing", f"There is nothing to {word} in {episode.name}.")
    Console(as_json=as_json).result({"episode": str(episode), word: label}, f"{word}: {label}")


def _decide(store: EpisodeStore, word: str, value: int, frames: str,
            listed: Callable[[Review], list[Candidate]]) -> None:
    review = load_review(store)
    if frames == LISTED:
        takes = [item.take for item in listed(review)]
        store.history.decide(value, takes, f"{word} {len(takes)} takes")
    else:
        store.history.decide(value, takes_on_frames(review, frames), f"{word} frames {frames}")


def _set_thresholds(store: EpisodeStore, thresholds: Thresholds) -> None:
    before = store.settings.thresholds.as_dict()
    changed = {name: value for name, value in thresholds.as_dict().items() if value != before[name]}
    store.history.apply([{"do": "set", "name": f"thresholds.{name}", "value": value} for name, value in changed.items()],
                        "thresholds " + ", ".join(f"{name} {value}" for name, value in changed.items()))
