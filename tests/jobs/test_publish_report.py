"""What the report says of loudness, lip sync and intervals, from what stages keep."""

from __future__ import annotations

import tomllib

import pytest

from studio.episode.bundled import bundled
from studio.episode.thresholds import RULES
from studio.finish.publish_report import ReportPart, report_html
from studio.finish.publish_texts import Texts
from studio.jobs.publish_report import _ranges, _sound_rows, _sync_rows, interval_text
from studio.review.statistics import wilson


def test_intervals() -> None:
    assert interval_text(wilson(12, 23)) == "52 % (33-71 %)"
    assert interval_text(wilson(0, 0)) == "-"


def test_frames_as_runs() -> None:
    assert _ranges([50, 51, 52, 54, 60, 61]) == "50-52, 54, 60-61"
    assert _ranges([]) == ""


def test_loudness_as_measured() -> None:
    measured = {"loudness": {"wanted": -14.0, "after": -14.04, "true_peak": -1.2}}
    assert list(_sound_rows(measured, Texts("en"))) == [
        ("loudness", "-14.0 LUFS"), ("wanted", "-14.0 LUFS"), ("true_peak", "-1.2 dBTP")]
    assert list(_sound_rows({}, Texts("en"))) == [("loudness", "As recorded, not measured")]


def test_the_sync_score_with_its_interval() -> None:
    score = {"correlation": 0.62, "interval": [0.5, 0.7], "lag_frames": 0, "lag_interval": [0, 0], "best": 0.62, "n": 240}
    assert list(_sync_rows(score, Texts("en"))) == [
        ("correlation", "0.62 (95 % interval 0.50 to 0.70, 240 frames)"), ("lag", "0 frames")]
    assert list(_sync_rows({"correlation": None, "lag_frames": None}, Texts("ru"))) == []


def test_parts_without_rows_are_left_out_and_everything_is_escaped() -> None:
    html = report_html("<b>", [ReportPart("sale", []), ReportPart("<i>", [("a", "<script>")], ("x", "y"))], "en", "S", "D")
    assert "May I sell" not in html
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("kind", ["labels", "stages", "scores", "motion", "kinds", "face", "credentials", "sentence",
                                  "lips_moved", "foley_made"])
def test_both_languages_say_the_same_things(kind: str) -> None:
    texts = tomllib.loads(bundled("resources", "publish", "texts.toml").read_text(encoding="utf-8"))
    assert list(texts["en"]) == list(texts["ru"])
    assert list(texts["en"][kind]) == list(texts["ru"][kind])
    assert all(value.strip() for language in ("en", "ru") for value in texts[language][kind].values())


def test_every_score_that_has_a_limit_has_a_name() -> None:
    for language in ("en", "ru"):
        assert {rule.score for rule in RULES} <= set(tomllib.loads(
            bundled("resources", "publish", "texts.toml").read_text(encoding="utf-8"))[language]["scores"])
