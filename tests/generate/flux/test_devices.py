"""What is said of the card a model runs on."""

from __future__ import annotations

import pytest
import torch

from studio.generate.flux import devices
from studio.generate.flux.devices import kernel_notices


@pytest.mark.parametrize(("device", "triton", "told"), [("cuda", False, True), ("cuda", True, False), ("cpu", False, False)])
def test_a_card_without_our_kernels_is_said(monkeypatch: pytest.MonkeyPatch, device: str, triton: bool, told: bool) -> None:
    monkeypatch.setattr(devices, "has_kernels", lambda: triton)
    assert any("pip install triton" in notice for notice in kernel_notices(torch.device(device))) is told
