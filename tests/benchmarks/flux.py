"""`python -m tests.benchmarks.flux`: FLUX.1-dev with PuLID on the card that is here, at full size with random weights.

Random weights cost the same as the published ones. The reference is diffusers' `FluxImg2ImgPipeline` without PuLID, on the
same card, in the same run, with the same number of steps run. Ours are takes through the worker's protocol: frames of
1080x1920 as bytes there, previews and PNGs back, in a process that may use 31 GiB. `--only PART ...` measures some parts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tests.benchmarks.report import Line, finish

if TYPE_CHECKING:
    from tests.benchmarks.flux_parts.through_worker import Run

GIB: Final = 2**30
CAP_GIB: Final = 31.0
FRAMES: Final = 6
FRAMES_OF_LARGE: Final = 3
_INFORMATIVE: Final = float("inf")
_STEP_CACHE: Final = 1.0
_CANCEL_MS: Final = 150.0


class Stock:
    """The reference's figures, measured once when first wanted."""

    def __init__(self) -> None:
        self._told: Mapping[str, float] | None = None

    def __getitem__(self, name: str) -> float:
        if self._told is None:
            self._told = _part("stock", "A", "B", "C", "D")
        return self._told[name]


def main() -> None:
    """Measure, print, exit non-zero past a bound."""
    import torch

    if not torch.cuda.is_available():
        sys.exit("This benchmark needs an NVIDIA card, and none can be used here.")
    stock, lines, failed = Stock(), [], []
    for name in _chosen():
        try:
            more = _PARTS[name](stock)
            print(*(f"{line.name}: {line.ours:.4g} {line.unit}, reference {line.reference:.4g}" for line in more), sep="\n",
                  file=sys.stderr, flush=True)
            lines += more
        except (RuntimeError, OSError) as error:
            failed.append(f"{name}: {error}")
    print("\n".join(failed), file=sys.stderr)
    finish(f"FLUX.1-dev + PuLID on one {torch.cuda.get_device_name()}, seconds a frame through the worker", lines)


def _resident(precision: str, stock: Stock, gib: float, bound_d: float) -> list[Line]:
    told, cancelled = _through_worker({"precision": precision}, "DBAC")
    lines = [Line(f"{precision} {preset}, s a frame (stock eager)", run.frame, stock[f"eager {preset}"], "s",
                  bound_d if preset == "D" else _INFORMATIVE, absolute=True) for preset, run in told.items()]
    first = told["D"]
    return [
        *lines, Line(f"{precision} D (stock compiled)", first.frame, stock["compiled D"], "s", bound_d, absolute=True),
        Line(f"{precision}: memory at most (cap)", max(run.peak for run in told.values()) / GIB, CAP_GIB, "GiB", gib,
             absolute=True),
        Line(f"{precision}: from cancel to stopped (bound)", cancelled * 1000, _CANCEL_MS, "ms", _CANCEL_MS, absolute=True),
        Line(f"{precision}: loaded", first.load, first.load, "s", _INFORMATIVE, absolute=True),
        Line(f"{precision}: first picture after that (further)", first.first, first.frame, "s", _INFORMATIVE, absolute=True),
    ]


def _fp8(stock: Stock) -> list[Line]:
    return _resident("fp8", stock, 20.0, 0.45)


def _bf16(stock: Stock) -> list[Line]:
    return _resident("bf16", stock, CAP_GIB, _INFORMATIVE)


def _step_cache(stock: Stock) -> list[Line]:
    run = _through_worker({"precision": "fp8", "step_cache": _STEP_CACHE}, "D")[0]["D"]
    return [Line(f"fp8 D, step cache {_STEP_CACHE} (stock eager)", run.frame, stock["eager D"], "s", 0.25, absolute=True),
            Line("  of its steps left out (of 11)", run.left_out, 11, "", _INFORMATIVE, absolute=True)]


def _offload(stock: Stock) -> list[Line]:
    run = _through_worker({"precision": "fp8"}, "D", offload=True, frames=2)[0]["D"]
    return [Line("fp8 D, block by block (stock eager)", run.frame, stock["eager D"], "s", _INFORMATIVE, absolute=True),
            Line("fp8, block by block: memory at most (cap)", run.peak / GIB, CAP_GIB, "GiB", CAP_GIB, absolute=True)]


