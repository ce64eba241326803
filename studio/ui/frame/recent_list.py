"""Episodes opened lately, as cards: picture, name, when, how far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QImage,
    QImageReader,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.episode.bundled import bundled
from studio.episode.errors import StudioError
from studio.episode.store import EPISODE_SUFFIX
from studio.jobs.episode_card import EpisodeCard, read_card
from studio.ui.context import WindowContext
from studio.ui.frame.input_slot import draw_covering, round_off
from studio.ui.localized import localized
from studio.ui.theme import BETWEEN, INSIDE, RADIUS, SMALL, TEXT, colors, text_font
from studio.ui.translation import tr

LEAST_CARD = 200        # pixels
SCROLL_BAR = 10         # as of the style sheet
_COLUMNS = 5            # of a row, where there is room for so many
_PICTURE = 0.8          # of its width a picture is high
_LINE = 18
_WORDS = BETWEEN + 3 * _LINE + INSIDE
_SHARPEST = 720         # pixels of a picture's shorter side that are kept
Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class Recent:
    """An episode in the list; `card` comes in the background, `problem` instead where it cannot be read."""

    folder: Path
    card: EpisodeCard | None = None
    picture: QPixmap | None = None
    problem: str = ""
    is_sample: bool = False             # not there yet: a click makes it

    @property
    def name(self) -> str:
        """The episode's, or its folder's while it is not read."""
        if self.is_sample:
            return QCoreApplication.translate("RecentList", "Sample episode")
        return self.card.name if self.card else self.folder.name.removesuffix(EPISODE_SUFFIX)


class RecentModel(QAbstractListModel):
    """The rows, in the order opened."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Recent] = []

    def replace(self, folders: Sequence[Path], sample: Path) -> None:
        """Show these, and the sample last; what was read of them before is kept until it is read again."""
        known = {row.folder: row for row in self.rows if not row.is_sample}
        self.beginResetModel()
        self.rows = [known.get(folder, Recent(folder)) for folder in folders]
        if sample not in folders:
            self.rows.append(Recent(sample, is_sample=True))
        self.endResetModel()

    def update_row(self, row: Recent) -> None:
        """Repaint one."""
        if row in self.rows:
            index = self.index(self.rows.index(row))
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """How many."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself for the delegate; words for a screen reader and the tool tip."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join((row.name, *lines_of(row)))
        return str(row.folder) if role == Qt.ItemDataRole.ToolTipRole else None


class RecentList(QListView):
    """A click or Enter opens."""

    open_requested = Signal(object)
    sample_requested = Signal()
    like_requested = Signal(object)
    forget_requested = Signal(object)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._model = RecentModel(self)
        self._read_soon = QTimer(self, singleShot=True, interval=0)
        self._read_soon.timeout.connect(self._read_rows)
        self.setModel(self._model)
        self.setItemDelegate(_CardDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Recent episodes"))
        self.setObjectName("startList")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)

    def show_folders(self, folders: Sequence[Path], sample: Path) -> None:
        """List these, read in the background once they are seen, and the sample episode, to be made at `sample`."""
        self._model.replace(folders, sample)
        self._read_soon.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """What is not seen is not read: an episode that is opened at the start has the machine for itself."""
        super().showEvent(event)
        self._read_soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Rows are filled from edge to edge."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def card_size(self) -> QSize:
        """Of a card with the gap at its right and below."""
        room = self.maximumViewportSize().width() - SCROLL_BAR - 1        # Qt keeps a scroll bar's width free
        columns = max(1, min(_COLUMNS, room // LEAST_CARD))
        width = room // columns
        return QSize(width, round(_PICTURE * (width - BETWEEN)) + _WORDS + BETWEEN)

    def rows(self) -> list[Recent]:
        """What is listed."""
        return list(self._model.rows)

    def _read_rows(self) -> None:
        for row in self._model.rows if self.isVisible() else ():
            if row.is_sample:
                self._context.background.read(self, _sample_picture, partial(self._sample_read, row))
            else:
                self._context.background.read(self, partial(_read, row.folder), partial(self._card_read, row),
                                              partial(self._not_read, row))

    def _sample_read(self, row: Recent, image: QImage) -> None:
        row.picture = QPixmap.fromImage(image)
        self._model.update_row(row)

    def _card_read(self, row: Recent, read: tuple[EpisodeCard, QImage | None]) -> None:
        row.card, image = read
        row.picture = QPixmap.fromImage(image) if image is not None else None
        row.problem = ""
        self._model.update_row(row)

    def _not_read(self, row: Recent, error: StudioError) -> None:
        row.problem = error.message
        self._model.update_row(row)

    def _open(self, index: Index) -> None:
        row = self._model.rows[index.row()]
        if row.is_sample:
            self.sample_requested.emit()
        else:
            self.open_requested.emit(row.folder)

    def _show_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid() and not self._model.rows[index.row()].is_sample:
            self.menu_for(index.row()).popup(self.viewport().mapToGlobal(place))

    def menu_for(self, row: int) -> QMenu:
        """What can be done with an episode of the list."""
        folder = self._model.rows[row].folder
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act in (
            (self.tr("Open"), partial(self.open_requested.emit, folder)),
            (self.tr("New like this one"), partial(self.like_requested.emit, folder)),
            (self.tr("Show its folder"), partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(folder)))),
            (self.tr("Take off this list"), partial(self.forget_requested.emit, folder)),
        ):
            menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
        return menu


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, cards: RecentList) -> None:
        super().__init__(cards)
        self._list = cards

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Every card has the same size."""
        del option, index
        return self._list.card_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Picture above, words below; a frame where the keyboard or the pointer is."""
        row: Recent = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect).adjusted(0.5, 0.5, -BETWEEN - 0.5, -BETWEEN - 0.5)
        state = option.state
        shown = colors()
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        edge = "accent" if focused else "third" if state & QStyle.StateFlag.State_MouseOver else "seam"
        painter.setPen(QPen(QColor(getattr(shown, edge)), 1))
        painter.setBrush(shown.color("raised"))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        _draw_picture(painter, rect.adjusted(0.5, 0.5, -0.5, -_WORDS), row)
        _draw_words(painter, rect.adjusted(INSIDE, rect.height() - _WORDS + BETWEEN, -INSIDE, -BETWEEN), row)
        painter.restore()


def _draw_picture(painter: QPainter, rect: QRectF, row: Recent) -> None:
    painter.save()
    round_off(painter, rect)
    painter.fillRect(rect, colors().color("surround"))
    if row.picture is not None and not row.picture.isNull():
        draw_covering(painter, rect, row.picture)
    painter.restore()


def _draw_words(painter: QPainter, rect: QRectF, row: Recent) -> None:
    shown = colors()
    line = QRectF(rect.left(), rect.top(), rect.width(), _LINE)
    painter.setFont(text_font(TEXT, bold=True))
    painter.setPen(shown.color("text"))
    _draw_line(painter, line, row.name)
    painter.setFont(text_font(SMALL))
    painter.setPen(shown.color("rejected" if row.problem else "second"))
    for place, text in enumerate(lines_of(row), 1):
        _draw_line(painter, line.translated(0, place * _LINE), text)


def _draw_line(painter: QPainter, line: QRectF, text: str) -> None:
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter,
                     painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(line.width())))


def lines_of(row: Recent) -> tuple[str, ...]:
    """What stands below a card's name."""
    if row.problem:
        return (localized(row.problem),)
    if row.is_sample:
        return (QCoreApplication.translate("RecentList", "made here in a minute or two"),
                QCoreApplication.translate("RecentList", "needs nothing else"))
    if row.card is None:
        return ("",)
    card = row.card
    words = {"inputs missing": QCoreApplication.translate("RecentList", "inputs missing"),
             "ready": QCoreApplication.translate("RecentList", "ready to generate"),
             "takes made": QCoreApplication.translate("RecentList", "in review"),
             "exported": QCoreApplication.translate("RecentList", "exported")}
    frames = tr("%n frame(s)", "", card.frames)
    picks = tr("%n pick(s)", "", card.picks)
    counts = f"{frames} · {picks}" if card.frames else QCoreApplication.translate("RecentList", "no source yet")
    return counts, f"{when(card.changed)} · {words[card.progress]}"


def when(moment: datetime, today: date | None = None) -> str:
    """`15:51`, `yesterday`, or the date, in the language shown."""
    days = ((today or datetime.now().astimezone().date()) - moment.date()).days
    if days <= 0:
        return f"{moment:%H:%M}"
    if days == 1:
        return QCoreApplication.translate("RecentList", "yesterday")
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), QLocale.FormatType.ShortFormat)


def _sample_picture() -> QImage:
    return QImage.fromData(bundled("resources", "screenshots", "sample.jpg").read_bytes())


def _read(folder: Path) -> tuple[EpisodeCard, QImage | None]:
    card = read_card(folder)
    if card.picture is None:
        return card, None
    reader = QImageReader(str(card.picture))
    size = reader.size()
    if size.isValid() and min(size.width(), size.height()) > _SHARPEST:
        reader.setScaledSize(size.scaled(QSize(_SHARPEST, _SHARPEST), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    return card, reader.read()
