"""Presets as TOML: read strictly, written whole, named safely."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.episode.errors import StudioError
from studio.episode.preset import (
    LARGEST_FILE,
    Preset,
    check_preset_name,
    dump_preset,
    parse_preset,
    read_preset_text,
    with_values,
)
from studio.episode.settings_check import settings_from
from studio.episode.take_request import OptionValue, TakeSettings

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
options = st.dictionaries(
    texts.filter(bool),
    texts | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False),
    max_size=3,
)


@st.composite
def presets(draw: st.DrawFn) -> Preset:
    steps = draw(st.integers(1, 200))
    values: dict[str, object] = {
        "engine": draw(texts.filter(str.strip)),
        "prompt": draw(texts),
        "negative_prompt": draw(texts),
        "width": 16 * draw(st.integers(4, 256)),
        "height": 16 * draw(st.integers(4, 256)),
        "fit": draw(st.sampled_from(["cover", "contain", "face"])),
        "steps": steps,
        "denoise": draw(st.floats(0, 1, exclude_min=True)),
        "schedule": draw(st.sampled_from(["comfyui", "diffusers"])),
        "guidance": draw(st.floats(0, 30)),
        "weight": draw(st.floats(0, 3)),
        "start_step": draw(st.integers(0, steps)),
        "seed": draw(st.integers(0, 2**63 - 1)),
        "options": draw(options),
    }
    settings, problems = settings_from(values)
    assert settings is not None, problems
    return Preset("X", settings, draw(texts))


@given(presets())
def test_what_is_written_is_read_back(preset: Preset) -> None:
    assert parse_preset(dump_preset(preset), "X", "here") == preset


@given(presets(), presets())
def test_what_is_written_over_another_text_is_read_back(preset: Preset, earlier: Preset) -> None:
    assert parse_preset(dump_preset(preset, dump_preset(earlier)), "X", "here") == preset


def test_comments_and_order_survive_writing() -> None:
    text = '# mine\nseed = 7 # lucky\nengine = "draft"\n\n[options]\n# twice as strong\nboost = 2\n'
    preset = with_values(parse_preset(text, "X", "here"), {"seed": 8, "options": {"boost": 2, "c": 1}})
    changed = dump_preset(preset, text)
    assert changed.startswith("# mine\nseed = 8 # lucky\nengine")
    assert "# twice as strong\nboost = 2" in changed


def test_an_option_keeps_its_type() -> None:
    values: dict[str, OptionValue] = {"a": 1, "b": 1.0, "c": True, "d": "1"}
    settings, _ = settings_from({"engine": "draft", "options": values})
    assert settings is not None
    over = dump_preset(Preset("X", TakeSettings("draft", options=(("a", 1.0), ("b", True), ("c", 1), ("d", 1)))))
    read = parse_preset(dump_preset(Preset("X", settings), over), "X", "here").settings
    assert [type(value) for _, value in read.options] == [int, float, bool, str]


def test_absent_keys_take_the_defaults() -> None:
    assert parse_preset('engine = "draft"', "X", "here") == Preset("X", TakeSettings(engine="draft"))


def test_every_problem_is_named_in_one_sentence_with_the_file() -> None:
    with pytest.raises(StudioError) as caught:
        parse_preset('stepz = 3\nwidth = 500\nnote = 4\n[options]\na = [1]', "Mine", "/tmp/Mine.toml")
    message = caught.value.message
    assert caught.value.kind == "input"
    assert 'The preset "Mine" (/tmp/Mine.toml) cannot be used: ' in message
    for part in ('"stepz" is not a known key (did you mean "steps"?)', "width must be", "not 500", "note must be",
                 "engine is missing", "options.a must be"):
        assert part in message
    assert message.endswith(".")
    assert "\n" not in message


def test_an_unknown_key_like_none_gets_the_list() -> None:
    with pytest.raises(StudioError, match=r'"colour" is not a known key, known are note, engine, prompt, .*options'):
        parse_preset('engine = "draft"\ncolour = 1', "X", "here")


@pytest.mark.parametrize(("text", "place"), [
    ('engine = "draft"\nsteps == 3\n', "line 2, column 8"),
    ('engine = "draft"\nprompt = "open', "line 2, column 15"),
    ('engine = "draft"\nengine = "draft"\n', "line 2, column 17"),
])
def test_bad_toml_is_placed(text: str, place: str) -> None:
    with pytest.raises(StudioError) as caught:
        parse_preset(text, "X", "X.toml")
    assert f'The preset "X" (X.toml) is not valid TOML at {place}: ' in caught.value.message


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "пресет.toml"
    path.write_bytes(b'\xef\xbb\xbfengine = "draft"\r\n')
    assert parse_preset(read_preset_text(path), "X", "here").settings.engine == "draft"


@pytest.mark.parametrize(("content", "part"), [
    (b'engine = "draft"\nprompt = "\xff"\n', "is not UTF-8 text (line 2)"),
    (b"#" * (LARGEST_FILE + 1), "is no preset: it is larger"),
    (None, "cannot be read"),
])
def test_a_file_that_is_no_preset_is_named(tmp_path: Path, content: bytes | None, part: str) -> None:
    path = tmp_path / "X.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StudioError) as caught:
        read_preset_text(path)
    assert str(path) in caught.value.message
    assert part in caught.value.message


def test_values_are_replaced_and_checked_together() -> None:
    preset = Preset("X", TakeSettings(engine="draft", options=(("a", 1),)))
    assert with_values(preset, {"steps": 20, "seed": 5}).settings == TakeSettings(
        engine="draft", steps=20, seed=5, options=(("a", 1),)
    )
    with pytest.raises(StudioError, match=r'changed so: "strenth" is not .*; steps must be .*not 0') as caught:
        with_values(preset, {"steps": 0, "strenth": 3})
    assert caught.value.kind == "usage"


@pytest.mark.parametrize("name", ["D", "Мой пресет", "a.b", "winter (2)", "x" * 50, "_", "console"])
def test_a_good_name_is_kept(name: str) -> None:
    assert check_preset_name(name) == name


@pytest.mark.parametrize("name", [
    "", " ", ".", "..", "a/b", "a\\b", "CON", "con", "nul.x", "COM1", "COM¹", "lpt9.a", "-x", ".hidden", "x.",
    "x ", " x", "x.toml", "x.TOML", 'a"b', "a:b", "a?b", "a\nb", "a\0b", "\ud800", "x" * 51, "😀" * 51, "--json",
])
def test_a_bad_name_is_refused_with_one_that_would_do(name: str) -> None:
    with pytest.raises(StudioError, match="cannot name a preset") as caught:
        check_preset_name(name)
    better = caught.value.message.split('"')[-2]
    assert check_preset_name(better) == better


@given(st.text(max_size=80))
def test_any_name_is_kept_or_answered_with_a_usable_one(name: str) -> None:
    try:
        usable = check_preset_name(name)
    except StudioError as error:
        usable = error.message.rsplit("system; ", 1)[1].removesuffix(" could, for example.").strip('"')
    assert check_preset_name(usable) == usable
    assert len(usable.encode()) <= 200
    assert usable[0] not in ".- "
    assert usable[-1] not in ". "
