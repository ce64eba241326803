"""A fault of ours in a slot is logged and said; the window lives on."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QCoreApplication

from studio.episode.errors import StudioError
from studio.ui.notices import Notices

log = logging.getLogger(__name__)


def catch_unexpected(notices: Notices) -> None:
    """From here on, exceptions that nobody caught go to the log and the banner."""
    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            QCoreApplication.quit()
            return
        log.error("unexpected", exc_info=(kind, error, trace))
        notices.fail(error if isinstance(error, StudioError) else _as_error(kind, error, trace))

    sys.excepthook = caught


def _as_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> StudioError:
    said = QCoreApplication.translate("Unexpected", "Something went wrong that the studio did not expect ({what}). Finished "
                                                    "work is kept; the log has the details.")
    return StudioError("internal", said.format(what=f"{kind.__name__}: {error}"),
                       "".join(traceback.format_exception(kind, error, trace)))
