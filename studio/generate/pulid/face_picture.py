"""The picture that PuLID's vision tower is shown: the face in grey, everything else white."""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, degrees

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import interpolate

from studio.episode.errors import StudioError
from studio.episode.face import Landmarks
from studio.episode.picture import Picture
from studio.identity.similarity import eye_distance, moved

LONG_EDGE = 1024
"""Larger references are scaled down to this (app_flux.py of PuLID, Apache-2.0)."""

CROP_SIDE = 512
_CROP_POINTS = np.array([
    [192.98138, 239.94708], [318.90277, 240.1936], [256.63416, 314.01935], [201.26117, 371.41043], [313.08905, 371.15118],
])  # fmt: skip
"""Where FFHQ's faces of 512x512 pixels have the landmarks (facexlib.utils.face_restoration_helper)."""
_BORDER = (132, 133, 135)       # RGB, where the picture ends

BACKGROUND_CLASSES = (0, 7, 8, 9, 14, 15, 16, 18)
"""Of CelebAMask-HQ's 19 classes: background, ears, earring, neck, necklace, cloth, hat. Hair counts as face."""

_CLIP_MEAN = (0.48145466, 0.4578275, 0.40821073)
_CLIP_DEVIATION = (0.26862954, 0.26130258, 0.27577711)

_Mask = NDArray[np.bool_]

FindBackground = Callable[[Picture, Landmarks], _Mask]
"""From an aligned face (512, 512, 3) and its landmarks to what is not face, (512, 512)."""


def shrunk(picture: Picture, landmarks: Landmarks) -> tuple[Picture, Landmarks]:
    """The picture with its longer edge at most `LONG_EDGE`, and where its landmarks lie in it."""
    height, width = picture.shape[:2]
    if max(height, width) <= LONG_EDGE:
        return picture, landmarks
    factor = LONG_EDGE / max(height, width)
    size = max(1, int(width * factor)), max(1, int(height * factor))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LANCZOS4), dtype=np.uint8)
    scale = np.array(size) / (width, height)
    return small, np.asarray((landmarks + 0.5) * scale - 0.5, dtype=np.float32)


def aligned_crop(picture: Picture, landmarks: Landmarks) -> tuple[Picture, Landmarks]:
    """The face as FFHQ aligns it, (512, 512, 3), and where its landmarks came to lie.

    The similarity is facexlib's: the least median of squares, which a mislaid point does not pull. Raises
    StudioError("input") for landmarks that fall together.
    """
    affine = cv2.estimateAffinePartial2D(landmarks.astype(np.float64), _CROP_POINTS, method=cv2.LMEDS)[0]
    if affine is None or not np.isfinite(affine).all():
        raise StudioError("input", "A reference's landmarks fall together, so that its face cannot be aligned. Take "
                                   "another reference picture.")
    crop = cv2.warpAffine(picture, affine, (CROP_SIDE, CROP_SIDE), borderMode=cv2.BORDER_CONSTANT, borderValue=_BORDER)
    points = np.asarray(moved(landmarks, np.asarray(affine, dtype=np.float64)), dtype=np.float32)
    return np.asarray(crop, dtype=np.uint8), points


def parsed_background(labels: NDArray[np.integer]) -> _Mask:
    """What of a parsed face is not shown."""
    return np.asarray(np.isin(labels, BACKGROUND_CLASSES), dtype=np.bool_)


def outside_ellipse(face: Picture, landmarks: Landmarks) -> _Mask:
    """The background where no parser is at hand: all outside an ellipse around the face and the hair above it.

    Its unit is the larger of the distances from eye to eye and from the eyes to the mouth, of which a turned or a raised
    head shortens one. By eye on six portraits: 1.75 units below the eyes for the chin, 1.6 above them for the hair, 1.25
    to each side.
    """
    eyes, mouth = landmarks[:2].mean(axis=0), landmarks[3:].mean(axis=0)
    down = mouth - eyes
    to_mouth = float(np.linalg.norm(down))
    unit = max(eye_distance(landmarks), to_mouth)
    direction = down / to_mouth if to_mouth > 0 else np.array([0.0, 1.0])
    middle_x, middle_y = eyes + direction * unit * (1.75 - 1.6) / 2
    axes = unit * (1.75 + 1.6), unit * 2.5
    angle = degrees(atan2(direction[1], direction[0]))
    mask = np.zeros(face.shape[:2], np.uint8)
    cv2.ellipse(mask, ((float(middle_x), float(middle_y)), axes, angle), (1,), thickness=-1)
    return np.asarray(mask == 0)


def as_image(face: Picture) -> Tensor:
    """[1, 3, height, width] float32 in 0-1."""
    return torch.from_numpy(face).permute(2, 0, 1)[None].float() / 255


def grey_on_white(image: Tensor, background: Tensor) -> Tensor:
    """[B, 3, H, W] in 0-1: Rec. 601 luma, white where `background` [B, 1, H, W] says so."""
    red, green, blue = image.unbind(1)
    grey = (0.299 * red + 0.587 * green + 0.114 * blue)[:, None]
    return torch.where(background, 1.0, grey).expand(-1, 3, -1, -1)


def clip_input(image: Tensor, side: int) -> Tensor:
    """[B, 3, side, side], bicubic and normalised as CLIP's pictures are.

    Without antialiasing: PuLID pins torchvision 0.15.2, whose `resize` of a tensor had none unless asked, and its weights
    are used with what that gave. Values overshoot 0-1 and are not clamped, as there.
    """
    resized = interpolate(image, (side, side), mode="bicubic", align_corners=False, antialias=False)
    mean, deviation = (torch.tensor(values).view(1, 3, 1, 1) for values in (_CLIP_MEAN, _CLIP_DEVIATION))
    return (resized - mean) / deviation


def tower_input(face: Picture, background: _Mask, side: int) -> Tensor:
    """[1, 3, side, side] of an aligned face."""
    return clip_input(grey_on_white(as_image(face), torch.from_numpy(background)[None, None]), side)
