"""`studio info`, `budget`, `doctor`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from studio.cli.console import Console
from studio.cli.options import PATH, episode_argument, json_option
from studio.cli.session import start_session
from studio.episode.config import load_config
from studio.episode.errors import StudioError
from studio.episode.external_takes import shown_settings
from studio.episode.store import EpisodeStore


@click.command("info")
@click.argument("file", type=PATH)
@json_option
def info_command(*, file: Path, as_json: bool) -> None:
    """What FILE is and how it was made: an episode folder, a render, or a take's PNG."""
    start_session()
    facts = _episode_facts(file) if file.is_dir() else _file_facts(file)
    Console(as_json=as_json).result(facts, _as_lines(facts))


@click.command("budget")
@episode_argument
@json_option
def budget_command(*, episode: Path, as_json: bool) -> None:
    """Time of EPISODE by stage: forecast for what is to do, measured for what was done; money with rate_per_hour."""
    from studio.jobs.budget import episode_budget

    start_session()
    config, _ = load_config()
    with EpisodeStore.open_to_read(episode) as store:
        budget = episode_budget(store, config.rate_per_hour)
    stages = [{"stage": item.stage, "forecast_s": item.forecast_s, "measured_s": item.measured_s, "runs": item.runs}
              for item in budget.stages]
    facts = {"episode": str(episode), "stages": stages, "forecast_s": budget.forecast_s,
             "measured_s": budget.measured_s, "rate_per_hour": budget.rate_per_hour,
             "forecast_money": budget.money(budget.forecast_s), "measured_money": budget.money(budget.measured_s)}
    lines = [f"{'stage':<10} {'to do':>10} {'measured':>10}   from"]
    lines += [f"{item.stage:<10} {_seconds(item.forecast_s):>10} {_seconds(item.measured_s):>10}   {item.runs} runs"
              for item in budget.stages]
    lines.append(f"{'episode':<10} {_seconds(budget.forecast_s):>10} {_seconds(budget.measured_s):>10}")
    if budget.rate_per_hour is not None:
        lines.append(f"{'money':<10} {_money(facts['forecast_money']):>10} {_money(facts['measured_money']):>10}   "
                     f"at {budget.rate_per_hour:g} an hour")
    Console(as_json=as_json).result(facts, "\n".join(lines))


@click.command("doctor")
@json_option
def doctor_command(*, as_json: bool) -> None:
    """What works here, what is missing, and the line that mends it."""
    from studio.jobs.doctor import examine, next_steps

    start_session()
    findings = examine()
    steps = next_steps(findings)
    facts = {"findings": [item.as_dict() for item in findings], "next": steps,
             "ready": all(item.works for item in findings if item.needed)}
    signs = {True: "ok     ", False: "missing"}
    lines = []
    for item in findings:
        lines.append(f"{signs[item.works] if item.works or item.needed else 'not yet'}  {item.name:<22} {item.found}")
        if item.mend:
            lines.append(f"{'':>9}{'':<22} -> {item.mend}")
    lines += ["", "Next:"] * bool(steps) + [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    Console(as_json=as_json).result(facts, "\n".join(lines))


def _episode_facts(folder: Path) -> dict[str, Any]:
    from dataclasses import asdict

    from studio.cli.review_text import review_as_dict
    from studio.jobs.licences import sale_of_episode
    from studio.jobs.review_takes import load_review

    with EpisodeStore.open_to_read(folder) as store:
        facts: dict[str, Any] = {"episode": str(folder), "settings": asdict(store.settings),
                                 "takes_of_all_recipes": store.takes.count(),
                                 "history": [step.label for step in store.history.steps() if not step.undone]}
        if store.takes.current_recipe():
            facts["may_be_sold"] = asdict(sale_of_episode(store))
        if store.frames.current_source():
            facts["review"] = review_as_dict(load_review(store))
    return facts


def _file_facts(file: Path) -> dict[str, Any]:
    from dataclasses import asdict

    from studio.finish.marks import read_marks
    from studio.jobs.licences import sale_of_marks
    from studio.media.png_text import png_text

    marks = read_marks(file)
    if marks:
        return {"file": str(file), **_with_unknown(marks), "may_be_sold": asdict(sale_of_marks(marks)),
                "content_credentials": _credentials(file)}
    text = png_text(file) if file.suffix.lower() == ".png" else {}
    if not text:
        raise StudioError("input", f"{file} carries no marks of the studio, and nothing else it could read.")
    return {"file": str(file), "text": text}


def _credentials(file: Path) -> dict[str, Any] | None:
    """Whether its manifest holds and who signed it; null where it has none."""
    from studio.finish.c2pa_signing import MIME_TYPES, read_credentials

    found = read_credentials(file) if file.suffix.lower() in MIME_TYPES else None
    if found is None:
        return None
    return {"unchanged": found.valid, "trusted": found.trusted, "signer": found.signer, "problems": list(found.problems)}


def _with_unknown(marks: dict[str, Any]) -> dict[str, Any]:
    """A take's marks with null, and a name under `unknown`, for what nobody knows of a picture made elsewhere."""
    request = marks.get("request")
    if not request:
        return marks
    return {**marks, "request": {**request, "settings": shown_settings(request["settings"])}}


def _as_lines(facts: dict[str, Any], indent: str = "") -> str:
    lines = []
    for name, value in facts.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}", _as_lines(value, indent + "  ")]
        else:
            lines.append(f"{indent}{name:<18} {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines)


def _seconds(value: float | None) -> str:
    return "not known" if value is None else f"{value:.1f} s"


def _money(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else "not known"
