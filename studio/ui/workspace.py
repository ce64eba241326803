"""A workspace: a middle with dockable panels around it, one of the five pages of the window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.widgets.panel import DOCK_AREAS, Area, CentralPanel, Panel, PanelDock

LAYOUT_VERSION = 2
_HIGHEST = 0.55                 # of the workspace, what is docked above or below its middle


class Workspace(QMainWindow):
    """Made in parts, by `build_on`, and thrown away with its episode. Subclasses add panels and bind their actions to
    themselves, so that shortcuts work while they are shown."""

    key = ""                            # prepare, generate, review, timeline, export
    scope_changed = Signal(str)         # what a key would act on now; shown at the left of the status line
    facts_changed = Signal(str)         # shown at the right of the status line
    go_requested = Signal(str, object)  # another workspace, and the frame number to show there or None
    closing = Signal()                  # it is thrown away, with its episode or for another language: stop what it does

    def __init__(self, context: WindowContext, session: EpisodeSession) -> None:
        super().__init__(None, Qt.WindowType.Widget)
        self.context = context
        self.session = session
        self.setObjectName(f"workspace-{self.key}")
        self.setDockNestingEnabled(True)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self._building = self._build()
        self._panels: list[Panel] = []
        self._usual_sizes: list[tuple[QDockWidget, int, int]] = []
        self._sizes_pressed: list[QSize] = []
        self._is_arranged = False       # by the person, now or the last time
        self._sizing = QTimer(self, singleShot=True, interval=0)        # docks take no size before they are shown
        self._sizing.timeout.connect(self._size_docks)

    def build_on(self) -> bool:
        """Make a further part; False where all are there. A workspace of which any is missing is not shown."""
        return next(self._building, "all") != "all"

    def build_all(self) -> None:
        """Make what is still missing."""
        while self.build_on():
            pass

    def _build(self) -> Iterator[str]:
        """Makes what takes long to make, in parts: between two of them the window answers. Yields each part's name."""
        yield from ()

    def set_center(self, panel: Panel) -> None:
        """The panel in the middle."""
        self._panels.insert(0, panel)
        self.setCentralWidget(CentralPanel(panel))

    def add_panel(self, panel: Panel, area: Area, *, width: int = 0, height: int = 0) -> QDockWidget:
        """A panel at one side, with the size it has until the person gives it another."""
        dock = PanelDock(panel)
        self.addDockWidget(DOCK_AREAS[area], dock)
        self._panels.append(panel)
        self._usual_sizes.append((dock, width, height))
        dock.topLevelChanged.connect(self._arrange)
        return dock

    def panels(self) -> list[Panel]:
        """All panels, for F6 and the View menu."""
        return list(self._panels)

    def docks(self) -> list[QDockWidget]:
        """The docks, for the View menu."""
        return self.findChildren(QDockWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def layout_state(self) -> QByteArray:
        """Sizes and places of the panels; empty where they are the usual ones."""
        usual = not self._is_arranged and not any(dock.isHidden() for dock in self.docks())
        return QByteArray() if usual else self.saveState(LAYOUT_VERSION)

    def restore_layout(self, state: QByteArray) -> None:
        """Put the panels where they were; a state of another version is passed over."""
        if not state.isEmpty() and self.restoreState(state, LAYOUT_VERSION):
            self._is_arranged = True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Give the panels their usual sizes."""
        super().showEvent(event)
        self._sizing.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Back to the usual sizes after a small window squeezed them, unless the person has arranged them."""
        super().resizeEvent(event)
        self._sizing.start()

    def event(self, event: QEvent) -> bool:
        """A seam between panels may be dragged."""
        done = super().event(event)
        if event.type() == QEvent.Type.MouseButtonPress:
            self._sizes_pressed = self._sizes()
        elif event.type() == QEvent.Type.MouseButtonRelease and self._sizes_pressed not in ([], self._sizes()):
            self._arrange()
        return done

    def usual_sizes(self) -> list[tuple[QDockWidget, int, int]]:
        """Docks with width and height in pixels in a window of this size; 0 where Qt decides."""
        return self._usual_sizes

    def _sizes(self) -> list[QSize]:
        return [dock.size() for dock, _, _ in self._usual_sizes]

    def _arrange(self) -> None:
        self._is_arranged = True

    def _size_docks(self) -> None:
        if self._is_arranged or not self.isVisible():
            return
        sizes = [item for item in self.usual_sizes() if not item[0].isHidden()]
        wide = [(dock, width) for dock, width, _ in sizes if width]
        high = [(dock, min(height, round(self.height() * _HIGHEST))) for dock, _, height in sizes if height]
        for pairs, direction in ((wide, Qt.Orientation.Horizontal), (high, Qt.Orientation.Vertical)):
            if pairs:
                self.resizeDocks([dock for dock, _ in pairs], [size for _, size in pairs], direction)

    def entered(self) -> None:
        """Called each time the workspace is shown."""

    def left(self) -> None:
        """Called each time another workspace is shown instead."""

    def scope_text(self) -> str:
        """What a key would act on now."""
        return ""

    def facts_text(self) -> str:
        """Counts and the like."""
        return ""

    def first_focus(self) -> QWidget | None:
        """Where the keyboard is when the workspace is shown."""
        return self._panels[0] if self._panels else None
