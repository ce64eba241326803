"""HunyuanVideo-Foley: sound for moving pictures at 48 kHz, https://github.com/Tencent-Hunyuan/HunyuanVideo-Foley.

Its words are those of `infer.py`, read in November 2026. It has no option for a seed (its own is always 1), refuses an
empty prompt, and makes sound as long as the video it is given.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from studio.finish.engines.adapter import LARGER_THAN_A_POINTER, EngineFacts, EngineTask, Failure, Need, Phase
from studio.finish.engines.failures import COMMON_FAILURES
from studio.finish.engines.results import checked_sound
from studio.weights.weight_file import Licence

_SPARE_S: Final = 1.0
_WEIGHTS: Final = "huggingface-cli download tencent/HunyuanVideo-Foley --local-dir weights"
_PROMPT: Final = "the sounds of the scene"
_HUNYUAN: Final = Licence(
    "Tencent Hunyuan Community License", "https://github.com/Tencent-Hunyuan/HunyuanVideo-Foley/blob/main/LICENSE",
    "unknown",
    "Commercial use is allowed within its territory, where fewer than 100 million people a month use the products. Neither "
    "the model nor what it made may be used or shown outside the territory.",
    regions="the European Union, the United Kingdom and South Korea")


class HunyuanFoley:
    """Both models are run with offloading, which more than halves their memory."""

    facts = EngineFacts(
        name="hunyuan-foley", title="HunyuanVideo-Foley", kind="foley", revision=1,
        variants={"xxl": 12 << 30, "xl": 8 << 30},
        fetched_by="git clone https://github.com/Tencent-Hunyuan/HunyuanVideo-Foley",
        needs=(
            Need("infer.py", "git checkout -- infer.py"),
            Need("hunyuanvideo_foley/utils/model_utils.py", "git checkout -- hunyuanvideo_foley"),
            Need("configs/hunyuanvideo-foley-xxl.yaml", "git checkout -- configs", variant="xxl"),
            Need("configs/hunyuanvideo-foley-xl.yaml", "git checkout -- configs", variant="xl"),
            Need("weights/hunyuanvideo_foley.pth", _WEIGHTS, LARGER_THAN_A_POINTER, "xxl"),
            Need("weights/hunyuanvideo_foley_xl.pth", _WEIGHTS, LARGER_THAN_A_POINTER, "xl"),
            Need("weights/vae_128d_48k.pth", _WEIGHTS, LARGER_THAN_A_POINTER),
            Need("weights/synchformer_state_dict.pth", _WEIGHTS, LARGER_THAN_A_POINTER),
        ),
        licences=(_HUNYUAN,),
        phases=(Phase(re.compile("Loading models"), 0.02, 0.02), Phase(re.compile("Denoising steps"), 0.4, 0.95),
                Phase(re.compile("Audio saved to"), 1.0, 1.0)),
        failures=(
            Failure(re.compile("file not found: "), "engine", "{title} did not find a file it was given. Try again."),
            *COMMON_FAILURES,
        ),
        limit_s=1800, limit_s_each=120, spare_frames=5,
    )

    def argv(self, python: str, task: EngineTask) -> list[str]:
        """One option a word, so that a prompt may begin with a dash."""
        return [python, "infer.py", "--model_path=weights", f"--model_size={task.variant}", f"--single_video={task.video}",
                f"--single_prompt={task.prompt or _PROMPT}", *([f"--neg_prompt={task.avoid}"] if task.avoid else []),
                f"--output_dir={task.folder / 'out'}", "--enable_offload"]

    def result(self, task: EngineTask) -> Path:
        """The sound, as long as the video with its spare frames."""
        return checked_sound(self.facts.title, task.folder / "out" / f"{task.video.stem}_generated.wav", task, _SPARE_S)


ENGINE = HunyuanFoley()
