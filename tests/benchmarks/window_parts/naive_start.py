"""The start as it is written first: everything imported at the top, every thumbnail read, then the window shown."""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import cv2
import insightface
import onnxruntime
import scipy.stats
import skimage.data
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QApplication, QListView, QListWidget, QListWidgetItem

from tests.benchmarks.window_parts.measuring import tell, until

STARTED, EPISODE = float(sys.argv[1]), Path(sys.argv[2])
IMPORTED = (cv2, insightface, onnxruntime, scipy.stats, skimage.data)


def main() -> None:
    """Fill the list, show it, press the key."""
    application = QApplication(sys.argv[:1])
    grid = QListWidget()
    grid.setViewMode(QListView.ViewMode.IconMode)
    with closing(sqlite3.connect(EPISODE / "episode.db")) as db:
        for (key,) in db.execute("SELECT key FROM takes").fetchall():
            grid.addItem(QListWidgetItem(QIcon(str(EPISODE / "takes" / key[:2] / f"{key}.jpg")), key[:6]))
    grid.setCurrentRow(0)
    grid.resize(1600, 1000)
    grid.show()
    application.postEvent(grid, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier))
    until(lambda: grid.currentRow() != 0, "the key to be handled")
    tell({"seconds": time.time() - STARTED})


if __name__ == "__main__":
    main()
