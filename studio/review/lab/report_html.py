"""A report as one HTML file that needs nothing beside it, and opens without a network."""

from __future__ import annotations

import base64
from functools import singledispatch
from html import escape
from string import Template

from studio.episode.bundled import bundled
from studio.review.lab.report_blocks import (
    Block,
    Drawing,
    Grid,
    Heading,
    Lead,
    Paragraph,
    Points,
    Sheet,
    report_blocks,
    report_title,
)
from studio.review.lab.report_facts import ReportFacts
from studio.review.lab.words import Language, say


def report_html(facts: ReportFacts, language: Language) -> str:
    """The whole file; figures and pictures stand in it."""
    template = Template(bundled("resources", "lab", "report.html").read_text(encoding="utf-8"))
    body = "\n".join(_html(block) for block in report_blocks(facts, language, "svg"))
    return template.substitute(language=language, title=escape(report_title(facts, language)), body=body,
                               written=escape(say(language, "written", at=facts.written, begun=facts.begun)))


@singledispatch
def _html(block: Block) -> str:
    raise TypeError(type(block).__name__)


@_html.register
def _(block: Heading) -> str:
    return f"<h2>{escape(block.text)}</h2>"


@_html.register
def _(block: Lead) -> str:
    return f'<p class="lead">{escape(block.text)}</p>'


@_html.register
def _(block: Paragraph) -> str:
    return f"<p>{escape(block.text)}</p>"


@_html.register
def _(block: Points) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in block.texts) + "</ul>"


@_html.register
def _(block: Grid) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in block.head)
    rows = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in block.rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


@_html.register
def _(block: Drawing) -> str:
    data = base64.b64encode(block.data).decode("ascii")
    return (f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape(block.caption)}">'
            f"<figcaption>{escape(block.caption)}</figcaption></figure>")


@_html.register
def _(block: Sheet) -> str:
    head = "<th></th>" + "".join(f"<th>{frame}</th>" for frame in block.frames)
    rows = "".join(f"<tr><th>{escape(row.preset)}</th>" + "".join(map(_cell, row.pictures)) + "</tr>" for row in block.rows)
    return f'<div class="wide"><table class="sheet"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cell(jpeg: bytes | None) -> str:
    if jpeg is None:
        return "<td>–</td>"
    return f'<td><img src="data:image/jpeg;base64,{base64.b64encode(jpeg).decode("ascii")}" alt=""></td>'
