"""The engine `command`: the person's own script, checked for what it makes."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError
from studio.episode.nearest import suggestion
from studio.generate.command_template import fill, parse_template, script_digest
from studio.generate.engine import EngineFacts, EngineJob, OnStep, StepPreview
from studio.generate.placement import place
from studio.generate.schedule import steps_run
from studio.generate.script_process import last_lines, run_script
from studio.media.pictures import encode_png, read_picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.episode.picture import Picture
    from studio.episode.take_request import OptionValue, TakeSettings

OPTIONS = ("command", "folder", "timeout")
TIMEOUT_S = 1800.0


class CommandEngine:
    """Runs the option `command` once a take: a template of program and arguments, started without a shell.

    Options: `command`; `folder`, where it runs and relative names start (default: where the studio was started);
    `timeout` in seconds (default 1800, 0: none). The script gets the frame already at the settings' size and
    writes one picture of that size to {out}. Raises StudioError("input") for options that cannot be used.
    """

    name = "command"
    label = "command"
    uses_frame_landmarks = False
    uses_reference_landmarks = False

    def __init__(self, options: Mapping[str, OptionValue]) -> None:
        for option in options:
            if option not in OPTIONS:
                hint = suggestion(option, OPTIONS)
                raise StudioError("input", f"The engine command has no option {option}{hint}. "
                                           f"Known: {', '.join(OPTIONS)}.")
        if "command" not in options:
            raise StudioError("input", "The engine command needs the option command in the preset, such as: "
                                       'command = "python3 make.py {source} {identity} {out} --seed {seed}"')
        self._template = parse_template(str(options["command"]))
        self._folder = _folder(options)
        self._timeout_s = _timeout(options)
        self._digest = script_digest(self._template, self._folder)

    @property
    def revision(self) -> str:
        """Ours, and a digest of the script's text: edited, it makes new takes."""
        return f"1-{self._digest[:16]}" if self._digest else "1"

    def steps_run(self, settings: TakeSettings) -> int:
        """As the preset's schedule reads them; the script may do otherwise."""
        return steps_run(settings)

    def load(self) -> list[str]:
        """See that the program is there; StudioError("missing") where it is not."""
        program = self._template[0]
        found = shutil.which(program) or shutil.which(self._folder / program)
        if found is None and "{" not in program:
            raise StudioError("missing", f"The command's program {program} was not found: check its path.")
        if self._digest:
            return []
        return ["The command names no script file, so an edited script is not noticed: old takes will stay."]

    def describe(self) -> EngineFacts:
        """The script's own weights and device are not known here."""
        return EngineFacts((), "", "", "script")

    def make(self, job: EngineJob, on_step: OnStep) -> Picture:
        """The picture that the script wrote. Raises StudioError where it failed or made something else."""
        with tempfile.TemporaryDirectory(prefix="studio-command-", ignore_cleanup_errors=True) as folder:
            work = Path(folder)
            values = _write_inputs(work, job)
            argv = fill(self._template, values)
            log = work / "log.txt"
            on_step(StepPreview(0, 0, None))
            run_script(argv, self._folder, log, self._timeout_s, lambda: on_step(StepPreview(0, 0, None)))
            return _read_result(Path(values["out"]), job.request.settings, log)


def _write_inputs(work: Path, job: EngineJob) -> dict[str, str]:
    """Write frame and references; what each field of the template stands for."""
    settings = job.request.settings
    placed, _ = place(job.frame, job.request.frame_landmarks, settings)
    (work / "source.png").write_bytes(encode_png(placed))
    identities = work / "identities"
    identities.mkdir()
    for number, picture in enumerate(job.references, start=1):
        (identities / f"{number}.png").write_bytes(encode_png(picture))
    numbers = ("seed", "steps", "denoise", "weight", "guidance", "width", "height")
    return {
        "source": str(work / "source.png"), "identity": str(identities / "1.png"), "identities": str(identities),
        "out": str(work / "out.png"), "prompt": settings.prompt, "negative_prompt": settings.negative_prompt,
        **{name: str(getattr(settings, name)) for name in numbers},
    }


def _read_result(out: Path, settings: TakeSettings, log: Path) -> Picture:
    wanted = f"{settings.width} x {settings.height}"
    if not out.is_file():
        raise StudioError("engine", "The command ended well but wrote no picture to {out}.", last_lines(log))
    try:
        picture = read_picture(out)
    except StudioError as error:
        raise StudioError("engine", "What the command wrote to {out} is not a picture that can be read.",
                          f"{error.message}\n{last_lines(log)}") from error
    height, width = picture.shape[:2]
    if (width, height) != (settings.width, settings.height):
        raise StudioError("engine", f"The command made a picture of {width} x {height} where {wanted} was asked for: "
                                    "pass {width} and {height} to it.", last_lines(log))
    return picture


def _folder(options: Mapping[str, OptionValue]) -> Path:
    folder = Path(str(options.get("folder", ""))).expanduser().absolute()
    if not folder.is_dir():
        raise StudioError("input", f"The command's folder {folder} does not exist: correct the option folder.")
    return folder


def _timeout(options: Mapping[str, OptionValue]) -> float:
    seconds = options.get("timeout", TIMEOUT_S)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < sys.maxsize:
        raise StudioError("input", f"The command's timeout must be seconds from 0 (none) up, not {seconds!r}.")
    return float(seconds)
