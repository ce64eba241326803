"""Graphs as ComfyUI's server gets them, drawings as its window saves them, pictures as SaveImage writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from studio.episode.picture import Picture

PROMPT = "a portrait, studio light"


def node(kind: str, **inputs: Any) -> dict[str, Any]:  # noqa: ANN401
    """One node of a graph."""
    return {"class_type": kind, "inputs": inputs, "_meta": {"title": kind}}


def ksampler_graph(seed: Any = 200, **sampler: Any) -> dict[str, Any]:  # noqa: ANN401
    """The recipe: image-to-image by KSampler with PuLID; `sampler` replaces inputs of the sampler."""
    inputs = {"seed": seed, "steps": 12, "cfg": 1.0, "sampler_name": "euler", "scheduler": "simple", "denoise": 0.9,
              "model": ["6", 0], "positive": ["3", 0], "negative": ["4", 0], "latent_image": ["8", 0], **sampler}
    return {
        "1": node("UNETLoader", unet_name="flux1-dev.safetensors", weight_dtype="default"),
        "2": node("CLIPTextEncode", text=PROMPT, clip=["20", 0]),
        "3": node("FluxGuidance", guidance=3.5, conditioning=["2", 0]),
        "4": node("CLIPTextEncode", text="blurry", clip=["20", 0]),
        "5": node("LoadImage", image="reference.png", upload="image"),
        "6": node("ApplyPulidFlux", weight=0.8, start_at=0.0, end_at=1.0, model=["1", 0], image=["5", 0]),
        "7": node("ImageScale", upscale_method="lanczos", width=256, height=384, crop="center", image=["9", 0]),
        "8": node("VAEEncode", pixels=["7", 0], vae=["21", 0]),
        "9": node("LoadImage", image="frame.png", upload="image"),
        "10": node("KSampler", **inputs),
        "11": node("VAEDecode", samples=["10", 0], vae=["21", 0]),
        "12": node("SaveImage", filename_prefix="ComfyUI", images=["11", 0]),
        "20": node("DualCLIPLoader", clip_name1="clip_l.safetensors", clip_name2="t5xxl.safetensors", type="flux"),
        "21": node("VAELoader", vae_name="ae.safetensors"),
    }


def custom_sampler_graph() -> dict[str, Any]:
    """Text-to-image the way ComfyUI's own FLUX example does it: noise, guider, sampler and sigmas apart."""
    return {
        "6": node("CLIPTextEncode", text=PROMPT, clip=["11", 0]),
        "8": node("VAEDecode", samples=["13", 0], vae=["10", 0]),
        "9": node("SaveImage", filename_prefix="ComfyUI", images=["8", 0]),
        "10": node("VAELoader", vae_name="ae.safetensors"),
        "11": node("DualCLIPLoader", clip_name1="t5xxl.safetensors", clip_name2="clip_l.safetensors", type="flux"),
        "12": node("UNETLoader", unet_name="flux1-dev.safetensors", weight_dtype="fp8_e4m3fn"),
        "13": node("SamplerCustomAdvanced", noise=["25", 0], guider=["22", 0], sampler=["16", 0], sigmas=["17", 0],
                   latent_image=["27", 0]),
        "16": node("KSamplerSelect", sampler_name="euler"),
        "17": node("BasicScheduler", scheduler="beta", steps=20, denoise=1, model=["12", 0]),
        "22": node("BasicGuider", model=["12", 0], conditioning=["26", 0]),
        "25": node("RandomNoise", noise_seed=664154487549730),
        "26": node("FluxGuidance", guidance=4, conditioning=["6", 0]),
        "27": node("EmptySD3LatentImage", width=["30", 0], height=768, batch_size=1),
        "30": node("PrimitiveInt", value=512),
    }


def drawn(number: int, kind: str, values: Any = None, links: dict[str, int] | None = None,  # noqa: ANN401
          mode: int = 0) -> dict[str, Any]:
    """One node of a drawing, as ComfyUI's window saves it."""
    inputs = [{"name": name, "type": "*", "link": link} for name, link in (links or {}).items()]
    return {"id": number, "type": kind, "mode": mode, "inputs": inputs, "widgets_values": values or []}


def drawing() -> dict[str, Any]:
    """The text `workflow` of text-to-image by KSampler with PuLID, with a bend and a bypassed node."""
    nodes = [
        drawn(1, "UNETLoader", ["flux1-dev.safetensors", "default"]),
        drawn(2, "CLIPTextEncode", ["a face"], {"clip": 20}),
        drawn(3, "FluxGuidance", [3.5], {"conditioning": 21}),
        drawn(4, "CLIPTextEncode", [""], {"clip": 22}),
        drawn(5, "Reroute", None, {"": 23}),
        drawn(6, "ApplyPulidFlux", [0.8, 0.0, 1.0], {"model": 24}),
        drawn(7, "EmptyLatentImage", [512, 768, 1]),
        drawn(8, "KSampler", [1, "randomize", 12, 1.0, "euler", "simple", 0.9],
              {"model": 25, "positive": 26, "negative": 27, "latent_image": 28, "seed": 29}),
        drawn(9, "PrimitiveNode", [77, "fixed"]),
        drawn(10, "VAEDecode", None, {"samples": 30}),
        drawn(11, "SaveImage", ["ComfyUI"], {"images": 31}),
        drawn(12, "DualCLIPLoader", ["a", "b", "flux"]),
        drawn(13, "ApplyPulidFlux", [0.1, 0.0, 1.0], {"model": 24}, mode=4),
    ]
    ends = {20: (12, 2), 21: (2, 3), 22: (12, 4), 23: (3, 5), 24: (1, 6), 25: (6, 8), 26: (5, 8), 27: (4, 8), 28: (7, 8),
            29: (9, 8), 30: (8, 10), 31: (10, 11)}
    return {"nodes": nodes, "links": [[link, start, 0, end, 0, "*"] for link, (start, end) in ends.items()]}


def write_comfyui_png(path: Path, picture: Picture, graph: object) -> None:
    """A PNG with the texts `prompt` and `workflow`; a graph that is text is written as it stands."""
    texts = PngInfo()
    texts.add_text("prompt", graph if isinstance(graph, str) else json.dumps(graph))
    texts.add_text("workflow", json.dumps({"nodes": [], "links": []}))
    Image.fromarray(picture).save(path, pnginfo=texts, compress_level=4)
