"""Captions as a track of an MP4 that a player shows or hides (3GPP timed text, "mov_text")."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from av.packet import Packet

from studio.finish.caption_clock import one_at_a_time
from studio.finish.caption_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from av.container import OutputContainer
    from av.subtitles.stream import SubtitleStream

    from studio.episode.track import Caption

_CLOCK = Fraction(1, 1000)
_LONGEST_BYTES = 0xFFFF         # of a text: its length is two bytes
_STYLE = b"""[Script Info]
ScriptType: v4.00+
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Sans,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


class CaptionTrack:
    """The captions as a stream of `container`, for a picture of `height` pixels; those that overlap are shown together."""

    def __init__(self, captions: Iterable[Caption], container: OutputContainer, height: int) -> None:
        self._captions = one_at_a_time(captions)
        self._stream: SubtitleStream = container.add_stream("mov_text")
        self._stream.time_base = _CLOCK
        self._stream.codec_context.subtitle_header = _STYLE
        self._stream.codec_context.options = {"height": str(height)}

    def packets(self) -> Generator[Packet[SubtitleStream], None, None]:
        """One packet a caption, in order; the container fills what lies between."""
        for item in self._captions:
            data = plain_text(item.text).encode("utf-8")[:_LONGEST_BYTES].decode("utf-8", "ignore").encode("utf-8")
            packet = cast("Packet[SubtitleStream]", Packet(len(data).to_bytes(2, "big") + data))
            packet.stream = self._stream
            packet.time_base = _CLOCK
            packet.pts = packet.dts = round(item.start_s * 1000)
            packet.duration = round(item.end_s * 1000) - packet.pts
            if data and packet.duration > 0:
                yield packet
