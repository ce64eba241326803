"""The engine flux-pulid with weights of a tiny size: every setting acts, and what goes wrong is said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from safetensors.torch import save_file  # noqa: E402

from studio.episode.errors import StudioError  # noqa: E402
from studio.episode.picture import Picture  # noqa: E402
from studio.episode.take_request import OptionValue, TakeSettings  # noqa: E402
from studio.generate.engine import Cancelled, StepPreview  # noqa: E402
from studio.generate.flux.flux_model import FluxModel, load_model  # noqa: E402
from studio.generate.flux.flux_options import FluxOptions  # noqa: E402
from studio.generate.flux.memory_modes import MemoryMode  # noqa: E402
from studio.generate.flux_pulid import FluxPulidEngine  # noqa: E402
from tests.generate.people import ASTRONAUT_POINTS, collect, job, mirrored, nothing  # noqa: E402

SETTINGS = TakeSettings("flux-pulid", prompt="a b", negative_prompt="b", width=64, height=96, steps=4)
GENTLE = replace(SETTINGS, denoise=0.2)      # much of the frame is left
TOKENS: dict[str, OptionValue] = {"text_tokens": 64}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def tiny(private_home: Path, home: Path, tiny_weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Identity and prompts are encoded once for all tests here."""
    assert private_home != home
    monkeypatch.setenv("STUDIO_HOME", str(home))
    monkeypatch.setenv("STUDIO_FLUX_WEIGHTS", str(tiny_weights))
    monkeypatch.setenv("STUDIO_DEVICE", "cpu")


def engine(load: Callable[[FluxOptions, MemoryMode | None], FluxModel] = load_model,
           **options: OptionValue) -> FluxPulidEngine:
    loaded = FluxPulidEngine({**TOKENS, **options}, load)
    loaded.load()
    return loaded


def picture(of: FluxPulidEngine, frame: Picture, settings: TakeSettings = SETTINGS,
            on_step: Callable[[StepPreview], None] = nothing) -> Picture:
    made = of.make(job(frame, None, [(frame, ASTRONAUT_POINTS, 1.0)], settings), on_step)
    assert callable(made)
    return made().copy()


def test_the_same_job_gives_the_same_picture_in_whatever_order(astronaut: Picture) -> None:
    one, other = engine(), engine()
    first = picture(one, astronaut)
    picture(other, astronaut, replace(SETTINGS, seed=7, width=96, height=64))
    assert np.array_equal(picture(other, astronaut), first)
    assert first.shape == (96, 64, 3)


