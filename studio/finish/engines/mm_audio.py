"""MMAudio: sound for moving pictures, https://github.com/hkchengrex/MMAudio, read at commit 974010a (2026-02-23).

Its words are those of `demo.py`, what it makes is in `mmaudio/eval_utils.py`: 44.1 kHz, a whole number of latent frames, so
up to 24 ms more than was asked for; less where the video is shorter, so that is given some frames more.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from studio.finish.engines.adapter import LARGER_THAN_A_POINTER, EngineFacts, EngineTask, Failure, Need, Phase
from studio.finish.engines.failures import COMMON_FAILURES
from studio.finish.engines.results import checked_sound
from studio.weights.weight_file import Licence

_SPARE_S: Final = 0.1
_CFG, _STEPS = "4.5", "25"
_WEIGHTS: Final = "https://huggingface.co/hkchengrex/MMAudio/resolve/main/weights"
_EXTERNAL: Final = "https://github.com/hkchengrex/MMAudio/releases/download/v0.1"
_CC_BY_NC: Final = Licence(
    "CC-BY-NC 4.0", "https://huggingface.co/hkchengrex/MMAudio", "no",
    "The weights are for non-commercial use only; the code is MIT. Its authors do not vouch for the licences of the sounds "
    "it was trained on.")


def _weights(variant: str) -> Need:
    path = f"weights/mmaudio_{variant}.pth"
    return Need(path, f"curl -L --create-dirs -o {path} {_WEIGHTS}/mmaudio_{variant}.pth", LARGER_THAN_A_POINTER,
                variant)


def _external(name: str) -> Need:
    return Need(f"ext_weights/{name}", f"curl -L --create-dirs -o ext_weights/{name} {_EXTERNAL}/{name}",
                LARGER_THAN_A_POINTER)


class MMAudio:
    """The variants are those of its `--variant` that sound at 44.1 kHz."""

    facts = EngineFacts(
        name="mmaudio", title="MMAudio", kind="foley", revision=1,
        variants={"large_44k_v2": 6 << 30, "medium_44k": 5 << 30, "small_44k": 4 << 30},
        fetched_by="git clone https://github.com/hkchengrex/MMAudio",
        needs=(
            Need("demo.py", "git checkout -- demo.py"),
            Need("mmaudio/eval_utils.py", "git checkout -- mmaudio"),
            _weights("large_44k_v2"), _weights("medium_44k"), _weights("small_44k"),
            _external("v1-44.pth"), _external("synchformer_state_dict.pth"),
        ),
        licences=(_CC_BY_NC,),
        phases=(Phase(re.compile("Loaded weights from"), 0.3, 0.3), Phase(re.compile("Negative prompt:"), 0.5, 0.5),
                Phase(re.compile("Audio saved to"), 1.0, 1.0)),
        failures=(
            Failure(re.compile("video is too short"), "engine",
                    "{title} was given a video that is too short for the sound that was asked for. Try again."),
            *COMMON_FAILURES,
        ),
        limit_s=1800, limit_s_each=60, spare_frames=5,
    )

    def argv(self, python: str, task: EngineTask) -> list[str]:
        """One option a word, so that a prompt may begin with a dash."""
        return [python, "demo.py", f"--variant={task.variant}", f"--video={task.video}", f"--prompt={task.prompt}",
                f"--negative_prompt={task.avoid}", f"--duration={float(task.seconds):g}", f"--cfg_strength={_CFG}",
                f"--num_steps={_STEPS}", f"--seed={task.seed}", f"--output={task.folder / 'out'}", "--skip_video_composite"]

    def result(self, task: EngineTask) -> Path:
        """The sound, a little longer than was asked for."""
        return checked_sound(self.facts.title, task.folder / "out" / f"{task.video.stem}.flac", task, _SPARE_S)


ENGINE = MMAudio()
