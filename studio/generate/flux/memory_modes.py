"""How the model is kept on a card: which precision, and whether all of it stays there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from studio.episode.errors import StudioError

GIB: Final = 1 << 30
RESIDENT_BYTES: Final = {"bf16": 22 * GIB, "fp8": 14 * GIB, "nvfp4": 12 * GIB}
"""Free memory a mode needs: transformer with adapters (16.9 and 9.0 GiB), autoencoder, working memory up to 1024x1024;
`python -m tests.benchmarks.flux` prints the peaks. That of nvfp4 is arithmetic: it was never run on a card."""

KLEIN_BYTES: Final = {"bf16": 14 * GIB, "fp8": 11 * GIB}
"""The same for FLUX.2 klein: transformer (7.2 and 3.9 GiB), the references' keys and values (3 GiB at 1024x1024)."""

OFFLOAD_BYTES: Final = 4 * GIB
FP8_CAPABILITY: Final = (8, 9)      # Ada, Hopper and newer multiply 8-bit floats
NVFP4_CAPABILITY: Final = (12, 0)   # RTX 50

ModePrecision: TypeAlias = Literal["bf16", "fp8", "nvfp4", "fp32"]
OPTION = "precision"


@dataclass(frozen=True, slots=True)
class Card:
    """What decides: compute capability, memory in bytes that is free now, and in all."""

    name: str
    capability: tuple[int, int]
    free: int
    total: int


@dataclass(frozen=True, slots=True)
class MemoryMode:
    """`offload`: blocks wait in the machine's memory and visit the card one by one. Both give the same pictures."""

    precision: ModePrecision
    offload: bool = False

    @property
    def label(self) -> str:
        """As shown."""
        if self.precision == "fp32":
            return "fp32, on the processor"
        return f"{self.precision}, {'blocks visit the card one by one' if self.offload else 'all on the card'}"

    def smaller(self) -> MemoryMode | None:
        """What to go down to when memory runs out: the same precision, so that takes keep their keys; None below that."""
        alone = self.offload or self.precision in ("fp32", "nvfp4")
        return None if alone else MemoryMode(self.precision, offload=True)


PROCESSOR: Final = MemoryMode("fp32")


def choose_mode(card: Card, precision: str, resident: Mapping[str, int] = RESIDENT_BYTES) -> MemoryMode:
    """The best mode for `card`; `precision` is "auto", "bf16", "fp8" or "nvfp4", `resident` the free bytes each needs.

    "auto" takes bf16 where it fits, then fp8 where the card multiplies it, then bf16 block by block. Raises
    StudioError("missing") where nothing fits, "input" for fp8 or nvfp4 on a card that has none.
    """
    if precision == "nvfp4":
        return _nvfp4(card, resident["nvfp4"])
    if precision == "fp8" and card.capability < FP8_CAPABILITY:
        raise StudioError("input", f"{card.name} cannot multiply in fp8: set the option {OPTION} to bf16 in the preset.")
    wanted: list[ModePrecision] = ["bf16"] if precision == "bf16" else ["fp8"] if precision == "fp8" else ["bf16", "fp8"]
    able = [each for each in wanted if each != "fp8" or card.capability >= FP8_CAPABILITY]
    for each in able:
        if card.free >= resident[each]:
            return MemoryMode(each)
    if card.free >= OFFLOAD_BYTES:
        return MemoryMode(able[0], offload=True)
    raise StudioError("missing", f"{card.name} has {card.free / GIB:.1f} GiB of memory free and this engine needs "
                                 f"{OFFLOAD_BYTES / GIB:.0f}: close what else uses the card.")


def _nvfp4(card: Card, needed: int) -> MemoryMode:
    """Only where it is asked for, and all on the card."""
    if card.capability < NVFP4_CAPABILITY:
        raise StudioError("input", f"{card.name} is no RTX 50 and cannot multiply in NVFP4: set the option {OPTION} to fp8 "
                                   "or bf16 in the preset.")
    if card.free < needed:
        raise StudioError("missing", f"{card.name} has {card.free / GIB:.1f} GiB of memory free and NVFP4 needs "
                                     f"{needed / GIB:.0f}: close what else uses the card.")
    return MemoryMode("nvfp4")
