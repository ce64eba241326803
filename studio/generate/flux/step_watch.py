"""What the card has really done: steps are queued ahead of it, and told when they are finished."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import torch

if TYPE_CHECKING:
    from torch import Tensor

    from studio.episode.picture import Picture

OnDone: TypeAlias = Callable[[int, "Picture"], None]
_AHEAD = 1


class Coming:
    """A picture (height, width, 3) on its way from the card to the machine's memory."""

    def __init__(self, picture: Tensor) -> None:
        """Queues the journey; `picture` may be overwritten by what is queued afterwards."""
        self._done: torch.Event | None = None
        self._arriving = picture
        if picture.is_cuda:
            self._arriving = torch.empty(picture.shape, dtype=picture.dtype, pin_memory=True)
            self._arriving.copy_(picture, non_blocking=True)
            self._done = torch.Event(picture.device)
            self._done.record()

    def arrived(self) -> Picture:
        """Wait for it."""
        if self._done is not None:
            self._done.synchronize()
        picture: Picture = self._arriving.numpy()
        return picture


class StepWatch:
    """Tells of each step with its preview, in order, at most one step behind what was queued.

    So the card is never idle while a preview travels, and a cancel ends the loop within two steps.
    """

    def __init__(self, on_done: OnDone) -> None:
        self._on_done = on_done
        self._under_way: deque[tuple[int, Coming]] = deque()

    def queued(self, step: int, preview: Tensor) -> None:
        """`step` was queued, with the preview (height, width, 3) that it will have made."""
        self._under_way.append((step, Coming(preview)))
        while len(self._under_way) > _AHEAD:
            self._tell()

    def finish(self) -> None:
        """Tell of what is left."""
        while self._under_way:
            self._tell()

    def _tell(self) -> None:
        step, preview = self._under_way.popleft()
        self._on_done(step, preview.arrived())
