"""The choices of each step of finishing, opened below its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui import step_labels
from studio.ui.episode_session import EpisodeSession
from studio.ui.export.engine_rows import EngineRows
from studio.ui.export.engine_work import EngineWork
from studio.ui.export.file_or_usual import FileOrUsual, FileTexts
from studio.ui.finishing.finish_words import (
    caption_choices,
    deflicker_choices,
    engine_choices,
    engine_text,
    gap_choices,
    loudness_choices,
    loudness_text,
    refused_choices,
)
from studio.ui.finishing.setting_fields import SettingFields
from studio.ui.widgets.field_rows import FieldRows


class LoopOptions(FieldRows):
    """Frames without a pick, and flicker."""

    def __init__(self, session: EpisodeSession) -> None:
        super().__init__()
        fields = SettingFields(session, self)
        self.gaps = fields.choice("gaps", gap_choices(), undo_label=step_labels.GAPS)
        self.deflicker = fields.choice("deflicker", deflicker_choices(), undo_label=step_labels.DEFLICKER)
        self.add("gaps", step_labels.GAPS, self.gaps)
        self.add("deflicker", self.tr("Brightness"), self.deflicker)


class LipSyncOptions(QWidget):
    """The engine, what becomes of frames that it refuses, and the engines there are."""

    def __init__(self, session: EpisodeSession, engines: EngineWork) -> None:
        super().__init__()
        fields, rows = SettingFields(session, self), FieldRows()
        self.engine = fields.choice("lip_sync", engine_choices(engines.named("lip sync")), other=engine_text)
        self.refused = fields.choice("lip_sync_refused", refused_choices())
        self.engines = EngineRows(engines, "lip sync")
        rows.add("engine", self.tr("Engine"), self.engine)
        rows.add("refused", self.tr("Frames without a face"), self.refused)
        _put(self, rows, self.engines)
        engines.changed.connect(lambda: self.engine.set_choices(engine_choices(engines.named("lip sync"))))
        engines.changed.connect(fields.refresh)


class FoleyOptions(QWidget):
    """The engine, what it is told, and the engines there are."""

    def __init__(self, session: EpisodeSession, engines: EngineWork) -> None:
        super().__init__()
        fields, rows = SettingFields(session, self), FieldRows()
        self.engine = fields.choice("foley", engine_choices(engines.named("foley")), other=engine_text)
        self.prompt = fields.text("foley_prompt", self.tr("such as: cloth, soft steps on wood"))
        self.avoid = fields.text("foley_avoid", self.tr("nothing"))
        self.seed = fields.count("foley_seed")
        self.gain = fields.number("foley_gain_db", 1, self.tr(" dB"), 0.5)
        self.engines = EngineRows(engines, "foley")
        for key, name, field in (("engine", self.tr("Engine"), self.engine), ("prompt", self.tr("Prompt"), self.prompt),
                                 ("avoid", self.tr("Avoid"), self.avoid), ("seed", self.tr("Seed"), self.seed),
                                 ("gain", self.tr("Gain"), self.gain)):
            rows.add(key, name, field)
        _put(self, rows, self.engines)
        engines.changed.connect(lambda: self.engine.set_choices(engine_choices(engines.named("foley"))))
        engines.changed.connect(fields.refresh)


class MixOptions(FieldRows):
    """Loudness of the whole, and how far other sounds go down under the voice."""

    def __init__(self, session: EpisodeSession) -> None:
        super().__init__()
        fields = SettingFields(session, self)
        self.loudness = fields.choice("loudness", loudness_choices(), other=loudness_text)
        self.duck = fields.number("duck_db", 1, self.tr(" dB"), 1)
        self.duck.setPrefix("\N{MINUS SIGN}")
        self.duck.setSpecialValueText(self.tr("not at all"))
        fields.refresh()
        self.add("loudness", self.tr("Loudness"), self.loudness)
        self.add("duck", self.tr("Under the voice, others go down"), self.duck)


class CaptionOptions(FieldRows):
    """How captions go with the video, and the letters of those that are drawn into it."""

    def __init__(self, session: EpisodeSession) -> None:
        super().__init__()
        self.kind = SettingFields(session, self).choice("captions_as", caption_choices())
        self.add("kind", self.tr("Captions"), self.kind)
        self.letters = FileOrUsual(session, "caption_font", self, FileTexts(
            name=self.tr("Letters where burnt in"), usual=self.tr("Inter · choose a font…"), back=self.tr("Inter instead"),
            tip=self.tr("A font file for letters that Inter lacks, such as Chinese or Arabic"),
            asked=self.tr("Font of the captions"), kinds=self.tr("Fonts (*.ttf *.otf *.ttc)")))


class PictureOptions(FieldRows):
    """Fades, and what makes pictures larger."""

    def __init__(self, session: EpisodeSession) -> None:
        super().__init__()
        fields = SettingFields(session, self)
        second = self.tr(" s")
        self.fade_in = fields.number("fade_in_s", 2, second, 0.1)
        self.fade_out = fields.number("fade_out_s", 2, second, 0.1)
        self.add("fade_in", self.tr("Fade in from black"), self.fade_in)
        self.add("fade_out", self.tr("Fade out to black"), self.fade_out)
        self.upscaler = FileOrUsual(session, "upscaler", self, FileTexts(
            name=self.tr("Made larger by"), usual=self.tr("Lanczos · choose weights…"), back=self.tr("Lanczos instead"),
            tip=self.tr("Weights of an upscaler, such as Real-ESRGAN, as .safetensors"),
            asked=self.tr("Upscaler weights"), kinds=self.tr("Upscaler weights (*.safetensors)")))


def _put(holder: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(holder)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)


def options_of(session: EpisodeSession, engines: EngineWork) -> Mapping[str, Callable[[], QWidget]]:
    """What makes the choices of each step, by the step's name."""
    return {
        "loop": lambda: LoopOptions(session), "lip_sync": lambda: LipSyncOptions(session, engines),
        "foley": lambda: FoleyOptions(session, engines), "mix": lambda: MixOptions(session),
        "captions": lambda: CaptionOptions(session), "picture": lambda: PictureOptions(session),
    }
