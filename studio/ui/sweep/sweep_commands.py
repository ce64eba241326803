"""What can be done with a sweep: begin one, go on with it, run more frames, write its report, make a preset the default."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.episode.errors import StudioError
from studio.episode.preset_library import PresetLibrary
from studio.episode.store import EpisodeStore
from studio.jobs.job_spec import JobSpec
from studio.jobs.sweep_cost import more_frames, seconds_a_frame
from studio.jobs.sweep_default import NewDefault, make_default
from studio.review.lab.words import Language
from studio.ui.language import shown_language
from studio.ui.notices import Notice
from studio.ui.sweep.sweep_model import SweepModel
from studio.ui.widgets.times import span_text

REPORT = "report.html"


class SweepCommands(QObject):
    """Everything works in the background or in the queue; the window's notices say what came of it."""

    def __init__(self, model: SweepModel, owner: QWidget) -> None:
        super().__init__(owner)
        self._model, self._owner = model, owner
        self._context, self._session = model.context, model.session

    @property
    def more(self) -> int:
        """How many more frames the lab advises, of those that are left; 0: none, or none are left."""
        findings, reading = self._model.findings, self._model.reading
        if findings is None or reading is None or findings.analysis.recommendation is None:
            return 0
        return min(findings.analysis.recommendation.more or 0, len(reading.left))

    def more_text(self) -> str:
        """Such as `Run 70 more frames · 6 min 40 s`."""
        text = self.tr("Run %n more frame(s)", "", self.more)
        each = seconds_a_frame(self._model.reading) if self._model.reading else None
        return text if each is None else self.tr("{action} · {time}").format(action=text, time=span_text(each * self.more))

    def submit(self, sweep: int) -> None:
        """Put a filed sweep into the queue and show it."""
        try:
            self._context.jobs.submit(JobSpec("sweep", self._session.folder.absolute(), {"sweep": sweep}))
        except StudioError as error:
            self._context.notices.fail(error)
        self._model.show(sweep)

    def can_go_on(self) -> bool:
        """Whether takes are missing that nothing makes now: the sweep was stopped, or some of its takes failed."""
        job, reading = self._model.job, self._model.reading
        return job.state == "paused" if job is not None else reading is not None and reading.missing > 0

    def go_on(self) -> None:
        """Make what is missing; what there is already is not made again."""
        job, reading = self._model.job, self._model.reading
        if job is not None:
            self._context.jobs.resume(job.id)
        elif reading is not None:
            self.submit(reading.sweep.id)

    def run_more(self) -> None:
        """A larger sweep that has the frames of this one: their takes are found and not made again."""
        reading = self._model.reading
        if reading is None or not self.more:
            return
        frames = more_frames(reading, self.more)
        try:
            begun = self._session.store.sweeps.begin(reading.sweep.arms, frames, reading.sweep.question)
        except StudioError as error:
            self._context.notices.fail(error)
            return
        self.submit(begun.id)

    def ask_report(self) -> None:
        """Ask for a folder and write the report there."""
        start = str(self._session.folder / "exports")
        found = QFileDialog.getExistingDirectory(self._owner, self.tr("Folder for the report"), start)
        if found:
            self.write_report(Path(found))

    def write_report(self, folder: Path) -> None:
        """Write it in the background, then say where it is."""
        sweep = self._model.sweep
        if sweep is not None:
            work = partial(_write, self._session.folder, sweep.id, folder, shown_language())
            self._session.background.measure(self, work, self._written, self._context.notices.fail)

    def make_default(self) -> None:
        """Make the chosen preset the person's default, with the evidence in its note."""
        reading, findings, arm = self._model.reading, self._model.findings, self._model.arm
        if reading is not None and findings is not None and arm is not None:
            day = datetime.now(UTC).astimezone().date().isoformat()
            work = partial(make_default, self._session.name, reading, findings, arm, day, shown_language())
            self._session.background.write(self, work, self._made_default, self._context.notices.fail)

    def _written(self, path: Path) -> None:
        text = self.tr("The report was written to {folder}.").format(folder=path.parent)
        self._context.notices.add(Notice("notice", text, mend_text=self.tr("Open"),
                                         mend=partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path)))))

    def _made_default(self, made: NewDefault) -> None:
        if made.before == made.name:
            text = self.tr("{name} stays your default preset; its note tells of this sweep.").format(name=made.name)
            self._context.notices.say(text)
            return
        text = self.tr("{name} is your default preset now, and its note tells why. Episodes that exist stay as they are.")
        back = self.tr("Back to {name}").format(name=made.before)
        self._context.notices.add(Notice("notice", text.format(name=made.name), mend_text=back,
                                         mend=partial(self._back_to, made.before)))

    def _back_to(self, name: str) -> None:
        work = partial(PresetLibrary().set_default, name)
        self._session.background.write(self, work, lambda _: self._context.notices.say(
            self.tr("{name} is your default preset again.").format(name=name)), self._context.notices.fail)


def _write(episode: Path, sweep: int, folder: Path, language: Language) -> Path:
    from studio.jobs.sweep_report import write_report

    with EpisodeStore.open_to_read(episode) as store:
        return next(path for path in write_report(store, store.sweeps.get(sweep), folder, language) if path.name == REPORT)
