"""A full export stopped in each of its stages: at once, with nothing running and nothing half made, and it goes on later."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.jobs.events import JobControl, JobEvent, StopRequested
from studio.jobs.finish_episode import finish_episode
from studio.jobs.inputs import import_voice
from studio.jobs.outputs import outputs_of
from tests.cli.small_inputs import write_tone
from tests.patience import within
from tests.ui.episodes import make_episode_with_takes

STAGES = ("loop", "lipsync", "foley", "mix", "picture", "export", "marks", "publish")
MOST_S = 2.0


@pytest.fixture(scope="module", params=["stage", "progress"])
def moment(request: pytest.FixtureRequest) -> str:
    """The kind of event at which the person stops: the stage begins, or tells how far it is."""
    return str(request.param)


@pytest.fixture(scope="module")
def store(moment: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EpisodeStore]:
    """Everything is switched on, so that every stage runs. The tests below stop one stage after the other."""
    del moment
    folder = tmp_path_factory.mktemp("stops")
    with EpisodeStore.open(make_episode_with_takes(folder / "a.episode", 12, picture=(160, 240))) as opened:
        write_tone(folder / "voice.wav", 6.0)
        import_voice(opened, folder / "voice.wav", lambda _: None)
        opened.change_settings({"lip_sync": "draft", "foley": "draft", "loudness": -14.0, "deflicker": True,
                                "fade_in_s": 0.3, "captions_as": "track", "publish_folder": str(folder / "public")})
        opened.history.set_timeline(replace(opened.timeline(), captions=(Caption(0.5, 2.0, "Hello"),)), "captions")
        yield opened


@pytest.mark.parametrize("stage", STAGES)
def test_a_stop_in_any_stage_is_obeyed_and_what_was_done_stays(store: EpisodeStore, stage: str, moment: str) -> None:
    before, children = _files(store), _children()
    stopped, done = _stopped_in(store, stage, "stage" if stage == "marks" else moment)      # signing is one step
    assert stopped < within(MOST_S)
    assert _children() <= children
    assert stage not in done or moment == "progress"           # which may have been its last
    assert set(done) - {stage} == set(STAGES[: STAGES.index(stage)])
    kept = {store.path(run.output) for run in store.stages.all() if run.stage in STAGES}
    kept |= {export.path for export in store.exports.all()}
    public = {path for path in Path(store.settings.publish_folder).rglob("*") if not path.name.startswith(".")}
    assert _files(store) - before - public <= kept


def test_what_was_stopped_in_every_stage_goes_on_to_its_end(store: EpisodeStore) -> None:
    """Runs after the others, and by itself as well."""
    done = finish_episode(store, outputs_of(store), lambda _: None, JobControl())
    assert [stage.name for stage in done.stages] == list(STAGES)
    assert done.render.path.is_file()
    assert len(store.stages.all()) == len({(run.stage, run.inputs) for run in store.stages.all()})


def _stopped_in(store: EpisodeStore, stage: str, moment: str) -> tuple[float, list[str]]:
    """Seconds from the stop, at the stage's first event of that kind, to the end; and the stages that were done."""
    control = JobControl()
    asked: list[float] = []
    done: list[str] = []

    def hear(event: JobEvent) -> None:
        if event.kind == "stage done":
            done.append(event.stage)
        if (event.stage, event.kind) == (stage, moment) and not asked:
            asked.append(time.monotonic())
            control.stop()

    with pytest.raises(StopRequested):
        finish_episode(store, outputs_of(store), hear, control)
    return time.monotonic() - asked[0], done


def _children() -> set[int]:
    """Processes that this one started and that still run."""
    return {child.pid for child in psutil.Process().children(recursive=True) if child.status() != psutil.STATUS_ZOMBIE}


def _files(store: EpisodeStore) -> set[Path]:
    """All that lies in the folders of finishing, hidden halves included."""
    places = (store.path("stages"), store.path("exports"), Path(store.settings.publish_folder))
    return {path for place in places for path in place.rglob("*") if path.is_file()}
