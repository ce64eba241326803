"""Pictures made elsewhere, through the real command, from a folder to the finished video."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest

from studio.media.pictures import encode_png, read_picture, resize
from tests.cli.run_studio import run_studio
from tests.cli.small_inputs import write_inputs
from tests.generate.comfyui_pictures import ksampler_graph, write_comfyui_png

FRAMES = 6


@pytest.fixture
def episode(tmp_path: Path) -> Path:
    """An episode with source, reference and voice, and beside it six pictures as ComfyUI writes them."""
    inputs = write_inputs(tmp_path / "in", frames=FRAMES)
    elsewhere = tmp_path / "made elsewhere"
    elsewhere.mkdir()
    for number in range(FRAMES):
        made = resize(read_picture(inputs["source"] / f"f{number:02d}.png"), 256, 384)
        write_comfyui_png(elsewhere / f"ComfyUI_{number:05d}_.png", made, ksampler_graph(200))
    folder = tmp_path / "e.episode"
    ran = run_studio("new", folder, "--source", inputs["source"], "--identity", inputs["identity"], "--voice",
                     inputs["voice"], "--analyzer", "builtin", "--min-det", "0.3", "--json")
    assert ran.code == 0, ran.err
    return folder


def test_imported_takes_are_scored_reviewed_and_exported(episode: Path, tmp_path: Path) -> None:
    words = ("import-takes", episode, tmp_path / "made elsewhere", "--preset", "A", "--json")
    taken = run_studio(*words)
    assert taken.code == 0, taken.err
    assert taken.result == {"episode": str(episode), "taken": FRAMES, "unknown": ["fit", "references"], "notices": []}
    scored = run_studio("score", episode, "--json")
    assert scored.result.get("scored") == FRAMES, scored.out + scored.err
    listed = run_studio("review", episode, "--list", "--json").result
    assert [(item["frame"], item["seed"]) for item in listed["list"]] == [(n, 200) for n in range(FRAMES)]
    assert all(item["scores"]["det"] is not None for item in listed["list"])
    assert listed["picks"] >= 4
    out = tmp_path / "e.mp4"
    exported = run_studio("export", episode, "--out", out, "--json")
    assert exported.code == 0, exported.err
    with av.open(str(out)) as container:
        video = container.streams.video[0]
        assert (video.width, video.height, video.average_rate) == (256, 384, Fraction(25))
    assert abs(exported.result["duration_s"] - 1.3) <= 0.04
    facts = run_studio("info", out, "--json").result
    assert (facts["engine"], facts["label"], facts["preset"], facts["seed"]) == ("external", "external", "A", 200)
    assert facts["generated"] is True
    assert facts["settings"]["fit"] is None
    assert facts["settings"]["unknown"] == ["fit", "references"]
    assert facts["engine_revision"] is None
    again = run_studio(*words).result
    assert again["taken"] == FRAMES
    assert len(list(episode.glob("takes/??/*.png"))) == FRAMES
    assert all(stage["cached"] for stage in run_studio("export", episode, "--out", out, "--json").result["stages"])


def test_what_is_unknown_is_shown_as_unknown_everywhere(episode: Path, tmp_path: Path) -> None:
    for number, path in enumerate(sorted((tmp_path / "made elsewhere").iterdir())):
        picture = read_picture(path)
        path.unlink()
        if number < 2:
            path.write_bytes(encode_png(picture))
    taken = run_studio("import-takes", episode, tmp_path / "made elsewhere", "--preset", "A")
    assert taken.code == 0, taken.err
    assert "2 pictures are takes now" in taken.out
    assert "seed" in taken.out
    run_studio("score", episode, "--json")
    assert run_studio("review", episode, "--list", "--json").result["list"][0]["seed"] is None
    assert "#0              -" in run_studio("review", episode, "--list").out
    take = next(episode.glob("takes/??/*.png"))
    facts = run_studio("info", take, "--json").result
    assert facts["seed"] is None
    shown = facts["request"]["settings"]
    assert {shown[name] for name in ("prompt", "steps", "seed", "denoise", "weight", "fit", "schedule")} == {None}
    assert "seed" in shown["unknown"]
    assert (shown["width"], shown["height"]) == (256, 384)
    assert "unknown" in run_studio("info", take).out
    out = tmp_path / "e.mp4"
    assert run_studio("export", episode, "--out", out, "--json").code == 0
    render = run_studio("info", out, "--json").result
    assert (render["seed"], render["settings"]["steps"], render["settings"]["prompt"]) == (None, None, None)


def test_pictures_that_fit_no_frame_are_named(episode: Path, tmp_path: Path) -> None:
    table = tmp_path / "map.csv"
    table.write_text("file,frame\nComfyUI_00000_.png,700\n", encoding="utf-8")
    ran = run_studio("import-takes", episode, tmp_path / "made elsewhere", "--preset", "A", "--map", table, "--json")
    assert (ran.code, ran.error["kind"]) == (1, "nothing")
    assert "line 2: 700" in ran.err
    table.write_text("file,frame\nComfyUI_00000_.png,first\n", encoding="utf-8")
    ran = run_studio("import-takes", episode, tmp_path / "made elsewhere", "--preset", "A", "--map", table, "--json")
    assert (ran.code, ran.error["kind"]) == (1, "input")
    assert "Line 2 of" in ran.error["message"]
    ran = run_studio("import-takes", episode, tmp_path / "made elsewhere", "--preset", "A", "--map", "nmae", "--json")
    assert (ran.code, ran.error["kind"]) == (2, "usage")
