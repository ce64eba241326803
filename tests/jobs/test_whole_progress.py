"""One share over all stages, weighed by what each is forecast to take."""

from __future__ import annotations

from studio.jobs.events import JobEvent
from studio.jobs.step_forecast import PlannedStage
from studio.jobs.whole_progress import WholeProgress


def _shares(stages: list[PlannedStage], *events: JobEvent) -> list[float | None]:
    heard: list[JobEvent] = []
    whole = WholeProgress(stages, heard.append)
    for event in events:
        whole(event)
    return [event.whole for event in heard]


def test_stages_weigh_what_they_take() -> None:
    stages = [PlannedStage("loop", 100, 1.0, 3), PlannedStage("export", 100, 3.0, 3, target="web")]
    assert _shares(stages, JobEvent("progress", "loop", 50, 100), JobEvent("stage done", "loop"),
                   JobEvent("progress", "export", 50, 100, target="web"),
                   JobEvent("progress", "export", 1, 100, target="web"),
                   JobEvent("stage done", "export", target="web")) == [0.125, 0.25, 0.625, 0.625, 1.0]


def test_stages_of_two_videos_are_told_apart_and_found_ones_weigh_nothing() -> None:
    stages = [PlannedStage("loop", 0, 0.0, 3), PlannedStage("export", 100, 1.0, 1, target="web"),
              PlannedStage("export", 100, 1.0, 1, target="archive")]
    assert _shares(stages, JobEvent("stage done", "loop", cached=True), JobEvent("stage done", "export", target="web"),
                   JobEvent("stage done", "export", target="archive")) == [0.0, 0.5, 1.0]


def test_without_a_measurement_items_count() -> None:
    stages = [PlannedStage("loop", 300, None, 0), PlannedStage("export", 100, None, 0, target="web")]
    assert _shares(stages, JobEvent("stage done", "loop")) == [0.75]
    assert _shares([PlannedStage("loop", 0, 0.0, 1)], JobEvent("stage done", "loop")) == [1.0]
