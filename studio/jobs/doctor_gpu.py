"""The card, its driver, torch's build for it, and how the FLUX engine would use its memory."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from studio.episode.errors import StudioError
from studio.generate.flux.memory_modes import Card, choose_mode
from studio.jobs.finding import Finding

_FIELDS = "name,driver_version,memory.total,memory.free,compute_cap"
_BLACKWELL = (12, 0)        # compute capability of RTX 50 cards
_BLACKWELL_CUDA = (12, 8)   # first CUDA that compiles for it; its release notes ask for driver 570
_BLACKWELL_DRIVER = 570
_GPU_EXTRA = "pip install 'fullmotion-studio[gpu]'"
_CUDA_TORCH = ("install torch with the line that https://pytorch.org/get-started/locally names for CUDA 12.8 or newer"
               if sys.platform == "win32" else "pip install --upgrade --force-reinstall torch")
"""Windows' plain torch has no CUDA."""


@dataclass(frozen=True, slots=True)
class FoundCard:
    """One NVIDIA card, as its driver tells; memory in MiB; `capability` is (0, 0) where an old driver does not say."""

    name: str
    driver: str
    total_mib: int
    free_mib: int
    capability: tuple[int, int]


def read_cards() -> tuple[list[FoundCard], str]:
    """All cards, and what the driver's program said instead where it named none ("" where there is no driver)."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return [], ""
    try:
        done = subprocess.run([program, f"--query-gpu={_FIELDS}", "--format=csv,noheader,nounits"], capture_output=True,
                              text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return [], f"nvidia-smi does not answer: {error}"
    cards = [card for line in done.stdout.splitlines() if (card := _card(line))] if done.returncode == 0 else []
    return cards, "" if cards else (done.stderr or done.stdout).strip() or "nvidia-smi names no card"


def gpu_findings() -> Iterator[Finding]:
    """The cards, the driver, the memory mode, and torch."""
    cards, trouble = read_cards()
    if trouble:
        yield Finding("GPU", trouble, "reinstall the driver of the card, then restart")
    elif not cards:
        yield Finding("GPU", "no NVIDIA driver found",
                      "with an NVIDIA card: install its driver, 570 or newer; draft works without a card")
    for card in cards:
        yield from _card_findings(card)
    yield from _torch(cards)


def _card_findings(card: FoundCard) -> Iterator[Finding]:
    capability = ".".join(map(str, card.capability))
    yield Finding("GPU", f"{card.name}, {card.total_mib / 1024:.1f} GiB, {card.free_mib / 1024:.1f} free, compute "
                         f"capability {capability if any(card.capability) else 'not told'}", works=True)
    old = card.capability >= _BLACKWELL and _leading(card.driver) < _BLACKWELL_DRIVER
    mend = f"install driver {_BLACKWELL_DRIVER} or newer: an RTX 50 card needs it" if old else ""
    yield Finding("GPU driver", card.driver, mend, works=not old)
    yield _memory_mode(card)


def _memory_mode(card: FoundCard) -> Finding:
    """How flux-pulid would use the card as it is now."""
    try:
        mode = choose_mode(Card(card.name, card.capability, card.free_mib << 20, card.total_mib << 20), "auto")
    except StudioError as error:
        return Finding("GPU memory mode", "not enough memory is free for flux-pulid", error.message)
    return Finding("GPU memory mode", f"flux-pulid would run in {mode.label}", works=True)


def _torch(cards: list[FoundCard]) -> Iterator[Finding]:
    for name in ("torch", "diffusers"):
        found = installed_version(name)
        yield Finding(name, found or "not installed", "" if found else _GPU_EXTRA, works=bool(found))
    if cards and installed_version("torch"):
        yield _torch_cuda(max(cards, key=lambda card: card.capability))


def _torch_cuda(card: FoundCard) -> Finding:
    """Whether torch was built for the card's generation, read from torch's own file without importing it."""
    cuda = torch_cuda_version()
    if cuda is None:
        return Finding("torch CUDA", "torch was built without CUDA and would not use the card", _CUDA_TORCH)
    if card.capability >= _BLACKWELL and cuda < _BLACKWELL_CUDA:
        return Finding("torch CUDA", f"built for CUDA {cuda[0]}.{cuda[1]}; an RTX 50 card needs 12.8 or newer",
                       _CUDA_TORCH)
    return Finding("torch CUDA", f"built for CUDA {cuda[0]}.{cuda[1]}", works=True)


def torch_cuda_version() -> tuple[int, int] | None:
    """The CUDA that the installed torch was built for; None for a build without, or where torch is not installed."""
    spec = find_spec("torch")
    places = spec.submodule_search_locations if spec else None
    if not places:
        return None
    path = Path(places[0]) / "version.py"
    match = re.search(r"^cuda\b[^=]*= *'(\d+)\.(\d+)", path.read_text(encoding="utf-8"), re.MULTILINE) if path.exists() \
        else None
    return (int(match[1]), int(match[2])) if match else None


def installed_version(distribution: str) -> str:
    """The version of an installed package, "" where it is not installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _card(line: str) -> FoundCard | None:
    """`NVIDIA GeForce RTX 5090, 570.86.16, 32607, 31890, 12.0`."""
    words = [word.strip() for word in line.split(",")]
    if len(words) < 4 or not (words[2].isdigit() and words[3].isdigit()):
        return None
    told = re.fullmatch(r"(\d+)\.(\d+)", words[4] if len(words) > 4 else "")
    return FoundCard(words[0], words[1], int(words[2]), int(words[3]), (int(told[1]), int(told[2])) if told else (0, 0))


def _leading(text: str) -> int:
    match = re.match(r"\d+", text)
    return int(match[0]) if match else 0