CHANGES = {
    "seed": replace(SETTINGS, seed=7), "steps": replace(SETTINGS, steps=6), "denoise": replace(SETTINGS, denoise=0.4),
    "schedule": replace(SETTINGS, schedule="diffusers"), "guidance": replace(SETTINGS, guidance=1.0),
    "weight": replace(SETTINGS, weight=0.0), "prompt": replace(SETTINGS, prompt="b"),
    "fit": replace(GENTLE, fit="contain"), "start_step": replace(SETTINGS, start_step=2),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_setting_acts(astronaut: Picture, name: str) -> None:
    made, base = engine(), GENTLE if name == "fit" else SETTINGS
    assert not np.array_equal(picture(made, astronaut, base), picture(made, astronaut, CHANGES[name]))


@pytest.mark.parametrize("options", [{"posterior": "sample"}, {"noise": "frame"}, {"true_cfg": 4.0}, {"text_tokens": 128}],
                         ids=str)
def test_every_option_acts(astronaut: Picture, options: dict[str, OptionValue]) -> None:
    given: tuple[dict[str, OptionValue], ...] = ({}, options, options)
    plain, changed, again = (picture(engine(load_model, **each), astronaut, GENTLE) for each in given)
    assert not np.array_equal(plain, changed)
    assert np.array_equal(changed, again)


def test_without_denoise_it_is_the_frame_through_the_autoencoder(astronaut: Picture) -> None:
    told: list[StepPreview] = []
    made = engine()
    plain = picture(made, astronaut, replace(SETTINGS, denoise=0.0), collect(told))
    assert told == []
    assert np.array_equal(plain, picture(made, astronaut, replace(SETTINGS, denoise=0.0, seed=7, weight=0.0)))


def test_without_weight_or_before_the_start_step_the_reference_does_not_matter(astronaut: Picture) -> None:
    other, points = mirrored(astronaut, ASTRONAUT_POINTS)
    made = engine()

    def of(reference: Picture, settings: TakeSettings) -> Picture:
        at = points if reference is other else ASTRONAUT_POINTS
        done = made.make(job(astronaut, None, [(reference, at, 1.0)], settings), nothing)
        assert callable(done)
        return done().copy()

    never, nothing_of_it = replace(SETTINGS, start_step=4), replace(SETTINGS, weight=0.0)
    assert not np.array_equal(of(astronaut, SETTINGS), of(other, SETTINGS))
    assert np.array_equal(of(astronaut, never), of(other, never))
    assert np.array_equal(of(astronaut, nothing_of_it), of(other, nothing_of_it))
    assert np.array_equal(of(astronaut, never), of(astronaut, nothing_of_it))


@pytest.mark.parametrize(("noise", "alike"), [("same", True), ("frame", False)])
def test_the_noise_of_two_frames(astronaut: Picture, noise: str, alike: bool) -> None:
    made = engine(noise=noise)
    other = np.ascontiguousarray(astronaut[::-1])
    only_noise = replace(SETTINGS, denoise=1.0)
    assert np.array_equal(picture(made, astronaut, only_noise), _of_frame(made, other, astronaut, only_noise)) == alike


def test_the_negative_prompt_acts_only_with_true_cfg(astronaut: Picture) -> None:
    other = replace(SETTINGS, negative_prompt="a a")
    plain, steered = engine(), engine(true_cfg=4.0)
    assert np.array_equal(picture(plain, astronaut), picture(plain, astronaut, other))
    assert not np.array_equal(picture(steered, astronaut), picture(steered, astronaut, other))


def test_every_step_is_told_with_a_picture_of_one_pixel_a_latent(astronaut: Picture) -> None:
    told: list[StepPreview] = []
    picture(engine(), astronaut, on_step=collect(told))
    assert [(each.step, each.steps) for each in told] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert {each.picture.shape for each in told if each.picture is not None} == {(12, 8, 3)}
    assert not any(each.note for each in told)


def test_what_the_step_cache_left_out_is_said_once(astronaut: Picture) -> None:
    told: list[StepPreview] = []
    made = engine(step_cache=1.0)
    for _ in range(2):
        picture(made, astronaut, on_step=collect(told))
    assert [each.note for each in told if each.note] == ["The step cache left out 3 of 4 steps of the first take."]


def test_a_cancel_ends_between_two_steps(astronaut: Picture) -> None:
    told: list[int] = []

    def cancel(step: StepPreview) -> None:
        told.append(step.step)
        raise Cancelled

    made = engine()
    with pytest.raises(Cancelled):
        picture(made, astronaut, on_step=cancel)
    assert told == [1]
    assert np.array_equal(picture(made, astronaut), picture(engine(), astronaut))


def test_a_lora_enters_picture_and_key(astronaut: Picture, tmp_path: Path) -> None:
    file = tmp_path / "style.safetensors"
    name = "transformer.transformer_blocks.0.attn.to_out.0"
    dim = engine()._loaded().flux.sizes.dim
    save_file({f"{name}.lora_A.weight": torch.ones(2, dim), f"{name}.lora_B.weight": torch.ones(dim, 2)}, file)
    plain, styled = engine(), engine(lora=str(file))
    assert not np.array_equal(picture(plain, astronaut), picture(styled, astronaut))
    added = set(styled.describe().weights) - set(plain.describe().weights)
    assert [weight.rpartition("/")[2] for weight, _ in added] == ["style.safetensors"]


class CrampedCard:
    """Loads the tiny model as on a card whose memory runs out in some modes."""

    def __init__(self, *too_large: MemoryMode) -> None:
        self.loaded: list[MemoryMode] = []
        self._too_large = too_large

    def __call__(self, options: FluxOptions, mode: MemoryMode | None) -> FluxModel:
        mode = mode or MemoryMode("bf16")
        self.loaded.append(mode)
        model = replace(load_model(options), mode=mode)
        if mode in self._too_large:
            model.flux.register_forward_pre_hook(_out_of_memory)
        return model


def _out_of_memory(*_: object) -> NoReturn:
    raise torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB")


def test_out_of_memory_goes_on_block_by_block(astronaut: Picture) -> None:
    card = CrampedCard(MemoryMode("bf16"))
    told: list[StepPreview] = []
    made = engine(card)
    small = picture(made, astronaut, on_step=collect(told))
    assert card.loaded == [MemoryMode("bf16"), MemoryMode("bf16", offload=True)]
    assert [each.note for each in told if each.note] == [
        "The card's memory ran out: going on in bf16, blocks visit the card one by one."]
    assert np.array_equal(small, picture(engine(), astronaut))
    assert made.describe().precision == "bf16"
    picture(made, astronaut, replace(SETTINGS, seed=7))
    assert len(card.loaded) == 2


def test_out_of_memory_with_nothing_smaller_left(astronaut: Picture) -> None:
    made = engine(CrampedCard(MemoryMode("bf16"), MemoryMode("bf16", offload=True)))
    with pytest.raises(StudioError, match="memory does not suffice for this size, also block by block") as refused:
        picture(made, astronaut)
    assert refused.value.kind == "engine"
    assert "Tried to allocate" in refused.value.detail


def test_what_is_told_when_it_has_loaded(tiny_weights: Path) -> None:
    assert (tiny_weights / "flux1-dev").is_dir()
    loaded = FluxPulidEngine(TOKENS)
    mode, parser = loaded.load()
    assert mode == "flux-pulid runs in fp32, on the processor."
    assert parser.startswith("The face parser is not here")
    facts = loaded.describe()
    assert (facts.precision, facts.device) == ("fp32", "cpu")
    assert all(len(digest) == 64 for _, digest in facts.weights)
    assert {"transformer", "vae"} <= {name.partition("/")[0] for name, _ in facts.weights}


def test_weights_of_ones_own_that_are_not_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STUDIO_FLUX_WEIGHTS", str(tmp_path))
    with pytest.raises(StudioError, match=r"transformer is not there: \$STUDIO_FLUX_WEIGHTS must name a folder") as refused:
        engine()
    assert refused.value.kind == "missing"


def test_out_of_memory_while_loading() -> None:
    with pytest.raises(StudioError, match=r"ran out while flux-pulid was loaded\. .*\$STUDIO_MEMORY to offload") as refused:
        engine(lambda _, __: _out_of_memory())
    assert refused.value.kind == "engine"


@pytest.mark.parametrize("part", ["vae", "text_encoder", "text_encoder_2", "transformer"])
def test_a_damaged_part_is_named(astronaut: Picture, tiny_weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                 part: str) -> None:
    shutil.copytree(tiny_weights, tmp_path / "w")
    monkeypatch.setenv("STUDIO_FLUX_WEIGHTS", str(tmp_path / "w"))
    file, = (tmp_path / "w" / "flux1-dev" / part).glob("*.safetensors")
    file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(StudioError) as refused:
        picture(engine(), astronaut)
    assert refused.value.kind == "damaged"
    assert "flux1-dev" in refused.value.message


def test_a_part_that_is_not_there_is_named(tiny_weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(tiny_weights, tmp_path / "w")
    monkeypatch.setenv("STUDIO_FLUX_WEIGHTS", str(tmp_path / "w"))
    shutil.rmtree(tmp_path / "w" / "flux1-dev" / "vae")
    with pytest.raises(StudioError, match=r"The autoencoder in .*vae cannot be loaded"):
        engine()


def test_no_card_and_no_such_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_DEVICE", "tpu")
    with pytest.raises(StudioError, match=r"\$STUDIO_DEVICE must be cpu or cuda, not tpu"):
        engine()
    monkeypatch.delenv("STUDIO_DEVICE")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(StudioError, match="needs an NVIDIA card") as refused:
        engine()
    assert refused.value.kind == "missing"


def test_asked_before_it_was_loaded(astronaut: Picture) -> None:
    with pytest.raises(StudioError, match="before it was loaded"):
        picture(FluxPulidEngine(TOKENS), astronaut)


def _of_frame(made: FluxPulidEngine, frame: Picture, reference: Picture, settings: TakeSettings) -> Picture:
    done = made.make(job(frame, None, [(reference, ASTRONAUT_POINTS, 1.0)], settings), nothing)
    assert callable(done)
    return done().copy()
