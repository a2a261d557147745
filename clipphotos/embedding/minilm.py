"""The starter's text tower: all-MiniLM-L6-v2 (Wang et al., arXiv:2002.10957; Reimers and Gurevych, arXiv:1908.10084).

Written out, because transformers takes 5 s to import, warns while it is traced, and prints a report while it loads;
a test holds this to transformers' own output.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

DIM = 384
_HEADS = 12
_LAYERS = 6
_VOCABULARY = 30522
_POSITIONS = 512
_EPSILON = 1e-12
_PAD = 0

_LAYER_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "norm_attention",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm_output",
}
"""BERT's names of the parts of a layer, and ours."""


def load_text_tower(weights: Path) -> torch.nn.Module:
    """Return the tower, (N, L) int64 token ids -> (N, 384) float32, unit length; 0 is padding.

    Args:
        weights: a safetensors file with BERT's names.

    Raises:
        SafetensorError, RuntimeError: the file is damaged, or not of this model.
    """
    from safetensors.torch import load_file

    tower = _new_tower()
    state = {ours: value for name, value in load_file(weights).items() if (ours := _our_name(name)) is not None}
    tower.load_state_dict(state)
    return tower.eval()


def _our_name(name: str) -> str | None:
    """Return our name of one of BERT's weights; None for those that sentence embeddings do not need."""
    if name.startswith("pooler.") or name.endswith("position_ids"):
        return None
    name = name.removeprefix("embeddings.").replace("LayerNorm", "norm") if name.startswith("embeddings.") else name
    if name.startswith("encoder.layer."):
        number, part = name.removeprefix("encoder.layer.").split(".", 1)
        module, kind = part.rsplit(".", 1)
        return f"layers.{number}.{_LAYER_NAMES[module]}.{kind}"
    return name


def _new_tower() -> torch.nn.Module:
    """Return the architecture with random weights."""
    import torch
    from torch import Tensor, nn
    from torch.nn import functional

    class Layer(nn.Module):  # type: ignore[misc]  # torch is not followed
        """Self-attention and a feed-forward part, each normalised after its residual."""

        def __init__(self) -> None:
            super().__init__()
            self.query, self.key, self.value, self.out = (nn.Linear(DIM, DIM) for _ in range(4))
            self.up, self.down = nn.Linear(DIM, 4 * DIM), nn.Linear(4 * DIM, DIM)
            self.norm_attention, self.norm_output = (nn.LayerNorm(DIM, eps=_EPSILON) for _ in range(2))

        def forward(self, x: Tensor, attend: Tensor) -> Tensor:
            """Map (N, L, 384) to the same; `attend` is (N, 1, 1, L) bool."""

            def heads(flat: Tensor) -> Tensor:
                return flat.unflatten(-1, (_HEADS, DIM // _HEADS)).transpose(1, 2)

            mixed = functional.scaled_dot_product_attention(
                heads(self.query(x)), heads(self.key(x)), heads(self.value(x)), attn_mask=attend
            )
            x = self.norm_attention(x + self.out(mixed.transpose(1, 2).flatten(2)))
            result: Tensor = self.norm_output(x + self.down(functional.gelu(self.up(x))))
            return result

    class Tower(nn.Module):  # type: ignore[misc]
        """BERT, the mean over the tokens, unit length."""

        def __init__(self) -> None:
            super().__init__()
            self.word_embeddings = nn.Embedding(_VOCABULARY, DIM)
            self.position_embeddings = nn.Embedding(_POSITIONS, DIM)
            self.token_type_embeddings = nn.Embedding(2, DIM)
            self.norm = nn.LayerNorm(DIM, eps=_EPSILON)
            self.layers = nn.ModuleList(Layer() for _ in range(_LAYERS))

        def forward(self, ids: Tensor) -> Tensor:
            """Map (N, L) int64 to (N, 384) float32."""
            real = ids != _PAD
            positions = torch.arange(ids.shape[1], device=ids.device)
            x = self.word_embeddings(ids) + self.position_embeddings(positions) + self.token_type_embeddings.weight[0]
            x = self.norm(x)
            for layer in self.layers:
                x = layer(x, real[:, None, None, :])
            weights = real.unsqueeze(-1).to(x.dtype)
            return functional.normalize((x * weights).sum(1) / weights.sum(1), dim=-1)

    return Tower()
