"""A machine without any model files, and a small web server."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from studio.weights.face_packs import PACK_VARIABLE
from studio.weights.opencv_zoo import ZOO_VARIABLE


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


class WebServer:
    """Serves `content` by path; a path in `cut_off` ends in the middle, one in `torn` resets the connection there."""

    def __init__(self) -> None:
        self.content: dict[str, bytes] = {}
        self.cut_off: set[str] = set()
        self.torn: set[str] = set()
        self.asked: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                body = server.content.get(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                if body:
                    self.wfile.write(body[: len(body) // 2] if self.path in server.cut_off | server.torn else body)
                if self.path in server.torn:
                    at_once = struct.pack("ii", 1, 0)
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


@pytest.fixture
def web() -> Iterator[WebServer]:
    """A server on this machine."""
    server = WebServer()
    yield server
    server.close()
