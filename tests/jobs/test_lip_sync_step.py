"""Lip sync and Foley by engines, as steps of finishing: what is made, made again, refused, and stopped."""

from __future__ import annotations

import queue
import sys
import threading
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

import numpy as np
import psutil
import pytest

from studio.episode.decision_table import REJECT
from studio.episode.errors import StudioError
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.finish import voice_pieces
from studio.finish.marks import read_marks
from studio.finish.mp4_packets import packet_facts
from studio.finish.xmp_box import read_xmp
from studio.jobs.assemble import loop_step, loop_work
from studio.jobs.engines.added import AddedEngine, engines_path, keep_engine
from studio.jobs.events import JobControl, JobEvent, StopRequested
from studio.jobs.finish_chain import finish_chain
from studio.jobs.finish_step import run_step, steps_behind
from studio.jobs.foley_step import foley_step
from studio.jobs.inputs import import_voice
from studio.jobs.licences import sale_of_episode
from studio.jobs.lip_sync_step import lip_sync_step
from studio.jobs.outputs import outputs_of
from studio.jobs.publish_step import publish_step
from studio.jobs.refused_frames import reroll_refused
from studio.jobs.review_takes import load_review
from studio.jobs.shown_pictures import ShownPictures
from studio.jobs.worker_client import WorkerSession
from studio.media.pictures import encode_png
from studio.media.probe import probe_video
from studio.media.sound import read_sound
from studio.media.video_decode import decode_frames
from tests.cli.small_inputs import write_tone
from tests.finish.engines.stand_ins import StandIn, make_stand_in
from tests.patience import within
from tests.ui.episodes import make_episode_with_takes

WIDTH, HEIGHT = 320, 480


def no_one(_: JobEvent) -> None:
    """Hears nothing."""


@pytest.fixture
def store(tmp_path: Path) -> EpisodeStore:
    return EpisodeStore.open(make_episode_with_takes(tmp_path / "a.episode", 12, picture=(WIDTH, HEIGHT)))


def added(name: str, folder: Path) -> StandIn:
    stand_in = make_stand_in(name, folder)
    variant = "1.6" if name == "latentsync" else "large_44k_v2"
    keep_engine(AddedEngine(name, str(stand_in.checkout), str(stand_in.python), variant))
    return stand_in


@pytest.fixture
def engine(store: EpisodeStore, tmp_path: Path) -> StandIn:
    store.change_settings({"lip_sync": "latentsync"})
    return added("latentsync", tmp_path)


def run(store: EpisodeStore, heard: list[JobEvent] | None = None,
        control: JobControl | None = None) -> tuple[StageRun, bool]:
    """The loop and the lip sync; the run of the latter, and whether it was there already."""
    loop, listen, control = loop_work(store), heard.append if heard is not None else no_one, control or JobControl()
    picture = loop_step(store, loop)
    run_step(store, picture, listen, control)
    step = lip_sync_step(store, loop, picture)
    assert step is not None
    done, report = run_step(store, step, listen, control)
    return done, report.cached


def blacken(store: EpisodeStore, *numbers: int) -> list[int]:
    """Make picks black, so that nobody finds a face in them; the frames they stand for."""
    loop = loop_work(store)
    for number in numbers:
        store.takes.picture_path(loop.keys[number]).write_bytes(encode_png(np.zeros((HEIGHT, WIDTH, 3), np.uint8)))
    return [loop.picks[number].frame for number in numbers]


def first_pictures(path: Path, count: int) -> list[np.ndarray]:
    return [picture for _, picture in decode_frames(probe_video(path), range(count))]


