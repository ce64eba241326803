"""The main job through the real command: what it makes, that it continues, and what it says of itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import av
import pytest

from tests.cli.run_studio import run_studio
from tests.cli.small_inputs import make_arguments, write_inputs

KEYS = {"episode", "render", "frames", "takes", "accepted", "unique_frames", "loop_frames", "frame_diff", "duration_s",
        "stages"}


def test_make_ends_in_a_video_as_long_as_the_voice_and_continues(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=6)
    out = tmp_path / "e.mp4"
    first = run_studio(*make_arguments(inputs, out))
    assert first.code == 0, first.err
    made = first.result
    assert set(made) >= KEYS
    assert made["episode"] == str(tmp_path / "e.episode")
    assert (made["frames"], made["takes"]) == (6, 6)
    assert abs(made["duration_s"] - 1.3) <= 0.04
    with av.open(str(out)) as container:
        video = container.streams.video[0]
        assert (video.width, video.height) == (256, 384)
        assert video.average_rate is not None
        assert float(video.average_rate) == 25
        assert sum(1 for _ in container.decode(video=0)) == made["loop_frames"]
        assert made["loop_frames"] in (32, 33)
    again = run_studio(*make_arguments(inputs, out)).result
    assert all(stage["cached"] for stage in again["stages"])
    assert again["takes"] == 6


def test_what_finishing_lacks_is_said_before_a_take_is_made(tmp_path: Path) -> None:
    inputs, episode = write_inputs(tmp_path / "in", frames=2), tmp_path / "e.episode"
    asked = run_studio(*make_arguments(inputs, tmp_path / "e.mp4", "--lip-sync", "latentsync"))
    assert asked.error["kind"] == "missing"
    settings = episode / "episode.toml"
    assert "latentsync" not in settings.read_text(encoding="utf-8")
    settings.write_text(settings.read_text(encoding="utf-8").replace('[lip_sync]\nengine = "off"',
                                                                     '[lip_sync]\nengine = "latentsync"'), encoding="utf-8")
    kept = run_studio(*make_arguments(inputs, tmp_path / "e.mp4"))
    assert "latentsync was not added" in kept.error["message"]
    assert not list((episode / "takes").glob("??/*.png"))


def test_changed_inputs_make_new_takes_and_old_ones_stay(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=4)
    out = tmp_path / "e.mp4"
    run_studio(*make_arguments(inputs, out))
    before = {path.name: path.stat().st_ino for path in (tmp_path / "e.episode" / "takes").glob("??/*.png")}
    changed = run_studio(*make_arguments(inputs, out, "--seed", "7"))
    assert changed.result["takes"] == 4
    after = {path.name: path.stat().st_ino for path in (tmp_path / "e.episode" / "takes").glob("??/*.png")}
    assert len(after) == 8
    assert before.items() <= after.items()
    back = run_studio(*make_arguments(inputs, out, "--seed", "200")).result
    assert next(stage for stage in back["stages"] if stage["name"] == "generate")["cached"]


def test_the_same_request_in_another_episode_costs_nothing(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=3)
    run_studio(*make_arguments(inputs, tmp_path / "a.mp4"))
    second = run_studio(*make_arguments(inputs, tmp_path / "b.mp4")).result
    assert next(stage for stage in second["stages"] if stage["name"] == "generate")["cached"]
    assert second["takes"] == 3


def test_render_and_take_say_how_they_were_made(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=3)
    out = tmp_path / "e.mp4"
    run_studio(*make_arguments(inputs, out))
    render = run_studio("info", out, "--json").result
    assert render["generated"] is True
    assert (render["engine"], render["label"], render["seed"], render["preset"]) == ("draft", "draft", 200, "small")
    assert render["settings"]["steps"] == 3
    assert render["analyzer"].startswith("builtin ")
    assert "Full-Motion Studio" in render["software"]
    take = next((tmp_path / "e.episode" / "takes").glob("??/*.png"))
    facts = run_studio("info", take, "--json").result
    assert facts["key"] == take.stem
    assert facts["generated"] is True
    assert facts["request"]["settings"]["width"] == 256


def test_by_steps_it_is_the_same_episode(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=4)
    whole = run_studio(*make_arguments(inputs, tmp_path / "whole.mp4")).result
    episode = tmp_path / "steps.episode"
    steps = [
        ["new", str(episode), "--analyzer", "builtin", "--min-det", "0.3", "--preset", str(inputs["preset"])],
        ["import", str(episode), "--source", str(inputs["source"]), "--identity", str(inputs["identity"])],
        ["import", str(episode), "--voice", str(inputs["voice"])],
        ["generate", str(episode)],
        ["score", str(episode)],
        ["review", str(episode), "--list"],
        ["assemble", str(episode)],
        ["export", str(episode), "--out", str(tmp_path / "steps.mp4")],
        ["info", str(episode)],
        ["budget", str(episode)],
    ]
    for step in steps:
        ran = run_studio(*step, "--json")
        assert ran.code == 0, (step, ran.err)
        assert ran.result["episode"] == str(episode)
    assert sorted(path.name for path in (episode / "takes").glob("??/*.png")) == sorted(
        path.name for path in Path(whole["episode"]).glob("takes/??/*.png"))


def test_new_like_another_takes_everything_but_the_voice(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=3)
    run_studio(*make_arguments(inputs, tmp_path / "a.mp4", "--frames", "0-1"))
    like = run_studio("new", tmp_path / "b.episode", "--like", tmp_path / "a.episode", "--voice", inputs["voice"], "--json")
    assert like.code == 0, like.err
    shutil.rmtree(tmp_path / "a.episode")
    made = run_studio("generate", tmp_path / "b.episode", "--json").result
    assert (made["made"], made["found"], made["takes"]) == (0, 2, 2)
    assert made["thresholds"]["det"] == 0.3


def test_review_by_hand_outranks_the_thresholds_and_is_undone(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=4)
    run_studio(*make_arguments(inputs, tmp_path / "a.mp4"))
    episode = tmp_path / "a.episode"
    assert run_studio("review", episode, "--reject", "1-2", "--json").result["without_pick"] == [1, 2]
    assert run_studio("review", episode, "--min-det", "1", "--accept", "3", "--json").result["picks"] == 1
    assert run_studio("undo", episode, "--json").result["undo"].startswith("thresholds det")
    assert run_studio("undo", episode, "--json").result["undo"] == "accept frames 3"
    assert run_studio("review", episode, "--clear", "1", "--json").result["without_pick"] == [2]
    assert run_studio("redo", episode, "--json").code == 1


def test_reroll_goes_on_until_each_frame_passes_or_seeds_are_used_up(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=3)
    run_studio(*make_arguments(inputs, tmp_path / "a.mp4"))
    episode = tmp_path / "a.episode"
    run_studio("review", episode, "--min-det", "1", "--json")
    rerolled = run_studio("reroll", episode, "--until-pass", "--max-seeds", "2", "--json").result
    assert (rerolled["made"], rerolled["rounds"], rerolled["exhausted"]) == (6, 2, [0, 1, 2])
    run_studio("review", episode, "--min-det", "0.3", "--json")
    assert run_studio("reroll", episode, "--until-pass", "--max-seeds", "2", "--json").result["made"] == 0


@pytest.mark.parametrize("words", [["--help"], ["make", "--help"], ["presets", "list"], ["doctor"], ["--version"]])
def test_help_and_lists_work_in_a_c_locale(words: list[str]) -> None:
    ran = run_studio(*words, env={"LC_ALL": "C", "LANG": "C"})
    assert ran.code == 0, ran.err
    assert ran.out
