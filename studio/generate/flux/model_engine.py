"""What engines with a model of FLUX's kind share: loading it into what memory the card has, and again into less."""

from __future__ import annotations

import gc
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import torch

from studio.episode.errors import StudioError
from studio.generate.engine import EngineFacts
from studio.generate.flux.devices import keep_compiled_code, kernel_notices
from studio.generate.flux.stepping_down import make_with_less, memory_for_loading
from studio.generate.schedule import steps_run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from studio.episode.take_request import TakeSettings
    from studio.generate.engine import EngineJob, Made, OnStep
    from studio.generate.flux.memory_modes import MemoryMode


class LoadedModel(Protocol):
    """A model, as far as loading and facts go."""

    @property
    def device(self) -> torch.device:
        """Where it works."""

    @property
    def mode(self) -> MemoryMode:
        """How it is kept there."""

    @property
    def weights(self) -> tuple[tuple[str, str], ...]:
        """Name and sha256 of all that shapes pictures."""


Model = TypeVar("Model", bound=LoadedModel)


class ModelEngine(ABC, Generic[Model]):
    """Subclasses make the picture, say what a person should know of the model, and let go of what they made with it."""

    name: str
    uses_frame_landmarks = False
    uses_reference_landmarks = True

    def __init__(self, load: Callable[[MemoryMode | None], Model]) -> None:
        self._load = load
        self._model: Model | None = None

    def steps_run(self, settings: TakeSettings) -> int:
        """See `studio.generate.schedule`."""
        return steps_run(settings)

    def load(self) -> list[str]:
        """Bring the weights in; what runs, in words. Raises StudioError where weights or a card are missing."""
        keep_compiled_code()
        model = self._model = self._brought_in(None)
        return [f"{self.name} runs in {model.mode.label}.", *kernel_notices(model.device), *self._notices(model)]

    def describe(self) -> EngineFacts:
        """Digests of all weights, precision and device."""
        model = self._loaded()
        return EngineFacts(model.weights, model.mode.precision, "", str(model.device))

    def make(self, job: EngineJob, on_step: OnStep) -> Made:
        """The picture, still on its way from the card.

        Where the card's memory runs out, blocks leave the card, which is said, and the picture is made again.
        """
        return make_with_less(lambda: self._make(job, on_step), lambda: self._loaded().mode.smaller(), self._load_anew,
                              on_step)

    @abstractmethod
    def _make(self, job: EngineJob, on_step: OnStep) -> Made:
        """As `make`, with the model as it is."""

    @abstractmethod
    def _notices(self, model: Model) -> Iterable[str]:
        """What there is to say of a loaded model besides."""

    @abstractmethod
    def _forget(self) -> None:
        """Let go of the runner and of what was computed with the model."""

    def _load_anew(self, mode: MemoryMode) -> None:
        self._model = None
        self._forget()
        gc.collect()
        torch.cuda.empty_cache()
        self._model = self._brought_in(mode)

    def _brought_in(self, mode: MemoryMode | None) -> Model:
        with memory_for_loading(self.name):
            return self._load(mode)

    def _loaded(self) -> Model:
        if self._model is None:
            raise StudioError("internal", f"The engine {self.name} was asked for a picture before it was loaded.")
        return self._model
