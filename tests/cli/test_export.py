"""`studio export`: what its options say is kept, and a dry run keeps nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.settings import read_settings
from tests.cli.run_studio import run_studio
from tests.finish.certificates import write_certificate
from tests.ui.episodes import make_episode_with_takes


@pytest.fixture
def episode(tmp_path: Path) -> Path:
    return make_episode_with_takes(tmp_path / "a.episode", 12)


def test_a_dry_run_forecasts_and_keeps_nothing(episode: Path) -> None:
    before = (episode / "episode.toml").read_bytes()
    plan = run_studio("export", episode, "--dry-run", "--json", "--fade-in", "0.5", "--loudness", "-14").result
    assert [item["target"] for item in plan["renders"]] == ["web"]
    assert [item["items"] > 0 for item in plan["stages"]] == [True] * len(plan["stages"])
    assert (episode / "episode.toml").read_bytes() == before
    assert not list((episode / "exports").iterdir())


def test_what_cannot_be_is_said_before_anything_runs_and_is_not_kept(episode: Path) -> None:
    before, taken = (episode / "episode.toml").read_bytes(), episode.parent / "site" / "a"
    taken.mkdir(parents=True)
    (taken / "mine.txt").write_text("mine", encoding="utf-8")
    for words, said in ((("--target", "web,poster"), "poster"), (("--loudness", "loud"), "LUFS"),
                        (("--loudness", "-90"), "-40 to -5"), (("--fade-in", "99"), "--fade-in is 99"),
                        (("--lip-sync", "latentsink"), "latentsink"), (("--foley", "mmaudio"), "studio engines add"),
                        (("--target", "archive", "--upscaler", "none.safetensors"), "none.safetensors"),
                        (("--certificate", "none.pem"), "both needed"),
                        (("--captions", "burned", "--caption-font", "none.ttf"), "none.ttf"),
                        (("--target", "vertical", "--caption-font", "a.episode"), "no file"),
                        (("--publish", episode / "episode.toml"), "lies in one"),
                        (("--publish", taken.parent), "holds other files"), (("--captions", "sung"), "sung")):
        failed = run_studio("export", episode, *words)
        assert failed.code != 0
        assert said in failed.err
    assert (episode / "episode.toml").read_bytes() == before
    assert not list((episode / "exports").iterdir())


def test_off_takes_a_certificate_back_with_its_key(episode: Path, tmp_path: Path) -> None:
    certificate, key = write_certificate(tmp_path)
    run_studio("export", episode, "--certificate", certificate, "--certificate-key", key)
    assert read_settings(episode / "episode.toml").certificate_key == str(key)
    certificate.unlink()
    assert run_studio("export", episode).code != 0
    assert run_studio("export", episode, "--certificate", "off").code == 0
    settings = read_settings(episode / "episode.toml")
    assert (settings.certificate, settings.certificate_key) == ("", "")


def test_an_empty_name_is_none(episode: Path) -> None:
    run_studio("export", episode, "--publish", "", "--no-marks", cwd=episode.parent)
    assert read_settings(episode / "episode.toml").publish_folder == ""


def test_settings_are_kept_and_taken_back(episode: Path, tmp_path: Path) -> None:
    run_studio("export", episode, "--out", tmp_path / "x.mp4", "--fade-out", "0.4", "--foley-prompt", "cloth",
               "--certificate", tmp_path / "mine.pem", "--no-marks")
    settings = read_settings(episode / "episode.toml")
    assert (settings.fade_out_s, settings.foley_prompt, settings.truth_marks) == (0.4, "cloth", False)
    assert settings.certificate == str(tmp_path / "mine.pem")
    run_studio("export", episode, "--certificate", "off", "--marks", "--dry-run")
    assert read_settings(episode / "episode.toml").certificate
    run_studio("export", episode, "--certificate", "off", "--marks")
    settings = read_settings(episode / "episode.toml")
    assert (settings.certificate, settings.truth_marks) == ("", True)


def test_paths_on_the_command_line_count_from_where_the_person_is(episode: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    done = run_studio("export", "../a.episode", "--publish=site", "--upscaler=~/net.safetensors", "--json", cwd=here,
                      env={"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)})
    assert (here / "site" / "a" / "index.html").is_file(), done.err
    settings = read_settings(episode / "episode.toml")
    assert settings.publish_folder == str(here / "site")
    assert settings.upscaler == str(tmp_path / "net.safetensors")
