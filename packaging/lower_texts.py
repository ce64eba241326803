#!/usr/bin/env python3
"""Prints studio/ui/lower_texts.py: what the layers below the window say to the person, found in their sources.

They speak English sentences with values in them and know nothing of Qt. The catalogue lists these texts with each value as a
named place such as `{path}`, or `{n_frames}` where it is a number; packaging/translate writes it, and `studio.ui.localized`
finds the text behind a sentence by it. Every text of several words counts as said to the person unless it is of a kind named
below, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUE = PROJECT / "studio" / "ui" / "lower_texts.py"
ROOMS = ("episode", "media", "weights", "source", "identity", "generate", "review", "finish", "jobs")
OF_THE_WINDOW = ("ui/window_state.py", "ui/job_center.py", "ui/step_labels.py")
"""They speak before the language is known, to whoever listens, or into the history."""
OF_THE_COMMAND_LINE = ("cli/captions.py", "cli/tracks.py", "cli/take.py", "cli/takes.py")
"""The steps of the history that they make are shown by the window."""
UNSHOWN_MODULES = ("c2pa_manifest.py", "doctor.py", "doctor_gpu.py", "marks.py", "otio_timeline.py",
                   "parameters_text.py", "probe.py", "probe_service.py", "run_there.py", "selftest.py", "selftest_checks.py")
"""What only the command line prints, and what stands in files."""
UNSHOWN = {"at least", "at most", "by hand", "takes made", "inputs missing", "stage done", "head turn", "with consent",
           "started without reads_output", "started without takes_input", "do this", "within +-", "a take passes",
           "Bearer {token}", "pulid identity", "FLUX.2 klein 4B", "PuLID for FLUX v0.9.1", "insightface antelopev2",
           "insightface buffalo_l", "FLUX.1-dev + PuLID",
           "Self-signed, not verified", "A user of Full-Motion Studio", "Source of the motion", "Reference picture {number}",
           "{command} || exit {failed_there}", "a person moves", "the sounds of the scene",
           "the frames of a sweep must rise", "{name} has the shape {shape} instead of {wanted}",
           "Full-Motion Studio", "foley stage", "revision {version}", "speech, voices, singing, music", "value = {text}",
           "yaw reach", "offset points", "after {rounds} more takes"}
"""Words that the window has its own texts for, faults of a caller, names of products, and words that only programs and
reports read."""
NAMING = ("require_file", "require_exists", "open_container", "open_input", "ThresholdRule")
"""What is called with a word that is shown: the kind of a file, the label of a score."""
SPELLED = ("shown", "file_label", "float", "abs", "len", "str", "set", "sorted", "repr", "join")
"""Calls that stand for their first argument."""
PLACE = re.compile(r"\{\w+\}")

_LABELS = ("face found", "identity", "landmark distance", "sharpness", "face size", "yaw", "pitch", "roll",
           "faces in the picture", "pixel std", "det", "landmarks", "face_size", "faces", "pixel_std")
_CLIP = ("gain", "start", "offset", "length", "fade in", "fade out")
WORDS = (
    "and", "or", "it", "up", "down", "ready", "shipped", "personal", "text", "nothing", "true", "false", "row", "column",
    "foley", "music", "frame", "a take", "loop", "accept", "reject", "clear", "True", "False", "mine", "synthetic",
    "the end", "non-commercial", "here", "certificate", "key",
    "{n} take", "{n} takes", "{n} frame", "{n} frames", "{n} of {n_all}",
    "The reference picture {path} does not exist. Check the path.", "The reference picture {path} cannot be read: {error}.",
    "{title} is under {licence} ({address}).", "{n} {unit} are fetched once from {address}.",
    "GB", "MB", "kB", "{n} GB", "{n} MB", "{n} kB",
    "({n} take could not be judged.)", "({n} takes could not be judged.)",
    "{frames} after {n} more takes",
    "({n} take rejected by hand.)", "({n} takes rejected by hand.)",
    "{score} >= {n}", "{score} <= {n}", "{score} within +-{n}", "{score} None",
    *_LABELS, *(f"{label} {{n}}" for label in (*_LABELS, *_CLIP)),
    "mute {value}", "solo {value}", "name {name}", "to {track}", "marker at {value}", "remove a marker at {value}", "{n} s",
    "Deflicker", "In", "Out", "Split", "Marker",
    "No such file or directory", "Permission denied", "No space left on device", "Is a directory", "Not a directory",
    "File exists", "Read-only file system", "Input/output error", "File name too long", "Too many open files",
    "Exec format error", "Cannot allocate memory", "Operation not permitted", "Disk quota exceeded", "File too large",
    "Invalid data found when processing input", "End of file",
)
"""Single words, counts, scores and the system's own reasons that fill places of the texts."""

