"""How the head of the sample episode moves."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, pi, sin, tau

_BLINKS = (0.27, 0.74)      # when, as a share of the clip
_BLINK_FRAMES = 1.5         # half width of a blink, in frames: 100-150 ms at 25 fps, as people blink


@dataclass(frozen=True, slots=True)
class HeadPose:
    """Angles in degrees with the signs of `FaceObservation`; `breath` -1..1; `blink` 0 open .. 1 closed."""

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    breath: float = 0.0
    blink: float = 0.0


def pose_at(frame: int, frames: int, yaw: float = 42.0) -> HeadPose:
    """The pose in one frame of a clip that turns once from -yaw to +yaw, nodding and breathing; 25 fps."""
    share = frame / max(1, frames - 1)
    seconds = frame / 25
    turn = 2 * share - 1
    eased = 0.5 * turn + 0.5 * sin(pi / 2 * turn)
    return HeadPose(
        yaw=yaw * eased,
        pitch=3.0 * sin(tau * 0.55 * seconds + 0.6) + 1.2 * sin(tau * 1.7 * seconds) - 5.0 * eased * eased,
        roll=-9.0 * eased + 1.5 * sin(tau * 0.4 * seconds),
        breath=sin(tau * 0.3 * seconds),
        blink=max(exp(-(((frame - when * (frames - 1)) / _BLINK_FRAMES) ** 2)) for when in _BLINKS),
    )
