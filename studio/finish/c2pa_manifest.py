"""The manifest of a generated video: what it was made of, by which programs, and whose face it shows.

Which of IPTC's digital source types (https://cv.iptc.org/newscodes/digitalsourcetype/, 2024-09) stands where:

- `c2pa.created`: the pictures. No recorded pixel is left in a picture that a model made from noise or by redrawing a frame,
  so it is trainedAlgorithmicMedia ("created using generative AI"); the draft engine joins parts of pictures, so it is
  compositeSynthetic. See `marks.digital_source_type`.
- A voice that was recorded does not make the whole compositeWithTrainedAlgorithmicMedia: IPTC means by that a recording
  which a model edited, as by inpainting. The voice is placed beside the pictures, unchanged, as an ingredient. Nobody told
  the studio whether it was recorded or spoken by a program, so nothing is claimed of its origin.
- Lip sync by a model redraws the mouth in pictures that were there before: "edited using generative AI",
  compositeWithTrainedAlgorithmicMedia. Foley by a model is trainedAlgorithmicMedia. The built-in drafts of both are no
  models, and claim none.

There is no assertion on training and mining: whether others may train on a video is its owner's to say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from studio.episode.finish_rules import DRAFT
from studio.finish.marks import COMPOSITE_WITH_TRAINED, TRAINED_ALGORITHMIC_MEDIA, digital_source_type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FACE_ASSERTION = "fullmotion-studio.face"
MAKING_ASSERTION = "fullmotion-studio.making"


@dataclass(frozen=True, slots=True)
class Program:
    """A program that did a part of the work: an engine's name and its version or revision ("": not known)."""

    name: str
    version: str = ""

    @property
    def is_model(self) -> bool:
        """Whether what it makes comes from a trained model; built-in drafts do not."""
        return self.name != DRAFT

    def as_agent(self) -> dict[str, str]:
        """C2PA's softwareAgent."""
        return {"name": self.name} | ({"version": self.version} if self.version else {})


@dataclass(frozen=True, slots=True)
class Ingredient:
    """What went in. `inputTo`: a model or program looked at it; `componentOf`: it is heard or seen in the result.

    `path` is read for a manifest of its own, which then travels along; None: it is only named, as for pictures of faces,
    whose manifest may hold a thumbnail. `title` is for strangers to read: never a private file's name.
    """

    label: str
    title: str
    relationship: Literal["inputTo", "componentOf"]
    mime: str
    sha256: str = ""
    path: Path | None = None

    def as_fields(self) -> dict[str, Any]:
        """As the signing library reads it; actions name it by its label."""
        return {"title": self.title, "format": self.mime, "relationship": self.relationship, "label": self.label,
                "instance_id": self.label}


@dataclass(frozen=True, slots=True)
class Provenance:
    """All that the manifest says. `face` is mine, synthetic or with consent ("": not said), `ground` the person's note on
    it; `making` are further JSON facts: preset, seed, settings, scores' thresholds."""

    title: str
    software: Program
    engine: Program
    face: str = ""
    ground: str = ""
    lip_sync: Program | None = None
    foley: Program | None = None
    upscaler: str = ""
    visible_credit: bool = False
    ingredients: Sequence[Ingredient] = ()
    making: Mapping[str, Any] = field(default_factory=dict)


def manifest_of(provenance: Provenance) -> dict[str, Any]:
    """The manifest as the signing library reads it, without the ingredients that have a path."""
    return {
        "title": provenance.title,
        "format": "video/mp4",
        "claim_generator_info": [provenance.software.as_agent()],
        "ingredients": [item.as_fields() for item in provenance.ingredients if item.path is None],
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": _actions(provenance)}},
            {"label": "cawg.metadata", "data": _metadata(provenance), "kind": "Json"},
            {"label": FACE_ASSERTION, "data": _face(provenance), "kind": "Json"},
            {"label": MAKING_ASSERTION, "data": _making(provenance), "kind": "Json"},
        ],
    }


def _actions(provenance: Provenance) -> list[dict[str, Any]]:
    """In the order in which the video came about; the first must be the creation (C2PA 2.2, 18.15)."""
    actions = [_action("c2pa.created", "Pictures generated frame by frame", provenance.engine,
                       digital_source_type(provenance.engine.name), _labels(provenance, "inputTo"))]
    if provenance.lip_sync:
        source = COMPOSITE_WITH_TRAINED if provenance.lip_sync.is_model else ""
        actions.append(_action("c2pa.edited", "Mouth moved to the voice", provenance.lip_sync, source))
    if provenance.foley:
        source = TRAINED_ALGORITHMIC_MEDIA if provenance.foley.is_model else ""
        actions.append(_action("c2pa.edited", "Sound effects generated from the pictures", provenance.foley, source))
    if placed := _labels(provenance, "componentOf"):
        actions.append(_action("c2pa.placed", "Sound placed under the pictures", provenance.software, "", placed))
    if provenance.upscaler:
        actions.append(_action("c2pa.resized", f"Enlarged by {provenance.upscaler}", provenance.software))
    if provenance.visible_credit:
        actions.append(_action("c2pa.addedText", "A visible credit says that it is generated", provenance.software))
    return actions


def _action(name: str, description: str, program: Program, source_type: str = "",
            ingredients: Sequence[str] = ()) -> dict[str, Any]:
    action: dict[str, Any] = {"action": name, "description": description, "softwareAgent": program.as_agent()}
    if source_type:
        action["digitalSourceType"] = source_type
    if ingredients:
        action["parameters"] = {"ingredientIds": list(ingredients)}
    return action


def _labels(provenance: Provenance, relationship: str) -> list[str]:
    return [item.label for item in provenance.ingredients if item.relationship == relationship]


def _metadata(provenance: Provenance) -> dict[str, Any]:
    """IPTC's fields, as its Photo and Video Metadata standards name them (2025.1 for the system used)."""
    return {
        "@context": {"dc": "http://purl.org/dc/elements/1.1/",
                     "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"},
        "dc:title": provenance.title,
        "Iptc4xmpExt:DigitalSourceType": digital_source_type(provenance.engine.name),
        "Iptc4xmpExt:AISystemUsed": ", ".join([provenance.engine.name, *_models_after(provenance)]),
        "Iptc4xmpExt:AISystemVersionUsed": provenance.engine.version,
    }


def _models_after(provenance: Provenance) -> list[str]:
    """The models that worked on the pictures and the sound after the engine, each with its version."""
    programs = (program for program in (provenance.lip_sync, provenance.foley) if program and program.is_model)
    return [f"{program.name} {program.version}".rstrip() for program in programs]


def _face(provenance: Provenance) -> dict[str, Any]:
    """Whose face it is and on what ground it is used, as far as the person said."""
    return {"whose_face": provenance.face or "not said", "ground": provenance.ground}


def _making(provenance: Provenance) -> dict[str, Any]:
    digests = {item.label: item.sha256 for item in provenance.ingredients if item.sha256}
    return {**provenance.making, "sha256": digests}
