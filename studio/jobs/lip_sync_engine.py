"""Lip sync by an engine: the loop's pictures and the voice in pieces, each made once, joined without a seam."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

from studio.episode.store import EpisodeStore
from studio.finish.frame_rates import nearest_frames
from studio.finish.joined_video import join_videos
from studio.finish.piece_files import piece_video, piece_voice
from studio.finish.voice_pieces import VoicePiece, voice_loudness, voice_pieces
from studio.jobs.assemble import LoopWork
from studio.jobs.engine_pieces import EnginePieces, piece_progress
from studio.jobs.engines.added import AddedEngine
from studio.jobs.engines.run import EngineRequest
from studio.jobs.engines.session import EngineOptions, EngineSession
from studio.jobs.events import JobControl, JobEvent, Listener, stage_progress
from studio.jobs.refused_frames import STAGE, settle_refused
from studio.jobs.shown_pictures import ShownPictures
from studio.jobs.stages import StageWork
from studio.media.sound import SAMPLE_RATE

ENGINE_FPS: Final = Fraction(25)
"""Frames a second that lip sync engines work at; a loop of another rate is shown at this one and back at its own."""
_CRF: Final = 16
_SAMPLES: Final = int(SAMPLE_RATE / ENGINE_FPS)


class EngineLipSync:
    """The work of the stage."""

    def __init__(self, store: EpisodeStore, loop: LoopWork, engine: AddedEngine, options: EngineOptions | None) -> None:
        self._store = store
        self._loop = loop
        self._engine = engine
        self._options = options

    def work(self, voice: Path, out: Path, listen: Listener, control: JobControl) -> StageWork:
        """Write the loop with the lips of `voice` to `out`; pieces that were made stay, whatever happens then."""
        facts = self._engine.adapter.facts
        instead = settle_refused(self._store, self._loop, facts, listen, control)
        shown = ShownPictures(self._store, self._loop, ENGINE_FPS, instead.places)
        pieces = voice_pieces(voice_loudness(voice, ENGINE_FPS, shown.frames), ENGINE_FPS)
        kept = EnginePieces(self._store, STAGE, ".mp4", self._engine)
        paths = self._made(pieces, shown, voice, kept, listen, control)
        plan = self._loop.plan
        back = nearest_frames(plan.frames, plan.fps, shown.frames, ENGINE_FPS)
        parts = [(path, piece.frames) for path, piece in zip(paths, pieces, strict=True)]
        listen(JobEvent("loading", STAGE, text="joining"))
        join_videos(parts, back, plan.fps, out, _CRF, lambda _done, _all: control.obey())
        kept.keep_only(paths)
        notices = [*instead.notices, *_rate_notices(plan.fps, facts.title)]
        return StageWork(plan.frames, {"pieces": len(pieces), "pieces_made": kept.made, "notices": notices})

    def _made(self, pieces: Sequence[VoicePiece], shown: ShownPictures, voice: Path, kept: EnginePieces, listen: Listener,
              control: JobControl) -> list[Path]:
        """Where each piece lies; those that are not there are made."""
        tell, paths = stage_progress(listen, STAGE), []
        with EngineSession(self._engine, STAGE, listen, control, self._options) as session:
            for piece in pieces:
                control.obey()
                said = piece_voice(voice, piece.first * _SAMPLES, piece.frames * _SAMPLES)
                path = kept.path([shown.common_identity(), shown.identities(piece.first, piece.frames)], said)
                if not path.exists():
                    self._make(piece, shown, said, kept, path, session, tell, control)
                paths.append(path)
                tell(piece.first + piece.frames, shown.frames)
        return paths

    def _make(self, piece: VoicePiece, shown: ShownPictures, said: bytes, kept: EnginePieces, path: Path,
              session: EngineSession, tell: Callable[[int, int], None], control: JobControl) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        pictures = shown.pictures(piece.first, piece.frames)
        video = piece_video(pictures, ENGINE_FPS, self._engine.adapter.facts.spare_frames, path.parent)
        request = EngineRequest(piece.frames, ENGINE_FPS, shown.width, shown.height)
        kept.make(path, session, request, video, said,
                  piece_progress(tell, control, piece.first, piece.frames, shown.frames))


def _rate_notices(fps: Fraction, title: str) -> list[str]:
    if fps == ENGINE_FPS:
        return []
    more = math.ceil(abs(fps - ENGINE_FPS))
    return [f"{title} works at 25 frames a second and the loop has {float(fps):g}: lips change 25 times a second, and about "
            f"{more} frames of each second are shown twice or left out. A loop at 25 keeps them all."]
