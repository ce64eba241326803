import torch
from torch import nn

def apply_group_offloading(
    module: nn.Module, *, onload_device: torch.device, offload_device: torch.device, offload_type: str,
    num_blocks_per_group: int | None = ..., use_stream: bool = ...,
) -> None: ...
