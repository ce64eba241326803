"""The engine `flux-pulid`: FLUX.1-dev from the frame to the picture, with PuLID's identity."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import torch

from studio.generate.engine import EngineJob, Made, OnStep, StepPreview
from studio.generate.flux.autoencoder import SCALE_DOWN
from studio.generate.flux.denoise import denoise
from studio.generate.flux.devices import memory_in_use
from studio.generate.flux.flux_model import FluxModel, load_model
from studio.generate.flux.flux_options import FluxOptions, flux_options
from studio.generate.flux.latents import pack, unpack
from studio.generate.flux.model_engine import ModelEngine
from studio.generate.flux.modulations import Modulations, modulations
from studio.generate.flux.runner import Condition, FluxRunner
from studio.generate.flux.seeds import noise_generator
from studio.generate.flux.sigmas import noise_sigmas
from studio.generate.flux.step_watch import Coming, StepWatch
from studio.generate.placement import place

if TYPE_CHECKING:
    from torch import Tensor

    from studio.episode.picture import Picture
    from studio.episode.take_request import OptionValue, TakeSettings
    from studio.generate.flux.memory_modes import MemoryMode
    from studio.generate.flux.transformer import Identity

LoadModel: TypeAlias = Callable[[FluxOptions, "MemoryMode | None"], FluxModel]

PIXELS_A_TOKEN, LATENTS_A_TOKEN = 16, 4


class FluxPulidEngine(ModelEngine[FluxModel]):
    """Image to image with an identity. Every setting of a preset acts; options are those of `FluxOptions`."""

    name = "flux-pulid"
    label = "FLUX.1-dev + PuLID"
    revision = "1"

    def __init__(self, options: Mapping[str, OptionValue], load: LoadModel = load_model) -> None:
        """Raises StudioError("input") for options that cannot be used."""
        self.left_out = 0               # steps of the latest take that the step cache left out
        self._left_out_told = False
        self._options = flux_options(options)
        super().__init__(partial(load, self._options))
        self._runner: FluxRunner | None = None
        self._modulations: dict[tuple[object, ...], Modulations] = {}
        self._identities: dict[tuple[str, bool, float], Identity] = {}

    def _notices(self, model: FluxModel) -> Sequence[str]:
        return model.identities.notices

    def _forget(self) -> None:
        self._runner = None
        self._identities.clear()

    @torch.no_grad()
    def _make(self, job: EngineJob, on_step: OnStep) -> Made:
        model, settings = self._loaded(), job.request.settings
        sigmas = noise_sigmas(settings)
        placed, _ = place(job.frame, job.request.frame_landmarks, settings)
        frame = torch.from_numpy(placed).to(model.device, non_blocking=True)
        positive, negative = self._conditions(job, sigmas)
        noise, generator = self._noise(job)
        clean = pack(model.autoencoder.encode(frame, self._options.posterior, generator))
        height, width = settings.height // PIXELS_A_TOKEN, settings.width // PIXELS_A_TOKEN
        runner = self._runner_for(height, width)
        steps = len(sigmas) - 1
        memory = memory_in_use(model.device)
        watch = StepWatch(lambda step, picture: on_step(StepPreview(step + 1, steps, picture, memory=memory)))

        def on_latents(step: int, latents: Tensor) -> None:
            watch.queued(step, model.preview.picture(unpack(latents, height, width)))

        noised = (1 - sigmas[0]) * clean + sigmas[0] * noise
        made = denoise(runner, noised, sigmas, positive, negative, self._options.steering(settings.start_step), on_latents)
        self.left_out = made.left_out
        picture = Coming(model.autoencoder.decode(unpack(made.latents, height, width)))

        def finish() -> Picture:
            watch.finish()
            self._tell_left_out(made.left_out, steps, on_step)
            return picture.arrived()

        return finish

    def _tell_left_out(self, left_out: int, steps: int, on_step: OnStep) -> None:
        """Once a run, what the step cache does to it."""
        if self._options.step_cache > 0 and not self._left_out_told:
            self._left_out_told = True
            on_step(StepPreview(steps, steps, None,
                                note=f"The step cache left out {left_out} of {steps} steps of the first take."))

    def _conditions(self, job: EngineJob, sigmas: list[float]) -> tuple[Condition, Condition | None]:
        """What steers towards the prompt and, with true CFG, away from the negative one."""
        model, settings = self._loaded(), job.request.settings
        encoded = model.identities.encode(job.request.references, job.references)
        positive = self._condition(settings.prompt, settings, sigmas)
        towards = replace(positive, identity=self._identity(encoded.key, encoded.identity, settings.weight, nobody=False))
        if not self._options.steering(0).uses_negative:
            return towards, None
        negative = self._condition(settings.negative_prompt, settings, sigmas)
        nobody = self._identity(encoded.key, encoded.unconditional, settings.weight, nobody=True)
        return towards, replace(negative, identity=nobody)

    def _condition(self, prompt: str, settings: TakeSettings, sigmas: list[float]) -> Condition:
        model = self._loaded()
        encoded = model.prompts.encode(prompt, self._options.text_tokens)
        text, pooled = (tensor.to(model.device, model.dtype) for tensor in (encoded.text, encoded.pooled))
        known = (prompt, settings.guidance, tuple(sigmas))
        if known not in self._modulations:
            made = modulations(model.read, model.flux.sizes, sigmas[:-1] or [0.0], settings.guidance, pooled)
            self._modulations = {**dict(list(self._modulations.items())[-3:]), known: made}
        return Condition(text, self._modulations[known], None)

    def _identity(self, key: str, embedding: Tensor, weight: float, *, nobody: bool) -> Identity:
        model, known = self._loaded(), (key, nobody, weight)
        if known not in self._identities:
            made = model.flux.identity(embedding.to(model.device, model.dtype), weight)
            self._identities = {**dict(list(self._identities.items())[-1:]), known: made}
        return self._identities[known]

    def _noise(self, job: EngineJob) -> tuple[Tensor, torch.Generator]:
        """Noise in tokens, and what draws on."""
        model, settings = self._loaded(), job.request.settings
        generator = noise_generator(settings.seed, self._options.noise, job.request.frame_pixels)
        channels = model.flux.sizes.channels // LATENTS_A_TOKEN
        noise = torch.randn(1, channels, settings.height // SCALE_DOWN, settings.width // SCALE_DOWN, generator=generator)
        return pack(noise).to(model.device), generator

    def _runner_for(self, height: int, width: int) -> FluxRunner:
        if self._runner is None or (self._runner.height, self._runner.width) != (height, width):
            model, self._runner = self._loaded(), None
            graphs = model.device.type == "cuda" and not model.mode.offload
            self._runner = FluxRunner(model.flux, height, width, model.device, graphs=graphs, off_card=model.mode.offload)
        return self._runner
