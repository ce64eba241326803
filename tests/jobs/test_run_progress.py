"""What a run's events add up to."""

from __future__ import annotations

from studio.jobs.events import JobEvent
from studio.jobs.pace import Pace
from studio.jobs.run_progress import RunProgress


def take(done: int, frame: int, *, cached: bool = False) -> JobEvent:
    return JobEvent("take", "generate", done, 10, frame=frame, take=100 + frame, seconds=None if cached else 0.5,
                    cached=cached)


def test_pace_is_the_time_between_items_without_the_waits() -> None:
    pace = Pace()
    told = []
    for moment in (100.0, 102.0, 106.0):        # the first one carries the warm-up
        pace.count(moment)
        told.append(pace.seconds_each)
    assert told == [None, 2.0, 3.0]
    pace.wait()
    pace.count(500.0)
    pace.pass_over(501.0)
    pace.count(504.0)
    assert pace.seconds_each == 3.0


def test_loading_and_pauses_are_not_counted_as_making() -> None:
    run = RunProgress()
    run.hear(JobEvent("loading", "generate", text="loading draft"), 0.0)
    assert run.loading == "loading draft"
    run.hear(JobEvent("frame", "generate", frame=3), 20.0)
    assert (run.loading, run.frame) == ("", 3)
    run.hear(take(1, 3), 30.0)
    run.hear(take(2, 4), 31.0)
    run.hear(JobEvent("loading", "generate", text="loading draft"), 32.0)       # it crashed and starts anew
    run.hear(take(3, 5), 60.0)
    run.hear(take(4, 6), 62.0)
    assert run.pace.seconds_each == 1.5
    assert run.left_s == 6 * 1.5
    assert list(run.seconds) == [0.5] * 4


def test_takes_that_were_there_do_not_speed_up_the_forecast() -> None:
    run = RunProgress()
    for number in range(5):
        run.hear(take(number + 1, number, cached=True), 1.0 + number / 1000)
    told = [run.left_s]
    run.hear(take(6, 5), 10.0)
    run.hear(take(7, 6), 12.0)
    told.append(run.left_s)
    assert told == [None, 6.0]


def test_a_step_belongs_to_the_frame_in_the_making() -> None:
    run = RunProgress()
    run.hear(JobEvent("frame", "generate", frame=1), 0.0)
    run.hear(JobEvent("step", "generate", 7, 12, frame=1), 0.1)
    assert (run.frame, run.step, run.steps) == (1, 7, 12)
    run.hear(JobEvent("frame", "generate", frame=2), 0.2)
    assert (run.frame, run.step) == (2, 0)
    frames = []
    for number in (1, 2):                       # the first was encoded while the next one began
        run.hear(take(number, number), 0.3)
        frames.append(run.frame)
    assert frames == [2, None]


def test_a_frame_fails_until_it_is_made() -> None:
    run = RunProgress()
    run.hear(JobEvent("failure", "generate", 1, 10, "No memory.", frame=4), 0.0)
    run.hear(JobEvent("failure", "score", 1, 10, "No face.", frame=5), 0.0)
    assert run.failures == {4: "No memory.", 5: "No face."}
    assert run.done == 1
    run.hear(take(2, 4), 1.0)
    assert run.failures == {5: "No face."}


def test_scores_beside_the_takes_do_not_move_the_count() -> None:
    run = RunProgress()
    run.hear(take(4, 4), 0.0)
    run.hear(JobEvent("progress", "score", 1, 10, frame=0), 0.1)
    assert (run.stage, run.done, run.scored) == ("generate", 4, 1)
    alone = RunProgress()
    alone.hear(JobEvent("progress", "score", 3, 7, frame=0), 0.1)
    assert (alone.stage, alone.done, alone.total) == ("score", 3, 7)
