"""Which references an engine looks at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.episode.errors import StudioError
from studio.generate.counted_references import counted_references
from tests.generate.klein.klein_jobs import REFERENCES, job_of


def test_only_references_with_a_face_and_a_weight_count() -> None:
    face = job_of().request.references[0]
    faces = [face, replace(face, landmarks=None), replace(face, weight=0.0), replace(face, weight=0.2)]
    counted = counted_references(faces, [REFERENCES[0]] * 4)
    assert [each for each, _ in counted] == [faces[0], faces[3]]
    with pytest.raises(StudioError, match="Add a reference with a face"):
        counted_references(faces[1:3], [REFERENCES[0]] * 2)
