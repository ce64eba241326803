"""Pieces of an episode that an engine works on one by one: each is kept, and made again only where it changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.files import write_atomically
from studio.episode.store import EpisodeStore
from studio.finish.progress import Progress
from studio.jobs.engines.added import AddedEngine
from studio.jobs.engines.run import EngineRequest
from studio.jobs.engines.session import EngineSession
from studio.jobs.events import JobControl

_TOLD_LINES = 20


class EnginePieces:
    """The finished pieces of a stage, in `stages/STAGE/pieces`, beside what the engine printed over each."""

    def __init__(self, store: EpisodeStore, stage: str, suffix: str, engine: AddedEngine) -> None:
        self._folder = store.path(f"stages/{stage}/pieces")
        self._suffix = suffix
        self._engine = engine
        self.made = 0

    def path(self, identity: Any, voice: bytes | None) -> Path:  # noqa: ANN401
        """Where a piece is kept: by the JSON values that it depends on, its voice, and the engine."""
        text = json.dumps([engine_inputs(self._engine), identity], sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(text.encode() + b"\0" + (voice or b"")).hexdigest()
        return self._folder / f"{digest[:32]}{self._suffix}"

    def make(self, path: Path, session: EngineSession, request: EngineRequest, video: bytes, voice: bytes | None,
             on_progress: Callable[[float], None]) -> None:
        """Have the engine make the piece, and keep it with its log; the log of one that fails is kept too.

        Raises StudioError as `EngineSession.run`, the end of the log being its detail.
        """
        log = path.with_suffix(".log")
        try:
            made = session.run(request, video, voice, on_progress)
        except StudioError as error:
            if not error.detail:
                raise
            write_atomically(log, error.detail.encode())
            tail = "\n".join(error.detail.splitlines()[-_TOLD_LINES:])
            raise StudioError(error.kind, error.message, f"{tail}\nAll of it is in {log}") from error
        write_atomically(log, made.log.encode())
        write_atomically(path, made.result)
        self.made += 1

    def keep_only(self, used: Collection[Path]) -> None:
        """Let go of pieces that the finished stage has no use for."""
        kept = {path.stem for path in used}
        for path in self._folder.glob("*"):
            if path.stem not in kept:
                path.unlink(missing_ok=True)


def engine_inputs(engine: AddedEngine) -> dict[str, Any]:
    """All of an engine that its results depend on."""
    return {"name": engine.name, "revision": engine.adapter.facts.revision, "variant": engine.variant,
            "fingerprint": engine.fingerprint}


def piece_progress(listen: Progress, control: JobControl, before: int, frames: int, whole: int) -> Callable[[float], None]:
    """What an engine's share of a piece, 0-1, says of a stage of `whole` frames, of which `before` are done."""
    def report(share: float) -> None:
        if control.wish == "run":       # a program cannot be paused; the next piece waits
            listen(before + int(share * frames), whole)

    return report
