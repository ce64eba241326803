"""The workspace Export."""

from __future__ import annotations

from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.widgets.panel import Panel
from studio.ui.workspace import Workspace


class ExportWorkspace(Workspace):
    """Being built."""

    key = "export"

    def __init__(self, context: WindowContext, session: EpisodeSession) -> None:
        super().__init__(context, session)
        self.set_center(Panel("export", self.tr("Export")))
