from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import psutil
import pytest

from studio.episode.errors import StudioError
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.finish.targets import ARCHIVE, VERTICAL, WEB, Target
from studio.jobs.events import JobControl, JobEvent, StopRequested
from studio.jobs.finish_step import FinishStep
from studio.jobs.stages import StageWork
from studio.jobs.target_step import target_step
from tests.finish.clips import moving_pictures
from tests.finish.upscaler_file import write_upscaler
from tests.jobs.step_before import loop_before

FRAMES = 4


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    with EpisodeStore.create(tmp_path / "a.episode", EpisodeSettings("a")) as made:
        yield made


@pytest.fixture
def before(store: EpisodeStore, tmp_path: Path) -> FinishStep:
    """The step before, its result there: a small upright loop."""
    return loop_before(store, tmp_path, moving_pictures(6, 32, 48), FRAMES)


def with_settings(store: EpisodeStore, **values: object) -> None:
    store.change_settings(values)


def made_by(step: FinishStep | None, out: Path) -> tuple[StageWork, list[JobEvent]]:
    assert step is not None
    told: list[JobEvent] = []
    return step.work(out, told.append, JobControl()), told


def size_of(path: Path) -> tuple[int, int, int]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return stream.width, stream.height, stream.frames


def test_what_needs_no_change_has_no_step(store: EpisodeStore, before: FinishStep) -> None:
    assert target_step(store, before, WEB) is None
    with_settings(store, captions_as="burned")
    assert target_step(store, before, WEB) is None, "there are no captions to burn"
    with_settings(store, fade_in_s=0.2)
    assert target_step(store, before, WEB) is not None


@pytest.mark.parametrize(("target", "size"), [(VERTICAL, (1080, 1920)), (ARCHIVE, (1080, 1620))])
def test_each_target_has_its_size_and_all_frames(
    store: EpisodeStore, before: FinishStep, tmp_path: Path, target: Target, size: tuple[int, int]
) -> None:
    work, told = made_by(target_step(store, before, target), tmp_path / "out.mp4")
    assert size_of(tmp_path / "out.mp4") == (*size, FRAMES)
    assert told[-1].done == FRAMES
    notices = work.details["notices"]
    assert bool(notices) == (target is ARCHIVE)
    assert all("Lanczos" in notice for notice in notices)


def test_the_persons_weights_scale_the_archive_up(store: EpisodeStore, before: FinishStep, tmp_path: Path) -> None:
    write_upscaler(tmp_path / "mine.safetensors")
    with_settings(store, upscaler=str(tmp_path / "mine.safetensors"))
    step = target_step(store, before, ARCHIVE)
    work, _ = made_by(step, tmp_path / "out.mp4")
    assert size_of(tmp_path / "out.mp4") == (1080, 1620, FRAMES)
    assert work.details["upscaler"] == {"architecture": "ESRGAN", "scale": 4, "device": "cpu"}
    assert work.details["notices"] == []
    with av.open(str(tmp_path / "out.mp4")) as container:
        shown = next(container.decode(video=0)).to_ndarray(format="rgb24")
    with av.open(str(before.result(store))) as container:
        original = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(shown[::30, ::30][:32, :32].astype(int).mean() - original.mean()) > 1, "another picture than Lanczos'"


def test_relative_weights_are_the_episodes(store: EpisodeStore, before: FinishStep, tmp_path: Path,
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_upscaler(store.path("mine.safetensors"))
    with_settings(store, upscaler="mine.safetensors")
    assert target_step(store, before, ARCHIVE) is not None


def test_a_stop_ends_the_upscalers_process(store: EpisodeStore, before: FinishStep, tmp_path: Path) -> None:
    write_upscaler(tmp_path / "mine.safetensors")
    with_settings(store, upscaler=str(tmp_path / "mine.safetensors"))
    step = target_step(store, before, ARCHIVE)
    assert step is not None
    control = JobControl()

    def listen(event: JobEvent) -> None:
        if event.kind == "progress":
            control.stop()

    with pytest.raises(StopRequested):
        step.work(tmp_path / "out.mp4", listen, control)
    assert not (tmp_path / "out.mp4").exists()
    assert not [child for child in psutil.Process().children(recursive=True) if child.status() != psutil.STATUS_ZOMBIE]


def test_weights_that_are_not_plain_are_refused_before_anything_runs(store: EpisodeStore, before: FinishStep) -> None:
    with_settings(store, upscaler="net.pth")
    with pytest.raises(StudioError, match="safetensors"):
        target_step(store, before, ARCHIVE)
    assert target_step(store, before, VERTICAL) is not None


def test_everything_that_changes_a_pixel_changes_the_digest(
    store: EpisodeStore, before: FinishStep, tmp_path: Path
) -> None:
    def digest(target: Target) -> str:
        step = target_step(store, before, target)
        assert step is not None
        return step.stage.digest

    seen = [digest(VERTICAL), digest(ARCHIVE)]
    with_settings(store, visible_credit=True)
    seen += [digest(VERTICAL), digest(WEB)]
    with_settings(store, fade_out_s=1.0)
    seen += [digest(VERTICAL), digest(WEB)]
    with_settings(store, fade_in_s=1.0, fade_out_s=0.0)
    seen.append(digest(VERTICAL))
    write_upscaler(tmp_path / "mine.safetensors")
    with_settings(store, upscaler=str(tmp_path / "mine.safetensors"))
    seen.append(digest(ARCHIVE))
    assert len(set(seen)) == len(seen)
