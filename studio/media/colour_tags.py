"""What a video says about its colours, and what is assumed where it says nothing.

Numbers and names: ITU-T H.273 (tables 2, 3 and 4), spelled as ffmpeg spells them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

UNSPECIFIED: Final = 2
FULL_RANGE: Final = 2      # ffmpeg's AVCOL_RANGE_JPEG; 1 is limited ("tv"), 0 not said

MATRICES: Final = {
    0: "gbr", 1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020nc", 10: "bt2020c",
}  # fmt: skip
PRIMARIES: Final = {
    1: "bt709", 4: "bt470m", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 8: "film", 9: "bt2020",
    10: "smpte428", 11: "smpte431", 12: "smpte432", 22: "jedec-p22",
}  # fmt: skip
TRANSFERS: Final = {
    1: "bt709", 4: "bt470m", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 8: "linear", 9: "log100", 10: "log316",
    11: "iec61966-2-4", 12: "bt1361e", 13: "iec61966-2-1", 14: "bt2020-10", 15: "bt2020-12",
    16: "smpte2084", 17: "smpte428", 18: "arib-std-b67",
}  # fmt: skip

HDR_TRANSFERS: Final = {"smpte2084": "PQ", "arib-std-b67": "HLG"}
WIDE_PRIMARIES: Final = frozenset({"bt2020", "smpte432"})

_SD_LINES = 576


@dataclass(frozen=True)
class ColourTags:
    """How a stream's numbers become colours, every field resolved."""

    matrix: str
    primaries: str
    transfer: str
    full_range: bool
    notices: tuple[str, ...] = ()

    @property
    def hdr(self) -> bool:
        """True for PQ and HLG."""
        return self.transfer in HDR_TRANSFERS

    @property
    def wide(self) -> bool:
        """True where the primaries reach well beyond bt709's and must be converted."""
        return self.hdr or self.primaries in WIDE_PRIMARIES


def resolve_tags(
    *, matrix: int, primaries: int, transfer: int, colour_range: int, pixel_format: str, is_rgb: bool, height: int
) -> ColourTags:
    """The stream's tags with the usual convention where one is missing.

    Untagged: matrix bt601 (smpte170m) up to 576 coded lines, bt709 above; limited range, except for RGB,
    grey and `yuvj` formats; primaries and transfer bt709 (bt2020's own where PQ or HLG says HDR).
    """
    transfer_name = TRANSFERS.get(transfer, "bt709")
    missing_primaries = "bt2020" if transfer_name in HDR_TRANSFERS else "bt709"
    primaries_name = PRIMARIES.get(primaries, missing_primaries)
    matrix_name, notices = _matrix(matrix, primaries_name, height, is_rgb=is_rgb)
    full = colour_range == FULL_RANGE or (colour_range == 0 and _full_by_nature(pixel_format, is_rgb=is_rgb))
    notices = (*notices, *_words(transfer_name, primaries_name))
    return ColourTags(matrix_name, primaries_name, transfer_name, full, notices)


def _matrix(number: int, primaries: str, height: int, *, is_rgb: bool) -> tuple[str, tuple[str, ...]]:
    if is_rgb:
        return "gbr", ()
    assumed = "bt2020nc" if primaries == "bt2020" else "smpte170m" if height <= _SD_LINES else "bt709"
    if number in MATRICES and number != 0:
        return MATRICES[number], ()
    if number in (0, UNSPECIFIED):
        return assumed, ()
    return assumed, (f"colour matrix number {number} is not known here: {assumed} is used, colours may be off",)


def _full_by_nature(pixel_format: str, *, is_rgb: bool) -> bool:
    return is_rgb or pixel_format.startswith(("yuvj", "gray", "ya", "mono", "pal8"))


def _words(transfer: str, primaries: str) -> tuple[str, ...]:
    if transfer in HDR_TRANSFERS:
        return (f"HDR ({HDR_TRANSFERS[transfer]}, {primaries}) is tone-mapped to SDR bt709",)
    if primaries in WIDE_PRIMARIES:
        return (f"wide colours ({primaries}) are brought to bt709, the most saturated ones are clipped",)
    return ()