def test_the_loop_gets_lips_frame_for_frame(store: EpisodeStore, engine: StandIn) -> None:
    done, cached = run(store)
    loop = loop_work(store)
    facts = packet_facts(store.path(done.output))
    assert (facts.frames, facts.fps) == (loop.plan.frames, Fraction(25))
    assert (done.details["pieces"], done.details["pieces_made"], cached) == (1, 1, False)
    assert engine.runs() == ["52"]
    before = first_pictures(store.path(loop.stage.output), 50)
    for old, new in zip(before, first_pictures(store.path(done.output), 50), strict=True):
        assert float(np.abs(new[:300].astype(int) - old[:300]).mean()) < 4
        assert float(new[400:].mean()) == pytest.approx(0.2 * 2 / np.pi * 500, abs=8)
    assert done.details["sync"]
    assert run(store)[1]
    assert len(engine.runs()) == 1
    assert list(store.path("stages/lipsync/pieces").glob("*.log"))


def test_only_pieces_whose_voice_changed_are_made_again(store: EpisodeStore, engine: StandIn, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("SHORTEST_S", 1), ("LONGEST_S", 2), ("LAST_S", 0)):
        monkeypatch.setattr(voice_pieces, name, seconds)
    write_tone(tmp_path / "long.wav", 5.0)
    import_voice(store, tmp_path / "long.wav", no_one)
    done, _ = run(store)
    assert done.details["pieces"] == done.details["pieces_made"] == 3
    assert packet_facts(store.path(done.output)).frames == 125
    store.history.set_timeline(replace(store.timeline(), out_s=4.6), "out")
    shorter, _ = run(store)
    assert (shorter.details["pieces"], shorter.details["pieces_made"]) == (3, 1)
    assert packet_facts(store.path(shorter.output)).frames == 115
    assert len(list(store.path("stages/lipsync/pieces").glob("*.mp4"))) == 3
    assert len(engine.runs()) == 4


