"""What every engine offers: from a TakeRequest to a picture, step by step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from studio.episode.picture import Picture
from studio.episode.take_request import TakeRequest, TakeSettings


class Cancelled(Exception):
    """Raised by `on_step` to end a job; an engine lets it pass."""


@dataclass(frozen=True, slots=True)
class StepPreview:
    """After `step` of `steps` (0 of 0: still working); `picture` may be smaller than the take, None: nothing to show.

    `note`: a sentence for the person, such as what had to be done differently. `memory`: bytes in use on the engine's
    device and bytes it has; None where the engine has no device of its own.
    """

    step: int
    steps: int
    picture: Picture | None
    note: str = ""
    memory: tuple[int, int] | None = None


OnStep: TypeAlias = Callable[[StepPreview], None]

Made: TypeAlias = "Picture | Callable[[], Picture]"
"""A picture (height, width, 3), or what waits for it: the card finishes it while the next take is prepared."""


@dataclass(frozen=True, slots=True)
class EngineJob:
    """One take to make: its request, the source frame, and the reference pictures in the request's order."""

    request: TakeRequest
    frame: Picture
    references: Sequence[Picture]


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """What of a loaded engine enters every key, and the device it runs on."""

    weights: tuple[tuple[str, str], ...]    # name and sha256
    precision: str
    cache_mode: str
    device: str


class Engine(Protocol):
    """Makes pictures. The same job gives the same pixels, in whatever process."""

    @property
    def name(self) -> str:
        """As presets name it."""

    @property
    def label(self) -> str:
        """As shown beside its takes."""

    @property
    def revision(self) -> str:
        """Raised only when pixels change."""

    @property
    def uses_frame_landmarks(self) -> bool:
        """Whether the face of the source frame enters the request."""

    @property
    def uses_reference_landmarks(self) -> bool:
        """Whether the faces of the references enter the request."""

    def steps_run(self, settings: TakeSettings) -> int:
        """How many steps these settings will run."""

    def load(self) -> list[str]:
        """Bring the weights in; returns notices."""

    def describe(self) -> EngineFacts:
        """Facts of the loaded engine."""

    def make(self, job: EngineJob, on_step: OnStep) -> Made:
        """Make the picture, calling `on_step` after each step."""
