"""What a take is made from, and the key that follows from it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias

Fit: TypeAlias = Literal["cover", "contain", "face"]
Schedule: TypeAlias = Literal["comfyui", "diffusers"]
OptionValue: TypeAlias = str | int | float | bool
Points: TypeAlias = tuple[tuple[float, float], ...]
"""Five landmarks in pixels, rounded to 1/100 so that equal measurements stay equal as text."""

KEY_VERSION = 1


@dataclass(frozen=True, slots=True)
class TakeSettings:
    """Every value a preset resolves to. Sizes in pixels; denoise 0-1; weight 0-3; guidance >= 0; seed 0..2**63-1.

    Of an external take some are not known: see `external_takes`.
    """

    engine: str
    prompt: str = ""
    negative_prompt: str = ""
    width: int = 512
    height: int = 768
    fit: Fit = "cover"
    steps: int = 12
    denoise: float = 0.9
    schedule: Schedule = "comfyui"
    guidance: float = 4.0
    weight: float = 1.0
    start_step: int = 0
    seed: int = 200
    options: tuple[tuple[str, OptionValue], ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceFace:
    """One reference picture and the face in it that counts."""

    pixels: str                     # sha256 of the picture
    landmarks: Points | None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class TakeRequest:
    """Everything that decides the pixels of a take, and nothing else (no frame number, path, device, threshold)."""

    frame_pixels: str               # sha256 of the source frame
    frame_landmarks: Points | None  # of the frame's counted face; None where the engine does not use it
    references: tuple[ReferenceFace, ...]
    landmarks_by: str               # analyzer and revision behind all landmarks above, "" where none is used
    settings: TakeSettings
    engine_revision: str
    weights: tuple[tuple[str, str], ...] = field(default=())    # name and sha256 of weights and LoRA
    precision: str = ""
    cache_mode: str = ""

    def canonical_json(self) -> str:
        """One spelling for equal requests: sorted keys, no spaces, ASCII, shortest floats, no NaN."""
        content = {"take": KEY_VERSION, **asdict(self)}
        return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)

    @property
    def key(self) -> str:
        """Hex sha256 of the canonical JSON."""
        return hashlib.sha256(self.canonical_json().encode("ascii")).hexdigest()

    def recipe_json(self, base_seed: int) -> str:
        """What all takes of one run share: the canonical JSON without the frame, and with the seed re-rolls start at."""
        content = {"take": KEY_VERSION, **asdict(self)}
        del content["frame_pixels"], content["frame_landmarks"]
        content["settings"]["seed"] = base_seed
        return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)

    @staticmethod
    def from_json(text: str) -> TakeRequest:
        """The inverse of `canonical_json`; raises ValueError for another version or shape."""
        content: dict[str, Any] = json.loads(text)
        if content.pop("take", None) != KEY_VERSION:
            raise ValueError("this take request has another key version")
        settings = content.pop("settings")
        settings["options"] = tuple((str(name), value) for name, value in settings["options"])
        try:
            return TakeRequest(
                frame_pixels=content["frame_pixels"],
                frame_landmarks=_points(content["frame_landmarks"]),
                references=tuple(
                    ReferenceFace(item["pixels"], _points(item["landmarks"]), item["weight"])
                    for item in content["references"]
                ),
                landmarks_by=content["landmarks_by"],
                settings=TakeSettings(**settings),
                engine_revision=content["engine_revision"],
                weights=tuple((str(name), str(digest)) for name, digest in content["weights"]),
                precision=content["precision"],
                cache_mode=content["cache_mode"],
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"this take request lacks a part: {error}") from error


def round_points(points: Any) -> Points:  # noqa: ANN401
    """(5, 2) pixel coordinates as plain numbers, rounded to 1/100 pixel."""
    return tuple((round(float(x), 2), round(float(y), 2)) for x, y in points)


def _points(value: list[list[float]] | None) -> Points | None:
    return None if value is None else tuple((float(x), float(y)) for x, y in value)
