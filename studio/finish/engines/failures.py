"""What programs that run on PyTorch say when they fail, whichever they are."""

from __future__ import annotations

import re
from typing import Final

from studio.finish.engines.adapter import Failure

COMMON_FAILURES: Final = (
    Failure(re.compile(r"CUDA out of memory|OutOfMemoryError|CUBLAS_STATUS_ALLOC_FAILED"), "engine",
            "{title} ran out of GPU memory: close what else uses the card, or add it again with a smaller --variant."),
    Failure(re.compile(r"No CUDA GPUs are available|Found no NVIDIA driver|not compiled with CUDA|no kernel image is avail"),
            "missing",
            "{title} cannot use the card from its environment: install there the build of torch that fits card and driver."),
    Failure(re.compile(r"ffmpeg: (command )?not found|ffmpeg not found|No such file or directory: 'ffmpeg'"), "missing",
            "{title} needs the program ffmpeg: install it in its environment or on the PATH."),
    Failure(re.compile(r"No module named '([\w.]+)'"), "missing",
            "{title} lacks the package {found} in its environment: install there what its requirements list."),
    Failure(re.compile(r"No space left on device"), "disk",
            "The disk is full: {title} could not write its result. Free some space and run the same command again."),
)
"""{found}: what the pattern's group matched."""
