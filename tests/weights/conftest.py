"""A machine without any model files, and a web server that stands for the Hub."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.weights.face_packs import PACK_VARIABLE
from studio.weights.opencv_zoo import ZOO_VARIABLE
from tests.weights.web_server import WebServer, stand_for_hub


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's home folder, empty; nothing is set in the environment."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    for name in (PACK_VARIABLE, ZOO_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def hub(web: WebServer, home: Path, monkeypatch: pytest.MonkeyPatch) -> WebServer:
    """The same server in the Hub's place, with an empty cache and no token, and no waiting between tries."""
    del home
    stand_for_hub(web, monkeypatch)
    return web
