"""What is known of the faces in a source, and the button that has them looked for."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.jobs.look_at_source import SourceLook
from studio.ui.prepare.looks import Looks
from studio.ui.prepare.source_texts import look_text
from studio.ui.widgets.controls import button, label


class LookLine(QWidget):
    """Says how far a look is while one is under way."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._text = label("", "small")
        self._button = button(self.tr("Look for faces"), looks.look_at_source, style="chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        looks.source_progress.connect(self._show_progress)

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def show_look(self, look: SourceLook | None, *, can_look: bool) -> None:
        """What was found; `can_look`: there is a source."""
        looking = self._looks.looking_at_source
        if looking and not self.text:
            self._text.setText(self.tr("looking for faces…"))
        elif not looking:
            self._text.setText(look_text(look))
        self._button.setVisible(not looking and can_look and look is None)

    def _show_progress(self, done: int, of: int) -> None:
        self._text.setText(self.tr("looking for faces: {done} of {of}").format(done=done, of=of))
