"""The engine `klein`: FLUX.2 klein 4B, with the frame and the identity's pictures as references."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import torch

from studio.generate.counted_references import counted_references
from studio.generate.engine import EngineJob, Made, OnStep, StepPreview
from studio.generate.flux.denoise import euler_steps
from studio.generate.flux.devices import memory_in_use
from studio.generate.flux.latents import pack, unpack
from studio.generate.flux.model_engine import ModelEngine
from studio.generate.flux.seeds import noise_generator
from studio.generate.flux.step_watch import Coming, StepWatch
from studio.generate.klein.klein_model import KleinModel, load_klein
from studio.generate.klein.klein_options import KleinOptions, klein_options
from studio.generate.klein.modulations import SharedModulations, modulations
from studio.generate.klein.positions import Grid
from studio.generate.klein.reference_pictures import frame_reference, identity_picture
from studio.generate.klein.runner import KleinCondition, KleinRunner, KleinShapes
from studio.generate.klein.sigmas import klein_sigmas

if TYPE_CHECKING:
    from torch import Tensor

    from studio.episode.picture import Picture
    from studio.episode.take_request import OptionValue, ReferenceFace, TakeSettings
    from studio.generate.flux.memory_modes import MemoryMode

LoadKlein: TypeAlias = Callable[[KleinOptions, "MemoryMode | None"], KleinModel]

PIXELS_A_TOKEN = 16


class KleinEngine(ModelEngine[KleinModel]):
    """From noise to a picture under the prompt, with the frame as image 1 and the identity's pictures as image 2 and on.

    Prompt, size, fit, steps, seed act, and the options of `KleinOptions`. As klein is no image-to-image by noise and was
    distilled without guidance (diffusers' `Flux2KleinPipeline` passes guidance over, too), `denoise`, `schedule`,
    `weight`, `start_step`, `guidance` and the negative prompt do not. Of a reference's weight only counts whether it is
    above 0.
    """

    name = "klein"
    label = "FLUX.2 klein 4B"
    revision = "1"

    def __init__(self, options: Mapping[str, OptionValue], load: LoadKlein = load_klein) -> None:
        """Raises StudioError("input") for options that cannot be used."""
        self._options = klein_options(options)
        super().__init__(partial(load, self._options))
        self._runner: KleinRunner | None = None
        self._modulations: dict[tuple[float, ...], SharedModulations] = {}
        self._identities: dict[ReferenceFace, Tensor] = {}
        self._texts: dict[str, Tensor] = {}

    def _notices(self, _: KleinModel) -> list[str]:
        return [
            "klein starts from noise and looks at the frame and the reference pictures: it reads no denoise, schedule, "
            "weight, start step, guidance and negative prompt. It was made for 4 steps and runs all that a preset asks for.",
            *(["klein looks at its reference pictures in the first step only and remembers what it saw, which is quicker "
               "and changes pictures a little; the option keep_references = false ends that."]
              if self._options.keep_references else []),
        ]

    def _forget(self) -> None:
        self._runner = None
        for held in (self._modulations, self._identities, self._texts):
            held.clear()

    @torch.no_grad()
    def _make(self, job: EngineJob, on_step: OnStep) -> Made:
        model, settings = self._loaded(), job.request.settings
        picture = Grid(settings.height // PIXELS_A_TOKEN, settings.width // PIXELS_A_TOKEN)
        sigmas = klein_sigmas(settings.steps, picture.tokens)
        references = self._references(job)
        runner = self._runner_for(KleinShapes(picture, tuple(_grid(latents) for latents in references),
                                              self._options.keep_references))
        condition = self._condition(settings, sigmas, references)
        memory = memory_in_use(model.device)
        watch = StepWatch(lambda step, preview: on_step(StepPreview(step + 1, settings.steps, preview, memory=memory)))

        def on_latents(step: int, latents: Tensor) -> None:
            watch.queued(step, model.preview.picture(unpack(latents, *picture)))

        def velocity(latents: Tensor, step: int) -> Tensor:
            return runner.velocity(latents, condition, step)

        made = euler_steps(velocity, self._noise(job, picture), sigmas, on_latents)
        coming = Coming(model.autoencoder.decode(unpack(made, *picture)))

        def finish() -> Picture:
            watch.finish()
            return coming.arrived()

        return finish

    def _references(self, job: EngineJob) -> list[Tensor]:
        """Latents (1, 32, height / 8, width / 8) of the frame and of the identity's pictures."""
        model = self._loaded()
        frame = torch.from_numpy(frame_reference(job)).to(model.device, non_blocking=True)
        counted = counted_references(job.request.references, job.references)
        if not self._identities.keys() >= {face for face, _ in counted}:
            self._identities = {face: self._identity(face, picture, job.request.settings) for face, picture in counted}
        return [model.autoencoder.encode(frame, "mode", None), *(self._identities[face] for face, _ in counted)]

    def _identity(self, face: ReferenceFace, picture: Picture, settings: TakeSettings) -> Tensor:
        model = self._loaded()
        square = identity_picture(face, picture, self._options.reference_side, settings)
        return model.autoencoder.encode_once(torch.from_numpy(square).to(model.device))

    def _condition(self, settings: TakeSettings, sigmas: list[float], references: list[Tensor]) -> KleinCondition:
        model = self._loaded()
        if settings.prompt not in self._texts:
            encoded = model.prompts.encode(self._options.told(settings.prompt), self._options.text_tokens)
            self._texts = {settings.prompt: encoded.text.to(model.device, model.dtype)}
        known = tuple(sigmas)
        if known not in self._modulations:
            made = modulations(model.read, model.transformer.sizes, sigmas[:-1], model.device, model.dtype)
            self._modulations = {**dict(list(self._modulations.items())[-3:]), known: made}
        tokens = torch.cat([pack(latents) for latents in references], dim=1)
        return KleinCondition(self._texts[settings.prompt], self._modulations[known], tokens)

    def _noise(self, job: EngineJob, picture: Grid) -> Tensor:
        """Noise in tokens, drawn in the order in which diffusers draws it."""
        model = self._loaded()
        generator = noise_generator(job.request.settings.seed, self._options.noise, job.request.frame_pixels)
        drawn = torch.randn((1, model.transformer.sizes.channels, *picture), generator=generator)
        return drawn.flatten(2).transpose(1, 2).to(model.device)

    def _runner_for(self, shapes: KleinShapes) -> KleinRunner:
        if self._runner is None or self._runner.shapes != shapes:
            model, self._runner = self._loaded(), None
            graphs = model.device.type == "cuda" and not model.mode.offload
            self._runner = KleinRunner(model.transformer, shapes, model.device, graphs=graphs)
        return self._runner


def _grid(latents: Tensor) -> Grid:
    """Two by two latents are one token."""
    return Grid(latents.shape[2] // 2, latents.shape[3] // 2)
