"""Views of which one is seen."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget


class ViewStack(QStackedWidget):
    """Goes by view, never by index: views that are not seen are away while the look is changed."""

    def setCurrentWidget(self, view: QWidget) -> None:  # noqa: N802
        """Show a view; one that is away comes back."""
        if self.indexOf(view) < 0:
            self.addWidget(view)
        super().setCurrentWidget(view)

    def unseen(self) -> QWidget | None:
        """A view that is here and not seen."""
        return next((self.widget(index) for index in range(self.count()) if index != self.currentIndex()), None)
