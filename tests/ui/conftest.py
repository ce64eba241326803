"""Fixtures of the window's tests: the real window, offscreen, with nothing of it left behind."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.application import make_window
from studio.ui.background import Background
from studio.ui.frame import workspace_maker
from studio.ui.frame.main_window import MainWindow
from studio.ui.language import languages
from tests.ui.episodes import make_episode_with_takes
from tests.ui.patient_bot import PatientBot

EPISODE_FRAMES = 24
LOAD_MS = 60_000
NEVER_MS = 10**6


@pytest.fixture(autouse=True)
def garbage_is_left_to_the_main_thread() -> Iterator[None]:
    """As in the running window, whatever thread allocates; what was there before the test is passed over, since a look at
    all that a whole run of tests has loaded takes half a second."""
    gc.disable()
    gc.freeze()
    yield
    gc.collect()
    gc.unfreeze()
    gc.enable()


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """In place of pytest-qt's."""
    del qapp
    return PatientBot(request)


@pytest.fixture
def background(qtbot: PatientBot) -> Iterator[Background]:
    """Threads that work behind a window; afterwards none of them is at work."""
    del qtbot
    made = Background()
    yield made
    made.wait()


@pytest.fixture
def beforehand() -> None:
    """For tests in which workspaces are made before they are gone to; in others that would only take time."""


@pytest.fixture
def window(qtbot: QtBot, private_home: Path, request: pytest.FixtureRequest,
           monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The window as `studio` opens it, shown; closed afterwards, when no widget or thread of it may be left."""
    del qtbot, private_home
    if "beforehand" not in request.fixturenames:
        monkeypatch.setattr(workspace_maker, "BEGIN_AFTER_MS", NEVER_MS)
    before = set(map(id, QApplication.topLevelWidgets()))
    made = make_window()
    made.show()
    yield made
    languages().use("system")           # a test may have chosen another
    background = made.context.background
    made.context.jobs.close()           # a test that failed may have left one at work, and the window would ask
    made.close()
    background.wait()
    made.deleteLater()
    del made, background
    _deliver_deletions()
    assert [item for item in QApplication.topLevelWidgets() if id(item) not in before and not _is_qts_own(item)] == []
    assert _running_threads() == []


@pytest.fixture(scope="session")
def finished_episode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One episode for the whole session, to be copied and never changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("home of the episode")))
        return make_episode_with_takes(tmp_path_factory.mktemp("finished") / "turn.episode", EPISODE_FRAMES)


@pytest.fixture
def episode(finished_episode: Path, tmp_path: Path) -> Path:
    """A real episode of 24 frames with a take each, its own for every test."""
    return Path(shutil.copytree(finished_episode, tmp_path / finished_episode.name))


@pytest.fixture
def episode_window(window: MainWindow, episode: Path, qtbot: QtBot) -> MainWindow:
    """The window with that episode open, its takes loaded, its first page shown."""
    window.open_episode(episode)
    qtbot.waitUntil(lambda: window.session is not None and window.session.loaded and bool(window.page), timeout=LOAD_MS)
    return window


def _deliver_deletions() -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    gc.collect()


def _is_qts_own(widget: QWidget) -> bool:
    """Tool tips and the like, which Qt makes once and keeps."""
    return widget.metaObject().className() in ("QTipLabel", "QComboBoxPrivateContainer")


def _running_threads() -> list[QThread]:
    threads = [item for item in gc.get_objects() if issubclass(type(item), QThread)]
    return [item for item in threads if shiboken6.isValid(item) and item.isRunning()]
