"""Where the takes are made: on this computer, or on one of the person's hosts."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.jobs.hosts.host import Host, read_hosts
from studio.ui.background import Background
from studio.ui.episode_session import EpisodeSession
from studio.ui.theme import BETWEEN
from studio.ui.widgets.controls import label


class HostChoice(QWidget):
    """Follows the episode's setting; shown only to a person who has a host, or where the episode names one."""

    def __init__(self, session: EpisodeSession, background: Background) -> None:
        super().__init__()
        self._session, self._background = session, background
        self._hosts: list[Host] = []
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Where the takes are made"))
        self.box.activated.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addWidget(label(self.tr("Made on"), "second"))
        row.addWidget(self.box, 1)
        session.settings_changed.connect(self._show)
        self._show()

    def read(self) -> None:
        """Hosts may have been added or removed meanwhile."""
        self._background.read(self, read_hosts, self._take, self._failed)

    def _take(self, hosts: list[Host]) -> None:
        self._hosts = hosts
        self._show()

    def _failed(self, error: StudioError) -> None:
        self._take([])
        self.box.setToolTip(error.message)

    def _show(self) -> None:
        chosen = self._session.settings.host
        targets = {host.name: host.target for host in self._hosts}
        self.box.clear()
        self.box.addItem(self.tr("this computer"), "")
        for name, target in targets.items():
            self.box.addItem(self.tr("{host} ({target})").format(host=name, target=target), name)
        if chosen and chosen not in targets:
            self.box.addItem(self.tr("{host} (not known here)").format(host=chosen), chosen)
        self.box.setCurrentIndex(self.box.findData(chosen))
        self.setVisible(self.box.count() > 1)

    def _choose(self, place: int) -> None:
        name = self.box.itemData(place)
        if name != self._session.settings.host:
            self._session.change_settings({"host": name})
