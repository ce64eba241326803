"""By how much what plays is raised or lowered, so that it is as loud as what is exported."""

from __future__ import annotations

from studio.ui.episode_session import EpisodeSession
from studio.ui.timeline.finished_stages import FinishedStages


class LoudnessHeard:
    """Keeps what the last mix that was up to date needed: until the next one, a change is heard with the gain of before.

    Peaks that the export's limiter lowers are cut at full scale here.
    """

    def __init__(self, session: EpisodeSession, finished: FinishedStages) -> None:
        self._session = session
        self._finished = finished
        self._mixed: tuple[float, float] | None = None      # the loudness that was wanted, and the gain that it needed

    def gain_db(self) -> float | None:
        """0 where no loudness is wanted; None where one is, and no mix has measured yet what that takes."""
        wanted = self._session.settings.loudness
        measured = self._finished.details("mix").get("loudness")
        if measured and measured["wanted"] is not None:
            self._mixed = measured["wanted"], measured["gain_db"]
        if wanted is None:
            return 0.0
        return None if self._mixed is None else self._mixed[1] + wanted - self._mixed[0]
