"""Where playing is after so many samples: the one rule that sound and pictures both go by."""

from __future__ import annotations

from dataclasses import dataclass

from studio.media.sound import SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Run:
    """Playing from sample `start` on at `speed` (-8 to 8, not 0) until an end of 0..`end`.

    With `loop`, samples (low, high), it wraps where it comes to the edge it runs towards; begun beyond that edge, it
    runs on to the end.
    """

    start: int
    speed: int
    end: int
    loop: tuple[int, int] | None = None

    @property
    def wraps(self) -> bool:
        """Whether it goes on for ever."""
        if self.loop is None:
            return False
        low, high = self.loop
        return low < high and (self.start < high if self.speed > 0 else self.start > low)

    def at(self, played: float) -> float:
        """The sample of the timeline heard or shown after `played` samples."""
        place = self.start + played * self.speed
        if self.loop is not None and self.wraps:
            low, high = self.loop
            if self.speed > 0 and place >= high:
                return low + (place - high) % (high - low)
            if self.speed < 0 and place < low:
                return high - (low - place) % (high - low)
        return min(max(place, 0), self.end)

    def is_over(self, played: float) -> bool:
        """Whether an end was reached."""
        place = self.start + played * self.speed
        return not self.wraps and (place <= 0 if self.speed < 0 else place >= self.end)

    def samples_ahead(self, played: int) -> int:
        """How many samples of the timeline follow, going forward, before it wraps or ends; 0 where it is over."""
        place = int(self.at(played))
        edge = self.loop[1] if self.loop is not None and self.wraps else self.end
        return max(0, edge - place)


def to_samples(seconds: float) -> int:
    """The sample nearest to a time."""
    return round(seconds * SAMPLE_RATE)
