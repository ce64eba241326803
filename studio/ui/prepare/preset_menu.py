"""The commands of one preset."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from studio.ui.prepare.preset_panel import PresetPanel


class PresetMenu(QMenu):
    """`own`: the preset is the person's and may be renamed and deleted. It goes when it is hidden."""

    def __init__(self, panel: PresetPanel, name: str, *, own: bool) -> None:
        super().__init__(panel)
        self.aboutToHide.connect(self.deleteLater)
        items: list[tuple[str, Callable[[str], object], bool]] = [
            (self.tr("Use it"), panel.choose, True), (self.tr("Make it the default"), panel.make_default, True),
            (self.tr("Duplicate…"), panel.duplicate, True), (self.tr("Rename…"), panel.rename, own),
            (self.tr("Export as TOML…"), partial(panel.choose_export, suffix=".toml"), True),
            (self.tr("Export as Markdown…"), partial(panel.choose_export, suffix=".md"), True),
            (self.tr("Delete…"), panel.delete, own),
        ]
        for text, act, possible in items:
            self.addAction(text, partial(_call, act, name)).setEnabled(possible)


def _call(act: Callable[[str], object], name: str, checked: object = None) -> None:
    del checked
    act(name)
