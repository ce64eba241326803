"""What the settings of finishing name, looked at before they are kept and before takes are made: afterwards is too late."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from studio.episode.files import named_path
from studio.episode.finish_rules import DRAFT, OFF
from studio.episode.settings import EpisodeSettings
from studio.finish.caption_font import missing_letters
from studio.finish.engines.adapter import EngineKind
from studio.jobs.caption_letters import chosen_font
from studio.jobs.engines.added import added_engine
from studio.jobs.outputs import chosen_targets
from studio.jobs.publish_step import publish_place
from studio.jobs.target_overlays import burns_captions
from studio.jobs.target_step import upscaler_weights


def require_usable(settings: EpisodeSettings, folder: Path, names: Collection[str]) -> None:
    """Raise StudioError as finishing the episode in `folder` would for the settings of these names: an engine that was not
    added, upscaler weights, a font for captions, a certificate or its key that cannot be used, a publish folder that holds
    something else."""
    for check, rests_on in _CHECKS.items():
        if any(name in names for name in rests_on):
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


def _require_caption_font(settings: EpisodeSettings, folder: Path) -> None:
    if any(burns_captions(settings, target) for target in chosen_targets(settings.targets)):
        missing_letters("", chosen_font(settings, folder))


def _require_publish_folder(settings: EpisodeSettings, folder: Path) -> None:
    if settings.publish_folder:
        from studio.finish.publish_folder import publication_in

        publication_in(publish_place(settings, folder))


_CHECKS: Mapping[Callable[[EpisodeSettings, Path], None], Collection[str]] = {
    _require_lip_sync: ("lip_sync",),
    _require_foley: ("foley",),
    _require_upscaler: ("targets", "upscaler"),
    _require_caption_font: ("targets", "captions_as", "caption_font"),
    _require_certificate: ("truth_marks", "certificate", "certificate_key"),
    _require_publish_folder: ("publish_folder",),
}
"""Each check, and the settings that it rests on."""