def _klein(stock: Stock) -> list[Line]:
    from tests.benchmarks.flux_parts.recipe import KLEIN
    from tests.benchmarks.flux_parts.through_worker import FluxWorker

    del stock
    reference, lines = _part("stock_klein"), []
    for precision in ("bf16", "fp8"):
        worker = FluxWorker({"precision": precision}, CAP_GIB, engine="klein")
        try:
            run = worker.make(KLEIN, FRAMES)
        finally:
            worker.close()
        lines += [
            Line(f"klein {precision}, references kept (stock eager)", run.frame, reference["eager"], "s", 0.22,
                 absolute=True),
            Line("  stock compiled", run.frame, reference["compiled"], "s", _INFORMATIVE, absolute=True),
            Line("  first picture after loading (loading)", run.first, run.load, "s", _INFORMATIVE, absolute=True),
            Line("  memory at most (cap)", run.peak / GIB, CAP_GIB, "GiB", CAP_GIB, absolute=True)]
    return lines


def _klein_forward(stock: Stock) -> list[Line]:
    del stock
    told = _part("klein_parts")
    return [
        *(_ms_line(f"klein {precision}: a forward, references kept (read)", told[f"{precision} references kept"],
                   told[f"{precision} with references"]) for precision in ("bf16", "fp8")),
        Line("klein fp8: error of the latents", told["fp8 error"], 1.0, "", _INFORMATIVE, absolute=True),
        Line("klein, references kept: change of the latents", told["kept change"], 1.0, "", _INFORMATIVE, absolute=True)]


def _forward(stock: Stock) -> list[Line]:
    del stock
    told = _part("parts")
    lines = []
    for precision in ("bf16", "fp8"):
        forward = told[f"{precision} forward 1"]
        floor = told[f"products {precision}"] + told["attention cuDNN"]
        lines += [
            _ms_line(f"{precision}: a forward (without PuLID)", forward, told[f"{precision} forward 1 plain"]),
            _ms_line(f"{precision}: a forward (products and attention alone)", forward, floor),
            _ms_line(f"{precision}: batch 2, a frame's forward (batch 1)", told[f"{precision} forward 2"], forward),
            _ms_line(f"{precision}: batch 4, a frame's forward (batch 1)", told[f"{precision} forward 4"], forward),
            Line(f"{precision}: rate of its products (bf16's)", told[f"rate {precision}"], told["rate bf16"], "TF",
                 _INFORMATIVE, absolute=True),
        ]
    return [
        *lines, _ms_line("attention by cuDNN, all blocks (flash)", told["attention cuDNN"], told["attention flash"]),
        _ms_line("autoencoder, there (stock)", told["encode"], told["stock encode"]),
        _ms_line("autoencoder, back (stock)", told["decode"], told["stock decode"]),
        Line("preview of a step (a forward in fp8)", told["preview"], told["fp8 forward 1"], "ms", 0.02),
        Line("fp8: error of the last latents (1: as large)", told["fp8 error"], 1.0, "", _INFORMATIVE, absolute=True),
    ]


def _ms_line(name: str, ours: float, reference: float) -> Line:
    return Line(name, ours, reference, "ms", _INFORMATIVE, absolute=True)


def _through_worker(options: Mapping[str, str | float], presets: str, *, offload: bool = False,
                    frames: int = FRAMES) -> tuple[dict[str, Run], float]:
    """One worker, each preset once; and seconds from a cancel to its end."""
    from tests.benchmarks.flux_parts.recipe import PRESETS
    from tests.benchmarks.flux_parts.through_worker import FluxWorker

    worker = FluxWorker(options, CAP_GIB, offload=offload)
    try:
        runs = {preset: worker.make(PRESETS[preset].settings(), FRAMES_OF_LARGE if preset in "AC" else frames)
                for preset in presets}
        return runs, worker.cancel(PRESETS[presets[-1]].settings())
    finally:
        worker.close()


def _part(name: str, *words: str) -> dict[str, float]:
    """What a part told, in a process of its own so that its memory is gone afterwards."""
    done = subprocess.run([sys.executable, "-m", f"tests.benchmarks.flux_parts.{name}", *words], capture_output=True,
                          text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name} ended with {done.returncode}: {done.stderr[-2000:]}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


_PARTS: Final[Mapping[str, Callable[[Stock], list[Line]]]] = {
    "fp8": _fp8, "bf16": _bf16, "step_cache": _step_cache, "klein": _klein, "forward": _forward, "offload": _offload,
    "klein_forward": _klein_forward,
}


def _chosen() -> Sequence[str]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(_PARTS), default=list(_PARTS))
    chosen: Sequence[str] = parser.parse_args().only
    return chosen


if __name__ == "__main__":
    main()
