import json
import os
import sys
import textwrap
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.episode.take_request import OptionValue, TakeSettings
from studio.generate.command import CommandEngine
from studio.generate.engine import Cancelled, StepPreview
from studio.generate.placement import place
from studio.generate.script_process import last_lines
from studio.media.pictures import encode_png
from tests.generate.people import SMALL, collect, job, nothing
from tests.patience import within

SETTINGS = replace(SMALL, engine="command", prompt="a 'quoted' \"word\"; $HOME", negative_prompt="", seed=2**63 - 1)


def engine(folder: Path, script: str, arguments: str = "{source} {identity} {out}", **options: OptionValue) -> CommandEngine:
    """The engine with a Python script of this text, in a folder whose name has a space."""
    home = folder / "my scripts"
    home.mkdir(exist_ok=True)
    (home / "make it.py").write_text(textwrap.dedent(script), encoding="utf-8")
    python = sys.executable.replace("\\", "/")
    return CommandEngine({"command": f'"{python}" "make it.py" {arguments}', "folder": str(home), **options})


def run(made: CommandEngine, frame: Picture, settings: TakeSettings = SETTINGS) -> Picture:
    return made.make(job(frame, None, [(frame, None, 1.0)], settings), nothing)


COPY = """
    import shutil, sys
    shutil.copy(sys.argv[1], sys.argv[3])
"""


def test_the_scripts_picture_is_the_take(tmp_path: Path, astronaut: Picture) -> None:
    made = engine(tmp_path, COPY)
    assert np.array_equal(run(made, astronaut), place(astronaut, None, SETTINGS)[0])
    assert made.load() == []
    assert (made.name, made.describe().weights) == ("command", ())


def test_the_script_gets_every_field_as_it_is(tmp_path: Path, astronaut: Picture) -> None:
    made = engine(tmp_path, """
        import json, pathlib, shutil, sys
        source, identity, identities, out, *rest = sys.argv[1:]
        files = [path.name for path in sorted(pathlib.Path(identities).iterdir())]
        seen = {"rest": rest, "files": files, "same": pathlib.Path(identity).read_bytes().hex()[:16]}
        pathlib.Path("seen.json").write_text(json.dumps(seen), encoding="utf-8")
        shutil.copy(source, out)
    """, "{source} {identity} {identities} {out} {prompt} {negative_prompt} {seed} {steps} {denoise} {weight} "
         "{guidance} {width}x{height}")
    references = [(np.ascontiguousarray(astronaut[:80, :60]), None, 1.0), (astronaut, None, 0.5)]
    made.make(job(astronaut, None, references, SETTINGS), nothing)
    seen = json.loads((tmp_path / "my scripts" / "seen.json").read_text(encoding="utf-8"))
    assert seen["rest"] == [SETTINGS.prompt, "", str(2**63 - 1), "4", "0.9", "1.0", "4.0", "128x192"]
    assert seen["files"] == ["1.png", "2.png"]
    assert seen["same"] == encode_png(references[0][0]).hex()[:16]


def test_nothing_is_left_of_the_work_folder(tmp_path: Path, astronaut: Picture) -> None:
    made = engine(tmp_path, """
        import pathlib, shutil, sys
        pathlib.Path("where.txt").write_text(str(pathlib.Path(sys.argv[3]).parent), encoding="utf-8")
        shutil.copy(sys.argv[1], sys.argv[3])
    """)
    run(made, astronaut)
    assert not Path((tmp_path / "my scripts" / "where.txt").read_text(encoding="utf-8")).exists()


@pytest.mark.parametrize(("script", "said", "detail"), [
    ("import sys; print('out of memory', file=sys.stderr); sys.exit(3)", ["exit code 3", "out of memory"], "out of memory"),
    ("raise SystemExit(1)", ["exit code 1", "printed nothing"], ""),
    ("print('all fine')", ["wrote no picture"], "all fine"),
    ("import sys; open(sys.argv[3], 'w').write('no picture')", ["not a picture"], ""),
    ("import sys; open(sys.argv[3], 'w')", ["not a picture"], ""),
    ("import sys; import cv2; cv2.imwrite(sys.argv[3], cv2.imread(sys.argv[1])[:, :100])",
     ["100 x 192", "128 x 192"], ""),
])
def test_what_goes_wrong_is_said(tmp_path: Path, astronaut: Picture, script: str, said: list[str], detail: str) -> None:
    with pytest.raises(StudioError) as caught:
        run(engine(tmp_path, script), astronaut)
    assert caught.value.kind == "engine"
    assert all(word in caught.value.message for word in said)
    assert detail in caught.value.detail


