"""A Chromium without a window that opens a page and is asked for its title, in real time."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

_STARTS_WITHIN_S = 60
_ASKED_EVERY_S = 0.2


@contextmanager
def opened_in(browser: str, page: Path, home: Path) -> Iterator[Callable[[], str]]:
    """A function that says the page's title now. Virtual time is not used: a video is decoded in real time."""
    words = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--mute-audio", "--no-first-run",
             f"--user-data-dir={home}", "--remote-debugging-port=0", page.as_uri()]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        port = _port_of(home / "DevToolsActivePort", process)
        yield lambda: _title_at(port, page.as_uri())
    finally:
        process.terminate()
        process.wait(30)


def wait_for_title(title: Callable[[], str], begins: str, timeout_s: float) -> str:
    """The title once it begins so, or as it is when the time is over."""
    end = time.monotonic() + timeout_s
    while not title().startswith(begins) and time.monotonic() < end:
        time.sleep(_ASKED_EVERY_S)
    return title()


def _port_of(file: Path, process: subprocess.Popen[bytes]) -> int:
    end = time.monotonic() + _STARTS_WITHIN_S
    while not (file.is_file() and file.read_text(encoding="utf-8").count("\n")):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError("Chromium does not start here")
        time.sleep(_ASKED_EVERY_S)
    return int(file.read_text(encoding="utf-8").splitlines()[0])


def _title_at(port: int, address: str) -> str:
    try:
        with urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
            targets = json.load(answer)
    except (URLError, TimeoutError):
        return ""
    return next((str(target["title"]) for target in targets if target["url"] == address), "")
