"""What is done before the window is loaded leaves nothing behind that anybody else would notice."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

_TELL = """
import builtins, gc, json, os, sys
from studio.ui.quick_start import load_quickly
load_quickly()
import threading
print(json.dumps({
    "importer": builtins.__import__.__name__, "collects": gc.isenabled(), "numpy": "numpy" in sys.modules,
    "widgets": "PySide6.QtWidgets" in sys.modules, "asked": os.environ.get("OPENBLAS_NUM_THREADS"),
    "threads": len(os.listdir("/proc/self/task")) if sys.platform == "linux" else 1,
}))
"""


@pytest.mark.parametrize("asked", [None, "2"])
def test_numpy_comes_without_threads_and_no_source_is_read_for_qt(asked: str | None) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    if asked:
        environment["OPENBLAS_NUM_THREADS"] = asked
    done = subprocess.run([sys.executable, "-c", _TELL], capture_output=True, text=True, check=True, env=environment)
    told = json.loads(done.stdout)
    assert told["importer"] != "__feature_import__"
    assert (told["collects"], told["numpy"], told["widgets"]) == (False, True, False)
    assert told["asked"] == asked
    assert asked or told["threads"] == 1
