"""What an engine does where the card's memory runs out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch

from studio.episode.errors import StudioError
from studio.generate.engine import Made, OnStep, StepPreview
from studio.generate.flux.devices import MEMORY_VARIABLE

if TYPE_CHECKING:
    from studio.generate.flux.memory_modes import MemoryMode


def make_with_less(make: Callable[[], Made], smaller: Callable[[], MemoryMode | None],
                   load_anew: Callable[[MemoryMode], None], on_step: OnStep) -> Made:
    """What `make` makes; out of memory, that is said, the model is loaded anew in the smaller mode, and it is made again.

    Raises StudioError("engine") where there is no smaller mode.
    """
    while True:
        try:
            return make()
        except torch.cuda.OutOfMemoryError as error:
            mode = _require_smaller(smaller(), error)
        on_step(StepPreview(0, 0, None, note=f"The card's memory ran out: going on in {mode.label}."))
        load_anew(mode)     # outside the handler, whose traceback would keep the tensors of the failed attempt


@contextmanager
def memory_for_loading(engine: str) -> Iterator[None]:
    """Within it, running out of the card's memory is StudioError("engine") that says what to do."""
    try:
        yield
    except torch.cuda.OutOfMemoryError as error:
        raise StudioError("engine", f"The card's memory ran out while {engine} was loaded. Close what else uses the card, "
                                    f"or set ${MEMORY_VARIABLE} to offload.", str(error)) from error


def _require_smaller(mode: MemoryMode | None, error: Exception) -> MemoryMode:
    if mode is None:
        raise StudioError("engine", "The card's memory does not suffice for this size, also block by block. Close what else "
                                    "uses the card, or choose a smaller preset.", str(error)) from error
    return mode
