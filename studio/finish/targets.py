"""What an episode can be exported as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of finished video. `key` names it in commands and file names; `summary` is a short English sentence."""

    key: str
    title: str
    summary: str
    ending: str = ".mp4"

    def path_in(self, folder: Path, episode: str) -> Path:
        """Where a video of this kind goes unless the person says otherwise."""
        return folder / f"{episode}_{self.key}{self.ending}"


WEB = Target("web", "Web", "H.264 at the takes' own size, AAC sound, captions as a file beside it")
TARGETS: tuple[Target, ...] = (WEB,)


def target_named(key: str) -> Target:
    """The target of that key; StudioError("usage") names the ones there are."""
    found = next((target for target in TARGETS if target.key == key), None)
    if found is None:
        known = ", ".join(target.key for target in TARGETS)
        raise StudioError("usage", f"There is no target {key!r}. Choose one of: {known}.")
    return found
