"""What is done before Qt's own modules and ours are loaded, so that the window is there sooner. Loads no Qt but QtCore."""

from __future__ import annotations

import builtins
import gc
import os

_BLAS_THREADS = "OPENBLAS_NUM_THREADS"


def load_quickly() -> None:
    """Load what takes longest, without what the window has no use for. Collects no garbage from here on: among what is
    being loaded there is none; later the window looks for it in its own thread."""
    gc.disable()
    _load_numpy()
    import_plainly()


def _load_numpy() -> None:
    """With one thread for linear algebra: making the others takes longer than all of numpy, and what is heavy is done by
    processes of its own, which get theirs."""
    asked = os.environ.get(_BLAS_THREADS)
    os.environ.setdefault(_BLAS_THREADS, "1")
    import numpy  # noqa: F401

    if asked is None:
        del os.environ[_BLAS_THREADS]


def import_plainly() -> None:
    """Qt for Python reads the source of every module imported after it, to see whether that asks for other names of its
    methods (`from __feature__ import snake_case`, https://doc.qt.io/qtforpython-6/developer/feature-motivation.html).
    None does here; so the import it put in place of Python's own makes room for that again."""
    import PySide6.QtCore  # noqa: F401

    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        vars(builtins)["__import__"] = own
