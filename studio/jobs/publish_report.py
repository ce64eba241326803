"""What the report of a published episode says, read from the stages that ran and the takes that were chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.episode.thresholds import Sense, ThresholdRule, Thresholds
from studio.finish.marks import made_by
from studio.finish.publish_page import PageFacts, PublishedFile, face_text, marks_text, size_text
from studio.finish.publish_report import ReportPart
from studio.finish.publish_texts import Texts
from studio.jobs.finish_step import FinishStep
from studio.jobs.licences import SaleAnswer
from studio.jobs.review_takes import Review
from studio.review.statistics import Interval, wilson
from studio.review.verdict import FAILED, PASSED, needed_columns, verdicts

_SIGNS: Mapping[Sense, str] = {"at least": "≥", "at most": "≤", "within": "±"}


def report_parts(store: EpisodeStore, review: Review, steps: Sequence[FinishStep], page: PageFacts,
                 videos: Sequence[tuple[PublishedFile, Mapping[str, Any]]], sale: SaleAnswer) -> list[ReportPart]:
    """`videos` are the published ones with what each says of itself; `steps` have run."""
    texts = Texts(page.language)
    facts = videos[0][1]
    runs = [(step, store.stages.find(step.stage.name, step.stage.digest)) for step in steps]
    details = {step.name: run.details for step, run in runs if run is not None}
    return [
        ReportPart("videos", [_video_row(file, texts, page) for file, _ in videos], ("file", "target", "length", "size")),
        ReportPart("stages", list(_stage_rows(runs, texts)), ("stage", "target", "engine", "time")),
        ReportPart("picture", list(_picture_rows(facts, texts))),
        ReportPart("review", list(_review_rows(review, facts, texts)), ()),
        ReportPart("limits", [_threshold_row(rule, limit, interval, texts) for rule, limit, interval in _rates(review)],
                   ("measure", "measured", "passed", "rate")),
        ReportPart("sound", list(_sound_rows(details.get("mix", {}), texts))),
        ReportPart("lip_sync", list(_sync_rows(details.get("lipsync", {}).get("sync") or {}, texts))),
        ReportPart("marks", [("face", face_text(page, texts)), ("credentials", marks_text(page, texts)),
                             ("credit", texts.say("yes" if store.settings.visible_credit else "no"))]),
        ReportPart("sale", list(_sale_rows(sale, texts))),
    ]


def interval_text(interval: Interval) -> str:
    """Such as `67 % (43-85 %)`; "-" where nothing was measured."""
    if interval.share is None:
        return "-"
    low, share, high = (round(100 * value) for value in (interval.low, interval.share, interval.high))
    return f"{share} % ({low}-{high} %)"


def _rates(review: Review) -> Iterator[tuple[ThresholdRule, float, Interval]]:
    """How many takes keep each limit by itself, of those that were measured by it."""
    scores = [item.scores for item in {item.take: item for item in review.candidates}.values()]
    for rule, limit in review.thresholds.active():
        alone = Thresholds(**{**dict.fromkeys(review.thresholds.as_dict()), rule.score: limit})
        answers = verdicts(needed_columns(scores, alone), alone).tolist()
        passed = answers.count(PASSED)
        yield rule, limit, wilson(passed, passed + answers.count(FAILED))


def _threshold_row(rule: ThresholdRule, limit: float, interval: Interval, texts: Texts) -> tuple[str, ...]:
    name = f"{texts.label(rule.score, 'scores')} {_SIGNS[rule.sense]} {limit:g}"
    return name, str(interval.tried), str(interval.passed), interval_text(interval)


def _video_row(file: PublishedFile, texts: Texts, page: PageFacts) -> tuple[str, ...]:
    return file.name, file.target, texts.say("seconds", n=f"{page.seconds:.2f}"), size_text(file.size, texts)


def _stage_rows(runs: Iterable[tuple[FinishStep, StageRun | None]], texts: Texts) -> Iterator[tuple[str, ...]]:
    whole = 0.0
    for step, run in runs:
        if run is not None:
            whole += run.seconds
            took = texts.say("seconds", n=f"{run.seconds:.2f}")
            yield texts.label(step.name, "stages"), step.target, step.stage.engine, took
    yield "total", "", "", texts.say("seconds", n=f"{whole:.2f}")


def _picture_rows(facts: Mapping[str, Any], texts: Texts) -> Iterator[tuple[str, str]]:
    settings = facts.get("settings") or {}
    moved = facts.get("frame_diff") or {}
    values = {
        "engine": facts.get("label") or facts.get("engine"), "lip_sync": made_by(facts, "lip_sync"),
        "foley": made_by(facts, "foley"), "preset": Path(str(facts.get("preset", ""))).stem,
        "seed": facts.get("seed"),
        "steps": settings.get("steps"), "prompt": settings.get("prompt"), "unique_frames": facts.get("unique_frames"),
        "frames": _ranges(facts.get("frames") or ()), "loop_frames": facts.get("loop_frames"), "fps": facts.get("fps"),
        "frame_diff": f"{moved['loop']:.2f} ({texts.label(moved['kind'], 'motion')})" if moved else None,
    }
    yield from ((name, str(value)) for name, value in values.items() if value not in (None, ""))


def _review_rows(review: Review, facts: Mapping[str, Any], texts: Texts) -> Iterator[tuple[str, str]]:
    summary = review.summary()
    yield "analyzer", str(facts.get("analyzer") or texts.say("none"))
    yield "takes", str(summary.takes)
    yield "accepted", str(summary.accepted)
    yield "by_hand", str(summary.by_hand)


def _sound_rows(details: Mapping[str, Any], texts: Texts) -> Iterator[tuple[str, str]]:
    loudness = details.get("loudness")
    if not loudness:
        yield "loudness", texts.label("as_recorded")
        return
    for name, key, unit in (("loudness", "after", "LUFS"), ("wanted", "wanted", "LUFS"), ("true_peak", "true_peak", "dBTP")):
        if loudness.get(key) is not None:
            yield name, f"{loudness[key]:.1f} {unit}"


def _sync_rows(score: Mapping[str, Any], texts: Texts) -> Iterator[tuple[str, str]]:
    """A `SyncScore` as the lip sync's stage keeps it."""
    if score.get("correlation") is not None:
        low, high = score["interval"]
        yield "correlation", texts.say("correlation", value=f"{score['correlation']:.2f}", low=f"{low:.2f}",
                                       high=f"{high:.2f}", n=score["n"])
    if score.get("lag_frames") is not None:
        yield "lag", texts.say("lag", frames=score["lag_frames"])


def _sale_rows(sale: SaleAnswer, texts: Texts) -> Iterator[tuple[str, str]]:
    yield "answer", texts.one_of("sentence", sale.answer, names=", ".join(sale.because))
    yield from (("terms", text) for text in sale.terms)


def _ranges(frames: Sequence[int]) -> str:
    """50-52, 54: runs of frames that follow one another, in the order of the loop."""
    runs: list[list[int]] = []
    for frame in frames:
        if runs and frame == runs[-1][-1] + 1:
            runs[-1].append(frame)
        else:
            runs.append([frame])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
