"""The episode's reference pictures one by one: added, removed, moved, weighted, and the face that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.settings import ReferenceSetting
from studio.episode.store import EpisodeStore
from studio.jobs.inputs import ReferenceInput, import_references, require_pictures

MOST_WEIGHT = 3.0


def add_references(store: EpisodeStore, paths: Sequence[Path]) -> int:
    """Copy further pictures in after those that are there; how many were new. A picture is taken once.

    Raises StudioError naming the first file that is no picture; nothing is changed then.
    """
    require_pictures(paths)
    before = store.settings.references
    kept = [ReferenceInput(store.path(item.file), item.face, item.weight) for item in before]
    import_references(store, [*kept, *map(ReferenceInput, paths)])
    unique: dict[str, ReferenceSetting] = {}
    for item in store.settings.references:
        unique.setdefault(item.file, item)
    _set(store, list(unique.values()))
    return len(unique) - len(before)


def remove_reference(store: EpisodeStore, place: int) -> None:
    """Take one picture out of the identity; its file stays in the episode, since takes were made from it."""
    references = list(store.settings.references)
    del references[place]
    _set(store, references)


def move_reference(store: EpisodeStore, place: int, to: int) -> None:
    """Let the picture at `place` stand at `to`."""
    references = list(store.settings.references)
    references.insert(to, references.pop(place))
    _set(store, references)


def count_face(store: EpisodeStore, place: int, face: int | None) -> None:
    """Which face of a picture counts, from 0 the largest; None leaves it to the size."""
    _replace(store, place, replace(store.settings.references[place], face=face))


def weigh_reference(store: EpisodeStore, place: int, weight: float) -> None:
    """How much a picture counts beside the others, 0-3. Raises StudioError("input") for another number."""
    if not 0 <= weight <= MOST_WEIGHT:
        raise StudioError("input", f"A reference's weight must be a number from 0 to {MOST_WEIGHT:g}, not {weight:g}.")
    _replace(store, place, replace(store.settings.references[place], weight=weight))


def _replace(store: EpisodeStore, place: int, reference: ReferenceSetting) -> None:
    references = list(store.settings.references)
    references[place] = reference
    _set(store, references)


def _set(store: EpisodeStore, references: Sequence[ReferenceSetting]) -> None:
    if store.settings.references != tuple(references):
        store.change_settings({"references": tuple(references)})
