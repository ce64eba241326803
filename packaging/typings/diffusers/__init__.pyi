from collections.abc import Sequence
from os import PathLike
from typing import Any, Self

import torch
from torch import Tensor, nn

class _Distribution:
    mean: Tensor
    std: Tensor

class _Config:
    scaling_factor: float
    shift_factor: float

class AutoencoderKL(nn.Module):
    config: _Config
    encoder: nn.Module
    decoder: nn.Module
    def __init__(
        self, in_channels: int = ..., out_channels: int = ..., down_block_types: Sequence[str] = ...,
        up_block_types: Sequence[str] = ..., block_out_channels: Sequence[int] = ..., layers_per_block: int = ...,
        latent_channels: int = ..., norm_num_groups: int = ..., scaling_factor: float = ..., shift_factor: float = ...,
        use_quant_conv: bool = ..., use_post_quant_conv: bool = ...,
    ) -> None: ...
    @property
    def device(self) -> torch.device: ...
    @property
    def dtype(self) -> torch.dtype: ...
    def to(self, *arguments: object, **words: object) -> Self: ...
    def encode(self, x: Tensor, return_dict: bool = ...) -> tuple[_Distribution]: ...
    def decode(self, z: Tensor, return_dict: bool = ...) -> tuple[Tensor]: ...
    @classmethod
    def from_pretrained(
        cls, path: str | PathLike[str], *, subfolder: str = ..., torch_dtype: torch.dtype = ...,
        local_files_only: bool = ...,
        use_safetensors: bool = ...,
    ) -> Self: ...
    def save_pretrained(self, path: str | PathLike[str]) -> None: ...

class FluxTransformer2DModel(nn.Module):
    def __init__(
        self, *, in_channels: int = ..., num_layers: int = ..., num_single_layers: int = ..., attention_head_dim: int = ...,
        num_attention_heads: int = ..., joint_attention_dim: int = ..., pooled_projection_dim: int = ...,
        guidance_embeds: bool = ..., axes_dims_rope: tuple[int, ...] = ...,
    ) -> None: ...
    def compile_repeated_blocks(self, *, fullgraph: bool = ...) -> None: ...
    def save_pretrained(self, path: str | PathLike[str]) -> None: ...

class FlowMatchEulerDiscreteScheduler:
    def __init__(
        self, *, shift: float = ..., use_dynamic_shifting: bool = ..., base_shift: float = ..., max_shift: float = ...,
        base_image_seq_len: int = ..., max_image_seq_len: int = ...,
    ) -> None: ...
    def save_pretrained(self, path: str | PathLike[str]) -> None: ...

class FluxPipeline:
    def __init__(self, **parts: object) -> None: ...
    @classmethod
    def from_pretrained(
        cls, path: str | PathLike[str], *, transformer: None = ..., vae: None = ..., torch_dtype: torch.dtype = ...,
        local_files_only: bool = ..., use_safetensors: bool = ...,
    ) -> Self: ...
    def to(self, device: torch.device) -> Self: ...
    def encode_prompt(
        self, prompt: str, prompt_2: str | None, *, max_sequence_length: int = ...
    ) -> tuple[Tensor, Tensor, Tensor]: ...
    @classmethod
    def lora_state_dict(
        cls, path: str, *, return_alphas: bool, use_safetensors: bool = ..., local_files_only: bool = ...
    ) -> tuple[dict[str, Tensor], dict[str, Tensor] | None]: ...
    def save_pretrained(self, path: str | PathLike[str]) -> None: ...

class FluxImg2ImgPipeline(FluxPipeline):
    transformer: FluxTransformer2DModel
    def set_progress_bar_config(self, *, disable: bool) -> None: ...
    def __call__(self, *, output_type: str = ..., **settings: Any) -> object: ...
