"""The workspace Timeline."""

from __future__ import annotations

from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.widgets.panel import Panel
from studio.ui.workspace import Workspace


class TimelineWorkspace(Workspace):
    """Being built."""

    key = "timeline"

    def __init__(self, context: WindowContext, session: EpisodeSession) -> None:
        super().__init__(context, session)
        self.set_center(Panel("timeline", self.tr("Timeline")))
