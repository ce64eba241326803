"""The engine as a worker uses it: notices, facts, previews, cancel, and what of a preset acts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.episode.take_request import OptionValue
from studio.generate.engine import Cancelled, StepPreview
from studio.generate.flux2_klein import KleinEngine
from studio.generate.klein import klein_model
from studio.generate.open_engine import engine_status, open_engine
from studio.weights.catalog import catalog_row
from studio.weights.weight_file import WeightPart
from tests.generate.klein.klein_jobs import PLAIN, finished, job_of, picture_of


def test_it_says_how_it_runs_and_what_it_passes_over(on_processor: Path) -> None:
    assert on_processor
    runs, passed_over, kept = KleinEngine({}).load()
    assert "fp32, on the processor" in runs
    for setting in ("denoise", "schedule", "weight", "start step", "guidance", "negative prompt"):
        assert setting in passed_over
    assert "keep_references = false" in kept
    assert len(KleinEngine(PLAIN).load()) == 2


def test_facts_hold_the_digest_of_every_file_of_weights(engine: KleinEngine, on_processor: Path) -> None:
    facts = engine.describe()
    files = sorted(path for path in on_processor.glob("*/*.safetensors"))
    assert dict(facts.weights) == {f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
                                   for path in files}
    assert {path.parent.name for path in files} == {"transformer", "vae", "text_encoder"}
    assert (facts.precision, facts.device) == ("fp32", "cpu")


def test_the_published_weights_go_by_the_name_of_the_table(on_processor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that "may I sell this" finds their licence; anything else goes by its own name, and stays unknown."""
    row = catalog_row("flux2-klein")
    files = on_processor.glob("*/*.safetensors")
    parts = [WeightPart(f"{path.parent.name}/{path.name}", None, hashlib.sha256(path.read_bytes()).hexdigest())
             for path in files]
    monkeypatch.setattr(klein_model, "catalog_row", lambda _: replace(row, parts=(*row.parts, *parts)))
    engine = KleinEngine(PLAIN)
    engine.load()
    assert [name for name, _ in engine.describe().weights] == ["flux2-klein"]


def test_every_step_is_told_with_a_preview(engine: KleinEngine) -> None:
    told: list[StepPreview] = []
    picture = finished(engine.make(job_of(), told.append))
    assert [(step.step, step.steps) for step in told] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert all(step.picture is not None and step.picture.shape == (12, 8, 3) for step in told)
    assert picture.shape == (96, 64, 3)


def test_a_cancel_ends_it_between_steps(engine: KleinEngine) -> None:
    seen = []

    def stop(step: StepPreview) -> None:
        seen.append(step.step)
        raise Cancelled

    with pytest.raises(Cancelled):
        finished(engine.make(job_of(steps=8), stop))
    assert seen == [1]
    assert finished(engine.make(job_of(), lambda _: None)).shape == (96, 64, 3)


@pytest.mark.parametrize("change", [{"seed": 8}, {"steps": 3}, {"prompt": "another"}, {"fit": "contain", "width": 96}])
def test_what_acts(engine: KleinEngine, change: Mapping[str, Any]) -> None:
    before = finished(engine.make(job_of(), lambda _: None))
    after = finished(engine.make(job_of(**change), lambda _: None))
    assert before.shape != after.shape or not np.array_equal(before, after)


def test_what_does_not_act(engine: KleinEngine) -> None:
    before = finished(engine.make(job_of(), lambda _: None))
    ignored = job_of(denoise=0.4, schedule="diffusers", weight=0.3, start_step=2, guidance=9.0, negative_prompt="blue")
    assert np.array_equal(finished(engine.make(ignored, lambda _: None)), before)
    assert engine.steps_run(ignored.request.settings) == 4


def test_frame_and_references_act(engine: KleinEngine) -> None:
    before = finished(engine.make(job_of(), lambda _: None))
    other = finished(engine.make(job_of(frame=picture_of(9, 64, 96)), lambda _: None))
    two = finished(engine.make(job_of(references=2), lambda _: None))
    again = finished(engine.make(job_of(), lambda _: None))
    assert not np.array_equal(before, other)
    assert not np.array_equal(before, two)
    assert np.array_equal(before, again)


@pytest.mark.parametrize(("options", "differs"), [
    ({"instruction": "Do it."}, True), ({"text_tokens": 128}, True), ({"reference_side": 320}, True),
    ({"noise": "frame"}, True), ({"precision": "bf16"}, False)])
def test_options_act(on_processor: Path, engine: KleinEngine, options: Mapping[str, OptionValue], differs: bool) -> None:
    assert on_processor
    changed = KleinEngine({**PLAIN, **options})
    changed.load()
    before, after = (finished(made.make(job_of(), lambda _: None)) for made in (engine, changed))
    assert np.array_equal(before, after) is not differs


def test_noise_of_a_frame_is_its_own(on_processor: Path) -> None:
    assert on_processor
    engine = KleinEngine({**PLAIN, "noise": "frame"})
    engine.load()
    first, again = (finished(engine.make(job_of(), lambda _: None)) for _ in range(2))
    assert np.array_equal(first, again)


def test_no_face_in_the_references_is_said(engine: KleinEngine) -> None:
    job = job_of()
    faces = tuple(replace(face, landmarks=None) for face in job.request.references)
    with pytest.raises(StudioError, match="no identity to carry over") as caught:
        engine.make(replace(job, request=replace(job.request, references=faces)), lambda _: None)
    assert caught.value.kind == "input"


def test_asked_before_it_is_loaded() -> None:
    with pytest.raises(StudioError, match="before it was loaded"):
        KleinEngine({}).make(job_of(), lambda _: None)


def test_it_opens_where_its_weights_are_one_s_own(on_processor: Path) -> None:
    assert on_processor
    assert engine_status("klein").available
    assert open_engine("klein", PLAIN).label == "FLUX.2 klein 4B"


def test_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STUDIO_DEVICE", "cpu")
    status = engine_status("klein")
    assert not status.available
    assert "studio weights fetch flux2-klein" in status.mend
    monkeypatch.setenv("STUDIO_KLEIN_WEIGHTS", str(tmp_path))
    with pytest.raises(StudioError, match="STUDIO_KLEIN_WEIGHTS must name") as caught:
        KleinEngine({}).load()
    assert caught.value.kind == "missing"
