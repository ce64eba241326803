"""Which videos are made of an episode, and where they go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.store import EPISODE_SUFFIX, EpisodeStore
from studio.finish.render import require_ending
from studio.finish.targets import WEB, Target, target_named
from studio.media.input_files import shown


@dataclass(frozen=True, slots=True)
class Output:
    """One finished video: what kind, and the file it becomes."""

    target: Target
    path: Path


def outputs_of(store: EpisodeStore, targets: str = "", out: Path | None = None) -> tuple[Output, ...]:
    """The videos to make: `targets` such as "web,archive", else those of the episode's settings.

    `out` is the first one's file; the others lie beside it, named after their target. Without it all go into the
    episode. Raises StudioError: "usage" for an unknown target, or another ending than .mp4 or .m4v, "input" for a folder.
    """
    first, *others = chosen_targets(targets or store.settings.targets)
    if out is None:
        return tuple(Output(target, export_path(store, target)) for target in (first, *others))
    require_ending(out)
    beside = [Output(target, out.with_name(f"{out.stem}_{target.key}{out.suffix}")) for target in others]
    for path in (out, *(output.path for output in beside)):
        if path.is_dir():
            raise StudioError("input", f"{shown(path)} is a folder: give the file a name.")
    return (Output(first, out), *beside)


def chosen_targets(keys: str) -> tuple[Target, ...]:
    """The targets of a list such as "web,archive", each once; StudioError("usage") for an unknown one or none."""
    named = dict.fromkeys(key.strip() for key in keys.split(",") if key.strip())
    if not named:
        raise StudioError("usage", "No target is named: write one or several, such as web,archive.")
    return tuple(target_named(key) for key in named)


def export_path(store: EpisodeStore, target: Target = WEB) -> Path:
    """Where a video goes unless the person says otherwise: in the episode, named after it and the target."""
    return target.path_in(store.folder / "exports", store.folder.name.removesuffix(EPISODE_SUFFIX))
