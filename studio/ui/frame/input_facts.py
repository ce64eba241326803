"""A look at files before they are imported: a small picture and a few words. Runs on worker threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QImage, QImageReader

from studio.episode.errors import StudioError
from studio.media.sound import probe_sound
from studio.source.open_source import open_source
from studio.ui.frame.input_slot import PICTURE
from studio.ui.numbers import fixed_text, plain_text
from studio.ui.translation import tr
from studio.ui.widgets.images import as_image

_SHARP = 2          # device pixels a pixel, for fine screens


@dataclass(frozen=True, slots=True)
class InputFacts:
    """`text` in the language shown; `image` at most a few times the slot's size."""

    text: str
    image: QImage | None = None


def look_at_references(files: Sequence[Path]) -> InputFacts:
    """The first picture and its size; raises StudioError where it is none."""
    reader = QImageReader(str(files[0]))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(_covering(size))
    image = reader.read()
    if image.isNull():
        from studio.media.pictures import read_picture

        image = as_image(read_picture(files[0]))        # says what is wrong with it, or knows the format after all
        size = image.size()
    return InputFacts(f"{size.width()}×{size.height()}", image)


def look_at_source(files: Sequence[Path]) -> InputFacts:
    """How many frames, and the middle one; raises StudioError where it cannot be opened."""
    source = open_source(files[0])
    numbers = source.numbers
    middle = [picture for _, picture in source.read([numbers[len(numbers) // 2]])] if numbers else []
    image = as_image(middle[0]) if middle and not isinstance(middle[0], StudioError) else None
    count = tr("%n frame(s)", "", len(numbers))
    parts = [count, f"{source.width}×{source.height}"]
    if source.fps:
        parts.append(QCoreApplication.translate("InputFacts", "{fps} fps").format(fps=plain_text(source.fps, 4)))
    return InputFacts(" · ".join(parts), image)


def look_at_voice(files: Sequence[Path]) -> InputFacts:
    """How long it is; raises StudioError where it holds no sound."""
    info = probe_sound(files[0])
    return InputFacts(QCoreApplication.translate("InputFacts", "{seconds} s").format(seconds=fixed_text(info.duration_s, 1)))


def _covering(size: QSize) -> QSize:
    scale = max(_SHARP * PICTURE.width() / size.width(), _SHARP * PICTURE.height() / size.height())
    return QSize(max(1, round(size.width() * scale)), max(1, round(size.height() * scale))) if scale < 1 else size
