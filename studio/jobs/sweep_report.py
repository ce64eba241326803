"""Gathers what a report of a sweep tells, and writes it: one HTML file, and one Markdown file with its pictures."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio import SOFTWARE
from studio.episode.config import load_config
from studio.episode.database import utc_now
from studio.episode.files import atomic_path, disk_errors, write_atomically
from studio.episode.store import EPISODE_SUFFIX, EpisodeStore
from studio.episode.sweep_records import Sweep
from studio.identity.analyzer import FIVE_POINTS, points_compared
from studio.jobs.identity_reach import filed_reach
from studio.jobs.review_takes import frames_there
from studio.jobs.sweep_lab import strict_limit, sweep_table
from studio.jobs.sweep_takes import SweepTakes, load_sweep

if TYPE_CHECKING:
    from studio.episode.sweep_table import SweepTable
    from studio.review.lab.analysis import Analysis
    from studio.review.lab.blind import BlindResult
    from studio.review.lab.report_facts import ContactRow, ReportFacts, Spent
    from studio.review.lab.words import Language

SHEET_FRAMES = 8
FEW_FRAMES = 100

Gap = tuple[str, Mapping[str, str | int]]


def write_report(store: EpisodeStore, sweep: Sweep, folder: Path, language: Language) -> list[Path]:
    """Write `report.html`, and `report.md` with its pictures in `report_pictures`, to `folder`; the files written.

    Raises StudioError("disk") where they cannot be written.
    """
    from studio.review.lab.report_html import report_html
    from studio.review.lab.report_markdown import report_markdown

    facts = report_facts(store, sweep)
    text, pictures = report_markdown(facts, language, "report_pictures")
    with disk_errors(folder / "report.html"):
        (folder / "report_pictures").mkdir(parents=True, exist_ok=True)
    for name, data in pictures.items():
        with atomic_path(folder / "report_pictures" / name) as temporary:
            temporary.write_bytes(data)
    write_atomically(folder / "report.md", text.encode("utf-8"))
    write_atomically(folder / "report.html", report_html(facts, language).encode("utf-8"))
    return [folder / "report.html", folder / "report.md"]


def report_facts(store: EpisodeStore, sweep: Sweep) -> ReportFacts:
    """Everything that is known of a sweep now."""
    from studio.review.lab.analysis import analyse
    from studio.review.lab.report_facts import ReportFacts

    takes = load_sweep(store, sweep)
    table = sweep_table(takes, strict_limit(store), filed_reach(store))
    analysis = analyse(table, frames_there(store, sweep.frames))
    blind = blind_results(store, sweep)
    places = np.unique(np.linspace(0, len(sweep.frames) - 1, SHEET_FRAMES).round().astype(int)).tolist()
    return ReportFacts(
        store.folder.name.removesuffix(EPISODE_SUFFIX), sweep.id, sweep.question, _shown(sweep.at), _shown(utc_now()),
        strict_limit(store),
        ", ".join(_engines(store, takes)), points_compared(takes.analyzer), table, analysis, _reference_scores(store),
        tuple(sweep.frames[place] for place in places), _sheet(store, takes, places), blind, _spent(store, sweep),
        tuple(_machine(store, sweep)), tuple(sweep_gaps(store, takes, table, analysis, blind)))


def blind_results(store: EpisodeStore, sweep: Sweep) -> list[BlindResult]:
    """What the blind votes say of each pair of presets that was voted on; the last vote on a frame counts."""
    from studio.review.lab.blind import blind_result

    latest: dict[tuple[int, int], dict[int, int]] = {}
    for vote in store.sweeps.votes(sweep.id):
        turned = vote.left > vote.right
        pair = (vote.right, vote.left) if turned else (vote.left, vote.right)
        latest.setdefault(pair, {})[vote.frame] = -vote.choice if turned else vote.choice
    labels = [arm.label for arm in sweep.arms]
    return [blind_result(labels[first], labels[second], *(list(votes.values()).count(choice) for choice in (1, -1, 0)))
            for (first, second), votes in sorted(latest.items())]


def _shown(at: str) -> str:
    """A stored time (ISO 8601, UTC) as a person reads it."""
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M} UTC"


def _engines(store: EpisodeStore, takes: SweepTakes) -> list[str]:
    """Of the first take of each arm; all its takes are made by one engine."""
    first = (next((take for take in arm if take), 0) for arm in takes.takes.tolist())
    return sorted({store.takes.row(take).request.settings.engine for take in first if take})


def _reference_scores(store: EpisodeStore) -> dict[str, float]:
    """The means over the reference pictures of what was measured on them."""
    run = next((run for run in reversed(store.stages.all()) if run.stage == "identity"), None)
    scores = [item["scores"] for item in run.details["references"]] if run else []
    names = {name for item in scores for name, value in item.items() if value is not None}
    return {name: float(np.mean([item[name] for item in scores if item.get(name) is not None])) for name in names}


def _sheet(store: EpisodeStore, takes: SweepTakes, places: Sequence[int]) -> list[ContactRow]:
    from studio.review.lab.report_facts import ContactRow

    return [ContactRow(arm.label, tuple(_thumbnail(store, int(takes.takes[row, place])) for place in places))
            for row, arm in enumerate(takes.sweep.arms)]


def _thumbnail(store: EpisodeStore, take: int) -> bytes | None:
    if not take:
        return None
    path = store.takes.thumbnail_path(store.takes.row(take).request.key)
    return path.read_bytes() if path.exists() else None


def _spent(store: EpisodeStore, sweep: Sweep) -> list[Spent]:
    from studio.review.lab.report_facts import Spent

    rate = load_config()[0].rate_per_hour
    runs = [run for run in store.stages.all() if run.details.get("sweep") == sweep.id]
    return [Spent(f"{run.stage} {run.preset}".strip(), run.items, run.seconds, run.device,
                  None if rate is None else run.seconds / 3600 * rate) for run in runs]


def _machine(store: EpisodeStore, sweep: Sweep) -> Iterator[tuple[str, str]]:
    import psutil

    yield "Full-Motion Studio", SOFTWARE
    yield "Python", platform.python_version()
    yield platform.system(), f"{platform.release()}, {platform.machine()}"
    yield "CPU, RAM", f"{psutil.cpu_count()} x {platform.processor() or platform.machine()}, " \
                      f"{psutil.virtual_memory().total / 2**30:.0f} GiB"
    for run in store.stages.all():
        if run.stage == "generate" and run.details.get("sweep") == sweep.id:
            yield f"{run.engine} ({run.preset})", ", ".join(part for part in (f"revision {run.version}", run.device) if part)
    for digest in _perceptual_weights(store, sweep):
        yield "LPIPS", digest


def _perceptual_weights(store: EpisodeStore, sweep: Sweep) -> list[str]:
    """Short digests of the files that this sweep's perceptual distances were measured with."""
    runs = [run for run in store.stages.all() if run.stage == "measure" and run.details.get("sweep") == sweep.id]
    return list(dict.fromkeys(str(run.details["lpips"]) for run in runs if run.details.get("lpips")))


