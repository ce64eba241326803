"""Options of finishing that several commands share; what they say is kept in the episode."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from studio.episode.errors import StudioError
from studio.episode.files import named_path
from studio.episode.finish_rules import CAPTIONS_AS, GAPS, OFF, REFUSED_FRAMES, finish_setting
from studio.finish.targets import TARGETS
from studio.jobs.outputs import chosen_targets

Command = TypeVar("Command", bound=Callable[..., Any])

_FILES = ("caption_font", "certificate", "certificate_key", "publish_folder", "upscaler")
_SHORT = {"foley_gain_db": "--foley-gain", "duck_db": "--duck", "fade_in_s": "--fade-in", "fade_out_s": "--fade-out"}
"""Options whose names leave the unit out."""
_OPTIONS: Mapping[str, Callable[[Any], Any]] = {
    "targets": click.option("--target", "targets", metavar="NAMES",
                            help=f"What kinds of video, such as web,archive. There are: "
                                 f"{', '.join(target.key for target in TARGETS)}."),
    "gaps": click.option("--gaps", type=click.Choice(GAPS), help="Frames without a pick: passed over, the one before held, "
                                                                 "or in-between pictures."),
    "deflicker": click.option("--deflicker/--no-deflicker", default=None, help="Even out brightness from frame to frame."),
    "lip_sync": click.option("--lip-sync", metavar=f"draft|NAME|{OFF}", help="Built in, or by an engine that was added."),
    "lip_sync_refused": click.option("--refused-frames", "lip_sync_refused", type=click.Choice(REFUSED_FRAMES),
                                     help="Frames that the lip sync engine finds no face in."),
    "foley": click.option("--foley", metavar=f"draft|NAME|{OFF}", help="Built in, or by an engine that was added."),
    "foley_prompt": click.option("--foley-prompt", metavar="TEXT", help="What is to be heard."),
    "foley_avoid": click.option("--foley-avoid", metavar="TEXT", help="What is not to be heard."),
    "foley_seed": click.option("--foley-seed", type=int, metavar="N", help="Another one gives other sounds."),
    "foley_gain_db": click.option("--foley-gain", "foley_gain_db", type=float, metavar="DB", help="How loud they are."),
    "loudness": click.option("--loudness", metavar=f"LUFS|{OFF}", help="-14 for the web, -16 podcast, -23 broadcast; "
                                                                       f"{OFF}: as recorded."),
    "duck_db": click.option("--duck", "duck_db", type=float, metavar="DB",
                            help="How far Foley and music go down under the voice."),
    "captions_as": click.option("--captions", "captions_as", type=click.Choice(CAPTIONS_AS),
                                help="As a file beside the video, a track in it, or burned into the picture."),
    "caption_font": click.option("--caption-font", metavar=f"FILE|{OFF}",
                                 help=f"A font for captions that are burned in; {OFF}: the program's own."),
    "fade_in_s": click.option("--fade-in", "fade_in_s", type=float, metavar="S", help="Of the picture, from black."),
    "fade_out_s": click.option("--fade-out", "fade_out_s", type=float, metavar="S", help="Of the picture, to black."),
    "upscaler": click.option("--upscaler", metavar=f"FILE|{OFF}", help=f"Upscaler weights for larger targets; {OFF}: "
                                                                       "Lanczos."),
    "truth_marks": click.option("--marks/--no-marks", "truth_marks", default=None,
                                help="The signed manifest that says how the video was made."),
    "visible_credit": click.option("--credit/--no-credit", "visible_credit", default=None,
                                   help="A line in the picture that says it is generated."),
    "certificate": click.option("--certificate", metavar=f"PEM|{OFF}", help=f"Your own; {OFF}: a self-signed one."),
    "certificate_key": click.option("--certificate-key", metavar=f"PEM|{OFF}", help="The private key of the certificate."),
    "publish_folder": click.option("--publish", "publish_folder", metavar=f"DIR|{OFF}",
                                   help="Put video, poster, captions, report and a page that plays it there."),
}
"""By the setting's name in `EpisodeSettings`."""


def finish_options(command: Command) -> Command:
    """Everything that can be chosen between the loop and the audience."""
    for option in reversed(tuple(_OPTIONS.values())):
        command = option(command)
    return command


def finish_changes(values: Mapping[str, Any]) -> dict[str, object]:
    """The settings that were given, by name; the key goes where its certificate does. StudioError for a wrong value."""
    given = {name: _setting(name, values[name]) for name in _OPTIONS if values.get(name) is not None}
    return {"certificate_key": "", **given} if given.get("certificate") == "" else given


def _setting(name: str, value: object) -> object:
    if name == "targets":
        return ",".join(target.key for target in chosen_targets(str(value)))
    if name == "loudness":
        return finish_setting(name, _loudness(str(value)), "--loudness")
    if name in _FILES:
        return "" if value in ("", OFF) else str(named_path(Path.cwd(), str(value)))
    return finish_setting(name, value, _SHORT.get(name, f"--{name.replace('_', '-')}"))


def _loudness(text: str) -> float | None:
    if text == OFF:
        return None
    try:
        return float(text)
    except ValueError:
        raise StudioError("usage", f"--loudness is {text!r}; write LUFS such as -14, or {OFF}.") from None
