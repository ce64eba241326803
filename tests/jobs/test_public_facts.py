"""What everybody may read of a preset names no place and no person."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from studio.episode.preset import Preset
from studio.episode.preset_library import PresetLibrary
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeSettings
from studio.finish.marks import read_marks
from studio.jobs.events import JobControl
from studio.jobs.finish_episode import finish_episode
from studio.jobs.generate_takes import generate_takes
from studio.jobs.inputs import import_voice
from studio.jobs.outputs import outputs_of
from studio.jobs.public_facts import public_option, public_preset, public_settings, public_weight
from studio.jobs.review_takes import load_review
from tests.jobs.test_generate_takes import ignore, prepare

PRIVATE = "carol diaries"


@pytest.mark.parametrize(("value", "public"), [
    ("python3 /home/bob/flux.py {source} {out} --seed {seed}", "python3 flux.py {source} {out} --seed {seed}"),
    ("python3 '/home/bob smith/my flux.py' {out}", "python3 my flux.py {out}"),
    (r"python3 /home/bob\ smith/flux.py {out}", "python3 flux.py {out}"),
    (r"C:\Users\bob\py.exe \\nas\bob\flux.py {out}", "py.exe flux.py {out}"),
    (r'"C:\Users\Bob Smith\py.exe" {out}', "py.exe {out}"),
    ("x --lora=/srv/bob/a.safetensors,~/b.safetensors {out}", "x --lora=a.safetensors,b.safetensors {out}"),
    ("ssh bob@box run {out}", "ssh ...@box run {out}"),
    ("curl https://bob:secret@host/v1?token=abc -o {out}", "curl ... -o {out}"),
    ("x --token hf_AbCdEfGhIjKlMn {out}", "x --token hf_... {out}"),
    ("/home/bob", "..."), (r"C:\Users\bob", "..."), ("/home/bob/scripts/", "..."), ("/home/bob.smith", "..."),
    ("/usr/bin/python3 make.py {out}", "... make.py {out}"),
    ("/srv/my loras/a b.safetensors", "a b.safetensors"), ("same", "same"), ("it's", "it's"), (0.5, 0.5), (True, True),
])
def test_options(value: object, public: object) -> None:
    assert public_option(value) == public


def test_a_preset_that_is_a_file_is_its_name() -> None:
    assert (public_preset("A"), public_preset("/home/bob/my look.toml"), public_preset(r"D:\bob\look.toml")) == (
        "A", "my look", "look")


def test_a_lora_is_named_without_the_folder_that_it_lies_in() -> None:
    model = ["transformer/diffusion_pytorch_model.safetensors", "flux1-dev/flux1-dev.safetensors", "flux2-klein"]
    assert [public_weight(name) for name in (*model, "bob/mine.safetensors")] == [*model, "mine.safetensors"]


def test_other_settings_stay() -> None:
    assert public_settings({"steps": 3, "options": None}) == {"steps": 3, "options": None}
    assert public_settings({"prompt": "a /b/c d", "options": [["n", 1]]}) == {"prompt": "a /b/c d", "options": [["n", 1]]}


@pytest.fixture
def published(tmp_path: Path) -> EpisodeStore:
    """An episode by the person's own script, in a folder that is nobody's business."""
    script = tmp_path / PRIVATE / "copy.py"
    script.parent.mkdir()
    script.write_text("import shutil, sys\nshutil.copyfile(sys.argv[1], sys.argv[2])\n")
    options = (("command", f"'{sys.executable}' '{script}' {{source}} {{out}}"), ("folder", str(script.parent)))
    PresetLibrary().save(Preset("mine", TakeSettings("command", width=256, height=384, steps=3, options=options)))
    store = prepare(tmp_path, 4)
    import_voice(store, tmp_path / "in" / "voice.wav", ignore)
    store.change_settings({"preset": "mine", "publish_folder": str(tmp_path / "site")})
    return store


def test_what_is_published_names_no_place(published: EpisodeStore, tmp_path: Path) -> None:
    with published as store:
        generate_takes(store, ignore, JobControl())
        done = finish_episode(store, outputs_of(store), ignore, JobControl())
        take = store.takes.picture_path(load_review(store).candidates[0].key)
    marks = read_marks(done.render.path)
    assert dict(marks["settings"]["options"]) == {"command": "... copy.py {source} {out}", "folder": "..."}
    assert PRIVATE in json.dumps(read_marks(take))
    files = [*(tmp_path / "site").rglob("*.*"), done.render.path]
    assert len(files) > 4
    for file in files:
        content = file.read_bytes()
        for private in (PRIVATE, str(tmp_path), str(Path.home()), sys.executable):
            assert private.encode() not in content, (file.name, private)
