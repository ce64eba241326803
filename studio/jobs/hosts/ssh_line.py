"""The line to a host: the `ssh` that starts something there, and what its failures mean."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from studio.episode.errors import StudioError
from studio.jobs.hosts.host import Host, find_host
from studio.jobs.worker_client import LineLostError

CONNECT_S, ALIVE_S, ALIVE_COUNT = 10, 5, 3
"""A host answers within the first; a line that is silent for the product of the others is given up by `ssh`."""

FAILED_THERE = 97
"""What the remote shell ends with where the command failed: `ssh` itself ends with 255 where the line did."""
SSH_FAILED = 255

_OPTIONS = {
    "BatchMode": "yes",                 # no question that nobody would answer
    "ConnectTimeout": str(CONNECT_S),
    "ServerAliveInterval": str(ALIVE_S),
    "ServerAliveCountMax": str(ALIVE_COUNT),
    "ClearAllForwardings": "yes",       # no port is opened, whatever the person's configuration says
    "ForwardAgent": "no",
    "ForwardX11": "no",
    "ControlMaster": "no",              # a line of its own, that nobody else can cut
    "ControlPath": "none",
}


@dataclass(frozen=True, slots=True)
class SshLine:
    """The way to a host's workers."""

    to: Host

    @property
    def host(self) -> str:
        """The host's name."""
        return self.to.name

    def argv(self, words: Sequence[str]) -> list[str]:
        """What is started here to run the studio there with these words; no shell on this side."""
        options = [part for name, value in _OPTIONS.items() for part in ("-o", f"{name}={value}")]
        config = ["-F", self.to.ssh_config] if self.to.ssh_config else []
        return ["ssh", "-T", *config, *options, "--", self.to.target, " ".join(map(quoted, (*self.to.command, *words)))]

    def worker(self, name: str) -> list[str]:
        """A worker there that finishes what it accepted when the line breaks."""
        *ssh, command = self.argv(["worker", name, "--keep-going"])
        return [*ssh, f"{command} || exit {FAILED_THERE}"]

    def why_ended(self, exit_code: int | None, log_tail: str, *, stood: bool) -> StudioError | None:
        """What is to be said of a worker there that ended; None where it was no matter of the line.

        `exit_code` is that of `ssh`, negative where a signal ended it; `stood`: the worker had said hello.
        """
        line_failed = exit_code is None or exit_code < 0 or exit_code == SSH_FAILED
        if stood:
            return self._lost(log_tail) if line_failed else None
        return self.not_started(exit_code, log_tail)

    def garbage(self, log_tail: str) -> StudioError:
        """What is to be said where something else than a worker spoke first."""
        return StudioError("missing", f"On {self.host} something else speaks before the studio can: mostly a login shell "
                                      "that prints a greeting. Let its start files, such as ~/.bashrc there, print nothing "
                                      "where nobody looks on (`case $- in *i*) ;; *) return;; esac`).", log_tail)

    def not_started(self, exit_code: int | None, log_tail: str) -> StudioError:
        """Why nothing of ours speaks from there: the line, or the studio at its end."""
        if exit_code is None or exit_code < 0 or exit_code == SSH_FAILED:
            return self._not_reached(log_tail)
        return self._no_studio(log_tail)

    def _lost(self, log_tail: str) -> LineLostError:
        said = [line for line in log_tail.splitlines() if _SAID_BY_SSH.search(line)]
        return LineLostError("worker", f"The line to {self.host} was lost ({said[-1].strip() if said else 'ssh ended'}).",
                             log_tail)

    def _not_reached(self, log_tail: str) -> StudioError:
        """What only a person can mend is a StudioError; what may pass by itself a LineLostError."""
        for pattern, sentence in _TO_BE_MENDED:
            if pattern.search(log_tail):
                return StudioError("missing", self._filled(sentence), log_tail)
        return LineLostError("worker", f"{self.host} cannot be reached ({_last(log_tail)}). See that it is switched on and "
                                       f"lets ssh in: `ssh {self.to.target} true` must work without a question.", log_tail)

    def _no_studio(self, log_tail: str) -> StudioError:
        if re.search(r"No such option|No such command", log_tail):
            return StudioError("version", f"The studio on {self.host} is older than this one. Install the same version of "
                                          "the studio on both sides.", log_tail)
        return StudioError("missing", f"The studio could not be started on {self.host} with "
                                      f"`{' '.join(map(quoted, self.to.command))}`: {_last(log_tail)}. Install it there, or "
                                      f"say where it is: `studio hosts add {self.host} {self.to.target} --python "
                                      "/path/to/.venv/bin/python`.", log_tail)

    def _filled(self, sentence: str) -> str:
        return sentence.format(host=self.host, target=self.to.target,
                               computer=re.sub(r"^ssh://|:\d+$", "", self.to.target).rpartition("@")[2])


def line_to(name: str) -> SshLine:
    """The line to the host of that name; raises StudioError("missing") where there is none."""
    return SshLine(find_host(name))


def quoted(word: str) -> str:
    """A word as the remote shell reads it; a leading `~/` stays the home folder there."""
    return f"~/{shlex.quote(word[2:])}" if word.startswith("~/") and len(word) > 2 else shlex.quote(word)


def _last(log_tail: str) -> str:
    lines = [line.strip() for line in log_tail.splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else "it ended without a word"


_SAID_BY_SSH = re.compile(r"(?i)connection|disconnect|timeout|timed out|broken pipe")
_TO_BE_MENDED = (
    (re.compile("REMOTE HOST IDENTIFICATION HAS CHANGED"),
     "{host} shows another host key than the one this computer knows, as after a new installation, or where somebody is in "
     "between. If you know why, run `ssh-keygen -R {computer}` and `ssh {target}` once, and compare the key."),
    (re.compile("Host key verification failed|host key is known"),
     "This computer does not know the host key of {host} yet. Run `ssh {target}` once, compare the key, and answer yes."),
    (re.compile(r"Permission denied \(|Too many authentication failures"),
     "{host} does not let this computer in: it needs a key that asks for no password. Run `ssh-copy-id {target}` once, and "
     "`ssh-add` where the key has a passphrase."),
    (re.compile("Could not resolve hostname|Name or service not known"),
     "There is no computer of the name in {target}, by which {host} is reached. Check it, and the network; "
     "`studio hosts add {host} SSH-TARGET` changes it."),
    (re.compile("Can't open user config file"),
     "The ssh configuration that {host} is reached with cannot be opened. `studio hosts add {host} {target} --ssh-config "
     "FILE` names another."),
)
