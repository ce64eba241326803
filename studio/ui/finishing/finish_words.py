"""What the choices of finishing are called, in rows, fields and cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from studio.episode.finish_rules import DRAFT, OFF
from studio.episode.settings import EpisodeSettings
from studio.finish.targets import Target
from studio.ui.numbers import number_text

LOUDNESS_OF_USES = (-14.0, -16.0, -23.0)


def loudness_text(loudness: float | None) -> str:
    """`−14 LUFS`, or that it stays as recorded."""
    if loudness is None:
        return QCoreApplication.translate("Finishing", "as recorded")
    return QCoreApplication.translate("Finishing", "{number} LUFS").format(number=number_text(loudness))


def loudness_choices() -> dict[object, str]:
    """As recorded, and the loudness of each use."""
    uses = (QCoreApplication.translate("Finishing", "web"), QCoreApplication.translate("Finishing", "podcast"),
            QCoreApplication.translate("Finishing", "broadcast"))
    choices: dict[object, str] = {None: loudness_text(None)}
    for value, use in zip(LOUDNESS_OF_USES, uses, strict=True):
        choices[value] = f"{loudness_text(value)} · {use}"
    return choices


def gap_choices() -> dict[object, str]:
    """What stands for frames without a pick."""
    return {"skip": QCoreApplication.translate("Finishing", "skip"),
            "hold": QCoreApplication.translate("Finishing", "hold"),
            "between": QCoreApplication.translate("Finishing", "in-between pictures")}


def deflicker_choices() -> dict[object, str]:
    """Whether brightness is evened out."""
    return {False: QCoreApplication.translate("Finishing", "as it is"),
            True: QCoreApplication.translate("Finishing", "evened out")}


def engine_choices(added: Sequence[str]) -> dict[object, str]:
    """Off, the built-in draft, and engines that were added."""
    return {OFF: engine_text(OFF), DRAFT: engine_text(DRAFT), **{name: name for name in added}}


def engine_text(engine: str) -> str:
    """`off`, `draft`, or the engine's own name."""
    known = {OFF: QCoreApplication.translate("Finishing", "off"), DRAFT: QCoreApplication.translate("Finishing", "draft")}
    return known.get(engine, engine)


def refused_choices() -> dict[object, str]:
    """What becomes of frames that the engine finds no face in."""
    return {"stop": QCoreApplication.translate("Finishing", "stop and list them"),
            "neighbour": QCoreApplication.translate("Finishing", "the neighbour instead"),
            "reroll": QCoreApplication.translate("Finishing", "re-roll them")}


def caption_choices() -> dict[object, str]:
    """How captions go with the video."""
    return {"file": QCoreApplication.translate("Finishing", "files beside it"),
            "track": QCoreApplication.translate("Finishing", "a track in it"),
            "burned": QCoreApplication.translate("Finishing", "burnt in"),
            OFF: QCoreApplication.translate("Finishing", "none")}


def target_title(target: Target) -> str:
    """What a target is called."""
    known = {"web": QCoreApplication.translate("Finishing", "Web"),
             "archive": QCoreApplication.translate("Finishing", "Archive"),
             "vertical": QCoreApplication.translate("Finishing", "Vertical")}
    return known.get(target.key, target.title)


def step_choice(step: str, settings: EpisodeSettings) -> str:
    """What a step of finishing is set to, written after its name; "" where its name says all."""
    if step == "loop":
        parts = [gap_choices().get(settings.gaps, settings.gaps)] if settings.gaps != "skip" else []
        parts += [QCoreApplication.translate("Finishing", "deflickered")] if settings.deflicker else []
        return ", ".join(parts)
    chosen = {"lip_sync": engine_text(settings.lip_sync), "foley": engine_text(settings.foley),
              "mix": loudness_text(settings.loudness),
              "captions": caption_choices().get(settings.captions_as, settings.captions_as)}
    return chosen.get(step, "")
