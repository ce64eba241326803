"""What an analyzer sees in the portraits of two people."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from studio.episode.picture import Picture
from studio.identity.analyzer import Analyzer


def embeddings(analyzer: Analyzer, faces: Mapping[str, Picture]) -> tuple[NDArray[np.float32], ...]:
    """Those of one person twice and of another, each from a portrait of its own."""
    found = [analyzer.observe(faces[name])[0].embedding for name in ("person_a_1.jpg", "person_a_2.jpg", "person_b.jpg")]
    seen = tuple(embedding for embedding in found if embedding is not None)
    assert len(seen) == len(found)
    return seen
