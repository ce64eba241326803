"""What an engine says while it works reaches the person in the window, once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from studio.jobs.generate_takes import GenerateOptions
from studio.jobs.job_spec import JobSpec
from studio.ui.job_center import JobCenter
from studio.ui.job_notices import JobNotices
from studio.ui.notices import Notices
from tests.jobs.difficult_worker import NOTE
from tests.jobs.test_generate_takes import prepare
from tests.ui.test_job_center import LONG_MS, Heard, difficult


def test_notes_of_an_engine_are_said_once(qtbot: QtBot, tmp_path: Path) -> None:
    with prepare(tmp_path, 3) as store:
        folder = store.folder
    center = JobCenter(GenerateOptions(command=difficult("device", tmp_path / "memory")), tmp_path / "queue.db")
    heard, notices, parent = Heard(center), Notices(), QObject()
    JobNotices(center, notices, parent)
    center.submit(JobSpec("generate", folder))
    qtbot.waitUntil(lambda: bool(heard.ends), timeout=LONG_MS)
    center.close()
    assert heard.states == ["done"]
    assert len([event for event in heard.of("notice") if event.text == NOTE]) == 3
    assert [notice.text for notice in notices.kept].count(NOTE) == 1
