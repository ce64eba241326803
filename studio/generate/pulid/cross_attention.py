"""The adapter that lets the image tokens of FLUX look at an identity (`pulid_ca.N` in the published weights)."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

from studio.generate.pulid.heads import join_heads, split_heads


class IdentityCrossAttention(nn.Module):
    """One PerceiverAttentionCA of PuLID (pulid/encoders_transformer.py, Apache-2.0), with its published key names.

    Queries come from the image tokens, keys and values from the identity alone, so the latter are computed once per
    identity (`precompute`) and serve every step of every frame (`attend`).
    """

    def __init__(self, dim: int = 3072, kv_dim: int = 2048, heads: int = 16, head_dim: int = 128) -> None:
        """`dim` is the width of the image tokens, `kv_dim` of the identity's; heads * head_dim need equal neither."""
        super().__init__()
        self.heads = heads
        width = heads * head_dim
        self.norm1 = nn.LayerNorm(kv_dim)
        self.norm2 = nn.LayerNorm(dim)
        self.to_q = nn.Linear(dim, width, bias=False)
        self.to_kv = nn.Linear(kv_dim, 2 * width, bias=False)
        self.to_out = nn.Linear(width, dim, bias=False)

    def precompute(self, identity: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values, each [B or 1, heads, N, head_dim] and contiguous, of an identity [B or 1, N, kv_dim]."""
        keys, values = self.to_kv(self.norm1(identity)).chunk(2, dim=-1)
        return split_heads(keys, self.heads).contiguous(), split_heads(values, self.heads).contiguous()

    def attend(self, tokens: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        """What to add to image tokens [B, T, dim], times the weight: [B, T, dim].

        Keys and values of one identity serve all pictures of a batch. The softmax runs in float32 inside the fused
        kernels, as in the reference, whatever the dtype.
        """
        queries = split_heads(self.to_q(self.norm2(tokens)), self.heads)
        shape = (len(tokens), -1, -1, -1)
        seen = scaled_dot_product_attention(queries, keys.expand(shape), values.expand(shape))
        added: Tensor = self.to_out(join_heads(seen))
        return added

    def forward(self, identity: Tensor, tokens: Tensor) -> Tensor:
        """`precompute` and `attend` at once."""
        return self.attend(tokens, *self.precompute(identity))
