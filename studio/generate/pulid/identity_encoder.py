"""From reference pictures to the identity that FLUX's image tokens look at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import normalize

from studio.episode.face import Landmarks
from studio.episode.picture import Picture
from studio.episode.take_request import ReferenceFace
from studio.generate.counted_references import counted_references
from studio.generate.pulid.checkpoint import read_sizes
from studio.generate.pulid.face_embedding import FaceEmbedder
from studio.generate.pulid.face_parser import FaceParser
from studio.generate.pulid.face_picture import (
    FindBackground,
    aligned_crop,
    outside_ellipse,
    parsed_background,
    shrunk,
    tower_input,
)
from studio.generate.pulid.id_former import IDFormerSizes
from studio.generate.pulid.identity_cache import EncodedIdentity, keep_identity, kept_identity
from studio.generate.pulid.pulid_weights import ENCODER, TOWER, load_id_former, load_tower
from studio.generate.pulid.vision_tower import TowerSizes
from studio.weights.digests import sha256_of

REVISION = 1
"""Raised when the same references and weights give another identity."""

NO_PARSER = ("The face parser is not here, so each reference is cut out by an ellipse around its face instead of along its "
             "outline: likeness may suffer. Run `studio weights fetch face-parser`.")


@dataclass(frozen=True, slots=True)
class IdentityFiles:
    """The weights behind an identity."""

    pulid: Path                     # pulid_flux_v0.9.1.safetensors
    tower: Path                     # open_clip_model.safetensors of EVA02-CLIP-L-14-336
    recogniser: Path                # glintr100.onnx of antelopev2
    parser: Path | None             # a BiSeNet of 19 classes; None: an ellipse stands in


class IdentityEncoder:
    """Encodes references once and keeps the result; the models are in memory only while it encodes.

    Each reference with a face and a weight above 0 is encoded as PuLID encodes its one picture, and the identities,
    whose 32 tokens answer to the same learned queries, are averaged by weight: the mean is what the public PuLID nodes for
    FLUX take of several pictures, it keeps [1, 32, 2048], and one reference gives PuLID's own numbers.
    Everything runs in float32, which costs nothing for something computed once.
    """

    def __init__(self, files: IdentityFiles, device: str, digest_of: Callable[[Path], str] = sha256_of) -> None:
        """`digest_of` may remember what it was asked before: the files are read whole for their sha256."""
        self._files = files
        self._device = device
        self._digest_of = digest_of
        self._last: EncodedIdentity | None = None

    @property
    def notices(self) -> list[str]:
        """What to tell the person before the first take."""
        return [] if self._files.parser else [NO_PARSER]

    @cached_property
    def weights(self) -> tuple[tuple[str, str], ...]:
        """Name and sha256 of every file that an identity depends on."""
        used = (self._files.pulid, self._files.tower, self._files.recogniser, self._files.parser)
        return tuple((path.name, self._digest_of(path)) for path in used if path)

    def encode(self, faces: Sequence[ReferenceFace], pictures: Sequence[Picture]) -> EncodedIdentity:
        """The identity of these references, `pictures` in the order of `faces`; from memory or disk where it was made.

        Raises StudioError as `counted_references`, and as the loading of weights does.
        """
        counted = counted_references(faces, pictures)
        key = self._key([face for face, _ in counted])
        if self._last is None or self._last.key != key:
            self._last = kept_identity(key) or self._made(key, counted)
        return self._last

    def _key(self, faces: Sequence[ReferenceFace]) -> str:
        content = {
            "pulid identity": REVISION,
            "references": [[face.pixels, face.landmarks, face.weight] for face in faces],
            "weights": [digest for _, digest in self.weights],
            "parsed": self._files.parser is not None,
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()

    def _made(self, key: str, counted: Sequence[tuple[ReferenceFace, Picture]]) -> EncodedIdentity:
        placed = [shrunk(picture, np.array(face.landmarks, dtype=np.float32)) for face, picture in counted]
        shares = torch.tensor([face.weight for face, _ in counted])
        with torch.no_grad():
            states, vectors = self._seen(placed)
            id_cond = torch.cat([self._embeddings(placed), normalize(vectors)], dim=1)
            encoded = EncodedIdentity(key, *self._mixed(id_cond, states, shares / shares.sum()))
        if self._device.startswith("cuda"):
            torch.cuda.empty_cache()
        keep_identity(encoded)
        return encoded

    def _embeddings(self, placed: Sequence[tuple[Picture, Landmarks]]) -> Tensor:
        """[n, 512], as the recogniser gives them."""
        sizes = read_sizes(self._files.pulid, ENCODER, IDFormerSizes), read_sizes(self._files.tower, TOWER, TowerSizes)
        embedder = FaceEmbedder(self._files.recogniser, sizes[0].id_cond - sizes[1].out)
        return torch.from_numpy(np.stack([embedder.embed(*reference) for reference in placed])).to(self._device)

    def _seen(self, placed: Sequence[tuple[Picture, Landmarks]]) -> tuple[list[Tensor], Tensor]:
        """The tower's states and class vectors; the tower is gone afterwards."""
        find_background = _background_finder(self._files.parser)
        tower = load_tower(self._files.tower, self._device)
        crops = [aligned_crop(*reference) for reference in placed]
        pixels = [tower_input(face, find_background(face, points), tower.sizes.side) for face, points in crops]
        states: list[Tensor]
        states, vectors = tower(torch.cat(pixels).to(self._device))
        return states, vectors

    def _mixed(self, id_cond: Tensor, states: Sequence[Tensor], shares: Tensor) -> tuple[Tensor, Tensor]:
        """The weighted identity and nobody's, on the CPU; the encoder is gone afterwards."""
        former = load_id_former(self._files.pulid, self._device)
        identities = former(id_cond, states).cpu()
        nobody = former.unconditional(states[0].shape[1]).cpu()
        return (identities * shares[:, None, None]).sum(dim=0, keepdim=True), nobody


def _background_finder(parser: Path | None) -> FindBackground:
    if parser is None:
        return outside_ellipse
    model = FaceParser(parser)
    return lambda face, _: parsed_background(model.labels(face))
