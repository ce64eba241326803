"""Which preset, seed and engine an episode's takes are made with."""

from __future__ import annotations

from dataclasses import replace

from studio.episode.errors import StudioError
from studio.episode.preset import Preset
from studio.episode.preset_library import PresetLibrary
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeSettings
from studio.jobs.events import JobEvent, Listener
from studio.jobs.hosts.host import find_host
from studio.jobs.hosts.known_engines import engine_status_on

FALLBACK_ENGINE = "draft"


def resolve_settings(store: EpisodeStore, listen: Listener) -> tuple[Preset, TakeSettings]:
    """The episode's preset with its own seed and the engine that will run; says where that engine was replaced.

    Raises StudioError("missing") for an engine that cannot run, or a host that nobody knows here.
    """
    preset = PresetLibrary().get(_preset_name(store))
    values = preset.settings
    if store.settings.seed is not None:
        values = replace(values, seed=store.settings.seed)
    return preset, with_engine_that_runs(store, values, listen)


def with_engine_that_runs(store: EpisodeStore, values: TakeSettings, listen: Listener) -> TakeSettings:
    """The values with the engine that the episode's takes are made by; errors as `resolve_settings`."""
    settings = store.settings
    where = f"on {find_host(settings.host).name}" if settings.host else "here"
    engine = values.engine if settings.engine == "auto" else settings.engine
    status = engine_status_on(settings.host, engine)
    if not status.available:
        if settings.engine != "auto":
            raise StudioError("missing", f"The engine {engine} cannot run {where}: {status.why}. {status.mend}")
        listen(JobEvent("notice", "generate", text=f"The engine {engine} cannot run {where} ({status.why}): the takes are "
                                                   f"made by {FALLBACK_ENGINE}, in draft quality."))
        engine = FALLBACK_ENGINE
    return replace(values, engine=engine)


def _preset_name(store: EpisodeStore) -> str:
    name = store.settings.preset
    return str(store.path(name)) if name.endswith(".toml") else name
