"""Closing while jobs work: the one question the window asks."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from studio.ui.context import WindowContext

Answer: TypeAlias = Literal["go on", "after this frame", "now"]


class Closing(QObject):
    """Whether the window may close now, and its closing once the frame in the making is done."""

    def __init__(self, window: QWidget, context: WindowContext) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._waits = False
        context.jobs.job_ended.connect(self._job_ended)

    def may_close(self) -> bool:
        """Ask where something works. What is stopped goes on at the next start, when the person says so."""
        if not self._context.jobs.is_working:
            return True
        answer = self._ask()
        self._waits = answer == "after this frame"
        if self._waits:
            self._finish()
        return answer == "now"

    def _finish(self) -> None:
        jobs = self._context.jobs
        for job in jobs.jobs():
            if job.state == "waiting":
                jobs.pause(job.id)
        jobs.finish(goes_on_later=True)
        self._context.notices.say(self.tr("The window closes when the frame in the making is done."))

    def _job_ended(self) -> None:
        if self._waits and not self._context.jobs.is_working:
            self._waits = False
            self._window.close()

    def _ask(self) -> Answer:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Close"))
        box.setText(self.tr("%n job(s) at work.", "", len(self._context.jobs.running)))
        box.setInformativeText(self.tr("Every finished take is kept. What is left goes on after the next start."))
        stay = box.addButton(self.tr("Go on working"), QMessageBox.ButtonRole.RejectRole)
        later = box.addButton(self.tr("Stop after this frame and close"), QMessageBox.ButtonRole.AcceptRole)
        now = box.addButton(self.tr("Stop now and close"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(later)
        box.setEscapeButton(stay)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return "after this frame" if clicked is later else "now" if clicked is now else "go on"
