"""The person's hosts: what each is called, how `ssh` reaches it, and which command is the studio there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.folders import config_folder
from studio.jobs.personal_table import edited_table, read_table

HERE = "here"
"""In place of a host's name: this computer."""
STUDIO_COMMAND = ("studio",)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_TARGET = re.compile(r"[A-Za-z0-9_.@:\[\]/%+~-]{1,255}")


@dataclass(frozen=True, slots=True)
class Host:
    """A machine whose engines are used. `target` is what `ssh` is given: a host of `~/.ssh/config`, `user@computer` or
    `ssh://user@computer:port`; `command` are the words that start the studio there; `ssh_config` is a file instead of
    the person's own ssh configuration, "" for none."""

    name: str
    target: str
    command: tuple[str, ...] = STUDIO_COMMAND
    ssh_config: str = ""

    def as_dict(self) -> dict[str, object]:
        """As the command line prints it."""
        return {**asdict(self), "command": list(self.command)}


def hosts_path() -> Path:
    """Where hosts are kept; a TOML file that a person may edit."""
    return config_folder() / "hosts.toml"


def read_hosts() -> list[Host]:
    """All hosts, by name. Raises StudioError("input") where the file cannot be read as such."""
    path = hosts_path()
    table = read_table(path, "hosts", "box")
    return sorted((_host_from(name, values, path) for name, values in table.items()), key=lambda host: host.name)


def find_host(name: str) -> Host:
    """The host of that name; raises StudioError("missing") where there is none."""
    hosts = read_hosts()
    for host in hosts:
        if host.name == name:
            return host
    known = f"Known here: {', '.join(host.name for host in hosts)}." if hosts else "No host is known here yet."
    raise StudioError("missing", f"There is no host {name}. {known} `studio hosts add {name} SSH-TARGET` makes it known; "
                                 f"--host {HERE} works on this computer.")


def add_host(host: Host) -> None:
    """Keep a host, in place of one of the same name. Raises StudioError("input") for what `ssh` could not be given."""
    checked = _checked(host, "--python or --command")
    read_hosts()                # refuses a damaged file before it is written over
    with edited_table(hosts_path(), "hosts") as table:
        table[checked.name] = {name: value for name, value in checked.as_dict().items() if name != "name" and value}


def remove_host(name: str) -> None:
    """Forget a host; takes that it made stay."""
    find_host(name)
    with edited_table(hosts_path(), "hosts") as table:
        del table[name]


def _checked(host: Host, where: str) -> Host:
    if not _NAME.fullmatch(host.name) or host.name == HERE:
        raise StudioError("input", f"{host.name!r} cannot be the name of a host: use letters, digits, dots and dashes, "
                                   f"and not the word {HERE}.")
    if not _TARGET.fullmatch(host.target) or host.target.startswith("-"):
        raise StudioError("input", f"{host.target!r} is nothing that ssh can be given: write user@computer, "
                                   "ssh://user@computer:port, or a host of ~/.ssh/config.")
    if not host.command or not all(host.command) or any(set(word) & set("\0\n\r") for word in host.command):
        raise StudioError("input", f"The command of the host {host.name} must be words in one line; see {where}.")
    return host


def _host_from(name: str, values: object, path: Path) -> Host:
    if not isinstance(values, Mapping) or not isinstance(values.get("target"), str):
        raise StudioError("input", f'{path}: [hosts.{name}] needs a target, such as target = "me@box".')
    command, ssh_config = values.get("command", list(STUDIO_COMMAND)), values.get("ssh_config", "")
    if not _are_words(command) or not isinstance(ssh_config, str):
        raise StudioError("input", f"{path}: in [hosts.{name}], command must be a list of words and ssh_config a path.")
    return _checked(Host(name, values["target"], tuple(command), ssh_config), str(path))


def _are_words(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(word, str) for word in value)
