"""Identities kept on disk by what they were made of: encoding takes seconds and gigabytes, reading a millisecond."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from studio.episode.files import write_atomically
from studio.episode.folders import cache_folder

_IDENTITY, _NOBODY, _DIGEST = "identity", "unconditional", "sha256"


@dataclass(frozen=True, slots=True, eq=False)
class EncodedIdentity:
    """What the adapters look at, float32 on the CPU; `key` is the same for the same content."""

    key: str
    identity: Tensor                # [1, 32, 2048]
    unconditional: Tensor           # the same shape, for the negative pass of true CFG


def identity_path(key: str) -> Path:
    """Where the identity of that key is kept."""
    return cache_folder() / "identities" / f"{key}.safetensors"


def keep_identity(encoded: EncodedIdentity) -> None:
    """Write it, whole or not at all. Raises StudioError("disk")."""
    digest = _digest(encoded.identity, encoded.unconditional)
    tensors = {_IDENTITY: encoded.identity, _NOBODY: encoded.unconditional}
    write_atomically(identity_path(encoded.key), save(tensors, {_DIGEST: digest}))


def kept_identity(key: str) -> EncodedIdentity | None:
    """The identity of that key, None where it was not kept or the file is not what was written."""
    try:
        with safe_open(identity_path(key), "pt") as file:
            identity, nobody = file.get_tensor(_IDENTITY), file.get_tensor(_NOBODY)
            digest = (file.metadata() or {}).get(_DIGEST)
    except (OSError, SafetensorError):
        return None
    return EncodedIdentity(key, identity, nobody) if digest == _digest(identity, nobody) else None


def _digest(*tensors: Tensor) -> str:
    digest = hashlib.sha256()
    for tensor in tensors:
        digest.update(f"{tensor.dtype} {tuple(tensor.shape)}\n".encode())
        digest.update(tensor.contiguous().view(torch.uint8).numpy().data)
    return digest.hexdigest()
