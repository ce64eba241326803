"""Stands in for LatentSync's `scripts/inference.py`: the same words, files, prints and habits, no model.

The words are its published ones. It reads its files by their names below the current folder, deletes `./temp` and
`--temp_dir`, hands paths to a shell unquoted, plays a video that is too short there and back with both turning frames
twice, and makes two frames more than the sound fills, at 25 a second with 16 kHz mono AAC. The lower half of each frame
gets as bright as the sound is loud. A black frame has no face. `behaviour.txt` beside the program names a failure.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
import wave
from pathlib import Path

import av
import numpy as np
import tqdm
from numpy.typing import NDArray

FPS, RATE = 25, 16000

Frames = NDArray[np.uint8]


def behaviour() -> str:
    path = Path("behaviour.txt")
    return path.read_text().strip() if path.exists() else ""


def read_video(path: str) -> Frames:
    if Path("temp").exists():
        shutil.rmtree("temp")
    Path("temp").mkdir()
    subprocess.run(f"ffmpeg -loglevel error -y -nostdin -i {path} -r 25 -crf 18 temp/video.mp4", shell=True,
                   check=False)
    return decoded("temp/video.mp4")


def decoded(path: str) -> Frames:
    if not Path(path).exists():
        print("Error: Could not open video.")
        return np.empty((0, 0, 0, 3), np.uint8)
    with av.open(path) as container:
        return np.array([frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)])


def read_audio(path: str) -> NDArray[np.int16]:
    raw = subprocess.run(f"ffmpeg -loglevel error -nostdin -i {path} -f s16le -ac 1 -ar {RATE} -", shell=True,
                         stdout=subprocess.PIPE, check=False).stdout
    return np.frombuffer(raw, "<i2")


def affine_transform_video(frames: Frames) -> None:
    print(f"Affine transforming {len(frames)} faces...")
    for frame in tqdm.tqdm(frames):
        if frame.mean() < 12:
            raise RuntimeError("Face not detected")


def loop_video(chunks: int, frames: Frames) -> Frames:
    if chunks > len(frames):
        affine_transform_video(frames)
        turns = [frames if turn % 2 == 0 else frames[::-1] for turn in range(-(-chunks // len(frames)))]
        return np.concatenate(turns)[:chunks]
    frames = frames[:chunks]
    affine_transform_video(frames)
    return frames


def write_video(path: Path, frames: Frames) -> None:
    height, width = frames[0].shape[:2]
    command = (f"ffmpeg -y -loglevel error -f rawvideo -pix_fmt rgb24 -s {width}x{height} -r {FPS} -i - -c:v libx264 "
               f"-pix_fmt yuv420p -crf 13 {path}")
    subprocess.run(command, shell=True, input=frames.tobytes(), check=False)


def write_audio(path: Path, samples: NDArray[np.int16]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def synced(frames: Frames, samples: NDArray[np.int16]) -> Frames:
    parts: list[Frames] = []
    chunks = [frames[first : first + 16] for first in range(0, len(frames), 16)]
    for chunk in tqdm.tqdm(chunks, desc="Doing inference..."):
        for _ in tqdm.tqdm(range(20), desc="Sample frames: 16"):
            pass
        parts.append(chunk)
    made = np.concatenate(parts)
    print(f"Restoring {len(made)} faces...")
    for index in tqdm.tqdm(range(len(made))):
        heard = samples[index * RATE // FPS : (index + 1) * RATE // FPS]
        loud = float(np.abs(heard.astype(float)).mean()) / 32768 if len(heard) else 0.0
        made[index, -made.shape[1] // 4 :] = min(255, int(loud * 500))
    return made


def main(args: argparse.Namespace) -> None:
    if not Path(args.video_path).exists():
        raise RuntimeError(f"Video path '{args.video_path}' not found")
    if not Path(args.audio_path).exists():
        raise RuntimeError(f"Audio path '{args.audio_path}' not found")
    print(f"Input video path: {args.video_path}")
    print(f"Loaded checkpoint path: {args.inference_ckpt_path}")
    for name in (args.unet_config_path, args.inference_ckpt_path, "configs/scheduler_config.json",
                 "checkpoints/whisper/tiny.pt", "latentsync/utils/mask.png"):
        Path(name).open("rb").close()
    wish = behaviour()
    if wish == "memory":
        raise RuntimeError("CUDA out of memory. Tried to allocate 2.25 GiB. GPU 0 has a total capacity of 7.79 GiB")
    samples = read_audio(args.audio_path)
    frames = loop_video(int(len(samples) / RATE * 50) // 2 + 2, read_video(args.video_path))
    if wish == "hang":
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        print("Doing inference...:   0%|          | 0/10 [00:00<?, ?it/s]", file=sys.stderr, flush=True)
        time.sleep(600)
    made = synced(frames, samples)
    samples = samples[: int(len(made) / FPS * RATE)]
    if wish == "short":
        made = made[: len(made) // 2]
    if wish == "size":
        made = np.ascontiguousarray(made[:, :, : made.shape[2] // 4 * 2])
    temp = Path(args.temp_dir)
    if temp.exists():
        shutil.rmtree(temp)
    temp.mkdir(parents=True)
    write_video(temp / "video.mp4", made)
    write_audio(temp / "audio.wav", samples)
    if wish == "silent":
        return
    command = (f"ffmpeg -y -loglevel error -nostdin -i {temp / 'video.mp4'} -i {temp / 'audio.wav'} -c:v libx264 -crf 18 "
               f"-c:a aac -q:v 0 -q:a 0 {args.video_out_path}")
    subprocess.run(command, shell=True, check=False)
    with Path("runs.txt").open("a") as file:
        file.write(f"{len(made)}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--unet_config_path", type=str, default="configs/unet.yaml")
    parser.add_argument("--inference_ckpt_path", type=str, required=True)
    parser.add_argument("--video_path", type=str, required=True)
    parser.add_argument("--audio_path", type=str, required=True)
    parser.add_argument("--video_out_path", type=str, required=True)
    parser.add_argument("--inference_steps", type=int, default=20)
    parser.add_argument("--guidance_scale", type=float, default=1.0)
    parser.add_argument("--temp_dir", type=str, default="temp")
    parser.add_argument("--seed", type=int, default=1247)
    parser.add_argument("--enable_deepcache", action="store_true")
    main(parser.parse_args())
