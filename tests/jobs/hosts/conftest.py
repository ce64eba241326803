"""A host that is this machine, over a real ssh."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.jobs.hosts.host import Host, add_host
from tests.jobs.hosts.sshd import Sshd, running_sshd


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[Sshd]:
    """A server of this test's own."""
    with running_sshd(tmp_path / "sshd") as server:
        yield server


@pytest.fixture
def box(sshd: Sshd, private_home: Path) -> Host:
    """That machine, known as the host `box`."""
    del private_home
    add_host(sshd.host())
    return sshd.host()
