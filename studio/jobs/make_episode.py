"""The whole job: source, identity and voice in, finished video out; run again it continues where it stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from studio.episode.finish_rules import FINISH_RULES
from studio.episode.preset_library import PresetLibrary
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EPISODE_SUFFIX, EpisodeStore
from studio.episode.thresholds import Thresholds
from studio.finish.loop import frame_rate
from studio.finish.render import require_ending
from studio.jobs.assemble import Loop
from studio.jobs.events import JobControl, Listener, keeping_notices
from studio.jobs.export_episode import Render
from studio.jobs.finish_check import require_usable
from studio.jobs.finish_episode import finish_episode
from studio.jobs.generate_takes import GenerateOptions, generate_takes, same_seed
from studio.jobs.hosts.host import HERE, find_host
from studio.jobs.inputs import (
    ReferenceInput,
    import_preset,
    import_references,
    import_source,
    import_voice,
    require_exists,
    require_pictures,
    set_frames,
)
from studio.jobs.open_episode import open_episode
from studio.jobs.outputs import outputs_of
from studio.jobs.stages import StageReport
from studio.media.sound import stream_facts


@dataclass(frozen=True, slots=True)
class EpisodeChanges:
    """What a command line says of an episode; None leaves it as it is."""

    references: Sequence[ReferenceInput] | None = None
    source: Path | None = None
    voice: Path | None = None
    frames: str | None = None
    preset: str | None = None
    engine: str | None = None
    host: str | None = None             # "here" is this computer
    seed: int | None = None
    analyzer: str | None = None
    face_pack: str | None = None
    thresholds: Thresholds | None = None
    fps: float | None = None
    link: bool = False
    whose_face: str | None = None
    whose_face_note: str | None = None
    finish: Mapping[str, object] = field(default_factory=dict)      # settings of finishing, by name


@dataclass(frozen=True, slots=True)
class MadeEpisode:
    """What a whole run ended in."""

    episode: Path
    renders: tuple[Render, ...]
    loop: Loop
    stages: tuple[StageReport, ...]
    notices: tuple[str, ...]

    @property
    def render(self) -> Render:
        """The first video."""
        return self.renders[0]

    def as_dict(self) -> dict[str, Any]:
        """The keys that `studio make --json` prints."""
        summary = self.loop.review.summary()
        return {
            "episode": str(self.episode), "render": str(self.render.path),
            "renders": [render.as_dict() for render in self.renders], "frames": summary.frames,
            "takes": summary.takes, "accepted": summary.accepted, "unique_frames": len(self.loop.picks),
            "loop_frames": self.loop.plan.frames, "frame_diff": self.loop.frame_diff,
            "duration_s": self.render.duration_s, "stages": [stage.as_dict() for stage in self.stages],
            "strict_pass": asdict(summary.strict), "notices": list(self.notices),
        }


def open_or_create(folder: Path, listen: Listener) -> EpisodeStore:
    """The episode at `folder`, made where there is none; says what opening had to mend."""
    if (folder / "episode.toml").exists():
        return open_episode(folder, listen)
    name = folder.name.removesuffix(EPISODE_SUFFIX)
    return EpisodeStore.create(folder, EpisodeSettings(name=name, preset=PresetLibrary().default_name()))


def change_episode(store: EpisodeStore, changes: EpisodeChanges, listen: Listener) -> list[StageReport]:
    """Bring in new files and settings; only what was given is touched, and no setting where a file or one of them cannot
    be."""
    stages = []
    _require_files(changes)
    given = _wished_settings(store, changes)
    if changes.preset is not None:
        import_preset(store, changes.preset)
    if changes.references is not None:
        import_references(store, changes.references)
    if changes.source is not None:
        stages.append(import_source(store, changes.source, listen, link=changes.link))
    if changes.frames is not None:
        set_frames(store, changes.frames)
    if changes.voice is not None:
        stages.append(import_voice(store, changes.voice, listen))
    before = store.settings
    if replace(before, **given) != before:
        store.change_settings(given)
    return stages


def make_episode(folder: Path, changes: EpisodeChanges, out: Path, listen: Listener, control: JobControl,
                 options: GenerateOptions | None = None) -> MadeEpisode:
    """Run every stage that is out of date. Raises StudioError or StopRequested; what was finished stays."""
    require_ending(out)
    notices: list[str] = []
    heard = keeping_notices(listen, notices)
    with open_or_create(folder, heard) as store:
        stages = change_episode(store, changes, heard)
        require_usable(store.settings, store.folder, FINISH_RULES)
        outputs = outputs_of(store, out=out)
        result = generate_takes(store, heard, control, same_seed, options)
        finished = finish_episode(store, outputs, heard, control)
    return MadeEpisode(folder, finished.renders, finished.loop, (*stages, *result.stages, *finished.stages), tuple(notices))


def _require_files(changes: EpisodeChanges) -> None:
    require_pictures(item.path for item in changes.references or ())
    if changes.source is not None:
        require_exists(changes.source, "source")
    if changes.voice is not None:
        require_exists(changes.voice, "voice")
        stream_facts(changes.voice)


def _wished_settings(store: EpisodeStore, changes: EpisodeChanges) -> dict[str, Any]:
    """By name; StudioError for what cannot be."""
    names = ("engine", "host", "seed", "analyzer", "face_pack", "thresholds", "fps", "whose_face", "whose_face_note")
    given = {name: getattr(changes, name) for name in names if getattr(changes, name) is not None} | dict(changes.finish)
    if "thresholds" in given:
        given["thresholds_by_hand"] = True
    if "host" in given:
        given["host"] = "" if given["host"] == HERE else find_host(given["host"]).name
    if "fps" in given:
        frame_rate(given["fps"])
    require_usable(replace(store.settings, **given), store.folder, changes.finish)
    return given
