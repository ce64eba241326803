"""What is said of an input file before any decoder sees it."""

from __future__ import annotations

from pathlib import Path

from studio.episode.errors import StudioError


def shown(path: Path) -> str:
    """The path for a sentence: as it is, or quoted with escapes where it holds newlines or raw bytes."""
    text = str(path)
    return text if text.isprintable() else repr(text)


def require_file(path: Path, what: str) -> None:
    """Raise StudioError("input") unless `path` is a readable, non-empty file; `what` is "video", "sound" ..."""
    name = shown(path)
    try:
        if path.is_dir():
            raise StudioError("input", f"{name} is a folder, where a {what} file is needed: name the file in it.")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as problem:
        raise StudioError("input", f"The {what} file {name} cannot be opened: {_reason(problem)}.") from problem
    if size == 0:
        raise StudioError("input", f"The {what} file {name} is empty (0 bytes): copy or record it again.")


def _reason(problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "there is no such file, check the path"
    return (problem.strerror or str(problem)).lower()
