"""Which faces are one person's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def people_of(embeddings: NDArray[np.float32], same_person: float) -> NDArray[np.int64]:
    """The person of each face, counted from 0, shape (n,), for `embeddings` of unit length, shape (n, numbers).

    Faces whose cosine is `same_person` or more are one person's, also by way of a third face (single linkage).
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    if not len(embeddings):
        return np.empty(0, np.int64)
    alike = csr_matrix((embeddings @ embeddings.T >= same_person).astype(np.int8))
    _, people = connected_components(alike, directed=False)
    return np.asarray(people, dtype=np.int64)
