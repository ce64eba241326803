"""`studio look`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import numpy as np

from studio.cli.console import Console
from studio.cli.options import episode_argument, json_option
from studio.cli.session import start_session
from studio.jobs.events import JobControl, JobEvent
from studio.jobs.face_looker import FaceLooker
from studio.jobs.look_at_references import ReferencesLook, look_at_references, shown_name
from studio.jobs.look_at_source import MOST_FRAMES, SourceLook, look_at_source
from studio.jobs.open_episode import open_episode


@click.command("look")
@episode_argument
@click.option("--most", type=click.IntRange(2), default=MOST_FRAMES, show_default=True,
              help="Look at so many frames of a longer source, evenly chosen.")
@json_option
def look_command(*, episode: Path, most: int, as_json: bool) -> None:
    """Look at EPISODE's references and source: the faces, how good they are, how alike, how far the head turns."""
    start_session()
    console = Console(as_json=as_json)
    with console.watching() as listen, open_episode(episode, listen) as store:
        looker, control = FaceLooker(listen), JobControl()
        try:
            references = look_at_references(store, looker, listen, control)
            source = look_at_source(store, looker, lambda done, of: listen(JobEvent("progress", "look", done, of)), control,
                                    most) if store.frames.current_source() else None
        finally:
            looker.close()
    console.result({"references": _references(references), "source": _source(source)}, _text(references, source))


def _references(look: ReferencesLook) -> dict[str, Any]:
    return {
        "analyzer": look.analyzer, "same_person": look.same_person, "warnings": list(look.warnings),
        "similarities": [list(found) for found in look.similarities],
        "pictures": [
            {"file": item.setting.file, "faces": len(item.faces), "counted": item.counted, "problem": item.problem,
             "warnings": list(item.warnings), **item.scores.as_dict()} for item in look.references
        ],
    }


def _source(look: SourceLook | None) -> dict[str, Any] | None:
    if look is None:
        return None
    yaw = [None if np.isnan(value) else float(value) for value in look.yaw]
    return {"analyzer": look.analyzer, "frames": look.frames, "looked_at": len(look.numbers),
            "found": int(look.found.sum()), "numbers": look.numbers.tolist(), "yaw": yaw}


def _text(references: ReferencesLook, source: SourceLook | None) -> str:
    lines = [f"{references.analyzer or 'no reference picture'}"]
    for item in references.references:
        scores = item.scores
        facts = [f"{name} {value:.2f}" for name, value in (("det", scores.det), ("yaw", scores.yaw),
                                                          ("sharpness", scores.sharpness)) if value is not None]
        lines.append(f"  {shown_name(item.setting.file):<24} {item.problem or ', '.join(facts) or 'no face'}")
        lines += [f"    {warning}" for warning in item.warnings]
    lines += [f"  alike {first} and {second}: {value:.2f} (one person from {references.same_person or 0:.2f} on)"
              for first, second, value in references.similarities]
    lines += [f"  {warning}" for warning in references.warnings]
    if source is not None:
        turn = source.yaw_range
        turned = f", yaw {turn[0]:.0f} to {turn[1]:.0f} degrees" if turn else ""
        lines.append(f"  source: face found in {int(source.found.sum())} of {len(source.numbers)} frames looked at{turned}")
    return "\n".join(lines)
