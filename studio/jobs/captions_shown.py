"""How the captions of an episode reach whoever watches: as files, as a track, or drawn into the picture."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from studio.episode.finish_rules import OFF
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.finish.caption_picture import CaptionOverlay, letters_absent
from studio.finish.captions import within, write_beside
from studio.finish.targets import Target
from studio.jobs.target_step import LaidOver

CAPTION_PICTURE_REVISION = 1


def captions_shown(store: EpisodeStore) -> tuple[Caption, ...]:
    """Those of the range that is exported, counted from its beginning; none where they are off."""
    timeline = store.timeline()
    return () if store.settings.captions_as == OFF else within(timeline.captions, *timeline.span_s)


def captions_drawn(store: EpisodeStore, target: Target) -> LaidOver | None:
    """Those that are drawn into a target's picture: where that is wished, or a target shows none otherwise."""
    captions = captions_shown(store)
    if not captions or not (target.burns_captions or store.settings.captions_as == "burned"):
        return None
    inputs = {"revision": CAPTION_PICTURE_REVISION, "captions": [asdict(item) for item in captions]}
    return LaidOver(inputs, lambda width, height, fps: CaptionOverlay(captions, fps, width, height))


def drawing_notices(store: EpisodeStore, target: Target) -> list[str]:
    """What a person should know of captions that are drawn."""
    if captions_drawn(store, target) is None:
        return []
    absent = letters_absent(item.text for item in captions_shown(store))
    return [f"The font of drawn captions lacks these letters, and boxes stand for them: {absent}. Choose captions as a file "
            "or a track."] if absent else []


def write_captions_beside(store: EpisodeStore, out: Path) -> tuple[Path, ...]:
    """Where they are wished as files: beside the video, as .srt and .vtt."""
    return write_beside(captions_shown(store), out) if store.settings.captions_as == "file" else ()
