"""The `studio` command: subcommands loaded when used, and one place where every failure becomes a sentence."""

from __future__ import annotations

import json
import logging
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType
from typing import NoReturn

import click

from studio import __version__
from studio.episode.errors import StudioError

EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED = 1, 2, 130

COMMANDS: dict[str, tuple[str, str]] = {
    "make": ("studio.cli.make", "The whole job: source, identity and voice in, finished video out."),
    "demo": ("studio.cli.make", "Make the sample episode; needs nothing but this program."),
    "new": ("studio.cli.episodes", "Make an episode folder, empty or like another."),
    "import": ("studio.cli.episodes", "Bring source, references and voice into an episode."),
    "look": ("studio.cli.look", "Look at references and source: faces, how good, how alike, how turned."),
    "import-takes": ("studio.cli.episodes", "Take in pictures that were made elsewhere."),
    "generate": ("studio.cli.takes", "Make and score the takes that are missing."),
    "score": ("studio.cli.takes", "Score takes that this analyzer has not seen."),
    "review": ("studio.cli.takes", "List takes; accept, reject or clear them by frame."),
    "take": ("studio.cli.take", "One take: how it was made; choose it, or use its settings."),
    "reroll": ("studio.cli.takes", "Make further takes, with other seeds, of frames without a pick."),
    "strangers": ("studio.cli.strangers", "What an identity threshold costs, and whether strangers would pass it."),
    "undo": ("studio.cli.takes", "Take back the last decision or change of a threshold."),
    "redo": ("studio.cli.takes", "Carry out again what was undone."),
    "tracks": ("studio.cli.tracks", "Sounds beside the voice: list, add, set, remove; markers; the range to export."),
    "captions": ("studio.cli.captions", "Captions: import, export (SubRip, WebVTT), or hear them in the voice."),
    "loudness": ("studio.cli.loudness", "How loud a file is, or an episode's voice: LUFS, range, true peak."),
    "loop": ("studio.cli.loop", "How the loop runs: start, direction, hold; how much it moves."),
    "assemble": ("studio.cli.finish", "Join the picks into the loop."),
    "export": ("studio.cli.finish", "Write the finished video."),
    "stages": ("studio.cli.finish", "What each stage of finishing left; open one result alone."),
    "info": ("studio.cli.info", "What an episode, a render or a take is and how it was made."),
    "budget": ("studio.cli.info", "Forecast and measured time (and money) by stage."),
    "forecast": ("studio.cli.forecast", "What an episode would take with other presets, frames or voices, side by side."),
    "queue": ("studio.cli.queue", "Jobs over several episodes: list, add, run, move, remove, pause, resume."),
    "sweep": ("studio.cli.sweep", "Set presets against each other on the same frames, with a report."),
    "presets": ("studio.cli.presets", "List, show, make, export and import presets."),
    "hosts": ("studio.cli.hosts", "Other machines whose engines are used: add, list, test, remove."),
    "engines": ("studio.cli.engines", "Lip sync and Foley in environments of their own: list, add, test, remove."),
    "models": ("studio.cli.models", "Engines and analyzers: what works here, what lacks something, licences."),
    "weights": ("studio.cli.weights", "Model files: list, fetch, verify, import; sizes, licences, what they allow."),
    "selftest": ("studio.cli.selftest", "Four pictures by an engine, checked; a small file to send with a question."),
    "doctor": ("studio.cli.info", "What works here, what is missing, and what mends it."),
    "worker": ("studio.cli.worker", "Serve an engine or analyzer on standard input and output."),
}
ON_HOSTS = frozenset({"doctor", "models", "weights"})
"""Commands about a machine: with --host NAME they run there."""


class LazyGroup(click.Group):
    """Imports a subcommand's module when it is used, so that `--help` costs nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command = getattr(import_module(module), cmd_name.replace("-", "_") + "_command")
        assert isinstance(command, click.Command)
        if cmd_name in ON_HOSTS:
            from studio.cli.there import runs_there

            runs_there(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="studio")
def studio() -> None:
    """Full-Motion Studio: motion frames, a reference face and a voice in; a finished talking video out.

    Without a command the window opens; with nothing but the folder of an episode, it opens on that episode.
    """


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted."""
    as_json = "--json" in arguments
    _interrupt_on_signals()
    try:
        studio.main(args=list(arguments), prog_name="studio", standalone_mode=False, obj=list(arguments))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return EXIT_USAGE
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        return _fail("usage", error.format_message(), EXIT_USAGE, as_json=as_json)
    except StudioError as error:
        logging.getLogger(__name__).warning("%s: %s\n%s", error.kind, error.message, error.detail)
        code = EXIT_USAGE if error.kind == "usage" else EXIT_FAILED
        return _fail(error.kind, error.message, code, as_json=as_json)
    except (KeyboardInterrupt, click.Abort):
        message = "Stopped. Everything finished is kept; the same command goes on from here."
        return _fail("interrupted", message, EXIT_INTERRUPTED, as_json=as_json)
    except OSError as error:
        return _fail_unexpectedly(as_json=as_json) if error.filename is None else _fail_on_file(error, as_json=as_json)
    except Exception:  # noqa: BLE001  the last place where a traceback can become a sentence
        return _fail_unexpectedly(as_json=as_json)
    return 0


def _fail(kind: str, message: str, code: int, *, as_json: bool) -> int:
    click.echo(f"studio: {message}", err=True)
    if as_json:
        click.echo(json.dumps({"error": {"kind": kind, "message": message}}, ensure_ascii=True))
    return code


def _fail_on_file(error: OSError, *, as_json: bool) -> int:
    """What the operating system says of a file that nobody looked at before."""
    logging.getLogger(__name__).exception("a file")
    return _fail("disk", f"{error.filename}: {error.strerror}. Check the path and its permissions.", EXIT_FAILED,
                 as_json=as_json)


def _fail_unexpectedly(*, as_json: bool) -> int:
    """An error of ours: the traceback goes to the log, the person gets a sentence and its place."""
    from studio.episode.folders import log_folder

    logging.getLogger(__name__).exception("unexpected")
    kind, error, _ = sys.exc_info()
    message = (f"Something went wrong that the studio did not expect ({kind.__name__ if kind else '?'}: {error}). "
               f"Finished work is kept; the log in {log_folder()} has the details for a report.")
    return _fail("engine", message, EXIT_FAILED, as_json=as_json)


def _interrupt_on_signals() -> None:
    """SIGTERM and Windows' CTRL_BREAK end a command the way Ctrl+C does."""
    for name in ("SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise KeyboardInterrupt
