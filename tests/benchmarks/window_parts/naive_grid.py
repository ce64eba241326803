"""The grid as it is written first: items, icons, a proxy that asks Python, a statement a take. `EPISODE` is the big one.

The sizes are those at which this ends in reasonable time; the table names them.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import psutil
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from tests.benchmarks.window_parts.measuring import application, median_of, painted_ms, settle, tell

ICONS, ITEMS, PIXMAPS, ROUNDS = 2_000, 10_000, 400, 5
_KEY, _DET = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_SIZE = (1100, 900)
Index = QModelIndex | QPersistentModelIndex


class _Passing(QSortFilterProxyModel):
    """Sorts by frame, shows what passes."""

    threshold = 0.85

    def lessThan(self, left: Index, right: Index) -> bool:  # noqa: N802
        """By face found."""
        return bool(left.data(_DET) < right.data(_DET))

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:  # noqa: N802
        """Whether a take passes."""
        return bool(self.sourceModel().index(row, 0, parent).data(_DET) >= self.threshold)


class _FullPictures(QStyledItemDelegate):
    """Reads the take when it is painted."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The picture, scaled down."""
        room: QRect = option.rect
        picture = QPixmap(index.data(_KEY)).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawPixmap(room.topLeft(), picture)


def main() -> None:
    """Measure and tell."""
    application()
    episode = Path(sys.argv[1])
    takes = _read(episode)
    memory = _memory(episode, takes)
    tell({"memory": memory, "first_paint": _first_paint(episode, takes), "drag": _drag(takes),
          "scroll": _scroll(episode, takes), "reject": _reject(episode, takes)})


def _read(episode: Path) -> list[tuple[str, float]]:
    with closing(sqlite3.connect(episode / "episode.db")) as db:
        return db.execute("SELECT key, COALESCE(det, 0) FROM takes JOIN scores ON take_id=takes.id ORDER BY takes.id"
                          " LIMIT ?", (ITEMS,)).fetchall()


def _path(episode: Path, key: str, ending: str) -> str:
    return str(episode / "takes" / key[:2] / f"{key}.{ending}")


def _first_paint(episode: Path, takes: list[tuple[str, float]]) -> float:
    """A QListWidget with an icon a take."""
    def once() -> float:
        view = QListWidget()
        view.setViewMode(QListView.ViewMode.IconMode)
        view.setIconSize(QSize(128, 192))
        view.resize(*_SIZE)

        def fill() -> None:
            for key, det in takes[:ICONS]:
                view.addItem(QListWidgetItem(QIcon(_path(episode, key, "jpg")), f"{det:.2f}"))
            view.show()

        taken = painted_ms(fill, view.viewport())
        view.deleteLater()
        return taken

    return median_of(once, ROUNDS)


def _model(takes: list[tuple[str, float]]) -> QStandardItemModel:
    model = QStandardItemModel()
    for key, det in takes:
        item = QStandardItem(f"{det:.2f}")
        item.setData(key, _KEY)
        item.setData(det, _DET)
        model.appendRow(item)
    return model


def _drag(takes: list[tuple[str, float]]) -> float:
    """A threshold moved: every row is asked in Python and what is left is sorted in Python."""
    model, proxy, view = _model(takes), _Passing(), QListView()
    proxy.setSourceModel(model)
    proxy.sort(0)
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setModel(proxy)
    view.resize(*_SIZE)
    view.show()
    settle()

    def move() -> None:
        proxy.threshold = 0.80 if proxy.threshold > 0.82 else 0.85
        proxy.invalidate()

    return median_of(lambda: painted_ms(move, view.viewport()), ROUNDS)


def _scroll(episode: Path, takes: list[tuple[str, float]]) -> float:
    """Pictures read in full when they come into view."""
    view = QListWidget()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setUniformItemSizes(True)
    view.setItemDelegate(_FullPictures(view))
    view.resize(*_SIZE)
    for key, _ in takes[:ICONS]:
        item = QListWidgetItem()
        item.setData(_KEY, _path(episode, key, "png"))
        item.setSizeHint(QSize(132, 216))
        view.addItem(item)
    view.show()
    settle()
    bar = view.verticalScrollBar()
    return median_of(lambda: painted_ms(lambda: bar.setValue(bar.value() + 40), view.viewport()), ROUNDS)


def _reject(episode: Path, takes: list[tuple[str, float]]) -> float:
    """selectAll, then a statement and a changed item a take."""
    model, view = _model(takes), QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
    view.setModel(model)
    view.resize(*_SIZE)
    view.show()
    settle()

    def reject() -> None:
        view.selectAll()
        with closing(sqlite3.connect(episode / "episode.db")) as db:
            db.execute("PRAGMA synchronous=FULL")
            for index in view.selectedIndexes():
                db.execute("UPDATE decisions SET value=-1 WHERE take_id=(SELECT id FROM takes WHERE key=?)",
                           (index.data(_KEY),))
                model.itemFromIndex(index).setText("out")
            db.commit()

    return median_of(lambda: painted_ms(reject, view.viewport()), ROUNDS)


def _memory(episode: Path, takes: list[tuple[str, float]]) -> float:
    """Every picture kept as it was read, MB."""
    held = [QPixmap(_path(episode, key, "png")) for key, _ in takes[:PIXMAPS]]
    assert not any(picture.isNull() for picture in held)
    return float(psutil.Process().memory_info().rss / 1e6)


if __name__ == "__main__":
    main()
