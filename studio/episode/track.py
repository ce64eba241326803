"""What plays and what is written over the loop: tracks of sound clips, captions, markers, and the range to export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, TypeAlias, get_args

from studio.episode.errors import StudioError

TrackKind: TypeAlias = Literal["voice", "foley", "music", "sound"]
TRACK_KINDS: tuple[TrackKind, ...] = get_args(TrackKind)
SOUND_RATE = 48_000
"""Hz. Times are seconds; a time means the sample nearest to it."""

VOICE_ID = "voice"
QUIETEST_DB, LOUDEST_DB = -96.0, 24.0
LONGEST_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece of a sound: `length_s` seconds of `file` from `offset_s` on, heard from `start_s` of the timeline.

    `file` is a 48 kHz WAV inside the episode. Fades are linear and lie inside the clip.
    """

    file: str
    start_s: float
    offset_s: float
    length_s: float
    fade_in_s: float = 0.0
    fade_out_s: float = 0.0
    gain_db: float = 0.0

    @property
    def end_s(self) -> float:
        """Where on the timeline it ends."""
        return self.start_s + self.length_s


@dataclass(frozen=True, slots=True)
class Track:
    """Clips that are mixed alike. While any track is `solo`, only those are heard; `mute` silences always."""

    id: str
    kind: TrackKind
    name: str
    clips: tuple[Clip, ...] = ()
    gain_db: float = 0.0
    mute: bool = False
    solo: bool = False

    @property
    def end_s(self) -> float:
        """Where its last clip ends; 0 without a clip."""
        return max((clip.end_s for clip in self.clips), default=0.0)


@dataclass(frozen=True, slots=True)
class Caption:
    """A text shown from `start_s` until `end_s`."""

    start_s: float
    end_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything along the time of an episode. The voice's track is the first; where it ends, the episode ends.

    `in_s` and `out_s` bound what is played in a loop and exported; None: from the beginning, to the end.
    """

    tracks: tuple[Track, ...] = ()
    captions: tuple[Caption, ...] = ()
    markers: tuple[float, ...] = ()
    in_s: float | None = None
    out_s: float | None = None

    @property
    def voice(self) -> Track | None:
        """The track of the voice."""
        return next((track for track in self.tracks if track.kind == "voice"), None)

    @property
    def duration_s(self) -> float:
        """Where the voice ends; 0 without a voice."""
        return self.voice.end_s if self.voice else 0.0

    @property
    def span_s(self) -> tuple[float, float]:
        """The range to export: in and out where they are set, within the voice."""
        end = self.duration_s if self.out_s is None else min(self.out_s, self.duration_s)
        return min(self.in_s or 0.0, end), end

    def audible(self) -> tuple[Track, ...]:
        """The tracks that are heard, by mute and solo."""
        solo = any(track.solo for track in self.tracks)
        return tuple(track for track in self.tracks if not track.mute and (track.solo or not solo))

    def track(self, track_id: str) -> Track:
        """The track of that id; StudioError names the ones there are."""
        found = next((track for track in self.tracks if track.id == track_id), None)
        if found is None:
            known = ", ".join(track.id for track in self.tracks) or "none"
            raise StudioError("usage", f"There is no track {track_id}. The tracks are: {known}.")
        return found

    def with_track(self, track: Track) -> Timeline:
        """`track` in place of the one with its id, or as a new one at the end."""
        others = [item.id for item in self.tracks]
        if track.id not in others:
            return replace(self, tracks=(*self.tracks, track))
        return replace(self, tracks=tuple(track if item.id == track.id else item for item in self.tracks))

    def without_track(self, track_id: str) -> Timeline:
        """The same without a track; the voice's stays, since the episode is as long as it."""
        if self.track(track_id).kind == "voice":
            raise StudioError("usage", "The voice's track cannot be removed: mute it instead, or choose another voice.")
        return replace(self, tracks=tuple(item for item in self.tracks if item.id != track_id))

    def new_id(self, kind: TrackKind) -> str:
        """An id for another track of this kind: music, music2, music3 ..."""
        taken = {track.id for track in self.tracks}
        return next(name for number in range(1, len(taken) + 2)
                    if (name := kind if number == 1 else f"{kind}{number}") not in taken)

    def with_voice(self, file: str, length_s: float) -> Timeline:
        """The voice's track playing all of `file`; its gain, mute and fades stay as they were.

        Where it plays that file already, nothing changes; without a file it is empty.
        """
        track = self.voice or Track(VOICE_ID, "voice", "Voice")
        if not file:
            track = replace(track, clips=())
        elif not track.clips or any(clip.file != file for clip in track.clips):
            track = replace(track, clips=(_whole(file, length_s, track.clips),))
        return replace(self, tracks=(track, *(item for item in self.tracks if item.kind != "voice")))

    def to_fields(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def amplitude(gain_db: float) -> float:
    """The factor of a gain in decibels."""
    return float(10 ** (gain_db / 20))


def samples(seconds: float) -> int:
    """The sample nearest to a time."""
    return round(seconds * SOUND_RATE)


def _whole(file: str, length_s: float, before: Sequence[Clip]) -> Clip:
    if not before:
        return Clip(file, 0.0, 0.0, length_s)
    return replace(before[0], file=file, start_s=0.0, offset_s=0.0, length_s=length_s)
