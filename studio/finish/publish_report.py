"""The report of an export: how the video was made, in tables, as one HTML file."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from studio.finish.publish_texts import Texts, filled, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.finish.credit import Language


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A section: a heading, then either facts (`head` empty, rows of a label and a value) or a table with column heads.

    Headings, labels and heads are keys of the language's labels, or words that stand as they are.
    """

    heading: str
    rows: Sequence[Sequence[str]]
    head: Sequence[str] = ()


def report_html(title: str, parts: Sequence[ReportPart], language: Language, software: str, date: str) -> str:
    """The whole report; parts without rows are left out."""
    texts = Texts(language)
    sections = "\n".join(_section(part, texts) for part in parts if part.rows)
    return filled("report.html", {"style": style(), "sections": sections}, language=language, software=software,
                  title=texts.say("report_title", title=title), back=texts.say("back"),
                  footer=texts.say("footer", software=software, date=date))


def _section(part: ReportPart, texts: Texts) -> str:
    body = _table(part, texts) if part.head else _facts(part, texts)
    return f"<section>\n<h2>{escape(texts.label(part.heading))}</h2>\n{body}\n</section>"


def _facts(part: ReportPart, texts: Texts) -> str:
    rows = (f"<dt>{escape(texts.label(label))}</dt><dd>{escape(value)}</dd>" for label, value in part.rows)
    return "\n".join(["<dl>", *rows, "</dl>"])


def _table(part: ReportPart, texts: Texts) -> str:
    head = "".join(f'<th scope="col">{escape(texts.label(name))}</th>' for name in part.head)
    lines = ['<div class="scroll" tabindex="0" role="region" aria-label="' + escape(texts.label(part.heading)) + '">',
             f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>"]
    for first, *others in part.rows:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
        lines.append(f'<tr><th scope="row">{escape(texts.label(first))}</th>{cells}</tr>')
    return "\n".join([*lines, "</tbody>\n</table>\n</div>"])
