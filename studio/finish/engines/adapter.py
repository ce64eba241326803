"""What the studio has to know of a program in an environment of its own to use it as an engine of finishing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final, Literal, Protocol, TypeAlias

from studio.episode.errors import ErrorKind
from studio.finish.engines.face_rule import FaceRule
from studio.weights.weight_file import Licence

EngineKind: TypeAlias = Literal["lip sync", "foley"]

LARGER_THAN_A_POINTER: Final = 1 << 20
"""Bytes: weights are larger than what git leaves in their place where it lacks LFS, and than a page that says no."""


@dataclass(frozen=True, slots=True)
class Need:
    """A file or folder of the checkout, with "/", and the command that brings it; `least` bytes (0: any size).

    `variant`: only that variant needs it; "": all do.
    """

    path: str
    brought_by: str
    least: int = 0
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the work: it begins where a line of the program's output matches `begins`.

    In parts of the whole, it reaches from `start` to `end` (0-1); between them count the bars that tqdm draws.
    """

    begins: re.Pattern[str]
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Failure:
    """What a line of the program's output means: the error's kind and sentence. {title} is the engine's name."""

    says: re.Pattern[str]
    kind: ErrorKind
    sentence: str


@dataclass(frozen=True, slots=True)
class EngineTask:
    """One run. The paths are absolute, inside the run's private folder, and have no spaces.

    `video` shows `frames` wanted frames and some more, `fps` a second, `width` x `height` pixels; `voice` is a WAV exactly
    as long as the wanted frames, 48 kHz, mono, 16 bit, for a lip sync.
    """

    folder: Path
    video: Path
    voice: Path | None
    frames: int
    fps: Fraction
    width: int
    height: int
    variant: str
    prompt: str = ""
    avoid: str = ""
    seed: int = 0

    @property
    def seconds(self) -> Fraction:
        """How long the wanted frames are shown."""
        return self.frames / self.fps


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """What is fixed of an engine.

    `revision` is raised when its results change; `variants` are the choices of `--variant`, the first being the usual one,
    with the bytes of GPU memory that each needs. `fetched_by` is how its checkout is made. `deletes` are names in its
    checkout's top folder that it removes: it is run in a view of the checkout without them. `limit_s` bounds a run, with
    `limit_s_each` for each second of video. A frame in which `face_rule` accepts no face would end its work. It is given
    `spare_frames` more than are wanted, the last one again and again.
    """

    name: str
    title: str
    kind: EngineKind
    revision: int
    variants: Mapping[str, int]
    fetched_by: str
    needs: tuple[Need, ...]
    licences: tuple[Licence, ...]
    phases: tuple[Phase, ...]
    failures: tuple[Failure, ...]
    limit_s: float
    limit_s_each: float
    deletes: tuple[str, ...] = ()
    face_rule: FaceRule | None = None
    spare_frames: int = 0

    @property
    def usual_variant(self) -> str:
        """The one that is taken unless another is named."""
        return next(iter(self.variants))


class EngineAdapter(Protocol):
    """One engine; its module lies in this folder and calls it `ENGINE`."""

    @property
    def facts(self) -> EngineFacts:
        """What is fixed."""

    def argv(self, python: str, task: EngineTask) -> list[str]:
        """The program's words, to be run in its checkout."""

    def result(self, task: EngineTask) -> Path:
        """The file that the run left, checked. Raises StudioError("engine") where it is not what was asked for."""
