"""Stands in for MMAudio's `demo.py`: the same words, files, prints and habits, no model.

The words are its published ones. It makes a whole number of latent frames at 44.1 kHz, one channel, as FLAC named after the
video; of a video that is shorter than --duration it makes less. What it makes is a tone, whose pitch is the seed's.
`behaviour.txt` beside the program names a failure.
"""

from __future__ import annotations

import logging
import math
import subprocess
import sys
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import av
import numpy as np

log = logging.getLogger()
RATE = 44100
VARIANTS = ("small_16k", "small_44k", "medium_44k", "large_44k", "large_44k_v2")


def seconds_of(video: Path, duration: float) -> float:
    clip = sync = 0
    with av.open(str(video)) as container:
        for frame in container.decode(video=0):
            time = frame.time or 0.0
            if time > duration:
                break
            while time >= clip / 8:
                clip += 1
            while time >= sync * 0.04 + 1e-9:
                sync += 1
    for name, length in (("Clip", clip / 8), ("Sync", sync / 25)):
        if length < duration:
            log.warning(f"{name} video is too short: {length:.2f} < {duration:.2f}")
            duration = length
    return duration


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="[\033[32m%(levelname)-8s\033[0m]: %(message)s", stream=sys.stderr)
    parser = ArgumentParser(allow_abbrev=False)
    parser.add_argument("--variant", type=str, default="large_44k_v2")
    parser.add_argument("--video", type=Path)
    parser.add_argument("--prompt", type=str, default="")
    parser.add_argument("--negative_prompt", type=str, default="")
    parser.add_argument("--duration", type=float, default=8.0)
    parser.add_argument("--cfg_strength", type=float, default=4.5)
    parser.add_argument("--num_steps", type=int, default=25)
    parser.add_argument("--mask_away_clip", action="store_true")
    parser.add_argument("--output", type=Path, default="./output")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--skip_video_composite", action="store_true")
    parser.add_argument("--full_precision", action="store_true")
    args = parser.parse_args()
    if args.variant not in VARIANTS:
        raise ValueError(f"Unknown model variant: {args.variant}")
    args.output.expanduser().mkdir(parents=True, exist_ok=True)
    wish = Path("behaviour.txt").read_text().strip() if Path("behaviour.txt").exists() else ""
    if wish == "package":
        import_module("a_package_that_is_not_there")
    for name in (f"./weights/mmaudio_{args.variant}.pth", "./ext_weights/v1-44.pth",
                 "./ext_weights/synchformer_state_dict.pth"):
        Path(name).open("rb").close()
    log.info(f"Loaded weights from weights/mmaudio_{args.variant}.pth")
    log.info(f"Using video {args.video}")
    duration = seconds_of(args.video, args.duration)
    log.info(f"Prompt: {args.prompt}")
    log.info(f"Negative prompt: {args.negative_prompt}")
    samples = math.ceil(duration * RATE / 512 / 2) * 512 * 2
    if wish == "short":
        samples //= 2
    tone = 0.25 * np.sin(2 * np.pi * (200 + 50 * (args.seed % 7)) * np.arange(samples) / RATE)
    path = args.output / f"{args.video.stem}.flac"
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", "-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", "-", str(path)],
                   input=tone.astype("<f4").tobytes(), check=True)
    log.info(f"Audio saved to {path}")
    with Path("runs.txt").open("a") as file:
        file.write(f"{args.seed} {args.prompt} | {args.negative_prompt}\n")
    log.info("Memory usage: %.2f GB", 5.5)


if __name__ == "__main__":
    main()
