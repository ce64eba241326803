"""Engines are known by their files; the README's example is one."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

import studio.finish.engines as folder
from studio.episode.errors import StudioError
from studio.finish.engines.adapter import EngineTask
from studio.finish.engines.registry import engine_named, known_engines

README = Path(__file__).resolve().parents[3] / "README.md"


def task(variant: str) -> EngineTask:
    private = Path("/private")
    return EngineTask(private, private / "video.mp4", private / "voice.wav", 200, Fraction(25), 512, 768, variant, "a", "b",
                      3)


def test_each_file_of_the_folder_is_an_engine() -> None:
    assert list(known_engines()) == ["hunyuan-foley", "latentsync", "mmaudio"]
    with pytest.raises(StudioError, match="latentsync"):
        engine_named("latentsink")


@pytest.mark.parametrize("name", ["hunyuan-foley", "latentsync", "mmaudio"])
def test_every_variant_has_its_words_needs_and_licence(name: str) -> None:
    engine = engine_named(name)
    for variant in engine.facts.variants:
        assert engine.argv("/env/bin/python", task(variant))[0] == "/env/bin/python"
        assert any(need.variant == variant for need in engine.facts.needs)
    assert all(licence.terms and licence.address for licence in engine.facts.licences)


def test_latentsync_is_given_the_configuration_of_its_variant() -> None:
    words = {variant: engine_named("latentsync").argv("python", task(variant)) for variant in ("1.5", "1.6")}
    assert "configs/unet/stage2.yaml" in words["1.5"]
    assert "configs/unet/stage2_512.yaml" in words["1.6"]
    assert words["1.6"][1:3] == ["-m", "scripts.inference"]
    assert words["1.6"][words["1.6"].index("--temp_dir") + 1] == "/private/temp"


def test_the_example_of_the_readme_is_an_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = re.search(r'```python\n("""MyLips.*?)```', README.read_text(encoding="utf-8"), re.DOTALL)
    assert source is not None
    (tmp_path / "my_lips.py").write_text(source[1])
    monkeypatch.setattr(folder, "__path__", [*folder.__path__, str(tmp_path)])
    known_engines.cache_clear()
    try:
        words = engine_named("mylips").argv("python", task("usual"))
        assert words[1:] == ["run.py", "--video", "/private/video.mp4", "--voice", "/private/voice.wav", "--out",
                             "/private/out.mp4"]
    finally:
        known_engines.cache_clear()
