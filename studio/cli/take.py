"""`studio take`: one take of an episode, and what can be done with it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from studio.cli.console import Console
from studio.cli.options import episode_argument, json_option
from studio.cli.session import say, start_session
from studio.episode.external_takes import shown_settings
from studio.episode.store import EpisodeStore
from studio.jobs.open_episode import open_episode
from studio.jobs.preset_from_take import use_take_settings
from studio.jobs.take_columns import load_columns
from studio.jobs.take_details import reachable_text, take_details, take_on_frame
from studio.review.reachable import reachable_identity


@click.command("take")
@episode_argument
@click.argument("frame", type=int)
@click.option("--seed", type=int, help="The take with this seed, instead of the frame's pick.")
@click.option("--choose", is_flag=True, help="Let it stand for its frame.")
@click.option("--use-settings", is_flag=True, help="Make its settings the episode's, by the preset that has them or a new "
                                                   "one of your own.")
@json_option
def take_command(*, episode: Path, frame: int, seed: int | None, choose: bool, use_settings: bool, as_json: bool) -> None:
    """Show the take on FRAME of EPISODE: its settings, scores, and what identity can be reached at its angle."""
    start_session()
    with open_episode(episode, say) if choose or use_settings else EpisodeStore.open_to_read(episode) as store:
        frame_id, take_id = take_on_frame(store, frame, seed)
        facts = _facts(store, frame, frame_id, take_id)
        if choose:
            store.history.choose(frame_id, take_id, f"pick another take of frame {frame}")
        if use_settings:
            used = use_take_settings(store, store.takes.row(take_id).request, frame)
            facts |= {"preset_used": used.name, "preset_saved": used.saved, "changed": used.changes}
    Console(as_json=as_json).result(facts, "\n".join(f"{name}: {value}" for name, value in _lines(facts)))


def _facts(store: EpisodeStore, frame: int, frame_id: int, take_id: int) -> dict[str, Any]:
    details = take_details(store, take_id, frame_id)
    scorer = store.scores.current_scorer()
    scores = store.scores.get(take_id, scorer[0]) if scorer else None
    columns = load_columns(store).scores
    yaw = scores.yaw if scores and scores.yaw is not None else float("nan")
    reach = reachable_identity(columns["yaw"], columns["identity"], yaw)
    return {
        "frame": frame, "take": details.request.key, "preset": details.preset,
        "settings": shown_settings(asdict(details.request.settings)), "seconds": details.facts.seconds,
        "device": details.facts.device, "software": details.facts.software, "precision": details.request.precision,
        "engine_revision": details.request.engine_revision, "scores": scores.as_dict() if scores else None,
        "identity_reachable": asdict(reach) if reach else None, "identity_text": reachable_text(reach),
    }


def _lines(facts: dict[str, Any]) -> list[tuple[str, object]]:
    flat: list[tuple[str, object]] = []
    for name, value in facts.items():
        if isinstance(value, dict):
            flat += [(f"{name}.{key}", held) for key, held in value.items()]
        else:
            flat.append((name, value))
    return [(name, "unknown" if value is None else value) for name, value in flat]
