"""Which mode which card gets, by the memory that is free on it."""

from __future__ import annotations

import pytest

from studio.episode.errors import StudioError
from studio.generate.flux.memory_modes import GIB, PROCESSOR, Card, MemoryMode, choose_mode

ADA, AMPERE, HOPPER, BLACKWELL = (8, 9), (8, 6), (9, 0), (12, 0)


def card(name: str, capability: tuple[int, int], free: float, total: float) -> Card:
    return Card(name, capability, int(free * GIB), int(total * GIB))


@pytest.mark.parametrize(("here", "auto", "bf16", "fp8"), [
    (card("H100", HOPPER, 78, 79.2), "bf16", "bf16", "fp8"),
    (card("RTX 5090", BLACKWELL, 30, 31.4), "bf16", "bf16", "fp8"),
    (card("RTX 4090", ADA, 22.5, 23.5), "bf16", "bf16", "fp8"),
    (card("RTX 4090 with a game open", ADA, 17, 23.5), "fp8", "bf16 offload", "fp8"),
    (card("RTX 4080", ADA, 15, 15.6), "fp8", "bf16 offload", "fp8"),
    (card("RTX 4070", ADA, 11, 11.7), "bf16 offload", "bf16 offload", "fp8 offload"),
    (card("RTX 4060", ADA, 7, 7.6), "bf16 offload", "bf16 offload", "fp8 offload"),
    (card("RTX 3090", AMPERE, 22.5, 23.6), "bf16", "bf16", "no"),
    (card("RTX 3090 with a game open", AMPERE, 17, 23.6), "bf16 offload", "bf16 offload", "no"),
    (card("RTX 3080", AMPERE, 9, 9.7), "bf16 offload", "bf16 offload", "no"),
], ids=lambda value: value.name if isinstance(value, Card) else "")
def test_each_card_gets_the_best_that_fits(here: Card, auto: str, bf16: str, fp8: str) -> None:
    assert [_chosen(here, wanted) for wanted in ("auto", "bf16", "fp8")] == [auto, bf16, fp8]


def test_a_card_too_small_is_told_what_is_needed() -> None:
    with pytest.raises(StudioError, match=r"GTX 1060 has 2\.7 GiB of memory free and this engine needs 4") as refused:
        choose_mode(card("GTX 1060", (6, 1), 2.7, 3), "auto")
    assert refused.value.kind == "missing"


def test_fp8_on_a_card_without_it_names_the_option() -> None:
    with pytest.raises(StudioError, match="RTX 3090 cannot multiply in fp8: set the option precision to bf16") as refused:
        choose_mode(card("RTX 3090", AMPERE, 22, 23.6), "fp8")
    assert refused.value.kind == "input"


def test_the_smaller_mode_keeps_the_precision_and_there_is_one_step_only() -> None:
    assert MemoryMode("bf16").smaller() == MemoryMode("bf16", offload=True)
    assert MemoryMode("fp8").smaller() == MemoryMode("fp8", offload=True)
    assert MemoryMode("fp8", offload=True).smaller() is None
    assert PROCESSOR.smaller() is None


def test_every_mode_has_words() -> None:
    labels = {mode.label for mode in (MemoryMode("bf16"), MemoryMode("bf16", offload=True), MemoryMode("fp8"), PROCESSOR)}
    assert labels == {"bf16, all on the card", "bf16, blocks visit the card one by one", "fp8, all on the card",
                      "fp32, on the processor"}


def _chosen(here: Card, wanted: str) -> str:
    try:
        mode = choose_mode(here, wanted)
    except StudioError as refused:
        return "no" if refused.kind == "input" else refused.message
    return f"{mode.precision}{' offload' if mode.offload else ''}"
