"""The head of the live preview: what is generated with, and the buttons that steer a run."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOption

from studio.jobs.generate_overview import GenerateOverview
from studio.ui.actions import ActionRegistry
from studio.ui.numbers import fixed_text
from studio.ui.widgets.controls import button
from studio.ui.widgets.elided_label import ElidedLabel
from studio.ui.widgets.panel import PanelHead

_PADDING = 8            # at either side, as the sheet has it for chips


class GenerateHead(QObject):
    """Fills the panel's head."""

    def __init__(self, head: PanelHead, actions: ActionRegistry, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self.preset, self.values, self.prompt, self.host = ChipLabel(), ChipLabel(), ChipLabel(), ChipLabel()
        for item in (self.host, self.preset, self.values, self.prompt):
            head.add_chip(item)
        self.pause = button(self.tr("Pause"), actions.action("generate.pause").trigger)
        self.finish = button(self.tr("Stop after this frame"), actions.action("generate.finish").trigger)
        self.cancel = button(self.tr("Cancel"), actions.action("generate.cancel").trigger, style="danger")
        for steering, name in ((self.pause, "pause"), (self.finish, "finish"), (self.cancel, "cancel")):
            steering.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            head.add(steering)
            steering.setToolTip(f"{actions.text(f'generate.{name}')} ({actions.key_text(f'generate.{name}')})")
        self.show_run(running=False, paused=False, stopping=False)

    def show_overview(self, overview: GenerateOverview) -> None:
        """What takes are made with."""
        settings = overview.settings
        self.host.setText(self.tr("on {host}").format(host=overview.host))
        self.host.setVisible(bool(overview.host))
        for item in (self.preset, self.values, self.prompt):
            item.setVisible(settings is not None)
        if settings is None:
            return
        self.preset.setText(self.tr("preset {name} · {width}×{height} · {steps} steps").format(
            name=overview.preset, width=settings.width, height=settings.height, steps=overview.steps_run))
        self.values.setText(self.tr("denoise {denoise} · weight {weight} · seed {seed}").format(
            denoise=fixed_text(settings.denoise), weight=fixed_text(settings.weight), seed=settings.seed))
        self.prompt.setText(f"“{settings.prompt}”")
        self.prompt.setVisible(bool(settings.prompt))

    def show_run(self, *, running: bool, paused: bool, stopping: bool) -> None:
        """What can be done with the run."""
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause.setAccessibleName(self.pause.text())
        for item, enabled in ((self.pause, not stopping), (self.finish, not stopping), (self.cancel, True)):
            item.setVisible(running)
            item.setEnabled(enabled)
        for name in ("pause", "finish", "cancel"):
            self._actions.set_enabled(f"generate.{name}", enabled=running)


class ChipLabel(ElidedLabel):
    """A chip that gives way."""

    def __init__(self) -> None:
        super().__init__("", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The chip's ground, then as much of the text as fits inside it."""
        del event
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        shown = self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), shown)

    def sizeHint(self) -> QSize:  # noqa: N802
        """The text between its paddings."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2 * _PADDING + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for a few letters."""
        return QSize(5 * _PADDING, super().minimumSizeHint().height())
