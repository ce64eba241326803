"""The finished file: the loop's video, the voice and captions in one MP4, marked, as long as the voice."""

from __future__ import annotations

import heapq
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from studio.episode.errors import StudioError
from studio.finish.caption_track import CaptionTrack
from studio.finish.disk_space import room_for
from studio.finish.marks import video_marks, xmp_packet
from studio.finish.mp4_packets import PacketFacts, add_video_like, open_mp4, packet_facts, video_packets
from studio.finish.voice_packets import BIT_RATE, VoiceTrack
from studio.finish.xmp_box import append_xmp
from studio.media.input_files import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from av.packet import Packet
    from av.subtitles.stream import SubtitleStream
    from av.video.stream import VideoStream

    from studio.episode.track import Caption
    from studio.finish.marks import Facts
    from studio.finish.progress import Progress

    AnyPacket: TypeAlias = Packet[VideoStream] | Packet[AudioStream] | Packet[SubtitleStream]

ENDINGS = (".mp4", ".m4v")

_PROGRESS_EVERY = 100


@dataclass(frozen=True, slots=True)
class RenderResult:
    """What was written; lengths in seconds, exact."""

    path: Path
    frames: int
    video_s: Fraction
    voice_s: Fraction


def render_video(
    video: Path, voice: Path, out: Path, facts: Facts, *, title: str = "", captions: Sequence[Caption] = (),
    bit_rate: int = BIT_RATE, on_progress: Progress | None = None,
) -> RenderResult:
    """Write `video` (an MP4 of constant rate, copied) with `voice` (any sound file, AAC 48 kHz) and marks to `out`.

    The parts of the file that players need first come first (faststart). Equal inputs and facts give equal bytes.
    `bit_rate` is AAC's, bits a second. `title` defaults to the file's stem; `captions` become a track that players show
    or hide. `out` appears only when it is whole; an earlier file stays until then.
    Raises StudioError: "usage" for another ending than .mp4 or .m4v, "input" for a voice that is empty or not as
    long as the video (to within a frame), "disk" where `out` cannot be written.
    """
    require_ending(out)
    facts_of_video = packet_facts(video)
    with room_for(out, _size_expected(video, facts_of_video, bit_rate)) as temporary:
        with open_mp4(temporary, movflags="+faststart") as container:
            container.metadata.update(video_marks(facts, title or out.stem))
            target = add_video_like(container, video)
            track = VoiceTrack(voice, container, bit_rate)
            texts = CaptionTrack(captions, container, target.codec_context.height).packets() if captions else ()
            with closing(video_packets(video, target)) as pictures, closing(track.packets()) as sound:
                _mux(container, (pictures, sound, texts), facts_of_video.frames, on_progress)
        _require_same_length(track, voice, facts_of_video)
        append_xmp(temporary, xmp_packet(facts))
    return RenderResult(out, facts_of_video.frames, facts_of_video.duration_s, track.duration_s)


def require_ending(out: Path) -> None:
    """StudioError("usage") unless `out` ends in .mp4 or .m4v; ask before the work begins."""
    if out.suffix.lower() not in ENDINGS:
        ending = f"ends in {out.suffix}" if out.suffix else "has no ending"
        message = f"{shown(out)} {ending}, and videos are written as {' or '.join(ENDINGS)}: change the name."
        raise StudioError("usage", message)


def _mux(
    container: OutputContainer,
    streams: Iterable[Iterable[AnyPacket]],
    frames: int,
    on_progress: Progress | None,
) -> None:
    """All in order of time, so that none waits in memory for another."""
    done = 0
    for packet in heapq.merge(*streams, key=_time):
        is_picture = packet.stream.type == "video"
        container.mux(packet)
        done += is_picture
        if on_progress is not None and is_picture and (done % _PROGRESS_EVERY == 0 or done == frames):
            on_progress(done, frames)


def _time(packet: AnyPacket) -> float:
    return float((packet.dts or 0) * packet.time_base)


def _require_same_length(track: VoiceTrack, voice: Path, video: PacketFacts) -> None:
    if not track.samples:
        raise StudioError("input", f"The voice {shown(voice)} is empty: record it again or choose another file.")
    if video.frames > 1 and abs(video.duration_s - track.duration_s) > 1 / video.fps:
        message = (
            f"The voice {shown(voice)} lasts {float(track.duration_s):.3f} s and the video "
            f"{float(video.duration_s):.3f} s: make the loop again for this voice."
        )
        raise StudioError("input", message)


def _size_expected(video: Path, facts: PacketFacts, bit_rate: int) -> int:
    return video.stat().st_size + round(facts.duration_s * bit_rate / 8)