_CODE = re.compile(r"^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|BEGIN|PRAGMA|ORDER BY|<)|\b(BETWEEN|CAST|take_id)\b"
                   r"|^(sudo|pip|rgb8|git|curl|huggingface-cli|import) "
                   r"|%\(|^id, |^stage, |\w\[\w| \| |^audio/|\\d|^clip\(|\.\*"
                   r"|^no such (table|column)$|\n")
_OF_PROGRAMS = ("log.", "re.", "logging.", "self._thread", "threading.", "cast", "print")


def lower_texts() -> list[str]:
    """Every text, once, in the order of its letters."""
    studio = PROJECT / "studio"
    files = [path for room in ROOMS for path in (studio / room).rglob("*.py") if path.name not in UNSHOWN_MODULES]
    found = {text for path in (*files, *(studio / name for name in OF_THE_WINDOW)) for text in _texts_of(path)}
    found |= {text for name in OF_THE_COMMAND_LINE for text in _labels_of(studio / name)}
    return sorted({*found, *WORDS} - UNSHOWN)


def catalogue() -> str:
    """The module's text."""
    head = ('"""What the layers below the window say, each value a place; written by packaging/translate."""\n\n'
            "from __future__ import annotations\n\nfrom studio.ui.translation import QT_TRANSLATE_NOOP\n\n"
            "LOWER_TEXTS: tuple[str, ...] = (\n")
    return head + "".join(_entry(text) for text in lower_texts()) + ")\n"


def _entry(text: str) -> str:
    pieces = re.findall(r".{1,80}(?:\s|$)|\S{81,}", text)
    assert "".join(pieces) == text, text
    lines = "\n".join(f"        {_quoted(piece)}" for piece in pieces)
    return f'    QT_TRANSLATE_NOOP("LowerTexts",\n{lines}),\n'


def _quoted(piece: str) -> str:
    escaped = piece.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _texts_of(path: Path) -> Iterator[str]:
    """The prose of one module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = set(_inner_parts(tree))
    for node in ast.walk(tree):
        if id(node) not in passed:
            yield from (text for text in map(_bare, _spellings(node)) if _is_prose(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in NAMING:
            yield from (text for part in node.args[1:2] for text in _spellings(part))


def _labels_of(path: Path) -> Iterator[str]:
    """Steps of the history that the command line writes: last words of `history....(..., label)`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ".history." in ast.unparse(call.func) + "." and call.args:
            yield from (text for text in _spellings(call.args[-1]) if re.search("[a-z]{2}", PLACE.sub("", text)))
    for value in ast.walk(tree):
        if isinstance(value, ast.Assign) and any(getattr(target, "id", "") == "label" for target in value.targets):
            yield from _spellings(value.value)


