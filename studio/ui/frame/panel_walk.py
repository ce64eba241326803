"""F6: the keyboard goes from panel to panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def walk(panels: Sequence[QWidget], step: int) -> QWidget | None:
    """Put the keyboard into the next (1) or previous (-1) panel shown, and return that panel."""
    shown = [panel for panel in panels if panel.isVisible() and _way_in(panel) is not None]
    if not shown:
        return None
    now = QApplication.focusWidget()
    places = [place for place, panel in enumerate(shown) if now is not None and (panel is now or panel.isAncestorOf(now))]
    place = places[0] + step if places else (0 if step > 0 else -1)
    target = shown[place % len(shown)]
    way_in = _way_in(target)
    if way_in is not None:
        way_in.setFocus(Qt.FocusReason.TabFocusReason)
    return target


def _way_in(panel: QWidget) -> QWidget | None:
    """Where the keyboard was in it last, or the first place in it that takes keys."""
    before = panel.focusWidget()
    if before is not None and _takes_keys(before, panel):
        return before
    if _takes_keys(panel, panel):
        return panel
    return next((item for item in panel.findChildren(QWidget) if _takes_keys(item, panel)), None)


def _takes_keys(item: QWidget, panel: QWidget) -> bool:
    return bool(item.focusPolicy() & Qt.FocusPolicy.TabFocus) and item.isEnabled() and (
        item is panel or item.isVisibleTo(panel))
