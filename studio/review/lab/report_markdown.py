"""A report as Markdown, with its pictures in a folder beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import singledispatch

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


def report_markdown(facts: ReportFacts, language: Language, folder: str) -> tuple[str, Mapping[str, bytes]]:
    """The text, and the pictures by their names in `folder`, to which the text refers."""
    blocks = list(report_blocks(facts, language, "png"))
    written = say(language, "written", at=facts.written, begun=facts.begun)
    lines = [f"# {_plain(report_title(facts, language))}", "", written, ""]
    for block in blocks:
        lines += [_markdown(block, folder), ""]
    return "\n".join(lines).rstrip() + "\n", dict(_pictures(blocks))


def _pictures(blocks: list[Block]) -> Iterator[tuple[str, bytes]]:
    for block in blocks:
        if isinstance(block, Drawing):
            yield f"{block.name}.png", block.data
        elif isinstance(block, Sheet):
            for place, row in enumerate(block.rows):
                yield from ((_sheet_name(place, frame), picture)
                            for frame, picture in zip(block.frames, row.pictures, strict=True) if picture is not None)


@singledispatch
def _markdown(block: Block, folder: str) -> str:
    del folder
    raise TypeError(type(block).__name__)


@_markdown.register
def _(block: Heading, folder: str) -> str:
    del folder
    return f"## {_plain(block.text)}"


@_markdown.register
def _(block: Lead, folder: str) -> str:
    del folder
    return f"**{_plain(block.text)}**"


@_markdown.register
def _(block: Paragraph, folder: str) -> str:
    del folder
    return _plain(block.text)


@_markdown.register
def _(block: Points, folder: str) -> str:
    del folder
    return "\n".join(f"- {_plain(text)}" for text in block.texts)


@_markdown.register
def _(block: Grid, folder: str) -> str:
    del folder
    rule = "|---|" + "---:|" * (len(block.head) - 1)
    return "\n".join([_row(block.head), rule, *map(_row, block.rows)])


@_markdown.register
def _(block: Drawing, folder: str) -> str:
    return f"![{_plain(block.caption)}]({folder}/{block.name}.png)"


@_markdown.register
def _(block: Sheet, folder: str) -> str:
    head = ("", *map(str, block.frames))
    rows = [(_plain(row.preset), *(f"![]({folder}/{_sheet_name(place, frame)})" if picture is not None else "–"
                           for frame, picture in zip(block.frames, row.pictures, strict=True)))
            for place, row in enumerate(block.rows)]
    rule = "|---|" + "---|" * len(block.frames)
    return "\n".join(["| " + " | ".join(head) + " |", rule, *("| " + " | ".join(row) + " |" for row in rows)])


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(map(_plain, cells)) + " |"


def _plain(text: str) -> str:
    """What a person named must not turn into markup."""
    for character in "\\`*_[]<>|#":
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", " ")


def _sheet_name(place: int, frame: int) -> str:
    return f"take_{place + 1}_{frame}.jpg"
