"""Captions as an overlay: each text drawn once, shown on its frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.finish.caption_clock import CaptionClock
from studio.finish.caption_picture import caption_patch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from studio.episode.track import Caption
    from studio.finish.caption_font import CaptionFont
    from studio.finish.overlay import Patch


class BurntCaptions:
    """A `FrameOverlay` for a video of that size and rate, which begins at time 0 of the captions; without a font it is the
    program's own."""

    def __init__(self, captions: Iterable[Caption], width: int, height: int, fps: Fraction,
                 font: CaptionFont | None = None) -> None:
        self._clock = CaptionClock(captions, fps)
        self._size = width, height
        self._font = font
        self._shown: tuple[str, Patch | None] = ("", None)

    def at(self, frame: int, /) -> Patch | None:
        """The text that stands at this frame; the same patch while it does not change."""
        text = self._clock.at(frame)
        if text != self._shown[0]:
            self._shown = text, caption_patch(text, *self._size, self._font)
        return self._shown[1]
