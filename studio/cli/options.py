"""Options that several commands share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from studio.episode.errors import StudioError
from studio.episode.settings import WHOSE_FACE
from studio.episode.thresholds import RULES, Thresholds, thresholds_from
from studio.jobs.hosts.host import HERE
from studio.jobs.inputs import ReferenceInput
from studio.jobs.make_episode import EpisodeChanges

Command = TypeVar("Command", bound=Callable[..., Any])
PATH = click.Path(path_type=Path)

json_option = click.option("--json", "as_json", is_flag=True,
                           help="Print one JSON object last on standard output, and nothing else there.")
episode_argument = click.argument("episode", type=PATH)
host_option = click.option("--host", metavar="NAME", help="The machine whose engine makes the takes, by its name in `studio "
                                                          f"hosts list`; {HERE}: this one. Kept in the episode.")


def input_options(command: Command) -> Command:
    """--identity, --face, --source, --voice, --frames, --whose-face, --face-note, --link."""
    for option in reversed((
        click.option("--identity", "identities", type=PATH, multiple=True, metavar="IMG",
                     help="Reference picture; repeat for several of the same person."),
        click.option("--face", "faces", type=int, multiple=True, metavar="N",
                     help="Which face of a reference counts (0 is the largest); repeat in the order of --identity."),
        click.option("--source", type=PATH, metavar="PATH", help="Video, or folder of pictures, that carries the motion."),
        click.option("--voice", type=PATH, metavar="AUDIO", help="The voice recording, any common format."),
        click.option("--frames", metavar="RANGE", help="Frames of the source: 50-99, 0-200:4, 7,9,50-"),
        click.option("--whose-face", type=click.Choice(WHOSE_FACE), help="Whose face the reference shows."),
        click.option("--face-note", metavar="TEXT", help="What to note of it, such as who consented, and when."),
        click.option("--link", is_flag=True, help="Leave the source where it is instead of copying it."),
    )):
        command = option(command)
    return command


def recipe_options(command: Command) -> Command:
    """--preset, --engine, --host, --seed, --analyzer, --face-pack, --fps and the thresholds."""
    options = [
        click.option("--preset", metavar="NAME|FILE", help="Preset by name, or a TOML file."),
        click.option("--engine", metavar="NAME", help="auto (the preset's own where it can run), draft, command ..."),
        host_option,
        click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Instead of the preset's own."),
        click.option("--analyzer", type=click.Choice(["auto", "insightface", "opencv-zoo", "builtin"]),
                     help="What finds and compares faces."),
        click.option("--face-pack", metavar="NAME|DIR", envvar="STUDIO_FACE_PACK", help="The insightface pack to use."),
        click.option("--fps", type=float, help="Frames a second of the render; 25 unless set."),
    ]
    options += [click.option(rule.option, f"limit_{rule.score}", type=float, metavar="X",
                             help=f"Threshold: {rule.label}.", hidden=rule.score not in ("det", "identity", "sharpness"))
                for rule in RULES]
    for option in reversed(options):
        command = option(command)
    return command


def changes_from(values: dict[str, Any], thresholds: Thresholds | None = None) -> EpisodeChanges:
    """What the shared options say; `thresholds` are those that single limits are changed on."""
    return EpisodeChanges(
        references=references_from(values.get("identities", ()), values.get("faces", ())),
        source=values.get("source"), voice=values.get("voice"), frames=values.get("frames"),
        preset=values.get("preset"), engine=values.get("engine"), host=values.get("host"),
        seed=values.get("seed"),
        analyzer=values.get("analyzer"), face_pack=_face_pack(values.get("face_pack")), fps=values.get("fps"),
        thresholds=_thresholds(values, thresholds or Thresholds()), link=bool(values.get("link")),
        whose_face=values.get("whose_face"), whose_face_note=values.get("face_note"),
    )


def _face_pack(name: str | None) -> str | None:
    """A path counts from the folder that the person is in."""
    from studio.weights.face_packs import pack_named_in

    return None if name is None else pack_named_in(Path.cwd(), name)


def references_from(identities: tuple[Path, ...], faces: tuple[int, ...]) -> list[ReferenceInput] | None:
    """Reference pictures with their counted faces; None where none were given."""
    if len(faces) > len(identities):
        raise StudioError("usage", f"--face was given {len(faces)} times for {len(identities)} pictures; give it at "
                                   "most once after each --identity.")
    padded = [*faces, *[None] * (len(identities) - len(faces))]
    return [ReferenceInput(path, face) for path, face in zip(identities, padded, strict=True)] or None


def _thresholds(values: dict[str, Any], before: Thresholds) -> Thresholds | None:
    given = {rule.score: values[f"limit_{rule.score}"] for rule in RULES if values.get(f"limit_{rule.score}") is not None}
    return thresholds_from({**before.as_dict(), **given}, "The thresholds") if given else None