def _inner_parts(tree: ast.AST) -> Iterator[int]:
    """Ids of nodes whose text is no text of its own: docstrings, log lines, names of types, parts of f-strings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        if isinstance(node, ast.BinOp):
            yield from (id(part) for part in (node.left, node.right))
        if isinstance(node, ast.JoinedStr):
            yield from (id(part) for part in node.values)
            yield from (id(branch) for part in node.values if isinstance(part, ast.FormattedValue)
                        and _alternatives(part.value) for branch in ast.walk(part.value))
        if _is_inner(node):
            yield from (id(part) for part in ast.walk(node))


def _is_inner(node: ast.AST) -> bool:
    """Log lines, names of threads, types, and faults of the caller that no person meets."""
    if isinstance(node, ast.Subscript):
        return ast.unparse(node.value) in ("Literal", "queue.Queue", "cast")
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.annotation) == "TypeAlias" and not isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Compare):
        return True
    if not isinstance(node, ast.Call):
        return False
    return ast.unparse(node.func).startswith(_OF_PROGRAMS)


def _spellings(node: ast.AST) -> list[str]:
    """The text with its values as places; several where it reads differently by a condition."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return [*_spellings(node.body), *_spellings(node.orelse)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [f"{text}{{{_name(node.right)}}}" for text in _spellings(node.left)]
    if not isinstance(node, ast.JoinedStr):
        return []
    return [_joined(parts) for parts in product(*map(_part, node.values))]


def _part(part: ast.expr) -> list[str]:
    if isinstance(part, ast.FormattedValue):
        return _alternatives(part.value) or [f"{{{'n_' * _is_number(part)}{_name(part.value)}}}"]
    return _spellings(part)


def _is_number(part: ast.FormattedValue) -> bool:
    """Whether the value is formatted as a number, or is a count."""
    spec = ast.unparse(part.format_spec)[2:-1] if part.format_spec else ""
    return spec.endswith(("d", "f", "g")) or ast.unparse(part.value).startswith("len(")


def _alternatives(value: ast.expr) -> list[str]:
    """Both texts of `'passes' if one else 'pass'`."""
    if isinstance(value, ast.IfExp) and all(isinstance(branch, ast.Constant | ast.JoinedStr)
                                            for branch in (value.body, value.orelse)):
        return _spellings(value)
    return []


def _joined(parts: tuple[str, ...]) -> str:
    """One text, in which no two places have the same name; places without a text between are one."""
    seen: dict[str, int] = {}

    def numbered(place: re.Match[str]) -> str:
        name = place[0][1:-1]
        seen[name] = seen.get(name, 0) + 1
        return f"{{{name}{seen[name] if seen[name] > 1 else ''}}}"

    return PLACE.sub(numbered, re.sub(r"(\{\w+\})(?:\{\w+\})+", r"\1", "".join(parts)))


def _name(value: ast.expr) -> str:
    """What a translator reads in a place: `path` for `shown(self._path)`, `missing` for `len(missing)`."""
    if isinstance(value, ast.Name):
        return value.id.strip("_").lower()
    if isinstance(value, ast.Attribute):
        return value.attr.strip("_")
    if isinstance(value, ast.Call):
        return _name_of_call(value)
    inner = {ast.Subscript: "value", ast.BinOp: "left", ast.GeneratorExp: "elt", ast.IfExp: "body"}.get(type(value))
    if isinstance(value, ast.BoolOp):
        return _name(value.values[0])
    return _name(getattr(value, inner)) if inner else "value"


def _name_of_call(call: ast.Call) -> str:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else _name(call.func)
    if call.args and name in SPELLED:
        return _name(call.args[0])
    if not call.args and isinstance(call.func, ast.Attribute):
        return _name(call.func.value)
    return name.strip("_")


def _bare(text: str) -> str:
    """A part of a sentence without what joins it to the others."""
    return text.strip(" ").removeprefix(", ").removeprefix("; ")


def _is_prose(text: str) -> bool:
    plain = PLACE.sub("", text)
    return " " in text.strip() and re.search("[a-z]{2}", plain) is not None and not _CODE.search(text)


if __name__ == "__main__":
    print(catalogue(), end="")
