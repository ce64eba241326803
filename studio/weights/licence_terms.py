"""Licences of the weights, and what each says of the results. Each was read at its address."""

from __future__ import annotations

from typing import Final

from studio.weights.weight_file import Licence

FLUX_DEV: Final = Licence(
    "FLUX.1 [dev] Non-Commercial License",
    "https://github.com/black-forest-labs/flux/blob/main/model_licenses/LICENSE-FLUX1-dev", "no",
    "The model may be run for non-commercial purposes only, which ends where any payment arises from its use. Its "
    "section 2(d) leaves outputs to you, for commercial purposes too, yet revenue-generating use of the model needs a "
    "licence from Black Forest Labs (https://bfl.ai). Outputs must be reviewed or filtered, must be disclosed as "
    "generated where the law says so, and may not train a competing model.")
INSIGHTFACE: Final = Licence(
    "insightface, non-commercial research", "https://github.com/deepinsight/insightface#license", "no",
    "The models are for NON-COMMERCIAL RESEARCH ONLY. For commercial work ask insightface for a licence.")
FACE_PARSER: Final = Licence(
    "MIT", "https://github.com/yakhyo/face-parsing/blob/main/LICENSE", "unknown",
    "The file is MIT. It was trained on CelebAMask-HQ, whose agreement allows non-commercial research only and forbids "
    "commercial use of derived data; whether that reaches the results of a model is not settled.")
PULID: Final = Licence(
    "Apache-2.0", "https://huggingface.co/guozinan/PuLID", "yes",
    "Commercial use is allowed for this file; it works on FLUX.1-dev and antelopev2, whose licences hold beside it.")
EVA_CLIP: Final = Licence(
    "MIT", "https://huggingface.co/timm/eva02_large_patch14_clip_336.merged2b_s6b_b61k", "yes",
    "Commercial use is allowed.")
FLUX_TEXT_ENCODERS: Final = Licence(
    "Apache-2.0", "https://huggingface.co/comfyanonymous/flux_text_encoders", "yes", "Commercial use is allowed.")
KLEIN: Final = Licence(
    "Apache-2.0", "https://huggingface.co/black-forest-labs/FLUX.2-klein-4B", "yes", "Commercial use is allowed.")
YUNET: Final = Licence(
    "MIT", "https://github.com/opencv/opencv_zoo/blob/main/models/face_detection_yunet/LICENSE", "yes",
    "Commercial use is allowed.")
SFACE: Final = Licence(
    "Apache-2.0", "https://github.com/opencv/opencv_zoo/blob/main/models/face_recognition_sface/LICENSE", "yes",
    "Commercial use is allowed.")
