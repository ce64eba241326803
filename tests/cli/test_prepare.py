"""What Prepare does, from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.run_studio import run_studio
from tests.cli.small_inputs import write_inputs


def test_look_whose_face_and_presets(tmp_path: Path, private_home: Path) -> None:
    inputs, env = write_inputs(tmp_path / "in", 3), {"STUDIO_HOME": str(private_home)}
    episode = tmp_path / "e.episode"
    made = run_studio("new", episode, "--identity", inputs["identity"], "--source", inputs["source"], "--analyzer",
                      "builtin", "--whose-face", "with consent", "--face-note", "Ada, 2 May", "--json", env=env)
    assert (made.result["whose_face"], made.result["whose_face_note"]) == ("with consent", "Ada, 2 May")
    looked = run_studio("look", episode, "--json", env=env).result
    assert looked["references"]["pictures"][0]["faces"] == 1
    assert looked["source"]["found"] == 3
    assert run_studio("presets", "import", inputs["preset"], env=env).code == 0
    assert run_studio("presets", "rename", "small", "tiny", "--json", env=env).result == {"name": "tiny", "was": "small"}
    rows = run_studio("presets", "list", "--episode", episode, "--json", env=env).result["presets"]
    assert next(row for row in rows if row["name"] == "tiny")["strict_pass"] is None
    assert run_studio("presets", "delete", "tiny", env=env).code == 0
    refused = run_studio("presets", "delete", "D", "--json", env=env)
    assert (refused.code, refused.error["kind"]) == (1, "input")


def test_models_are_listed_and_weights_fetched_only_with_their_licence_accepted(private_home: Path) -> None:
    env = {"STUDIO_HOME": str(private_home)}
    found = {item["name"]: item for item in run_studio("models", "list", "--json", env=env).result["models"]}
    assert found["draft"]["here"]
    refused = run_studio("weights", "fetch", "buffalo_l", "--json", env=env)
    assert (refused.code, refused.error["kind"]) == (1, "missing")
    assert "non-commercial research" in refused.error["message"]


def test_a_new_episode_whose_inputs_cannot_be_used_leaves_nothing_behind(tmp_path: Path) -> None:
    ran = run_studio("new", tmp_path / "a.episode", "--voice", tmp_path / "none.wav")
    assert ran.code != 0
    assert "none.wav" in ran.err
    assert not (tmp_path / "a.episode").exists()
    assert run_studio("new", tmp_path / "a.episode").code == 0
    assert run_studio("new", tmp_path / "a.episode").code != 0
    assert (tmp_path / "a.episode" / "episode.toml").exists()
