"""Frames in which a lip sync engine would find no face: known before it is run, and what is done about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.finish_rules import DRAFT, OFF
from studio.episode.pick import Candidate
from studio.episode.ranges import to_runs
from studio.episode.store import EpisodeStore
from studio.finish.engines.adapter import EngineFacts
from studio.finish.engines.face_rule import FaceRule
from studio.jobs.assemble import LoopWork, loop_work
from studio.jobs.engines.added import added_engine
from studio.jobs.events import JobControl, JobEvent, Listener
from studio.jobs.generate_takes import GenerateOptions
from studio.jobs.recipe_check import recipe_is_current
from studio.jobs.reroll import reroll
from studio.jobs.resolve_settings import resolve_settings
from studio.jobs.review_takes import load_review
from studio.jobs.take_faces import TakeFaces, faces_of_takes

STAGE = "lipsync"
ROUNDS = 3
"""Further takes of a refused frame, one a round."""


@dataclass(frozen=True, slots=True)
class ShownInstead:
    """For each place of a loop's sequence the one that is shown for it, and what the person should know."""

    places: NDArray[np.int64] | None
    notices: tuple[str, ...]


def refused_picks(loop: LoopWork, rule: FaceRule, faces: TakeFaces) -> list[int]:
    """The numbers of the picks in which the rule accepts no face."""
    return [number for number, key in enumerate(loop.keys) if not rule.accepts(faces.faces[key])]


def settle_refused(store: EpisodeStore, loop: LoopWork, facts: EngineFacts, listen: Listener,
                   control: JobControl) -> ShownInstead:
    """Look at every pick as the engine will, and replace refused ones by their neighbours where that is wished.

    Raises StudioError("input") that lists the frames where it is not, or where no pick is left.
    """
    rule = facts.face_rule
    if rule is None:
        return ShownInstead(None, ())
    faces = faces_of_takes(store, loop.keys, listen, control, STAGE, rule)
    refused = refused_picks(loop, rule, faces)
    notices = () if faces.exact else (
        f"{facts.title} finds faces by insightface, which is not this episode's analyzer: it may refuse a frame in which "
        f"{faces.analyzer} sees a face.",)
    if not refused:
        return ShownInstead(None, notices)
    if store.settings.lip_sync_refused != "neighbour" or len(refused) == len(loop.keys):
        raise _refusal(store, loop, facts, refused)
    places, replaced = neighbours(loop, refused)
    return ShownInstead(places, (*notices, f"{facts.title} finds no face in {frames_text(replaced)}: under lip sync the "
                                           "nearest picture with a face is shown there."))


def neighbours(loop: LoopWork, refused: Sequence[int]) -> tuple[NDArray[np.int64], list[int]]:
    """For each place of the sequence itself, or the nearest one that shows no refused pick; the frames replaced."""
    out, sequence = set(refused), loop.pictures.sequence
    bad = np.array([item.pick in out or (item.t > 0 and item.pick + 1 in out) for item in sequence])
    good = np.flatnonzero(~bad)
    places = np.arange(len(sequence))
    nearest = good[np.abs(good[None, :] - places[bad][:, None]).argmin(axis=1)]
    places[bad] = nearest
    return places, [item.frame for item, is_bad in zip(sequence, bad.tolist(), strict=True) if is_bad]


def reroll_refused(store: EpisodeStore, listen: Listener, control: JobControl,
                   options: GenerateOptions | None = None) -> None:
    """Before anything is finished: further takes of the frames that the engine would refuse, where that is wished.

    Of a frame's takes in which it finds a face, that with the surest one is chosen, one step of the history each. Frames
    that have none after `ROUNDS` takes stay, and the lip sync says so. StudioError("input") where further takes would be of
    another recipe than those under review, which the loop would then let go.
    """
    settings = store.settings
    if settings.lip_sync in (OFF, DRAFT) or settings.lip_sync_refused != "reroll":
        return
    facts = added_engine(settings.lip_sync, "lip sync").adapter.facts
    rule = facts.face_rule
    for _ in range(ROUNDS if rule else 0):
        assert rule is not None
        loop = loop_work(store)
        refused = refused_picks(loop, rule, faces_of_takes(store, loop.keys, listen, control, STAGE, rule))
        frames = [loop.picks[number].frame for number in refused]
        if not frames:
            return
        _require_own_recipe(store, facts, frames)
        listen(JobEvent("notice", STAGE, text=f"{facts.title} finds no face in {frames_text(frames)}: re-rolled."))
        reroll(store, 1, listen, control, until_pass=False, options=options, frames=frames)
        _choose_those_with_a_face(store, frames, rule, listen, control)


def _require_own_recipe(store: EpisodeStore, facts: EngineFacts, frames: Sequence[int]) -> None:
    _, values = resolve_settings(store, lambda _: None)
    if not recipe_is_current(store, values):
        raise StudioError("input", f"{facts.title} finds no face in {frames_text(frames)}, and they cannot be re-rolled: "
                                   "the takes under review are of other settings, or another face, than the episode has "
                                   "now. Generate anew, or let them be replaced with --refused-frames neighbour.")


def frames_text(frames: Sequence[int]) -> str:
    """Such as `frame 7` or `frames 7-9, 12`."""
    runs = [f"{first}-{last}" if last > first else f"{first}" for first, last in to_runs(frames)]
    return f"frame{'s' if len(frames) > 1 else ''} {', '.join(runs)}"


def _choose_those_with_a_face(store: EpisodeStore, frames: Sequence[int], rule: FaceRule, listen: Listener,
                              control: JobControl) -> None:
    rows = {row.number: row.id for row in store.frames.of_current_source()}
    review = load_review(store)
    standing = {pick.take for pick in review.picks}
    able = [item for item in review.candidates if item.frame in set(frames) and item.decision != "reject"
            and item.take not in standing]
    faces = faces_of_takes(store, [item.key for item in able], listen, control, STAGE, rule)
    for frame in frames:
        found = [item for item in able if item.frame == frame and rule.accepts(faces.faces[item.key])]
        if found:
            store.history.choose(rows[frame], max(found, key=_det).take, f"pick another take of frame {frame}")


def _det(item: Candidate) -> float:
    return item.scores.det if item.scores and item.scores.det is not None else 0.0


def _refusal(store: EpisodeStore, loop: LoopWork, facts: EngineFacts, refused: Sequence[int]) -> StudioError:
    frames = frames_text([loop.picks[number].frame for number in refused])
    if len(refused) == len(loop.keys):
        return StudioError("input", f"{facts.title} would find no face in any pick. Review the takes, or choose "
                                    "another lip sync.")
    rerolled = f" after {ROUNDS} more takes" if store.settings.lip_sync_refused == "reroll" else ""
    return StudioError("input", f"{facts.title} would find no face in {frames}{rerolled}, and one such frame ends its work: "
                                "reject these takes, or let them be replaced with --refused-frames neighbour.")
