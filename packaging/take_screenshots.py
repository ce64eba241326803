"""Pictures of the window, made from the sample episode: `packaging/screenshots`.

Writes `resources/screenshots/PAGE-LOOK-LANGUAGE.png` at 1600x1000. `--sizes FOLDER` writes them at 1280x720 and
2560x1440 into FOLDER, too; `--only PAGE ...`, `--looks`, `--languages` take some; `--sample FOLDER` keeps the sample
there for next time; `--out FOLDER` leaves those in the repository alone.
Everything shown is real: the sample episode is made, its takes are reviewed, further takes are generated and the video
is exported, by the window itself.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, QSize, Qt
from PySide6.QtGui import QCursor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from screenshot_sample import SampleEpisodes, sample_for_screenshots

from studio.jobs.events import JobEvent
from studio.jobs.job_spec import JobSpec
from studio.ui.application import make_window
from studio.ui.export.export_workspace import ExportWorkspace
from studio.ui.frame.main_window import MainWindow
from studio.ui.language import languages
from studio.ui.review.review_workspace import ReviewWorkspace
from studio.ui.theme import LOOKS, colors

SIZE, OTHER_SIZES = QSize(1600, 1000), (QSize(1280, 720), QSize(2560, 1440))
LANGUAGES = ("en", "ru")
PAGES = ("start", "prepare", "review", "sweep", "timeline", "export", "generate")
OUT = Path(__file__).resolve().parents[1] / "resources" / "screenshots"
TAKES_MADE = 30         # of the 72, when the first picture of a running job is taken
LARGEST = 250_000       # bytes of a picture in the repository
_PATIENCE_S, _AT_REST_S = 180.0, 0.8


def main() -> None:
    """Make the sample, open the window, take the pictures."""
    arguments = _arguments()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        episodes = sample_for_screenshots(arguments.sample or Path(folder) / "sample")
        os.environ["STUDIO_HOME"] = str(Path(folder) / "home")
        application = QApplication(sys.argv[:1])
        window = make_window()
        window.context.state.put("place", "~/Episodes")     # shown on the start page; nothing is made there
        window.start_page.begin(None)
        window.show()
        for episode in reversed(episodes.finished):
            window.context.state.add_recent(episode)
        photographer = Photographer(window, episodes, arguments)
        for page in arguments.only:
            photographer.take(page)
        photographer.end()
        del application


class Photographer:
    """Brings the window into the state of each page and takes its picture in both languages and looks."""

    def __init__(self, window: MainWindow, episodes: SampleEpisodes, wanted: argparse.Namespace) -> None:
        self._window = window
        self._episodes = episodes
        self._wanted = wanted
        self._begun = list(episodes.begun)
        self._exported_in = ""          # the language that the videos there are in
        self._arrange: dict[str, Callable[[], None]] = {
            "start": self._start, "prepare": self._prepare, "generate": self._generate, "review": self._review,
            "sweep": self._sweep, "timeline": self._timeline, "export": self._export,
        }

    def take(self, page: str) -> None:
        """All pictures of a page."""
        sizes: Path | None = self._wanted.sizes
        for language in self._wanted.languages:
            self._window.commands.use_language(language)
            self._window.resize(SIZE)
            self._arrange[page]()
            for look in self._wanted.looks:
                name = f"{page}-{look}-{language}"
                self._window.commands.use_look(look)
                self._picture(SIZE, self._wanted.out, name)
                for size in OTHER_SIZES if sizes else ():
                    self._picture(size, sizes or OUT, f"{name}-{size.width()}x{size.height()}")

    def end(self) -> None:
        """Stop what works and close the window."""
        self._stop()
        self._window.close()

    def _stop(self) -> None:
        """Whatever works or waits."""
        jobs = self._window.context.jobs
        for job in jobs.jobs():
            if job.state in ("waiting", "paused"):
                jobs.remove(job.id)
        jobs.stop()
        _until(lambda: not jobs.is_working, "the jobs to end")

    def _start(self) -> None:
        self._window.close_episode()

    def _prepare(self) -> None:
        self._open(self._episodes.finished[0], "prepare")

    def _generate(self) -> None:
        """While a job of the window makes takes, with another waiting behind it; anew for each language."""
        self._stop()
        jobs, episode = self._window.context.jobs, self._begun.pop()
        self._open(episode, "generate")
        takes: list[int | None] = []

        def note(_job: object, event: JobEvent) -> None:
            if event.kind == "take":
                takes.append(event.take)

        jobs.clear_finished()
        jobs.told.connect(note)
        jobs.submit(JobSpec("generate", episode))
        jobs.submit(JobSpec("reroll", self._episodes.finished[0], {"until_pass": True, "max_seeds": 2}))
        _until(lambda: len(takes) >= TAKES_MADE, "takes to be made")
        jobs.told.disconnect(note)

    def _review(self) -> None:
        """Three takes selected that a threshold keeps out."""
        self._open(self._episodes.finished[0], "review")
        workspace = self._window.workspace
        assert isinstance(workspace, ReviewWorkspace)
        workspace.state.set_view("grid")
        self._keys(Qt.Key.Key_End)
        self._keys(*[Qt.Key.Key_Left] * 16)
        self._keys(*[Qt.Key.Key_Right] * 2, modifier=Qt.KeyboardModifier.ShiftModifier)

    def _sweep(self) -> None:
        """Four presets on the same frames, analysed."""
        self._open(self._episodes.finished[0], "review")
        workspace = self._window.workspace
        assert isinstance(workspace, ReviewWorkspace)
        workspace.state.set_view("sweep")
        _until(lambda: workspace.sweeps.view.model.findings is not None, "the analysis of the sweep")

    def _timeline(self) -> None:
        self._exported()
        self._open(self._episodes.finished[0], "timeline")
        self._keys(*[Qt.Key.Key_Right] * 40)

    def _export(self) -> None:
        """With the videos that the window itself exported, and what can be chosen for lip sync."""
        self._exported()
        self._open(self._episodes.finished[0], "export")
        workspace = self._window.workspace
        assert isinstance(workspace, ExportWorkspace)
        workspace.stages.open_choices("lip_sync")

    def _exported(self) -> None:
        """In the language of the window, which the visible credit is in."""
        jobs, episode, language = self._window.context.jobs, self._episodes.finished[0], languages().shown
        if language != self._exported_in:
            self._exported_in = language
            jobs.submit(JobSpec("export", episode))
            _until(lambda: jobs.is_working, "the export to begin")
            _until(lambda: not jobs.is_working, "the export")

    def _open(self, episode: Path, page: str) -> None:
        window = self._window
        if window.session is None or window.session.folder != episode:
            window.open_episode(episode)
        session = window.session
        assert session is not None
        _until(lambda: session.loaded, "the takes")
        window.go(page)
        _until(lambda: window.page == page, "the page")
        self._rest()

    def _keys(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            focus = QApplication.focusWidget() or self._window
            QTest.keyClick(focus, key, modifier)
            QApplication.processEvents()

    def _picture(self, size: QSize, folder: Path, name: str) -> None:
        self._window.resize(size)
        QCursor.setPos(self._window.mapToGlobal(self._window.status_line.geometry().center()))  # it lights nothing up there
        self._rest()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.png").write_bytes(_png(self._window.grab().toImage()))
        sys.stderr.write(f"{name}\n")

    def _rest(self) -> None:
        """Until what is read in the background is shown; a picture that keeps changing is taken as it is."""
        moves = self._window.context.jobs.is_working and self._window.page == "generate"
        ends, seen = time.monotonic() + (1.5 if moves else 6), QImage()
        while time.monotonic() < ends:
            _wait(_AT_REST_S)
            if (shown := self._window.grab().toImage()) == seen:
                return
            seen = shown


def _png(shown: QImage) -> bytes:
    """A picture as a file, in 256 colours where it would be large otherwise."""
    rgb = shown.convertToFormat(QImage.Format.Format_RGB888)
    picture = Image.frombytes("RGB", (rgb.width(), rgb.height()), bytes(rgb.constBits()), "raw", "RGB", rgb.bytesPerLine())
    data = _saved(picture)
    return data if len(data) <= LARGEST else _saved(picture.quantize(palette=_palette(picture), dither=Image.Dither.NONE))


def _palette(picture: Image.Image) -> Image.Image:
    """The look's own colours as they are, since some of them mean verdicts, and those that serve the rest best."""
    own = [int(value[place:place + 2], 16) for value in colors().as_dict().values() for place in (1, 3, 5)]
    others = picture.quantize(256 - len(own) // 3, Image.Quantize.MEDIANCUT).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette((own + others)[:768])
    return palette


def _saved(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _wait(seconds: float) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)


def _until(condition: Callable[[], object], what: str) -> None:
    ends = time.monotonic() + _PATIENCE_S
    while not condition():
        if time.monotonic() > ends:
            raise SystemExit(f"waited in vain for {what}")
        _wait(0.02)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="packaging/screenshots")
    parser.add_argument("--sizes", type=Path)
    parser.add_argument("--only", nargs="+", choices=PAGES, default=PAGES)
    parser.add_argument("--looks", nargs="+", choices=LOOKS[1:], default=LOOKS[1:])
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--sample", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args()


if __name__ == "__main__":
    main()
