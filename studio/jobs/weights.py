"""The table of weights as it stands on this machine: what is here, what is missing, and what to run."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from studio.weights.catalog import CATALOG
from studio.weights.locate import fetch_steps, find_row
from studio.weights.weight_file import Sale, WeightFile, size_text


@dataclass(frozen=True, slots=True)
class WeightFinding:
    """One row: where it lies ("" where it is missing), its bytes, its licence and what that allows, who wants it.

    `steps` say in order what brings it, none where it is here; `unrecorded` counts the files without a published digest.
    """

    name: str
    title: str
    path: str
    size: int
    licence: str
    licence_address: str
    sale: Sale
    terms: str
    regions: str
    source: str
    wanted_by: tuple[str, ...]
    instead_of: str
    optional: bool
    otherwise: str
    unrecorded: int
    steps: tuple[str, ...]

    @property
    def here(self) -> bool:
        """Whether all of it is on this machine."""
        return bool(self.path)

    @property
    def size_text(self) -> str:
        """`33.7 GB`."""
        return size_text(self.size)

    def as_dict(self) -> dict[str, object]:
        """As the command line prints it."""
        return {**asdict(self), "here": self.here}


def look_for_weights() -> list[WeightFinding]:
    """All rows in the table's order, told by paths and sizes alone; never raises."""
    return [_finding(row) for row in CATALOG.values()]


def _finding(row: WeightFile) -> WeightFinding:
    path: Path | None = find_row(row)
    licence = row.licence
    return WeightFinding(
        row.name, row.title, str(path or ""), row.size, licence.name, licence.address, licence.sale, licence.terms,
        licence.regions, row.source.address, row.wanted_by, row.instead_of, row.optional, row.otherwise,
        sum(not part.sha256 for part in row.parts), () if path else tuple(fetch_steps(row)),
    )
