"""A web server on this machine that stands for the Hub and for release pages: ranges, gates, cut connections."""

from __future__ import annotations

import contextlib
import hashlib
import re
import socket
import struct
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from huggingface_hub import constants

_PATIENCE_S = 20
COMMIT = "0123456789abcdef0123456789abcdef01234567"
_RESOLVE = re.compile(r"/(?P<repository>[^/]+/[^/]+)/resolve/[^/]+/.+")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: from which byte on, and whether it carried a token."""

    method: str
    path: str
    start: int
    authorized: bool


class WebServer:
    """Serves `content` by path, as the Hub does, with ranges.

    `cut_off` and `torn` say how often an answer ends in the middle, by closing or resetting the connection; one in `held`
    waits there for its event; a path in `without_ranges` is always sent from its start. Repositories in `gated` want a
    token, those in `closed` refuse it.
    """

    def __init__(self) -> None:
        self.content: dict[str, bytes] = {}
        self.cut_off: dict[str, int] = {}
        self.torn: dict[str, int] = {}
        self.held: dict[str, threading.Event] = {}
        self.without_ranges: set[str] = set()
        self.gated: set[str] = set()
        self.closed: set[str] = set()
        self.asked: list[Asked] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def add_repository(self, repository: str, files: Mapping[str, bytes], revision: str = "main") -> None:
        """Serve a repository's files where the Hub would."""
        for path, data in files.items():
            self.content[f"/{repository}/resolve/{revision}/{path}"] = data

    def fetched(self) -> list[str]:
        """Paths of which content was asked for, in order."""
        return [asked.path for asked in self.asked if asked.method == "GET"]

    def close(self) -> None:
        """Stop listening."""
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                server.answer(self)

            def do_GET(self) -> None:
                server.answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
                pass

        return Handler

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        start = 0 if request.path in self.without_ranges else _start(request.headers.get("Range", ""))
        authorized = "Authorization" in request.headers
        self.asked.append(Asked(request.command, request.path, start, authorized))
        match = _RESOLVE.fullmatch(request.path)
        repository = match["repository"] if match else ""
        body = self.content.get(request.path)
        if repository in self.closed or (repository in self.gated and not authorized):
            _refuse(request, 403 if authorized else 401, "GatedRepo")
        elif body is None:
            _refuse(request, 404, "EntryNotFound")
        else:
            self._send(request, body, start)

    def _send(self, request: BaseHTTPRequestHandler, body: bytes, start: int) -> None:
        part = body[start:]
        request.send_response(206 if start else 200)
        request.send_header("Content-Length", str(len(part)))
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        request.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()}"')
        request.send_header("X-Repo-Commit", COMMIT)
        request.end_headers()
        if request.command == "HEAD":
            return
        cut, torn = self._count_down(self.cut_off, request.path), self._count_down(self.torn, request.path)
        request.close_connection = True
        request.wfile.write(part[: len(part) // 2])
        if request.path in self.held:
            self.held[request.path].wait(_PATIENCE_S)
        if not (cut or torn):
            with contextlib.suppress(ConnectionError):      # whoever asked may have gone
                request.wfile.write(part[len(part) // 2:])
        if torn:
            request.wfile.flush()
            request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            request.connection.close()

    @staticmethod
    def _count_down(left: dict[str, int], path: str) -> bool:
        left[path] = left.get(path, 0) - 1
        return left[path] >= 0


def stand_for_hub(server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library take the server for the Hub, and not wait between tries."""
    monkeypatch.setattr(constants, "ENDPOINT", server.address)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE",
                        server.address + "/{repo_id}/resolve/{revision}/{filename}")
    monkeypatch.setattr("huggingface_hub.file_download.time.sleep", lambda _: None)


def _refuse(request: BaseHTTPRequestHandler, status: int, code: str) -> None:
    request.send_response(status)
    request.send_header("X-Error-Code", code)
    request.send_header("Content-Length", "0")
    request.end_headers()


def _start(header: str) -> int:
    match = re.fullmatch(r"bytes=(\d+)-", header)
    return int(match[1]) if match else 0
