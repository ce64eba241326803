"""Whether the takes under review are of the settings and the identity that the episode has now."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.picture import pixels_sha256
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeSettings
from studio.jobs.resolve_settings import resolve_settings
from studio.jobs.review_takes import load_review
from studio.media.pictures import read_picture


def frames_made(store: EpisodeStore) -> set[int]:
    """The frames in range that have a take of the settings and the identity as they are now."""
    try:
        _, values = resolve_settings(store, lambda _: None)
        current = recipe_is_current(store, values)
    except StudioError:         # nothing can be generated; what is there is there
        current = True
    return {item.frame for item in load_review(store).candidates} if current else set()


def recipe_is_current(store: EpisodeStore, values: TakeSettings) -> bool:
    """Whether generating with these settings would find the takes of the current recipe; reads the references.

    What only a loaded engine knows, its revision and weights, is taken to be as it was.
    """
    content = store.takes.current_recipe_content()
    return content is not None and _is_of(content, values, _references(store))


def recipes_like(store: EpisodeStore, values: TakeSettings) -> list[int]:
    """Every recipe whose takes generating with these settings would find, with the same reserve; reads the references."""
    references = _references(store)
    return [recipe for recipe, _, _, content in store.takes.recipes() if _is_of(content, values, references)]


def _is_of(content: str, values: TakeSettings, references: list[tuple[str, float]]) -> bool:
    """Never of takes made elsewhere, which share no more than a name (`external_recipe_json`)."""
    recipe: dict[str, Any] = json.loads(content)
    if "settings" not in recipe:
        return False
    wanted = json.loads(json.dumps(asdict(values)))
    same = {name: wanted[name] for name in recipe["settings"]} == recipe["settings"]
    return same and references == [(item["pixels"], item["weight"]) for item in recipe["references"]]


def _references(store: EpisodeStore) -> list[tuple[str, float]]:
    return [(pixels_sha256(read_picture(store.path(item.file))), item.weight) for item in store.settings.references]
