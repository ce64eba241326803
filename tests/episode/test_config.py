"""The studio's own settings: tolerant reading, careful writing."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from studio.episode.config import CONFIG_VERSION, StudioConfig, config_path, load_config, update_config
from studio.episode.errors import StudioError

FULL = StudioConfig("B", "/opt/my ffmpeg", "buffalo_l", 1.5, 10**9, ("buffalo_l", "Лицензия"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "папка" / "config.toml"


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_gives_the_defaults_and_makes_none(path: Path) -> None:
    assert load_config(path) == (StudioConfig(), [])
    assert not path.parent.exists()


def test_everything_written_is_read_back(path: Path) -> None:
    assert update_config(lambda _: FULL, path) == (FULL, [])
    assert load_config(path) == (FULL, [])
    assert tomllib.loads(path.read_text(encoding="utf-8"))["schema"] == CONFIG_VERSION


def test_a_value_is_taken_back(path: Path) -> None:
    update_config(lambda _: FULL, path)
    update_config(lambda config: replace(config, ffmpeg=None), path)
    assert load_config(path) == (replace(FULL, ffmpeg=None), [])


def test_a_whole_rate_is_a_number_too(path: Path) -> None:
    config, notices = load_config(written(path, "rate_per_hour = 2"))
    assert (config.rate_per_hour, notices) == (2.0, [])


def test_comments_unknown_keys_and_the_version_survive(path: Path) -> None:
    text = '# mine\nschema = 7\ncolour = "red" # odd\nrate_per_hour = 1.0\n\n[window]\nwidth = 3\n'
    config, notices = update_config(lambda old: replace(old, ffmpeg="/x"), written(path, text))
    assert config == StudioConfig(ffmpeg="/x", rate_per_hour=1.0)
    assert len(notices) == 1
    assert "newer version" in notices[0]
    after = path.read_text(encoding="utf-8")
    assert tomllib.loads(after) == {
        "schema": 7, "colour": "red", "rate_per_hour": 1.0, "ffmpeg": "/x", "window": {"width": 3}
    }
    assert "# mine" in after
    assert "# odd" in after


def test_nothing_changed_writes_nothing(path: Path) -> None:
    update_config(lambda config: config, path)
    assert not path.exists()


@pytest.mark.parametrize("line", [
    "default_preset = 3", 'default_preset = ""', 'ffmpeg = ["a"]', "face_pack = true", 'rate_per_hour = "1"',
    "rate_per_hour = -1", "rate_per_hour = nan", "rate_per_hour = inf", "rate_per_hour = true",
    "take_cache_bytes = -1", "take_cache_bytes = 1.5", "take_cache_bytes = true", 'accepted_licences = "x"',
    "accepted_licences = [1]",
])
def test_a_value_that_cannot_be_used_costs_only_itself(path: Path, line: str) -> None:
    key = line.split()[0]
    other = "face_pack" if key == "default_preset" else "default_preset"
    config, notices = load_config(written(path, f'{line}\n{other} = "kept"\n'))
    assert config == (StudioConfig(face_pack="kept") if other == "face_pack" else StudioConfig("kept"))
    assert len(notices) == 1
    assert key in notices[0]
    assert str(path) in notices[0]


@pytest.mark.parametrize("schema", ["0", "-1", '"1"', "1.0", "true"])
def test_a_senseless_version_is_said(path: Path, schema: str) -> None:
    config, notices = load_config(written(path, f'schema = {schema}\nffmpeg = "kept"'))
    assert config.ffmpeg == "kept"
    assert len(notices) == 1
    assert "schema" in notices[0]


@pytest.mark.parametrize("content", [b"default_preset = ", b"\xff\xfe", b'a = 1\na = 2'])
def test_a_damaged_file_is_set_aside_once(path: Path, content: bytes) -> None:
    written(path, "").write_bytes(content)
    config, notices = load_config(path)
    assert config == StudioConfig()
    assert len(notices) == 1
    assert "config.broken-1.toml" in notices[0]
    assert path.with_name("config.broken-1.toml").read_bytes() == content
    assert load_config(path) == (StudioConfig(), [])
    path.write_bytes(content)
    load_config(path)
    assert path.with_name("config.broken-2.toml").read_bytes() == content
    assert path.with_name("config.broken-1.toml").read_bytes() == content


def test_a_damaged_file_is_replaced_by_an_update(path: Path) -> None:
    _, notices = update_config(lambda config: replace(config, ffmpeg="/x"), written(path, "= ="))
    assert "set aside" in notices[0]
    assert load_config(path)[0].ffmpeg == "/x"


def test_a_folder_in_its_place_is_said(path: Path) -> None:
    path.mkdir(parents=True)
    config, notices = load_config(path)
    assert config == StudioConfig()
    assert "cannot be read" in notices[0]


def test_a_value_out_of_range_is_not_written(path: Path) -> None:
    with pytest.raises(StudioError, match="rate_per_hour must be a number, 0 or more"):
        update_config(lambda config: replace(config, rate_per_hour=-1.0), path)
    assert not path.exists()


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StudioError) as caught:
        update_config(lambda config: replace(config, ffmpeg="/x"), tmp_path / "file" / "config.toml")
    assert caught.value.kind == "disk"


def test_processes_at_once_lose_nothing() -> None:
    code = (
        "import sys\nfrom dataclasses import replace\nfrom studio.episode.config import update_config\n"
        "for n in range(5):\n"
        "    name = f'{sys.argv[1]}{n}'\n"
        "    update_config(lambda c: replace(c, accepted_licences=(*c.accepted_licences, name)))\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, word]) for word in "ab"]
    assert [process.wait(60) for process in both] == [0, 0]
    assert sorted(load_config()[0].accepted_licences) == [f"{word}{n}" for word in "ab" for n in range(5)]
    assert config_path().is_file()
