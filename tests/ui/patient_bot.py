"""pytest-qt's hands, which wait five seconds: on a busy machine a window takes longer, and is as right as ever."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

PATIENCE_MS = 60_000


class PatientBot(QtBot):
    """Waits a minute for what comes, unless told otherwise; what comes at once costs no more time than before."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802  Qt's
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = PATIENCE_MS, raising: bool | None = None,  # noqa: N802
                   check_params_cb: Callable[..., bool] | None = None) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb)
