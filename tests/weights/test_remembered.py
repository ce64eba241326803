"""Digests of large files are computed once, and anew when the file changes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from studio.weights import remembered
from studio.weights.digests import sha256_of
from studio.weights.remembered import memory_path, remembered_sha256


def test_read_once_and_again_after_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []

    def counted(path: Path) -> str:
        read.append(path)
        return sha256_of(path)

    monkeypatch.setattr(remembered, "sha256_of", counted)
    file = tmp_path / "model.safetensors"
    file.write_bytes(b"one")
    assert remembered_sha256(file) == remembered_sha256(file) == hashlib.sha256(b"one").hexdigest()
    assert len(read) == 1
    file.write_bytes(b"two")
    os.utime(file, ns=(1, 1))
    assert remembered_sha256(file) == hashlib.sha256(b"two").hexdigest()
    assert len(read) == 2


def test_a_damaged_memory_costs_only_time(tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    file.write_bytes(b"one")
    memory_path().parent.mkdir(parents=True)
    memory_path().write_text("{")
    assert remembered_sha256(file) == hashlib.sha256(b"one").hexdigest()
