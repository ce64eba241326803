"""Presets as a Markdown table, as the recipe's author keeps a catalog of what worked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from studio.episode.preset import Preset

_HEADS = (
    "Name", "Size", "Steps", "s/frame", "Engine", "Denoise", "Weight", "Seed", "Schedule", "Prompt", "Note"
)
_ALIGNED = ("---", "---", "---:", "---:", "---", "---:", "---:", "---:", "---", "---", "---")


def markdown_table(presets: Iterable[Preset], seconds: Mapping[str, float] | None = None) -> str:
    """One row a preset; `seconds` gives measured seconds per frame by name, others are left empty."""
    rows = [_HEADS, _ALIGNED, *(_cells(preset, (seconds or {}).get(preset.name)) for preset in presets)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cells(preset: Preset, seconds: float | None) -> tuple[str, ...]:
    values = preset.settings
    return (
        _escaped(preset.name),
        f"{values.width}x{values.height}",
        str(values.steps),
        "" if seconds is None else f"{seconds:.2f}",
        _escaped(values.engine),
        f"{values.denoise:g}",
        f"{values.weight:g}",
        str(values.seed),
        values.schedule,
        _escaped(values.prompt),
        _escaped(preset.note),
    )


def _escaped(text: str) -> str:
    """Text that stays in its cell and shows as written."""
    marked = "".join(f"\\{character}" if character in "\\`*_[]<>|#~&" else character for character in text)
    return " ".join(marked.split())
