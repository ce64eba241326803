"""What an episode can be exported as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from studio.episode.errors import StudioError

if TYPE_CHECKING:
    from pathlib import Path

    from studio.media.video_encode import SpeedPreset

Shape: TypeAlias = Literal["as made", "tall", "large"]
"""The size of the picture: that of the takes, 1080x1920, or scaled up to a short side of 1080."""


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of finished video. `key` names it in commands and file names; `summary` is a short English sentence.

    `crf` and `preset` are x264's where the picture is encoded again; `sound_bit_rate` is AAC's, bits a second.
    `burns_captions`: where it is shown, captions in a file or a track are not; so they are drawn in, unless they are off.
    """

    key: str
    title: str
    summary: str
    ending: str = ".mp4"
    shape: Shape = "as made"
    crf: int = 18
    preset: SpeedPreset = "medium"
    sound_bit_rate: int = 192_000
    burns_captions: bool = False

    def path_in(self, folder: Path, episode: str) -> Path:
        """Where a video of this kind goes unless the person says otherwise."""
        return folder / f"{episode}_{self.key}{self.ending}"


WEB = Target("web", "Web", "H.264 at the takes' own size, AAC sound, captions as a file beside it")
VERTICAL = Target(
    "vertical", "Vertical", "1080x1920 for phones: cropped around the face, or on a blurred ground", shape="tall",
    burns_captions=True,
)
ARCHIVE = Target(
    "archive", "Archive", "Scaled up to a short side of 1080, encoded nearly without loss, sound at the highest rate",
    shape="large", crf=14, preset="slow", sound_bit_rate=320_000,
)
TARGETS: tuple[Target, ...] = (WEB, VERTICAL, ARCHIVE)


def target_named(key: str) -> Target:
    """The target of that key; StudioError("usage") names the ones there are."""
    found = next((target for target in TARGETS if target.key == key), None)
    if found is None:
        known = ", ".join(target.key for target in TARGETS)
        raise StudioError("usage", f"There is no target {key!r}. Choose one of: {known}.")
    return found
