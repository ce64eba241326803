"""Stage `foley`: what is to be heard of the loop's motion, a 48 kHz WAV as long as the loop, by the draft or an engine."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Final

from studio.episode.finish_rules import DRAFT, OFF
from studio.episode.store import EpisodeStore
from studio.finish.foley_pieces import PIECE_S, FoleyPiece, foley_pieces, join_sounds
from studio.finish.piece_files import piece_video
from studio.jobs.assemble import LoopWork
from studio.jobs.draft_foley_step import draft_foley_step
from studio.jobs.engine_pieces import EnginePieces, engine_inputs, piece_progress
from studio.jobs.engines.added import AddedEngine, added_engine
from studio.jobs.engines.run import EngineRequest
from studio.jobs.engines.session import EngineOptions, EngineSession
from studio.jobs.events import JobControl, JobEvent, Listener, stage_progress
from studio.jobs.finish_step import FinishStep, step_inputs
from studio.jobs.mix_sound import episode_span
from studio.jobs.shown_pictures import ShownPictures
from studio.jobs.stages import Stage, StageWork
from studio.media.resizing import resize
from studio.media.sound import SAMPLE_RATE

STAGE: Final = "foley"
FOLEY_REVISION: Final = 1
ENGINE_FPS: Final = Fraction(25)
_SHORT_SIDE: Final = 384
"""Pixels: engines look at no more (MMAudio's CLIP at 384, its Synchformer at 224)."""


def foley_step(store: EpisodeStore, loop: LoopWork, picture: FinishStep,
               options: EngineOptions | None = None) -> FinishStep | None:
    """What `settings.foley` names, on the loop that the step `picture` makes; None where it is off.

    The sound is exactly as long as what is exported. Raises StudioError: "missing" where the engine was not added, "usage"
    where it is for something else.
    """
    settings = store.settings
    if settings.foley == OFF:
        return None
    if settings.foley == DRAFT:
        return draft_foley_step(store, picture)
    count = episode_span(store, store.timeline()).count
    seconds = math.ceil(Fraction(count, SAMPLE_RATE))
    engine = added_engine(settings.foley, "foley")
    inputs = step_inputs(FOLEY_REVISION, (picture,), engine=engine_inputs(engine), samples=count, seed=settings.foley_seed,
                         prompt=settings.foley_prompt, avoid=settings.foley_avoid)
    work = _EngineFoley(store, loop, engine, count, options).work
    stage = Stage(STAGE, inputs, ".wav", engine.name, settings.preset)
    return FinishStep(stage, f"Foley · {engine.adapter.facts.title}", seconds, "seconds", work, (picture,))


class _EngineFoley:
    def __init__(self, store: EpisodeStore, loop: LoopWork, engine: AddedEngine, samples: int,
                 options: EngineOptions | None) -> None:
        self._store = store
        self._loop = loop
        self._engine = engine
        self._samples = samples
        self._options = options

    def work(self, path: Path, listen: Listener, control: JobControl) -> StageWork:
        """Pieces that were made stay, whatever happens then."""
        shown = ShownPictures(self._store, self._loop, ENGINE_FPS, control)
        kept = EnginePieces(self._store, STAGE, ".sound", self._engine)
        pieces = foley_pieces(self._samples)
        paths = []
        with EngineSession(self._engine, STAGE, listen, control, self._options) as session:
            for number, piece in enumerate(pieces):
                control.obey()
                paths.append(self._piece(number, piece, shown, kept, session, listen, control))
        listen(JobEvent("loading", STAGE, text="joining the pieces"))
        join_sounds(paths, self._samples, path, lambda *_: control.obey())
        kept.keep_only(paths)
        return StageWork(math.ceil(Fraction(self._samples, SAMPLE_RATE)),
                         {"engine": self._engine.name, "pieces": len(pieces), "pieces_made": kept.made, "notices": []})

    def _piece(self, number: int, piece: FoleyPiece, shown: ShownPictures, kept: EnginePieces, session: EngineSession,
               listen: Listener, control: JobControl) -> Path:
        """Where the piece lies; it is made where it is not there."""
        settings = self._store.settings
        first, frames = int(piece.first * ENGINE_FPS / SAMPLE_RATE), int(PIECE_S * ENGINE_FPS)
        seed = (settings.foley_seed + number) % 2**31
        path = kept.path([shown.common_identity(), shown.identities(first, frames), settings.foley_prompt,
                          settings.foley_avoid, seed], None)
        if not path.exists():
            size = _small(shown.width, shown.height)
            with closing(shown.pictures(first, frames)) as pictures:
                video = piece_video((resize(picture, *size) for picture in control.obeyed(pictures)), ENGINE_FPS,
                                    self._engine.adapter.facts.spare_frames)
            request = EngineRequest(frames, ENGINE_FPS, *size, settings.foley_prompt, settings.foley_avoid, seed)
            kept.make(path, session, request, video, None, self._progress(piece, listen, control))
        return path

    def _progress(self, piece: FoleyPiece, listen: Listener, control: JobControl) -> Callable[[float], None]:
        before = piece.first // SAMPLE_RATE
        whole = max(1, self._samples // SAMPLE_RATE)
        return piece_progress(stage_progress(listen, STAGE), control, before, min(PIECE_S, whole - before), whole)


def _small(width: int, height: int) -> tuple[int, int]:
    """An even size whose short side is `_SHORT_SIDE`, or the same where it is smaller."""
    scale = min(1.0, _SHORT_SIDE / min(width, height))
    return round(width * scale / 2) * 2, round(height * scale / 2) * 2
