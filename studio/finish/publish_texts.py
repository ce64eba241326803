"""What the published page and report say in English and Russian; kept beside their templates, for strangers to read."""

from __future__ import annotations

import tomllib
from functools import cache
from html import escape
from string import Template
from typing import TYPE_CHECKING, Any

from studio.episode.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.finish.credit import Language


class Texts:
    """The texts of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts: Mapping[str, Any] = _all()[language]

    def say(self, key: str, **values: object) -> str:
        """A text with its values; KeyError for one that the file does not have."""
        return str(self._texts[key]).format(**values)

    def one_of(self, key: str, choice: str, **values: object) -> str:
        """One of several texts under a key, by what is the case."""
        return str(self._texts[key][choice]).format(**values)

    def label(self, key: str, kind: str = "labels") -> str:
        """A word of the report, or of `kind` (stages, scores, motion); what is none of them stands as it is."""
        return str(self._texts[kind].get(key, key))


def filled(template: str, raw: Mapping[str, str], **values: str) -> str:
    """A template of `resources/publish` with `values` escaped for HTML, text and attributes alike, and `raw` as it is."""
    text = bundled("resources", "publish", template).read_text(encoding="utf-8")
    return Template(text).substitute({**{name: escape(value) for name, value in values.items()}, **raw})


def style() -> str:
    """The style sheet, to stand inside each page."""
    return bundled("resources", "publish", "style.css").read_text(encoding="utf-8")


@cache
def _all() -> Mapping[str, Any]:
    return tomllib.loads(bundled("resources", "publish", "texts.toml").read_text(encoding="utf-8"))
