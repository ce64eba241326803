"""What a target's card says: size, codec, loudness, captions, and what is done for want of something better."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from studio.episode.finish_rules import OFF
from studio.episode.settings import EpisodeSettings
from studio.finish.targets import Target
from studio.jobs.export_plan import ExportPlan
from studio.ui.finishing.finish_words import loudness_text
from studio.ui.numbers import plain_text
from studio.ui.translation import tr


def target_summary(target: Target, plan: ExportPlan | None, settings: EpisodeSettings) -> str:
    """Such as `512×768 H.264, 25 fps, −14 LUFS, 4 captions as a track`."""
    parts = [_picture(target, plan), _sound(plan, settings)]
    captions = _captions(target, plan.captions if plan else 0, settings)
    return ", ".join(part for part in (*parts, captions) if part)


def _picture(target: Target, plan: ExportPlan | None) -> str:
    video = next((item for item in plan.videos if item.target == target), None) if plan else None
    if plan is None or video is None or not video.width:
        return target_size_text(target)
    text = QCoreApplication.translate("TargetTexts", "{size} H.264, {fps} fps")
    return text.format(size=f"{video.width}×{video.height}", fps=plain_text(float(plan.fps)))


def target_size_text(target: Target) -> str:
    """What is known of a target's picture before there is one."""
    known = {
        "web": QCoreApplication.translate("TargetTexts", "the takes' own size, H.264"),
        "archive": QCoreApplication.translate("TargetTexts", "short side 1080, made larger after lip sync"),
        "vertical": QCoreApplication.translate("TargetTexts", "1080×1920, H.264"),
    }
    return known.get(target.key, target.summary)


def _sound(plan: ExportPlan | None, settings: EpisodeSettings) -> str:
    if settings.loudness is not None:
        return loudness_text(settings.loudness)
    if plan is not None and plan.mixed:
        return QCoreApplication.translate("TargetTexts", "the mix of all tracks")
    return QCoreApplication.translate("TargetTexts", "the voice as it was recorded")


def _captions(target: Target, count: int, settings: EpisodeSettings) -> str:
    if not count or settings.captions_as == OFF:
        return ""
    lines = tr("%n caption(s)", "", count)
    how = "burned" if target.key == "vertical" else settings.captions_as
    texts = {
        "file": QCoreApplication.translate("TargetTexts", "{captions} as files beside it"),
        "track": QCoreApplication.translate("TargetTexts", "{captions} as a track"),
        "burned": QCoreApplication.translate("TargetTexts", "{captions} burnt in"),
    }
    return texts[how].format(captions=lines)


def target_note(target: Target, settings: EpisodeSettings) -> str:
    """What is done for want of something better, "" where there is nothing to say."""
    if target.key == "archive" and not settings.upscaler:
        return QCoreApplication.translate("TargetTexts", "Lanczos: no upscaler weights were chosen")
    return ""
