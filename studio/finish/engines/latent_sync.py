"""LatentSync: lips by latent diffusion, https://github.com/bytedance/LatentSync, read at commit a229c39 (2025-06-20).

Its words are those of `scripts/inference.py`; what it prints, makes and deletes is in `latentsync/pipelines` and
`latentsync/utils`, its rule for faces in `face_detector.py` there. It makes two frames more than the voice fills, and plays
the video there and back where it is shorter than that, showing both turning frames twice: so it is given `SPARE_FRAMES`
more. Its sound is of no use: 16 kHz.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from studio.finish.engines.adapter import LARGER_THAN_A_POINTER, EngineFacts, EngineTask, Failure, Need, Phase
from studio.finish.engines.face_rule import FaceRule
from studio.finish.engines.failures import COMMON_FAILURES
from studio.finish.engines.results import checked_video
from studio.weights.licence_terms import INSIGHTFACE
from studio.weights.weight_file import Licence

SPARE_FRAMES: Final = 4
_STEPS, _GUIDANCE, _SEED = "20", "1.5", "1247"
_CONFIGS: Final = {"1.6": "configs/unet/stage2_512.yaml", "1.5": "configs/unet/stage2.yaml"}
_OPEN_RAIL: Final = Licence(
    "OpenRAIL++", "https://huggingface.co/ByteDance/LatentSync-1.6", "yes",
    "Commercial use is allowed within the use restrictions of its attachment A: among others, no deceiving of others by "
    "media that are not disclosed as machine-made, and nothing that harms or defames a person.")


def _checkpoint(file: str, version: str, variant: str) -> Need:
    command = f"huggingface-cli download ByteDance/LatentSync-{version} {file} --local-dir checkpoints"
    return Need(f"checkpoints/{file}", command, LARGER_THAN_A_POINTER, variant)


class LatentSync:
    """Version 1.6 works on a mouth of 512 pixels, 1.5 on one of 256."""

    facts = EngineFacts(
        name="latentsync", title="LatentSync", kind="lip sync", revision=1,
        variants={"1.6": 18 << 30, "1.5": 8 << 30},
        fetched_by="git clone https://github.com/bytedance/LatentSync",
        needs=(
            Need("scripts/inference.py", "git checkout -- scripts"),
            Need("latentsync/utils/mask.png", "git checkout -- latentsync"),
            Need("configs/scheduler_config.json", "git checkout -- configs"),
            Need(_CONFIGS["1.6"], "git checkout -- configs", variant="1.6"),
            Need(_CONFIGS["1.5"], "git checkout -- configs", variant="1.5"),
            _checkpoint("latentsync_unet.pt", "1.6", "1.6"), _checkpoint("latentsync_unet.pt", "1.5", "1.5"),
            _checkpoint("whisper/tiny.pt", "1.6", ""),
        ),
        licences=(_OPEN_RAIL, INSIGHTFACE),
        phases=(Phase(re.compile("Affine transforming"), 0.02, 0.1), Phase(re.compile("Doing inference"), 0.1, 0.95),
                Phase(re.compile("Restoring"), 0.95, 1.0)),
        failures=(
            Failure(re.compile("Face not detected"), "input",
                    "{title} found no face in a frame of the loop, which ends its work: reject the take in which the face "
                    "is hidden, turned away or small, or let such frames be replaced (the setting of refused frames)."),
            *COMMON_FAILURES,
        ),
        limit_s=1800, limit_s_each=120, deletes=("temp",), face_rule=FaceRule(50, 80, 0.2, 1.5, 0.5, 512),
        spare_frames=SPARE_FRAMES,
    )

    def argv(self, python: str, task: EngineTask) -> list[str]:
        """As the program's own `inference.sh`, with a folder to work in that is the run's."""
        return [python, "-m", "scripts.inference", "--unet_config_path", _CONFIGS[task.variant],
                "--inference_ckpt_path", "checkpoints/latentsync_unet.pt", "--video_path", str(task.video),
                "--audio_path", str(task.voice), "--video_out_path", str(_out(task)), "--inference_steps", _STEPS,
                "--guidance_scale", _GUIDANCE, "--seed", _SEED, "--temp_dir", str(task.folder / "temp"),
                "--enable_deepcache"]

    def result(self, task: EngineTask) -> Path:
        """The video with new lips, up to `SPARE_FRAMES` longer than was asked for."""
        return checked_video(self.facts.title, _out(task), task, SPARE_FRAMES)


def _out(task: EngineTask) -> Path:
    return task.folder / "out.mp4"


ENGINE = LatentSync()
