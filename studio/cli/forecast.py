"""`studio forecast`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from studio.cli.console import Console
from studio.cli.many_values import ManyValues
from studio.cli.options import episode_argument, json_option
from studio.cli.session import start_session
from studio.episode.config import load_config
from studio.episode.store import EpisodeStore
from studio.jobs.forecast import StageForecast, changed_wish, present_wish
from studio.jobs.what_if import Plan, beyond_text, plan, unique_text


@click.command("forecast", cls=ManyValues)
@episode_argument
@click.option("--if", "wishes", multiple=True, metavar="'preset=A frames=30 voice=60' ...",
              help="Beside the episode as it is: with another preset, number of frames or seconds of voice.")
@click.option("--unique", type=click.IntRange(1, 100_000), metavar="N", help="How many source frames give N unique ones.")
@json_option
def forecast_command(*, episode: Path, wishes: tuple[str, ...], unique: int | None, as_json: bool) -> None:
    """What EPISODE would take from the beginning, by stage, from what was measured on this machine; plans side by side."""
    start_session()
    rate = load_config()[0].rate_per_hour
    with EpisodeStore.open_to_read(episode) as store:
        now = present_wish(store)
        plans = [plan(store, wish, unique or 0) for wish in (now, *(changed_wish(store, now, given) for given in wishes))]
    facts = {"episode": str(episode), "plans": [_as_dict(item, rate) for item in plans],
             "unique": [None if item.unique is None else asdict(item.unique.frames) for item in plans] if unique else []}
    beyond = dict.fromkeys(text for item in plans if (text := beyond_text(item, "en")))
    lines = [*_table(plans, rate), *beyond, *map(_unique_line, plans if unique else ())]
    Console(as_json=as_json).result(facts, "\n".join(lines))


def _as_dict(item: Plan, rate: float | None) -> dict[str, Any]:
    told = item.forecast
    return {**asdict(told), "seconds": told.seconds, "money": item.money(rate), "unknown": list(told.unknown),
            "there": None if item.there is None else asdict(item.there),
            "made": None if item.made is None else {**asdict(item.made), "whole": item.made.whole}}


def _table(plans: Sequence[Plan], rate: float | None) -> list[str]:
    wishes = [item.forecast.wish for item in plans]
    titles = [f"{wish.preset}, {wish.frames} frames, {wish.voice_s:.0f} s" for wish in wishes]
    width = max(24, *(len(title) + 2 for title in titles))
    rows = [f"{'':<10}" + "".join(f"{title:>{width}}" for title in titles)]
    names = dict.fromkeys(stage.stage for item in plans for stage in item.forecast.stages)
    rows += [f"{name:<10}" + "".join(f"{_cell(item, name):>{width}}" for item in plans) for name in names]
    rows.append(f"{'episode':<10}" + "".join(f"{_clock(item.forecast.seconds):>{width}}" for item in plans))
    if rate is not None:
        costs = [item.money(rate) for item in plans]
        shown = ["not known" if cost is None else f"{cost:.2f}" for cost in costs]
        rows.append(f"{'money':<10}" + "".join(f"{cost:>{width}}" for cost in shown))
    return [*rows, *dict.fromkeys(_made_line(item) for item in plans if item.made is not None)]


def _made_line(item: Plan) -> str:
    """What an earlier episode of the same preset took."""
    assert item.made is not None
    stages = ", ".join(f"{name} {_clock(seconds)}" for name, seconds in item.made.seconds.items())
    return (f"measured with {item.forecast.wish.preset}: {item.made.name}, {item.made.frames} frames, "
            f"{_clock(item.made.whole)} ({stages})")


def _cell(item: Plan, name: str) -> str:
    stages = [stage for stage in item.forecast.stages if stage.stage == name]
    if not stages:
        return "–"
    if any(stage.seconds is None for stage in stages):
        return "never measured here"
    seconds = sum(stage.seconds or 0.0 for stage in stages)
    return f"{_clock(seconds)}{_range(stages)} ({min(stage.runs for stage in stages)} runs)"


def _range(stages: Sequence[StageForecast]) -> str:
    if any(stage.low is None or stage.high is None for stage in stages):
        return ""
    low, high = (sum(getattr(stage, name) for stage in stages) for name in ("low", "high"))
    return f", {_clock(low)}-{_clock(high)}"


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return "not known"
    return f"{seconds:.1f} s" if seconds < 60 else f"{int(seconds // 60)} min {int(seconds % 60):02d} s"


def _unique_line(item: Plan) -> str:
    text = unique_text(item, "en") or "no take was scored on this machine, so no number of frames can be told."
    return f"{item.forecast.wish.preset}: {text}"
