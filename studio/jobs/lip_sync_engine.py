"""Lip sync by an engine: the loop's pictures and the voice in pieces, each made once, joined without a seam."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

from studio.episode.store import EpisodeStore
from studio.finish.frame_rates import nearest_frames
from studio.finish.joined_video import join_videos
from studio.finish.piece_files import piece_video, piece_voice
from studio.finish.voice_pieces import VoicePiece, voice_loudness, voice_pieces
from studio.jobs.assemble import SHOWN_CRF, LoopWork
from studio.jobs.engine_pieces import EnginePieces, piece_progress
from studio.jobs.engines.added import AddedEngine
from studio.jobs.engines.run import EngineRequest
from studio.jobs.engines.session import EngineOptions, EngineSession
from studio.jobs.events import JobControl, JobEvent, Listener, stage_progress
from studio.jobs.loop_faces import faces_of_loop
from studio.jobs.refused_frames import STAGE, settle_refused
from studio.jobs.shown_pictures import ShownPictures
from studio.jobs.stages import StageWork
from studio.media.sound import SAMPLE_RATE

ENGINE_FPS: Final = Fraction(25)
"""Frames a second that lip sync engines work at; a loop of another rate is shown at this one and back at its own."""
_SAMPLES: Final = int(SAMPLE_RATE / ENGINE_FPS)


class EngineLipSync:
    """The work of the stage, once."""

    def __init__(self, store: EpisodeStore, loop: LoopWork, engine: AddedEngine, listen: Listener, control: JobControl,
                 options: EngineOptions | None) -> None:
        self._store = store
        self._loop = loop
        self._engine = engine
        self._facts = engine.adapter.facts
        self._listen = listen
        self._control = control
        self._options = options
        self._kept = EnginePieces(store, STAGE, ".mp4", engine)

    def work(self, loop_video: Path, voice: Path, out: Path) -> StageWork:
        """Write the loop with the lips of `voice` to `out`; pieces that were made stay, whatever happens then."""
        instead = settle_refused(self._store, self._loop, self._facts, self._listen, self._control)
        shown = ShownPictures(self._store, self._loop, ENGINE_FPS, self._control, instead.places)
        pieces = voice_pieces(voice_loudness(voice, ENGINE_FPS, shown.frames), ENGINE_FPS)
        paths = self._made(pieces, shown, voice)
        self._join(pieces, paths, shown, out)
        self._kept.keep_only(paths)
        faces = faces_of_loop(self._store, self._loop, loop_video, self._listen, self._control, STAGE)
        score = faces.score(out, voice, lambda *_: self._control.obey())
        notices = [*instead.notices, *_rate_notices(self._loop.plan.fps, self._facts.title)]
        return StageWork(self._loop.plan.frames, {
            "engine": self._engine.name, "sync": score.details(), "pieces": len(pieces), "pieces_made": self._kept.made,
            "notices": notices})

    def _made(self, pieces: Sequence[VoicePiece], shown: ShownPictures, voice: Path) -> list[Path]:
        """Where each piece lies; those that are not there are made."""
        tell, paths = stage_progress(self._listen, STAGE), []
        with EngineSession(self._engine, STAGE, self._listen, self._control, self._options) as session:
            for piece in pieces:
                self._control.obey()
                said = piece_voice(voice, piece.first * _SAMPLES, piece.frames * _SAMPLES)
                path = self._kept.path([shown.common_identity(), shown.identities(piece.first, piece.frames)], said)
                if not path.exists():
                    self._make(piece, shown, said, path, session)
                paths.append(path)
                tell(piece.first + piece.frames, shown.frames)
        return paths

    def _make(self, piece: VoicePiece, shown: ShownPictures, said: bytes, path: Path, session: EngineSession) -> None:
        pictures = shown.pictures(piece.first, piece.frames)
        video = piece_video(self._control.obeyed(pictures), ENGINE_FPS, self._facts.spare_frames)
        request = EngineRequest(piece.frames, ENGINE_FPS, shown.width, shown.height)
        report = piece_progress(stage_progress(self._listen, STAGE), self._control, piece.first, piece.frames, shown.frames)
        self._kept.make(path, session, request, video, said, report)

    def _join(self, pieces: Sequence[VoicePiece], paths: Sequence[Path], shown: ShownPictures, out: Path) -> None:
        self._listen(JobEvent("loading", STAGE, text="joining the pieces"))
        plan = self._loop.plan
        parts = [(path, piece.frames) for path, piece in zip(paths, pieces, strict=True)]
        back = nearest_frames(plan.frames, plan.fps, shown.frames, ENGINE_FPS)
        join_videos(parts, back, plan.fps, out, SHOWN_CRF, lambda *_: self._control.obey())


def _rate_notices(fps: Fraction, title: str) -> list[str]:
    if fps == ENGINE_FPS:
        return []
    return [f"{title} works at 25 frames a second and the loop has {float(fps):g}: its pictures were shown to it at 25, and "
            "the result is shown at the loop's rate by the nearest frames. A loop at 25 keeps every frame."]
