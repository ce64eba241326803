"""A real `sshd` on the loopback address, of a test's own: its configuration, keys and port; nothing of the machine's."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

import psutil
import pytest

from studio.jobs.hosts.host import Host

PROJECT = Path(__file__).resolve().parents[3]
_SSHD = shutil.which("sshd", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin")))
_CONFIGURATION = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
PidFile {folder}/sshd.pid
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
MaxStartups 50
UsePAM no
StrictModes no
"""
_CLIENT = """
Host box
    HostName 127.0.0.1
    Port {port}
    User {user}
    IdentityFile {folder}/key
    IdentitiesOnly yes
    UserKnownHostsFile {folder}/known_hosts
    GlobalKnownHostsFile /dev/null
"""


@dataclass(frozen=True, slots=True)
class Sshd:
    """A running server. `config` is the client's configuration, which knows it as `box`; `home` is the studio's there."""

    process: subprocess.Popen[bytes]
    folder: Path
    home: Path

    @property
    def config(self) -> Path:
        """For `ssh -F`."""
        return self.folder / "ssh_config"

    def host(self, name: str = "box") -> Host:
        """This checkout's studio there, with a home of its own."""
        words = ("env", f"PYTHONPATH={PROJECT}", f"STUDIO_HOME={self.home}", sys.executable, "-m", "studio")
        return Host(name, "box", words, str(self.config))

    def sessions(self) -> list[psutil.Process]:
        """The processes that serve one connection each."""
        try:
            return [child for child in psutil.Process(self.process.pid).children() if child.status() != "zombie"]
        except psutil.NoSuchProcess:
            return []

    def stop(self) -> None:
        """End the server, and what it serves."""
        for process in (*self.sessions(), psutil.Process(self.process.pid)):
            process.kill()
        self.process.wait()


def clients() -> list[psutil.Process]:
    """The `ssh` processes that this one started."""
    return [child for child in psutil.Process().children(recursive=True) if child.name() == "ssh"]


@contextmanager
def running_sshd(folder: Path) -> Iterator[Sshd]:
    """Start one; skips the test where there is none on this machine."""
    if _SSHD is None or not shutil.which("ssh") or not shutil.which("ssh-keygen"):
        pytest.skip("needs sshd and ssh: apt-get install openssh-server openssh-client")
    folder.mkdir(parents=True)
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)      # where root's sshd separates its privileges
    for name in ("host_key", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    shutil.copy(folder / "key.pub", folder / "authorized_keys")
    port = _free_port()
    (folder / "sshd_config").write_text(_CONFIGURATION.format(port=port, folder=folder))
    (folder / "ssh_config").write_text(_CLIENT.format(port=port, folder=folder, user=getuser()))
    key = (folder / "host_key.pub").read_text()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {key}")
    process = subprocess.Popen([_SSHD, "-D", "-e", "-f", folder / "sshd_config"], stderr=(folder / "sshd.log").open("wb"))
    server = Sshd(process, folder, folder / "home")
    try:
        _wait_until_open(port, process, folder / "sshd.log")
        yield server
    finally:
        if process.poll() is None:
            server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_open(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"sshd does not listen: {log.read_text()}")
