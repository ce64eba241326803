"""What the doctor says of a machine with a card, told by a stand-in for the driver's own program."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from studio.jobs import doctor_gpu
from studio.jobs.doctor import examine, next_steps
from studio.jobs.doctor_gpu import FoundCard, gpu_findings, read_cards, torch_cuda_version
from studio.jobs.engines.added import AddedEngine, keep_engine
from studio.weights.catalog import catalog_row
from studio.weights.places import own_place
from tests.finish.engines.stand_ins import make_stand_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def driver_says(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, code: int = 0) -> None:
    program = folder / "nvidia-smi"
    program.write_text(f"#!/bin/sh\nprintf '%s\\n' '{text}'\nexit {code}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.parametrize(("card", "mode"), [
    ("NVIDIA H100, 570.1, 81559, 81000, 9.0", "bf16, all on the card"),
    ("NVIDIA GeForce RTX 5090, 570.1, 32607, 31890, 12.0", "bf16, all on the card"),
    ("NVIDIA GeForce RTX 4090, 570.1, 24564, 20000, 8.9", "fp8, all on the card"),
    ("NVIDIA GeForce RTX 3090, 570.1, 24564, 20000, 8.6", "bf16, blocks visit the card one by one"),
])
def test_the_memory_mode_is_the_engines_own_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, card: str,
                                                   mode: str) -> None:
    driver_says(tmp_path, monkeypatch, card)
    found = next(item for item in gpu_findings() if item.name == "GPU memory mode")
    assert found.works
    assert found.found.endswith(mode)


def test_a_full_card_is_told_to_be_freed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    driver_says(tmp_path, monkeypatch, "NVIDIA GeForce RTX 5090, 570.1, 32607, 900, 12.0")
    found = next(item for item in gpu_findings() if item.name == "GPU memory mode")
    assert not found.works
    assert "close what else uses the card" in found.mend


def test_cards_are_read_as_the_driver_names_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    driver_says(tmp_path, monkeypatch, "NVIDIA GeForce RTX 5090, 570.86.16, 32607, 31890, 12.0\n"
                                       "NVIDIA T4, 450.1, 15109, 15000, [N/A]")
    cards, trouble = read_cards()
    assert trouble == ""
    assert cards[0] == FoundCard("NVIDIA GeForce RTX 5090", "570.86.16", 32607, 31890, (12, 0))
    assert cards[1].capability == (0, 0)


@pytest.mark.parametrize(("text", "code"), [("NVIDIA-SMI has failed", 9), ("No devices were found", 0)])
def test_a_driver_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, code: int) -> None:
    driver_says(tmp_path, monkeypatch, text, code)
    found = next(iter(gpu_findings()))
    assert (found.name, found.works) == ("GPU", False)
    assert text in found.found
    assert "driver" in found.mend


@pytest.mark.parametrize(("driver", "cuda", "mends"), [
    ("565.57.01", (12, 8), ["570"]), ("570.86.16", (12, 6), ["force-reinstall"]), ("570.86.16", None, ["force-reinstall"]),
    ("580.95", (13, 0), []),
])
def test_an_rtx_50_needs_its_driver_and_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, driver: str,
                                              cuda: tuple[int, int] | None, mends: list[str]) -> None:
    driver_says(tmp_path, monkeypatch, f"NVIDIA GeForce RTX 5090, {driver}, 32607, 31890, 12.0")
    monkeypatch.setattr(doctor_gpu, "torch_cuda_version", lambda: cuda)
    monkeypatch.setattr(doctor_gpu, "installed_version", lambda _: "2.9")
    bad = [item for item in gpu_findings() if not item.works]
    assert len(bad) == len(mends)
    assert all(word in item.mend for word, item in zip(mends, bad, strict=True))


@pytest.mark.parametrize(("text", "cuda"), [
    ("__version__ = '2.9.1+cu128'\ncuda: Optional[str] = '12.8'\n", (12, 8)), ("cuda = '13.0'\n", (13, 0)),
    ("__version__ = '2.13.0+cpu'\ncuda: Optional[str] = None\n", None),
])
def test_torchs_build_is_read_without_importing_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str,
                                                   cuda: tuple[int, int] | None) -> None:
    (tmp_path / "torch").mkdir()
    (tmp_path / "torch" / "__init__.py").write_text("raise RuntimeError('imported')")
    (tmp_path / "torch" / "version.py").write_text(text)
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert torch_cuda_version() == cuda


def test_a_fresh_card_is_told_everything_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    driver_says(tmp_path, monkeypatch, "NVIDIA GeForce RTX 5090, 570.86.16, 32607, 31890, 12.0")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(doctor_gpu, "installed_version", lambda _: "")
    findings = examine()
    steps = next_steps(findings)
    wanted = ["fullmotion-studio[gpu]", "accept its terms there", "`hf auth login`",
              *(f"`studio weights fetch {name}`"
                for name in ("flux1-dev", "pulid-flux", "eva02-clip", "antelopev2", "face-parser")), "`studio doctor` again"]
    order = [next(place for place, step in enumerate(steps) if word in step) for word in wanted]
    assert order == sorted(order)
    assert len([step for step in steps if not step.startswith("free some space")]) == len(wanted)
    row = catalog_row("pulid-flux")
    own_place(row).mkdir(parents=True)
    with (own_place(row) / row.parts[0].path).open("wb") as file:
        file.truncate(row.size)
    assert "run `studio weights fetch pulid-flux`" not in next_steps(findings)


def test_without_a_card_nothing_heavy_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    findings = examine()
    assert next_steps(findings) == []
    assert {item.name for item in findings} >= {"weights flux1-dev", "weights yunet", "GPU", "torch"}


def test_an_engine_named_from_the_home_is_found_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = make_stand_in("mmaudio", tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    checkout, python = (f"~/{path.relative_to(tmp_path).as_posix()}" for path in (stand_in.checkout, stand_in.python))
    keep_engine(AddedEngine("mmaudio", checkout, python, "large_44k_v2"))
    assert [item.works for item in examine() if item.name == "engine mmaudio"] == [True]
