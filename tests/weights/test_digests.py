"""Digests tell contents apart, not names."""

from __future__ import annotations

import hashlib
from pathlib import Path

from studio.weights.digests import sha256_of, short_digest


def test_it_is_the_sha256_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc" * 100_000)
    assert sha256_of(tmp_path / "a") == hashlib.sha256(b"abc" * 100_000).hexdigest()


def test_the_short_digest_follows_contents_and_order_only(tmp_path: Path) -> None:
    for name, data in (("a", b"1"), ("b", b"2"), ("c", b"1")):
        (tmp_path / name).write_bytes(data)
    a, b, c = (tmp_path / name for name in "abc")
    assert short_digest([a, b]) == short_digest([c, b])
    assert len({short_digest(files) for files in ([a], [b], [a, b], [b, a])}) == 4
    assert len(short_digest([a])) == 12
