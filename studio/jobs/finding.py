"""One thing that the doctor looked at."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `needed` ones stop an episode; the others only bring more."""

    name: str
    found: str
    mend: str = ""
    works: bool = False
    needed: bool = False

    def as_dict(self) -> dict[str, object]:
        """As the command line prints it."""
        return asdict(self)