GRANDCHILD = """
    import pathlib, subprocess, sys, time
    sleeper = "import signal, sys, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(600)"
    child = subprocess.Popen([sys.executable, "-c", sleeper], stdout=subprocess.PIPE, start_new_session=True)
    child.stdout.readline()
    pathlib.Path("pid.tmp").write_text(str(child.pid), encoding="utf-8")
    pathlib.Path("pid.tmp").rename("pid")
    time.sleep(600)
"""


def grandchild_of(folder: Path) -> psutil.Process:
    return psutil.Process(int((folder / "my scripts" / "pid").read_text(encoding="utf-8")))


def is_gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


@pytest.mark.slow
def test_a_cancel_ends_the_script_and_what_it_started(tmp_path: Path, astronaut: Picture) -> None:
    started = tmp_path / "my scripts" / "pid"
    seen: list[psutil.Process] = []
    calls: list[float] = []

    def cancel_when_started(preview: StepPreview) -> None:
        assert preview == StepPreview(0, 0, None)
        calls.append(time.monotonic())
        if started.exists():
            seen.append(grandchild_of(tmp_path))
            raise Cancelled

    made = engine(tmp_path, GRANDCHILD)
    with pytest.raises(Cancelled):
        made.make(job(astronaut, None, [(astronaut, None, 1.0)], SETTINGS), cancel_when_started)
    assert is_gone(seen[0])
    assert time.monotonic() - calls[-1] < within(10)


@pytest.mark.slow
def test_a_script_that_takes_too_long_is_ended(tmp_path: Path, astronaut: Picture) -> None:
    made = engine(tmp_path, GRANDCHILD, timeout=3.0)
    with pytest.raises(StudioError, match="took longer than 3 s"):
        run(made, astronaut)
    with suppress(psutil.NoSuchProcess):        # ended and reaped already
        assert is_gone(grandchild_of(tmp_path))


def test_a_long_script_is_watched(tmp_path: Path, astronaut: Picture) -> None:
    previews: list[StepPreview] = []
    made = engine(tmp_path, COPY + "    import time; time.sleep(0.9)\n")
    made.make(job(astronaut, None, [(astronaut, None, 1.0)], SETTINGS), collect(previews))
    assert len(previews) >= 4


def test_an_edited_script_makes_new_takes(tmp_path: Path) -> None:
    first, again = engine(tmp_path, COPY).revision, engine(tmp_path, COPY).revision
    assert first == again != engine(tmp_path, COPY + "# edited\n").revision


@pytest.mark.parametrize(("options", "said"), [
    ({}, "needs the option command"),
    ({"command": "gen {out}", "comand": "x"}, 'no option comand (did you mean "command"?)'),
    ({"command": "gen {out}", "timeout": -1}, "timeout"),
    ({"command": "gen {out}", "timeout": "long"}, "timeout"),
    ({"command": "gen {out}", "timeout": float("nan")}, "timeout"),
    ({"command": "gen {out}", "folder": "/no such folder"}, "does not exist"),
    ({"command": "gen {source}"}, "{out}"),
])
def test_options_that_cannot_be_used(options: dict[str, OptionValue], said: str) -> None:
    with pytest.raises(StudioError) as caught:
        CommandEngine(options)
    assert caught.value.kind == "input"
    assert said in caught.value.message


def test_a_program_that_is_not_there(tmp_path: Path, astronaut: Picture) -> None:
    made = CommandEngine({"command": "no-such-program-here {out}", "folder": str(tmp_path)})
    with pytest.raises(StudioError) as caught:
        made.load()
    assert caught.value.kind == "missing"
    with pytest.raises(StudioError) as caught:
        run(made, astronaut)
    assert caught.value.kind == "missing"


def test_a_program_beside_its_folder_and_one_without_a_script(tmp_path: Path) -> None:
    python = sys.executable.replace("\\", "/")
    notices = CommandEngine({"command": f'"{python}" -m tool {{out}}'}).load()
    assert notices == [] or "not noticed" in notices[0]
    if os.name == "posix":
        script = tmp_path / "gen"
        script.write_text("#!/bin/sh\n", encoding="utf-8")
        script.chmod(0o755)
        assert CommandEngine({"command": "./gen {out}", "folder": str(tmp_path)}).load() == []


def test_the_last_lines_of_a_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"first\n" + b"x" * 100_000 + b"\n10%\r50%\r100%\n\n\xff\xfe end \r\n")
    assert last_lines(log, 2) == "100%\n\ufffd\ufffd end"
    assert "first" not in last_lines(log)
    log.write_bytes(b"")
    assert last_lines(log) == ""
