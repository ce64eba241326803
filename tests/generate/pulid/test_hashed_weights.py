"""The recipe for full-size weights gives the fixtures' own vectors, exactly."""

from __future__ import annotations

import json
from pathlib import Path

from tests.generate.pulid.hashed_weights import hashed, moments


def test_the_vectors_match(parity: Path) -> None:
    for vector in json.loads((parity / "hash_vectors.json").read_text())["vectors"]:
        values = hashed(vector["key"], vector["shape"], vector["mean"], vector["std"]).flatten()
        assert [*values[:4].tolist(), values[-1].item()] == [*vector["first4"], vector["last"]], vector["key"]


def test_the_rules_for_parameters_match(parity: Path) -> None:
    vectors = json.loads((parity / "hash_vectors.json").read_text())["vectors"]
    parameters = [vector for vector in vectors if "_full." not in vector["key"]]
    assert [moments(vector["key"], vector["shape"]) for vector in parameters] == [
        (vector["mean"], vector["std"]) for vector in parameters]
