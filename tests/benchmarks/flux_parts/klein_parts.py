"""Forwards of klein at full size with random weights: `python -m tests.benchmarks.flux_parts.klein_parts [tiny]`.

Prints milliseconds of a forward with the references and of one that uses what was kept of them, the error of the last
latents in fp8, and how far they move where references are kept.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass

import torch
from torch import Tensor

from studio.generate.flux.denoise import euler_steps
from studio.generate.flux.devices import pick_device
from studio.generate.klein.klein_files import klein_shapes
from studio.generate.klein.modulations import modulations
from studio.generate.klein.positions import Grid
from studio.generate.klein.runner import KleinCondition, KleinRunner, KleinShapes
from studio.generate.klein.sigmas import klein_sigmas
from studio.generate.klein.transformer import KleinTransformer
from tests.benchmarks.flux_parts.random_klein import RandomKlein, RandomTensors

_STEPS, _ROUNDS, _TEXT = 4, 10, 512


@dataclass(frozen=True)
class Forwards:
    """Of one transformer, for a picture and two references."""

    transformer: KleinTransformer
    condition: KleinCondition
    picture: Grid
    references: tuple[Grid, ...]

    def runner(self, *, keep: bool) -> KleinRunner:
        """On the device of the condition."""
        device = self.condition.text.device
        shapes = KleinShapes(self.picture, self.references, keep)
        return KleinRunner(self.transformer, shapes, device, graphs=device.type == "cuda")

    def noise(self) -> Tensor:
        """The same every time."""
        shape = 1, self.picture.tokens, self.transformer.sizes.channels
        drawn = torch.randn(shape, generator=torch.Generator().manual_seed(1))
        return drawn.to(self.condition.text.device)

    def latents(self, *, keep: bool) -> Tensor:
        """The last of a picture."""
        runner = self.runner(keep=keep)
        return euler_steps(lambda latents, step: runner.velocity(latents, self.condition, step), self.noise(),
                           klein_sigmas(_STEPS, self.picture.tokens), lambda *_: None)

    def milliseconds(self, step: int) -> float:
        """Of a step, references being kept."""
        runner, noise = self.runner(keep=True), self.noise()
        for before in (0, step):
            runner.velocity(noise, self.condition, before)
        _wait()
        began = time.perf_counter()
        for _ in range(_ROUNDS):
            runner.velocity(noise, self.condition, step)
        _wait()
        return (time.perf_counter() - began) / _ROUNDS * 1000


@torch.no_grad()
def main() -> None:
    """Measure and print."""
    told, last = {}, {}
    for precision in ("bf16", "fp8"):
        forwards = _forwards(small=precision == "fp8")
        told[f"{precision} with references"] = forwards.milliseconds(0)
        told[f"{precision} references kept"] = forwards.milliseconds(1)
        last[precision] = forwards.latents(keep=False)
        if precision == "bf16":
            told["kept change"] = _error(forwards.latents(keep=True), last["bf16"])
        del forwards
    told["fp8 error"] = _error(last["fp8"], last["bf16"])
    print(json.dumps(told), flush=True)


def _forwards(*, small: bool) -> Forwards:
    model, device = RandomKlein.named(sys.argv), pick_device()
    tiny = "tiny" in sys.argv
    picture, references = (Grid(6, 4), (Grid(6, 4), Grid(4, 4))) if tiny else (Grid(48, 32), (Grid(48, 32), Grid(32, 32)))
    read = RandomTensors(klein_shapes(model.sizes), device, torch.bfloat16)
    sigmas = klein_sigmas(_STEPS, picture.tokens)
    tokens = torch.randn(1, sum(grid.tokens for grid in references), model.sizes.channels,
                         generator=torch.Generator().manual_seed(2))
    condition = KleinCondition(model.encode("a portrait", _TEXT).text.to(device, torch.bfloat16),
                               modulations(read, model.sizes, sigmas[:-1], device, torch.bfloat16), tokens.to(device))
    return Forwards(KleinTransformer(read, model.sizes, small=small).eval(), condition, picture, references)


def _error(ours: Tensor, reference: Tensor) -> float:
    return float((ours - reference).norm() / reference.norm())


def _wait() -> None:
    if torch.cuda.is_available():
        torch.cuda.synchronize()


if __name__ == "__main__":
    main()
