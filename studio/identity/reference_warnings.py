"""What makes a picture a poor reference, each as one sentence with what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from studio.episode.face import FaceObservation
from studio.episode.picture import Picture
from studio.identity.covering import may_be_covered
from studio.identity.measure import measured_landmarks

WarningKind: TypeAlias = Literal["no-face", "several-faces", "tiny", "blurred", "turned", "covered", "another-person"]

LEAST_FACE = 80
"""Pixels along the face's longer side: below, a recogniser's 112x112 input is mostly interpolation."""
LEAST_SHARPNESS = 0.45
"""Sharp portraits measure .66 and more, a masked one .63, one out of focus .33; half their size takes .05 off."""
MOST_YAW = 30.0
"""Degrees: there the identity cosine to the front view has fallen to .84 on an orbit of a real head, and falls on."""
MOST_PITCH = 35.0
"""Degrees, generous: pitch from five points is good to some 10."""


@dataclass(frozen=True, slots=True)
class ReferenceWarning:
    """One thing to know about the references; `sentence` says what is wrong and what to do."""

    kind: WarningKind
    sentence: str


def no_face(name: str) -> ReferenceWarning:
    """Nothing was found to count."""
    return ReferenceWarning("no-face", f"{name} shows no face: use a picture with one whole face, well lit and turned "
                                       "to the camera.")


def several_faces(name: str, faces: int) -> ReferenceWarning:
    """The largest was taken without being asked for."""
    others = "1" if faces == 2 else f"1 to {faces - 1}"
    return ReferenceWarning("several-faces", f"{name} shows {faces} faces and the largest counts: choose another with "
                                             f"--face {others}, or crop the picture.")


def another_person(first: str, second: str, similarity: float) -> ReferenceWarning:
    """The recogniser takes two references for different people."""
    return ReferenceWarning("another-person", f"{first} and {second} do not look like the same person (similarity "
                                              f"{similarity:.2f}): use pictures of one person only.")


def face_warnings(
    picture: Picture, face: FaceObservation, sharpness: float | None, name: str
) -> list[ReferenceWarning]:
    """What is wrong with the counted face; what the analyzer cannot measure is not warned of."""
    checks = (_tiny(face, name), _blurred(sharpness, name), _turned(face, name), _covered(picture, face, name))
    return [warning for warning in checks if warning]


def _tiny(face: FaceObservation, name: str) -> ReferenceWarning | None:
    width, height = face.box[2] - face.box[0], face.box[3] - face.box[1]
    if max(width, height) >= LEAST_FACE:
        return None
    return ReferenceWarning("tiny", f"The face in {name} is only {width:.0f}x{height:.0f} pixels: use a picture in "
                                    f"which it is at least {LEAST_FACE} pixels high.")


def _blurred(sharpness: float | None, name: str) -> ReferenceWarning | None:
    if sharpness is None or sharpness >= LEAST_SHARPNESS:
        return None
    return ReferenceWarning("blurred", f"The face in {name} is blurred (sharpness {sharpness:.2f}, good from "
                                       f"{LEAST_SHARPNESS:g}): use a sharper picture.")


def _turned(face: FaceObservation, name: str) -> ReferenceWarning | None:
    if face.yaw is not None and abs(face.yaw) > MOST_YAW:
        way = "image right" if face.yaw > 0 else "image left"
        return _turned_by(name, f"{abs(face.yaw):.0f} degrees to {way}")
    if face.pitch is not None and abs(face.pitch) > MOST_PITCH:
        return _turned_by(name, f"{abs(face.pitch):.0f} degrees {'up' if face.pitch > 0 else 'down'}")
    return None


def _turned_by(name: str, how: str) -> ReferenceWarning:
    return ReferenceWarning("turned", f"The head in {name} is turned about {how}: use a picture that looks to the "
                                      "camera, or add one that does.")


def _covered(picture: Picture, face: FaceObservation, name: str) -> ReferenceWarning | None:
    landmarks = measured_landmarks(face)
    if landmarks is None or not may_be_covered(picture, landmarks):
        return None
    return ReferenceWarning("covered", f"The lower face in {name} may be covered (a rule of thumb sees no mouth): use "
                                       "a picture without mask, hand or scarf.")
