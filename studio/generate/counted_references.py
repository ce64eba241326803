"""Which references an engine looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.episode.errors import StudioError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.episode.picture import Picture
    from studio.episode.take_request import ReferenceFace


def counted_references(faces: Sequence[ReferenceFace], pictures: Sequence[Picture]) -> list[tuple[ReferenceFace, Picture]]:
    """Those with a face and a weight above 0, `pictures` in the order of `faces`.

    Raises StudioError("input") where there is none.
    """
    counted = [(face, picture) for face, picture in zip(faces, pictures, strict=True)
               if face.landmarks is not None and face.weight > 0]
    if not counted:
        raise StudioError("input", "No reference picture has a face with a weight above 0, so there is no identity to "
                                   "carry over. Add a reference with a face, or give one more weight.")
    return counted
