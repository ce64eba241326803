"""The kernels compute what plain torch says: in Triton's interpreter, and on a card where there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
import torch
from torch import Tensor

from studio.generate.flux import rows
from studio.generate.flux.rows import LARGEST_E4M3, Activation, Kept, Rows

ON_CARD = torch.cuda.is_available()
pytest.importorskip("triton", reason="Triton is not installed")
TOLERANCE = {False: 6e-3, True: 0.03 if ON_CARD else 0.08}      # the interpreter rounds 8-bit floats otherwise
BATCH, TOKENS, DIM, HEAD = 2, 7, 96, 16


class Given(NamedTuple):
    """Activations of a block, as it has them."""

    tokens: Tensor
    added: Tensor
    modulation: Tensor
    wide: Tensor
    norms: tuple[Tensor, Tensor]
    rope: tuple[Tensor, Tensor]


@pytest.fixture(scope="module")
def given() -> Given:
    torch.manual_seed(0)
    device = torch.device("cuda" if ON_CARD else "cpu")

    def drawn(*shape: int) -> Tensor:
        return torch.randn(*shape, dtype=torch.bfloat16).to(device)

    angles = torch.rand(TOKENS, HEAD // 2, device=device) * 6
    return Given(drawn(BATCH, TOKENS, DIM), drawn(BATCH, TOKENS, DIM), drawn(BATCH, 6, DIM) * 0.3,
                 drawn(BATCH, TOKENS, 7 * DIM), (drawn(HEAD).abs(), drawn(HEAD).abs()), (angles.cos(), angles.sin()))


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], tuple[Tensor, ...]]], None]:
    """Compares a function's results with kernels and without."""
    def compare(function: Callable[[], tuple[Tensor, ...]], *, small: bool = False) -> None:
        monkeypatch.setattr(rows, "_uses_kernels", lambda _: True)
        ours = function()
        monkeypatch.setattr(rows, "_uses_kernels", lambda _: False)
        for one, plain in zip(ours, function(), strict=True):
            assert one.shape == plain.shape
            assert float((one.float() - plain.float()).norm() / plain.float().norm()) < TOLERANCE[small]

    return compare


@pytest.mark.parametrize("small", [False, True])
def test_norms(given: Given, both: Callable[..., None], small: bool) -> None:
    shift, scale, gate = given.modulation.unbind(1)[:3]
    both(lambda: (_meant(rows.normed(given.tokens, shift, scale, small=small)),), small=small)

    def added() -> tuple[Tensor, ...]:
        sums, made = rows.added_and_normed(given.tokens, given.added, gate, shift, scale, small=small)
        return sums, _meant(made)

    both(added, small=small)


@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize("parts", ["both", "attended", "hidden"])
@pytest.mark.parametrize("activation", ["gelu", "swiglu"])
def test_joined(given: Given, both: Callable[..., None], small: bool, parts: str, activation: Activation) -> None:
    attended = given.tokens[:, 3:] if parts != "hidden" else None
    hidden = given.wide[:, 3:, 3 * DIM :] if parts != "attended" else None
    both(lambda: (_meant(rows.joined(attended, hidden, small=small, activation=activation)),), small=small)


def test_gated(given: Given, both: Callable[..., None]) -> None:
    both(lambda: (rows.gated(given.tokens, given.added, given.modulation[:, 2]),))


@pytest.mark.parametrize("split", [0, 3])
def test_heads_of_one_stream_and_of_two(given: Given, both: Callable[..., None], split: int) -> None:
    qkv, (one, two) = given.wide[..., : 3 * DIM], given.norms
    parts = [(qkv, (one, two))] if not split else [(qkv[:, :split], (one, two)), (qkv[:, split:], (two, one))]
    both(lambda: tuple(rows.joint_heads(parts, given.rope)))


@pytest.mark.parametrize("split", [0, 3])
def test_keys_and_values_behind_those_given_are_kept(given: Given, both: Callable[..., None], split: int) -> None:
    qkv, (one, two) = given.wide[..., : 3 * DIM], given.norms
    parts = [(qkv, (one, two))] if not split else [(qkv[:, :split], (one, two)), (qkv[:, split:], (two, one))]
    before = torch.unflatten(given.wide[:, :4, : 2 * DIM], -1, (2, -1, HEAD)).repeat(1, 3, 1, 1, 1).unbind(2)

    def kept() -> tuple[Tensor, ...]:
        room = Kept(before[0].clone(), before[1].clone())
        heads = rows.joint_heads(parts, given.rope, room)
        for mine, held, old in zip((heads.key, heads.value), room, before, strict=True):
            assert mine is held
            assert torch.equal(held[:, TOKENS:], old[:, TOKENS:])
            assert not torch.equal(held[:, :TOKENS], old[:, :TOKENS])
        alone = rows.joint_heads(parts, given.rope)
        assert torch.equal(heads.query, alone.query)
        assert torch.equal(heads.key[:, :TOKENS], alone.key)
        return tuple(heads)

    both(kept)


def test_weights_in_8_bits_keep_their_outputs_apart() -> None:
    weight = torch.randn(5, 32) * torch.tensor([1e-3, 1.0, 10.0, 300.0, 0.0])[:, None]
    small, scale = rows.small_weights(weight)
    back = small.float() * scale.t()
    assert float(small.float().abs().max()) <= LARGEST_E4M3
    assert torch.allclose(back, weight, rtol=0.07, atol=1e-5 * 300)


def _meant(made: Rows) -> Tensor:
    if made.scale is None:
        return made.values
    return made.values.float() * made.scale.reshape(*made.values.shape[:2], 1)
