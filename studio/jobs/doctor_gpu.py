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

from studio.jobs.finding import Finding

_FIELDS = "name,driver_version,memory.total,compute_cap"
_BLACKWELL = 12.0           # compute capability of RTX 50 cards
_BLACKWELL_CUDA = (12, 8)   # first CUDA that compiles for it; its release notes ask for driver 570
_BLACKWELL_DRIVER = 570
_FP8 = 8.9                  # first compute capability with fp8 matrix products (Ada)
_RESIDENT_GIB, _FP8_GIB = 40, 23.0      # a card sold as 24 GB shows a little less
_CUDA_WHEELS = "https://download.pytorch.org/whl/cu128"
_GPU_EXTRA = "pip install 'fullmotion-studio[gpu]'" + (      # Windows' plain torch has no CUDA
    f" --extra-index-url {_CUDA_WHEELS}" if sys.platform == "win32" else "")


@dataclass(frozen=True, slots=True)
class Card:
    """One NVIDIA card, as its driver tells; `compute` is the compute capability, 0 where an old driver does not say."""

    name: str
    driver: str
    memory_gib: float
    compute: float


def memory_mode(card: Card) -> str:
    """How FLUX.1-dev would be held on the card, in words."""
    if card.memory_gib >= _RESIDENT_GIB:
        return "bf16, everything resident"
    if card.memory_gib >= _FP8_GIB and card.compute >= _FP8:
        return "fp8, everything resident"
    return "group offload: slow, as weights move through the card for every picture"


def read_cards() -> tuple[list[Card], str]:
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


def _card_findings(card: Card) -> Iterator[Finding]:
    capability = f", compute capability {card.compute:g}" if card.compute else ""
    yield Finding("GPU", f"{card.name}, {card.memory_gib:.1f} GiB{capability}", works=True)
    old = card.compute >= _BLACKWELL and _leading(card.driver) < _BLACKWELL_DRIVER
    mend = f"install driver {_BLACKWELL_DRIVER} or newer: an RTX 50 card needs it" if old else ""
    yield Finding("GPU driver", card.driver, mend, works=not old)
    yield Finding("GPU memory mode", memory_mode(card), works=True)


def _torch(cards: list[Card]) -> Iterator[Finding]:
    for name in ("torch", "diffusers"):
        found = installed_version(name)
        yield Finding(name, found or "not installed", "" if found else _GPU_EXTRA, works=bool(found))
    if cards and installed_version("torch"):
        yield _torch_cuda(max(cards, key=lambda card: card.compute))


def _torch_cuda(card: Card) -> Finding:
    """Whether torch was built for the card's generation, read from torch's own file without importing it."""
    reinstall = f"pip install --force-reinstall torch --index-url {_CUDA_WHEELS}"
    cuda = torch_cuda_version()
    if cuda is None:
        return Finding("torch CUDA", "torch was built without CUDA and would not use the card", reinstall)
    if card.compute >= _BLACKWELL and cuda < _BLACKWELL_CUDA:
        return Finding("torch CUDA", f"built for CUDA {cuda[0]}.{cuda[1]}; an RTX 50 card needs 12.8 or newer", reinstall)
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


def _card(line: str) -> Card | None:
    """`NVIDIA GeForce RTX 5090, 570.86.16, 32607, 12.0`; the memory is in MiB."""
    words = [word.strip() for word in line.split(",")]
    if len(words) < 3 or not words[2].isdigit():
        return None
    compute = words[3] if len(words) > 3 else ""
    return Card(words[0], words[1], int(words[2]) / 1024, float(compute) if re.fullmatch(r"\d+\.\d+", compute) else 0.0)


def _leading(text: str) -> int:
    match = re.match(r"\d+", text)
    return int(match[0]) if match else 0
