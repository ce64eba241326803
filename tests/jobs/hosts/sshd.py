"""A real `sshd` on the loopback address, of a test's own: its configuration, keys and port; nothing of the machine's."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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


class Sshd:
    """A server that can be started, stopped and started again. `config` is the client's configuration, which knows it as
    `box`; `home` is the studio's home there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.config = folder / "ssh_config"
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True)
        for name in ("host_key", "key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        shutil.copy(folder / "key.pub", folder / "authorized_keys")
        (folder / "sshd_config").write_text(_CONFIGURATION.format(port=self.port, folder=folder))
        self.config.write_text(_CLIENT.format(port=self.port, folder=folder, user=getuser()))
        (folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {(folder / 'host_key.pub').read_text()}")

    def host(self, name: str = "box", words: tuple[str, ...] | None = None) -> Host:
        """This checkout's studio there, with a home of its own; or another command."""
        own = ("env", f"PYTHONPATH={PROJECT}", f"STUDIO_HOME={self.home}", sys.executable, "-m", "studio")
        return Host(name, "box", words or own, str(self.config))

    def sessions(self) -> list[psutil.Process]:
        """The processes that serve one connection each."""
        if self._process is None:
            return []
        return [child for child in psutil.Process(self._process.pid).children() if _is_alive(child)]

    def start(self) -> None:
        """Start it and wait until it listens."""
        assert _SSHD is not None
        log = self.folder / "sshd.log"
        with log.open("ab") as file:
            self._process = subprocess.Popen([_SSHD, "-D", "-e", "-f", self.folder / "sshd_config"], stderr=file)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"sshd does not listen: {log.read_text()}")

    def stop(self) -> None:
        """End it and its sessions, as a machine does that loses its network; when this returns, its port is free."""
        if self._process is not None:
            sessions = self.sessions()
            self._process.kill()
            self._process.wait()
            self._process = None
            for process in sessions:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            _wait_until_free(self.port)


def clients() -> list[psutil.Process]:
    """The `ssh` processes that this one started."""
    return [child for child in psutil.Process().children(recursive=True) if _is_alive(child) and child.name() == "ssh"]


@contextmanager
def running_sshd(folder: Path) -> Iterator[Sshd]:
    """Start one; skips the test where there is none on this machine."""
    if _SSHD is None or not shutil.which("ssh") or not shutil.which("ssh-keygen"):
        pytest.skip("needs sshd and ssh: apt-get install openssh-server openssh-client")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)      # where root's sshd separates its privileges
    server = Sshd(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_free(port: int) -> None:
    """A session that has just been started may hold it for a moment after the server's end."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError(f"port {port} does not become free")


def _is_alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    return False
