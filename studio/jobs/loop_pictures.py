"""The pictures that a loop is made of: the picks, what stands for frames without one, flicker taken out where wished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from studio.episode.pick import Pick
from studio.episode.settings import EpisodeSettings
from studio.finish.deflicker import DEFLICKER_REVISION, SteadyReader
from studio.finish.in_between import IN_BETWEEN_REVISION
from studio.finish.loop_sequence import Gaps, LoopPicture, SequenceReader, loop_sequence
from studio.media.pictures import read_picture

if TYPE_CHECKING:
    from studio.episode.picture import Picture


@dataclass(frozen=True, slots=True)
class LoopPictures:
    """`sequence` is what is shown, in the order of the source; `frames` are those that have a pick."""

    sequence: tuple[LoopPicture, ...]
    frames: tuple[int, ...]
    gaps: Gaps
    deflicker: bool

    @property
    def is_plain(self) -> bool:
        """Whether it is the picks as they are, and nothing else."""
        return not self.deflicker and len(self.sequence) == len(self.frames)

    def position_of(self, pick: int) -> int:
        """Where the pick of that number stands for its own frame; a number beyond the picks is the last one."""
        wanted = min(max(0, pick), len(self.frames) - 1)
        return next(place for place, item in enumerate(self.sequence) if item.frame == self.frames[wanted])

    def as_inputs(self) -> dict[str, Any]:
        """What the loop depends on beside its picks; nothing where it is plain."""
        shown = [[item.pick, item.t] for item in self.sequence] if len(self.sequence) != len(self.frames) else None
        between = {"in_between": IN_BETWEEN_REVISION} if any(item.t for item in self.sequence) else {}
        steady = {"steady": list(self.frames), "deflicker": DEFLICKER_REVISION} if self.deflicker else {}
        return ({"sequence": shown} if shown else {}) | between | steady

    def identity(self, place: int, keys: Sequence[str]) -> Any:  # noqa: ANN401
        """JSON values, equal for equal pictures before flicker is taken out; `keys` are those of the picks' takes."""
        item = self.sequence[place]
        return [keys[item.pick], keys[item.pick + 1], item.t, IN_BETWEEN_REVISION] if item.t else keys[item.pick]

    def steady_identity(self, keys: Sequence[str]) -> list[Any]:
        """By what flicker is taken out of each: all neighbours; nothing where it is left in."""
        return [list(keys), list(self.frames), DEFLICKER_REVISION] if self.deflicker else []

    def reader(self, paths: Sequence[Path], at_each: Callable[[], None] | None = None) -> SequenceReader:
        """Gives the pictures by their place in the sequence, `paths` being those of the picks.

        To take flicker out, all are read here already. What `at_each` raises, called before each, ends the reading.
        """
        def read(pick: int) -> Picture:
            if at_each is not None:
                at_each()
            return read_picture(paths[pick])

        return SequenceReader(self.sequence, SteadyReader(read, self.frames) if self.deflicker else read)


def loop_pictures(settings: EpisodeSettings, picks: Sequence[Pick], frames: Sequence[int]) -> LoopPictures:
    """As the episode's settings wish; `frames` are all of its range, ascending."""
    gaps: Gaps = next(gaps for gaps in get_args(Gaps) if gaps == settings.gaps)
    picked = tuple(pick.frame for pick in picks)
    return LoopPictures(loop_sequence(picked, frames, gaps), picked, gaps, settings.deflicker)
