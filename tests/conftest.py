"""Fixtures shared by all rooms: real test data, the public portrait, a private home for settings and caches."""

from __future__ import annotations

import compileall
import os
from collections.abc import Iterator
from pathlib import Path

if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")       # the workers share the cores; threads that wait by turning cost more

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from studio.episode.picture import Picture
from tests.weights.web_server import WebServer

# The same examples on every run, and no failures because the machine was busy.
settings.register_profile(
    "studio", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("studio")

PROJECT = Path(__file__).resolve().parent.parent

if not Path("/dev/nvidiactl").exists():
    os.environ.setdefault("TRITON_INTERPRET", "1")      # read when Triton is imported, by whichever test comes first


def pytest_configure(config: pytest.Config) -> None:
    """Compile the studio once: tests start it some hundred times, and Python may have been told to keep no bytecode. Then
    give each worker a stretch of its own, half of which another takes when it is done: what a file or a folder makes once is
    made by one worker, and none is idle at the end while the other has tests before it."""
    if hasattr(config, "workerinput"):
        return
    compileall.compile_dir(PROJECT / "studio", quiet=2)
    if config.getoption("dist", None) == "load":
        config.option.dist = "worksteal"


@pytest.fixture(autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the person's own settings, logs, take cache or weights."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("STUDIO_HOME", str(home))
    _private_hub(home / "hub", monkeypatch)
    monkeypatch.delenv("STUDIO_FACE_PACK", raising=False)
    return home


def _private_hub(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Hub's cache and token, here and in processes started from here."""
    from huggingface_hub import constants

    monkeypatch.setenv("HF_HOME", str(folder))
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_HUB_CACHE", "HF_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(folder / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", True)
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(folder / "token"))


@pytest.fixture
def web() -> Iterator[WebServer]:
    """A web server on this machine, which serves nothing yet."""
    server = WebServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The test data beside the project; skips where it is absent."""
    folder = Path(os.environ.get("STUDIO_TESTDATA", PROJECT.parent / "shared" / "testdata"))
    if not folder.is_dir():
        pytest.skip(f"needs the test data at {folder}")
    return folder


@pytest.fixture(scope="session")
def face_pack(shared: Path) -> Path:
    """A small real insightface pack."""
    return shared / "models" / "testpack"


@pytest.fixture(scope="session")
def astronaut() -> Picture:
    """A real portrait in the public domain, 512x512."""
    from skimage import data

    return np.ascontiguousarray(data.astronaut(), dtype=np.uint8)