def sweep_gaps(store: EpisodeStore, takes: SweepTakes, table: SweepTable, analysis: Analysis,
               blind: Sequence[BlindResult]) -> Iterator[Gap]:
    """What a careful reader would ask, and this sweep does not answer: keys of the catalogue with their values."""
    yield from _gaps_of_makers(store, takes)
    yield from _gaps_of_measuring(takes, table)
    if analysis.confounded:
        yield "gap_settings_together", {}
    advice = analysis.recommendation
    if advice is not None and advice.left is not None and (advice.more or 0) > advice.left.in_source:
        yield "gap_source_too_short", {"frames": len(store.frames.numbers())}
    if len(table.frames) < FEW_FRAMES:
        yield "gap_few_frames", {"n": len(table.frames)}
    yield "gap_one_seed", {}
    yield "gap_one_person", {}
    if not blind:
        yield "gap_no_blind", {}
    if "perceptual" not in table.scores:
        yield "gap_perceptual", {}
    spacing = int(np.diff(table.frames).max()) if len(table.frames) > 1 else 1
    if spacing > 1:
        yield "gap_spacing", {"spacing": spacing}
    if not np.isnan(table.seconds).all():
        yield "gap_warm_up", {}


def _gaps_of_makers(store: EpisodeStore, takes: SweepTakes) -> Iterator[Gap]:
    made = set(_engines(store, takes)) - {"external"}
    wanted = {arm.settings.engine for arm in takes.sweep.arms if arm.settings is not None and not arm.imported}
    if made and made != wanted:
        yield "gap_stand_in_engine", {"engine": ", ".join(sorted(made)), "wanted": ", ".join(sorted(wanted))}
    imported = [arm.label for arm in takes.sweep.arms if arm.imported]
    if imported:
        yield "gap_imported", {"presets": ", ".join(imported)}


def _gaps_of_measuring(takes: SweepTakes, table: SweepTable) -> Iterator[Gap]:
    if takes.analyzer.startswith("builtin"):
        yield "gap_builtin_analyzer", {}
    elif "identity" not in table.scores:
        yield "gap_no_identity", {}
    elif "identity_at_front" not in table.scores:
        yield "gap_no_reach", {}
    if "landmarks" in table.scores and points_compared(takes.analyzer) == FIVE_POINTS:
        yield "gap_landmarks", {}
    there = takes.takes != 0
    counted = {"gap_not_made": ~there, "gap_not_scored": there & ~takes.scored,
               "gap_times_missing": there & np.isnan(takes.seconds)}
    yield from ((key, {"n": int(missing.sum())}) for key, missing in counted.items() if missing.any())