@pytest.mark.parametrize("revision", ["DEFLICKER_REVISION", "IN_BETWEEN_REVISION"])
def test_pieces_of_pictures_made_another_way_are_made_again(store: EpisodeStore, engine: StandIn, revision: str,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    picks = load_review(store).picks
    middle = picks[len(picks) // 2]
    store.history.decide(REJECT, [middle.take], "reject")
    changes = {"deflicker": True} if revision == "DEFLICKER_REVISION" else {"gaps": "between"}
    store.change_settings({**changes, "lip_sync_refused": "neighbour"})
    run(store)
    store.change_settings({"lip_sync_refused": "stop"})
    assert run(store)[0].details["pieces_made"] == 0, "the pictures are the same"
    monkeypatch.setattr(f"studio.jobs.loop_pictures.{revision}", 2)
    assert run(store)[0].details["pieces_made"] == 1
    assert len(engine.runs()) == 2


@pytest.mark.parametrize(("language", "said"), [
    ("en", "The lips were moved to the voice by the lip sync engine LatentSync."),
    ("ru", "Губы движутся под голос: это сделал движок синхронизации LatentSync.")])
def test_a_published_page_names_the_engine(store: EpisodeStore, engine: StandIn, tmp_path: Path,
                                           language: Literal["en", "ru"], said: str) -> None:
    store.change_settings({"publish_folder": str(tmp_path / "site")})
    chain = finish_chain(store, outputs_of(store))
    step = publish_step(store, chain.loop, chain.videos, language)
    assert step is not None
    for need in (*steps_behind(step.needs), step):
        run_step(store, need, no_one, JobControl())
    site = tmp_path / "site" / "a"
    assert said in (site / "index.html").read_text(encoding="utf-8")
    assert "LatentSync 1.6" in (site / "report.html").read_text(encoding="utf-8")
    assert read_marks(site / "a_web.mp4")["lip_sync"] == {"engine": "latentsync", "title": "LatentSync", "variant": "1.6"}
    assert 'AISystemUsed="draft, LatentSync 1.6"' in read_xmp(site / "a_web.mp4")
    assert len(engine.runs()) == 1


def test_frames_without_a_face_are_listed_or_replaced(store: EpisodeStore, engine: StandIn) -> None:
    frames = blacken(store, 1, 2)
    with pytest.raises(StudioError, match=f"would find no face in frames {frames[0]}[-,]") as failed:
        run(store)
    assert failed.value.kind == "input"
    assert not engine.runs()
    store.change_settings({"lip_sync_refused": "neighbour"})
    done, _ = run(store)
    assert any("the nearest picture with a face is shown there" in text for text in done.details["notices"])
    assert all(picture.mean() > 12 for picture in first_pictures(store.path(done.output), 50))


def test_refused_frames_are_rerolled_until_a_face_is_found(store: EpisodeStore, engine: StandIn) -> None:
    frame = blacken(store, 1)[0]
    store.change_settings({"lip_sync_refused": "reroll"})
    taken = store.takes.count()
    heard: list[JobEvent] = []
    reroll_refused(store, heard.append, JobControl())
    assert store.takes.count() == taken + 1
    assert any(event.text == f"LatentSync finds no face in frame {frame}: re-rolled." for event in heard)
    assert run(store)[0].details["pieces_made"] == 1
    assert len(engine.runs()) == 1
    reroll_refused(store, no_one, JobControl())
    assert store.takes.count() == taken + 1


def test_takes_of_other_settings_are_not_let_go_for_a_rerolled_one(store: EpisodeStore, engine: StandIn) -> None:
    del engine
    store.change_settings({"lip_sync_refused": "reroll", "seed": 7})
    frame, picks = blacken(store, 2)[0], len(loop_work(store).picks)
    with pytest.raises(StudioError, match=f"finds no face in frame {frame}, and they cannot be re-rolled"):
        reroll_refused(store, no_one, JobControl())
    assert len(loop_work(store).picks) == picks


def test_a_loop_of_another_rate_comes_back_at_its_own(store: EpisodeStore, engine: StandIn) -> None:
    store.change_settings({"fps": 30.0})
    done, _ = run(store)
    facts = packet_facts(store.path(done.output))
    assert (facts.frames, facts.fps) == (60, Fraction(30))
    assert "LatentSync works at 25 frames a second and the loop has 30" in done.details["notices"][-1]
    assert engine.runs() == ["52"]


def test_a_failure_keeps_what_was_there_and_the_next_try_works(store: EpisodeStore, engine: StandIn) -> None:
    engine.behave("memory")
    with pytest.raises(StudioError, match="ran out of GPU memory") as failed:
        run(store)
    log = Path(failed.value.detail.rpartition("All of it is in ")[2])
    assert "Input video path" in log.read_text()
    assert loop_work(store).filed(store).video.exists()
    assert not list(store.path("stages/lipsync").glob("*.mp4"))
    engine.behave("")
    assert run(store)[0].details["pieces_made"] == 1


def test_a_stop_takes_less_than_two_seconds_and_leaves_no_process(store: EpisodeStore, engine: StandIn) -> None:
    engine.behave("hang")
    control, ended, heard = JobControl(), queue.SimpleQueue[BaseException](), list[JobEvent]()

    def work() -> None:
        try:
            run(EpisodeStore.open(store.folder), heard, control)
        except BaseException as error:  # noqa: BLE001  handed to the test
            ended.put(error)

    thread = threading.Thread(target=work)
    thread.start()
    running = _wait_for_hang()
    while not any(event.kind == "progress" and event.stage == "lipsync" and 0 < event.done < event.total for event in heard):
        time.sleep(0.05)
    asked = time.monotonic()
    control.stop()
    thread.join()
    assert time.monotonic() - asked < within(2)
    assert isinstance(ended.get(), StopRequested)
    assert not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in running)


def test_the_device_is_handed_over(store: EpisodeStore, engine: StandIn) -> None:
    """An engine that has the device is waited for, and the lip sync goes on when it is unloaded."""
    holder = WorkerSession("draft", lambda _: [sys.executable, "-m", "tests.jobs.lease_holder"], {}, queue.Queue(),
                           lambda _: None)
    holder.start()
    heard: queue.SimpleQueue[JobEvent] = queue.SimpleQueue()
    thread = threading.Thread(target=lambda: run(EpisodeStore.open(store.folder), _Into(heard)))
    thread.start()
    while "waiting for the device, which draft in process" not in heard.get(timeout=60).text:
        pass
    assert not engine.runs()
    holder.close()
    thread.join(60)
    assert engine.runs() == ["52"]


class _Into(list[JobEvent]):
    def __init__(self, heard: queue.SimpleQueue[JobEvent]) -> None:
        super().__init__()
        self._heard = heard

    def append(self, event: JobEvent) -> None:
        self._heard.put(event)


def _wait_for_hang() -> list[psutil.Process]:
    """All processes below this one, once the stand-in hangs with a child of its own."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        children = psutil.Process().children(recursive=True)
        if any("sleep(600)" in " ".join(_words(child)) for child in children):
            return children
        time.sleep(0.05)
    raise AssertionError("it does not hang")


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_the_draft_is_chosen_by_its_name_and_off_is_no_step(store: EpisodeStore) -> None:
    loop = loop_work(store)
    picture = loop_step(store, loop)
    assert lip_sync_step(store, loop, picture) is None
    store.change_settings({"lip_sync": "draft", "foley": "draft"})
    for step in (lip_sync_step(store, loop, picture), foley_step(store, loop, picture)):
        assert step is not None
        assert step.stage.engine == "draft"


def test_what_was_not_added_is_said(store: EpisodeStore) -> None:
    for lip_sync, kind in (("latentsync", "missing"), ("mmaudio", "missing")):
        store.change_settings({"lip_sync": lip_sync})
        with pytest.raises(StudioError) as failed:
            run(store)
        assert failed.value.kind == kind


def test_an_engine_that_this_version_does_not_know_is_said_with_its_file(store: EpisodeStore, engine: StandIn) -> None:
    del engine
    path = engines_path()
    path.write_text(path.read_text(encoding="utf-8") + '\n[engines.later]\npath = "/a"\npython = "/b"\n', encoding="utf-8")
    with pytest.raises(StudioError, match=r"engines\.toml: \[engines\.later\] is no engine that this version knows"):
        run(store)


def test_a_stop_ends_the_look_at_all_picks_for_an_engine(store: EpisodeStore) -> None:
    store.change_settings({"deflicker": True})
    control = JobControl()
    control.stop()
    with pytest.raises(StopRequested):
        ShownPictures(store, loop_work(store), Fraction(25), control)


def test_foley_by_an_engine(store: EpisodeStore, tmp_path: Path) -> None:
    stand_in = added("mmaudio", tmp_path)
    write_tone(tmp_path / "long.wav", 9.0)
    import_voice(store, tmp_path / "long.wav", no_one)
    store.change_settings({"foley": "mmaudio", "foley_prompt": "a door", "foley_seed": 5, "lip_sync": "mmaudio"})
    with pytest.raises(StudioError, match="is an engine for foley"):
        lip_sync_step(store, loop_work(store), loop_step(store, loop_work(store)))
    done = foley(store)
    assert read_sound(store.path(done.output)).shape == (9 * 48000, 1)
    assert stand_in.runs() == ["5 a door | speech, voices, singing, music", "6 a door | speech, voices, singing, music"]
    store.change_settings({"foley": "off"})
    assert foley_step(store, loop_work(store), loop_step(store, loop_work(store))) is None


def foley(store: EpisodeStore) -> StageRun:
    loop = loop_work(store)
    picture = loop_step(store, loop)
    run_step(store, picture, no_one, JobControl())
    step = foley_step(store, loop, picture)
    assert step is not None
    return run_step(store, step, no_one, JobControl())[0]


def test_may_it_be_sold(store: EpisodeStore) -> None:
    assert sale_of_episode(store).answer == "yes"
    store.change_settings({"lip_sync": "latentsync", "foley": "mmaudio"})
    sale = sale_of_episode(store)
    assert (sale.answer, sale.because) == ("no", ("LatentSync", "MMAudio"))
    store.change_settings({"lip_sync": "off", "foley": "hunyuan-foley"})
    sale = sale_of_episode(store)
    assert sale.answer == "unknown"
    assert "Not in the European Union, the United Kingdom and South Korea." in sale.terms[0]
