"""The range of every setting, at both ends and beyond."""

from __future__ import annotations

import math
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.episode.settings_check import RULES, SETTING_NAMES, settings_from, shown
from studio.episode.take_request import TakeRequest, TakeSettings

LAST_SEED = 2**63 - 1

INSIDE: list[tuple[str, object]] = [
    ("width", 64), ("width", 4096), ("height", 64), ("height", 4096), ("steps", 1), ("steps", 200),
    ("denoise", 1), ("denoise", 1e-6), ("guidance", 0), ("guidance", 30), ("weight", 0), ("weight", 3.0),
    ("start_step", 0), ("start_step", 12), ("seed", 0), ("seed", LAST_SEED), ("fit", "face"),
    ("schedule", "diffusers"), ("prompt", "две\nстроки"), ("options", {"a": 1, "b": True, "c": 0.5, "d": ""}),
]
OUTSIDE: list[tuple[str, object]] = [
    ("width", 48), ("width", 4112), ("width", 520), ("width", 512.0), ("height", 63), ("height", True),
    ("steps", 0), ("steps", 201), ("denoise", 0), ("denoise", 1.0001), ("denoise", -0.1), ("denoise", math.nan),
    ("denoise", "0.9"), ("guidance", -0.1), ("guidance", 30.5), ("guidance", math.inf), ("weight", 3.01),
    ("weight", True), ("start_step", -1), ("start_step", 13), ("seed", -1), ("seed", LAST_SEED + 1),
    ("seed", 1.0), ("fit", "stretch"), ("fit", []), ("schedule", "comfy"), ("engine", ""), ("engine", " \n"),
    ("engine", 1), ("prompt", "a\0b"), ("prompt", "\ud800"), ("prompt", "x" * 10_001), ("prompt", None),
    ("options", []), ("options", {"a": math.nan}), ("options", {"a": [1]}), ("options", {"a": 2**63}),
]


def test_every_setting_but_options_has_a_rule() -> None:
    assert (*RULES, "options") == SETTING_NAMES


def test_the_defaults_are_in_range() -> None:
    settings, problems = settings_from(asdict(TakeSettings(engine="draft")) | {"options": {}})
    assert (settings, problems) == (TakeSettings(engine="draft"), [])


@pytest.mark.parametrize(("name", "value"), INSIDE)
def test_a_value_in_range_is_taken(name: str, value: object) -> None:
    settings, problems = settings_from({"engine": "draft", name: value})
    assert problems == []
    assert settings is not None
    kept = getattr(settings, name)
    assert (dict(kept) if name == "options" else kept) == value


@pytest.mark.parametrize(("name", "value"), OUTSIDE)
def test_a_value_out_of_range_is_refused_by_name(name: str, value: object) -> None:
    settings, problems = settings_from({"engine": "draft", name: value})
    assert settings is None
    assert len(problems) == 1
    assert problems[0].startswith(name)


def test_all_problems_are_named_at_once() -> None:
    _, problems = settings_from({"width": 1, "steps": 0, "fit": "x"})
    assert [problem.split()[0] for problem in problems] == ["engine", "width", "fit", "steps"]


def test_an_engine_may_have_to_be_a_known_one() -> None:
    _, problems = settings_from({"engine": "darft"}, engines=("draft", "command"))
    assert problems == ['engine "darft" is not known (did you mean "draft"?), known are command, draft']
    assert settings_from({"engine": "draft"}, engines=("draft", "command"))[1] == []


def test_a_start_after_the_last_step_is_refused() -> None:
    _, problems = settings_from({"engine": "draft", "steps": 4, "start_step": 5})
    assert problems == ["start_step must not be above steps (4), and is 5"]


@given(st.sampled_from(["denoise", "guidance", "weight"]), st.sampled_from([1, 1.0, 0, -0.0]))
def test_equal_numbers_give_one_key(name: str, value: float) -> None:
    if name == "denoise" and value == 0:
        value = 1
    settings = [settings_from({"engine": "draft", name: spelled})[0] for spelled in (value, float(value), abs(value))]
    keys = {TakeRequest("", None, (), "", found, "1").key for found in settings if found is not None}
    assert len(keys) == 1


def test_the_order_of_options_gives_one_key() -> None:
    one, _ = settings_from({"engine": "draft", "options": {"b": 1, "a": 2}})
    other, _ = settings_from({"engine": "draft", "options": {"a": 2, "b": 1}})
    assert one == other


@pytest.mark.parametrize(("value", "expected"), [
    (True, "true"), ("a\nb", '"a\\nb"'), ("x" * 50, '"' + "x" * 39 + '…"'), (0.5, "0.5"), ([1], "a list"),
    ({}, "a table"),
])
def test_values_are_shown_as_written(value: object, expected: str) -> None:
    assert shown(value) == expected
