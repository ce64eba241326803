"""Lip sync that works on any machine, a draft: the lower face of the loop warped to the voice.

It hears how far and how wide a mouth opens (`mouth_track`), not which sound is spoken, and moves what the picture
shows (`mouth_warp`); an engine with a model of faces does better.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError
from studio.finish.disk_space import room_for
from studio.finish.lower_face import LowerFace, lower_face
from studio.finish.mouth_warp import moved_mouth
from studio.finish.mp4_packets import packet_facts
from studio.media.input_files import shown as named
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames
from studio.media.video_encode import SpeedPreset, VideoSettings, encode_video

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from studio.episode.face import Landmarks
    from studio.episode.picture import Picture
    from studio.finish.mouth_track import MouthTrack
    from studio.finish.progress import Progress

TITLE = "Lip sync · draft"


@dataclass(frozen=True, slots=True)
class DraftLipSync:
    """What was written: frames in all, and how many of them show no face and so stayed as they were."""

    frames: int
    without_face: int
    notices: tuple[str, ...]


def draft_lip_sync(
    video: Path,
    faces: Sequence[Landmarks | None],
    shown: Sequence[int] | NDArray[np.integer],
    track: MouthTrack,
    out: Path,
    on_progress: Progress | None = None,
    *,
    crf: int = 18,
    preset: SpeedPreset = "medium",
) -> DraftLipSync:
    """Write the silent MP4 `video` to `out` with its mouth moving to `track`: as many frames, same size, same rate.

    `faces`: the landmarks, in the video's pixels, of each different picture, None where it shows no face; `shown`:
    which of them each frame shows. Pictures of equal number are taken to be equal. `out` appears only when it is
    whole. Raises StudioError as `probe_video` and `encode_video`, "damaged" where `shown` or `track` is of another
    length than the video.
    """
    facts = packet_facts(video)
    if not facts.frames == len(shown) == track.frames:
        message = (f"{named(video)} has {facts.frames} frames where the lip sync needs {track.frames}: "
                   "make the loop again.")
        raise StudioError("damaged", message)

    def report(done: int) -> None:
        if on_progress is not None:
            on_progress(done, facts.frames)

    info = probe_video(video)
    settings = VideoSettings(facts.fps, crf, preset)
    mouths = MovingMouths(faces)
    with closing(decode_frames(info, range(facts.frames))) as frames, room_for(out) as temporary:
        encode_video(mouths.moved((picture for _, picture in frames), shown, track), settings, temporary, report)
    return DraftLipSync(facts.frames, mouths.without_face, mouths.notices(facts.frames))


class MovingMouths:
    """Moves the mouths of pictures one after the other; each face is looked at once, when it is first shown.

    `without_face`: how many pictures had none.
    """

    def __init__(self, faces: Sequence[Landmarks | None]) -> None:
        self._landmarks = faces
        self._found: dict[int, LowerFace | None] = {}
        self.without_face = 0

    def moved(
        self, pictures: Iterable[Picture], shown: Sequence[int] | NDArray[np.integer], track: MouthTrack
    ) -> Iterator[Picture]:
        """Each picture with the mouth that the track asks for; without a face, the very picture."""
        for picture, number, opening, width in zip(pictures, shown, track.opening, track.width, strict=True):
            face = self._face(int(number), picture)
            if face is None:
                self.without_face += 1
                yield picture
            else:
                yield moved_mouth(picture, face, float(opening), float(width))

    def notices(self, frames: int) -> tuple[str, ...]:
        """What the person should know of the pictures moved so far."""
        if not self.without_face:
            return ()
        return (f"Frames without a face, whose mouth does not move: {self.without_face} of {frames}.",)

    def _face(self, number: int, picture: Picture) -> LowerFace | None:
        if number not in self._found:
            landmarks = self._landmarks[number]
            self._found[number] = None if landmarks is None else lower_face(picture, landmarks)
        return self._found[number]
