"""What the settings of finishing name, looked at before they are kept and before takes are made: afterwards is too late."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from studio.episode.files import named_path
from studio.episode.finish_rules import DRAFT, OFF
from studio.episode.settings import EpisodeSettings
from studio.finish.engines.adapter import EngineKind
from studio.jobs.engines.added import added_engine
from studio.jobs.outputs import chosen_targets
from studio.jobs.target_step import upscaler_weights


def require_usable(settings: EpisodeSettings, folder: Path, names: Collection[str]) -> None:
    """Raise StudioError as finishing the episode in `folder` would for the settings of these names: an engine that was not
    added, upscaler weights, a certificate or its key that cannot be used."""
    for check in dict.fromkeys(_CHECKS[name] for name in names if name in _CHECKS):
        check(settings, folder)


def _require_lip_sync(settings: EpisodeSettings, folder: Path) -> None:
    del folder
    _require_engine(settings.lip_sync, "lip sync")


def _require_foley(settings: EpisodeSettings, folder: Path) -> None:
    del folder
    _require_engine(settings.foley, "foley")


def _require_engine(name: str, kind: EngineKind) -> None:
    if name not in (OFF, DRAFT):
        added_engine(name, kind)


def _require_upscaler(settings: EpisodeSettings, folder: Path) -> None:
    for target in chosen_targets(settings.targets):
        upscaler_weights(folder, settings, target)


def _require_certificate(settings: EpisodeSettings, folder: Path) -> None:
    names = settings.certificate, settings.certificate_key
    certificate, key = (named_path(folder, name) if name else None for name in names)
    if settings.truth_marks and (certificate or key):
        from studio.finish.c2pa_certificate import signing_identity

        signing_identity(certificate, key)


_CHECKS: Mapping[str, Callable[[EpisodeSettings, Path], None]] = {
    "lip_sync": _require_lip_sync, "foley": _require_foley, "targets": _require_upscaler, "upscaler": _require_upscaler,
    "truth_marks": _require_certificate, "certificate": _require_certificate, "certificate_key": _require_certificate,
}
