"""`studio forecast`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from studio.cli.console import Console
from studio.cli.many_values import ManyValues
from studio.cli.options import episode_argument, json_option
from studio.cli.session import start_session
from studio.episode.config import load_config
from studio.episode.store import EpisodeStore
from studio.jobs.forecast import Forecast, StageForecast, changed_wish, forecast, present_wish

if TYPE_CHECKING:
    from studio.review.lab.unique_frames import SourceFrames


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
        plans = [forecast(store, wish) for wish in (now, *(changed_wish(store, now, given) for given in wishes))]
        frames = [_source_frames(store, plan, unique) for plan in plans] if unique else []
    facts = {"episode": str(episode), "plans": [_as_dict(plan, rate) for plan in plans],
             "unique": [None if found is None else asdict(found) for found in frames]}
    Console(as_json=as_json).result(facts, "\n".join([*_table(plans, rate), *_unique_lines(plans, frames)]))


def _source_frames(store: EpisodeStore, plan: Forecast, unique: int) -> SourceFrames | None:
    """None where no take of the plan's preset was scored on this machine."""
    from studio.episode.preset_library import PresetLibrary
    from studio.episode.sweep_table import CountTable, PassCount, SweepPreset
    from studio.jobs.preset_figures import preset_figures
    from studio.review.lab.pass_rates import pass_rates
    from studio.review.lab.unique_frames import source_frames

    preset = PresetLibrary().get(plan.wish.preset)
    strict = preset_figures(store, [preset])[preset.name].strict
    if strict is None:
        return None
    table = CountTable((SweepPreset(preset.name),), (PassCount(strict.passed, strict.tried),))
    return source_frames(unique, pass_rates(table)[0])


def _as_dict(plan: Forecast, rate: float | None) -> dict[str, Any]:
    money = None if rate is None or plan.seconds is None else plan.seconds / 3600 * rate
    return {**asdict(plan), "seconds": plan.seconds, "money": money, "unknown": list(plan.unknown)}


def _table(plans: Sequence[Forecast], rate: float | None) -> list[str]:
    titles = [f"{plan.wish.preset}, {plan.wish.frames} frames, {plan.wish.voice_s:.0f} s" for plan in plans]
    width = max(24, *(len(title) + 2 for title in titles))
    rows = [f"{'':<10}" + "".join(f"{title:>{width}}" for title in titles)]
    names = dict.fromkeys(stage.stage for plan in plans for stage in plan.stages)
    rows += [f"{name:<10}" + "".join(f"{_cell(plan, name):>{width}}" for plan in plans) for name in names]
    rows.append(f"{'episode':<10}" + "".join(f"{_clock(plan.seconds):>{width}}" for plan in plans))
    if rate is not None:
        costs = ["not known" if plan.seconds is None else f"{plan.seconds / 3600 * rate:.2f}" for plan in plans]
        rows.append(f"{'money':<10}" + "".join(f"{cost:>{width}}" for cost in costs))
    return rows


def _cell(plan: Forecast, name: str) -> str:
    stages = [stage for stage in plan.stages if stage.stage == name]
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


def _unique_lines(plans: Sequence[Forecast], frames: Sequence[SourceFrames | None]) -> list[str]:
    lines = []
    for plan, found in zip(plans, frames, strict=False):
        if found is None:
            lines.append(f"{plan.wish.preset}: no take was scored on this machine, so no number of frames can be told.")
        else:
            from studio.review.lab.sentences import source_sentence

            lines.append(f"{plan.wish.preset}: {source_sentence(found, 'en')}")
    return lines
