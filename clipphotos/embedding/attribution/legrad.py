"""Vision transformers: LeGrad, "An Explainability Method for Vision Transformers via Feature Formation Sensitivity".

(Bousselham et al., arXiv:2404.03214.)

Each of the last layers' tokens are pooled and projected as if that layer were the last. How much the cosine with the
text would grow if a layer attended more to a token says how much the token matters: the gradient with respect to the
attention, its negative part dropped, meant over heads and queries, then over layers. Where tokens are pooled by
attention, it is that pool's attention which counts.

The attention itself is never needed. An attention module's output, before its projection, is the sum of values weighted
by attention; so the gradient for query i and token j is the product of the output's gradient at i with the value of j.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

LAYERS = 2
"""So many of the last layers count."""


@dataclass(frozen=True)
class Transformer:
    """The parts of a vision transformer."""

    blocks: list[torch.nn.Module]
    attentions: list[torch.nn.Module]
    """Of the blocks, torch's `MultiheadAttention` or timm's."""
    pool: torch.nn.Module | None
    """The attention that pools tokens; None: a class token or a mean does."""
    embed: Callable[[torch.Tensor], torch.Tensor]
    """A block's tokens, (1, N, W), to the shared space, (1, D)."""


def parts_of(visual: Any) -> Transformer | None:
    """Return the parts of open_clip's vision transformer, or of timm's in open_clip's `TimmModel`; None for others."""
    from open_clip.transformer import VisionTransformer
    from timm.models.vision_transformer import VisionTransformer as TimmTransformer
    from torch.nn import MultiheadAttention

    if isinstance(visual, VisionTransformer):
        blocks = list(visual.transformer.resblocks)
        pool = getattr(visual, "attn_pool_contrastive", None) or visual.attn_pool
        attention = None if pool is None else pool.attn

        def embed(tokens: torch.Tensor) -> torch.Tensor:
            pooled, _ = visual._pool(tokens)
            return pooled if visual.proj is None else pooled @ visual.proj
    elif isinstance(trunk := getattr(visual, "trunk", None), TimmTransformer):
        blocks, attention = list(trunk.blocks), trunk.attn_pool

        def embed(tokens: torch.Tensor) -> torch.Tensor:
            result: torch.Tensor = visual.head(trunk.forward_head(trunk.norm(tokens)))
            return result
    else:
        return None
    attentions = [getattr(block, "attn", None) for block in blocks]
    used = attentions if attention is None else [*attentions, attention]
    if all(isinstance(module, MultiheadAttention) or _is_timms(module) for module in used):
        return Transformer(blocks, attentions, attention, embed)
    return None


def sensitivity(tower: torch.nn.Module, parts: Transformer, pixels: torch.Tensor, text: torch.Tensor) -> torch.Tensor:
    """Return how much each patch matters, (H, W), 0 or more, of a square picture.

    Args:
        tower: see `source.Model`.
        parts: of it.
        pixels: (1, S, S, 3) uint8.
        text: (D,) unit length.
    """
    import torch
    from torch.nn import functional

    tokens: list[torch.Tensor] = []
    last = parts.blocks[-LAYERS:]
    hooks = [block.register_forward_hook(lambda _, __, output: tokens.append(output)) for block in last]
    hooks.append(
        last[0].register_forward_pre_hook(lambda _, inputs: (inputs[0].detach().requires_grad_(), *inputs[1:]))
    )
    try:
        with _watched(parts.attentions[-LAYERS:]) as own:
            tower(pixels)
    finally:
        for hook in hooks:
            hook.remove()
    total = torch.zeros(())
    for layer, seen in zip(tokens, own, strict=True):
        if parts.pool is None:
            attended = seen[0]
            cosine = functional.normalize(parts.embed(layer), dim=-1)[0] @ text
        else:
            with _watched([parts.pool]) as pooled:
                cosine = functional.normalize(parts.embed(layer), dim=-1)[0] @ text
            attended = pooled[0][0]
        (gradient,) = torch.autograd.grad(cosine, attended.output, retain_graph=True)
        total = total + attended.relevance(gradient)
    side = int(len(total) ** 0.5)
    return total[len(total) - side * side :].reshape(side, side)  # class and register tokens come first


@dataclass(frozen=True)
class _Attended:
    """What an attention module did with one picture."""

    values: torch.Tensor
    """(M, W), one after the other for each head."""
    output: torch.Tensor
    """What the gradient is to be taken for."""
    projection: torch.Tensor | None
    """What makes `output` of the heads' sums, (D, W); None: it is those sums."""
    heads: int

    def relevance(self, gradient: torch.Tensor) -> torch.Tensor:
        """Return how much attending more to each token would add, (M,), given the gradient of the output."""
        rows = gradient[0] if self.projection is None else gradient[0] @ self.projection
        by_head = [each.reshape(len(each), self.heads, -1).transpose(0, 1) for each in (rows, self.values)]
        return (by_head[0] @ by_head[1].transpose(1, 2)).relu().mean((0, 1)).detach()


@contextmanager
def _watched(modules: list[torch.nn.Module]) -> Iterator[list[list[_Attended]]]:
    """Yield one list per module, to which what it does in the meantime is added."""
    seen: list[list[_Attended]] = [[] for _ in modules]
    hooks: list[Any] = []
    for module, found in zip(modules, seen, strict=True):
        hooks += _watch_timms(module, found) if _is_timms(module) else [_watch_torchs(module, found)]
    try:
        yield seen
    finally:
        for hook in hooks:
            hook.remove()


def _watch_torchs(module: Any, found: list[_Attended]) -> Any:
    from torch.nn import functional

    def note(_: Any, inputs: tuple[torch.Tensor, ...], output: tuple[torch.Tensor, None]) -> None:
        width = module.embed_dim
        weight = module.in_proj_weight[2 * width :] if module._qkv_same_embed_dim else module.v_proj_weight
        bias = None if module.in_proj_bias is None else module.in_proj_bias[2 * width :]
        values = functional.linear(inputs[2][0], weight, bias)
        found.append(_Attended(values, output[0], module.out_proj.weight, module.num_heads))

    return module.register_forward_hook(note)


def _watch_timms(module: Any, found: list[_Attended]) -> list[Any]:
    # Queries and keys may be normalised or turned; values are what the projection gives, its last part.
    projected: list[torch.Tensor] = []
    linear = getattr(module, "qkv", None) or module.kv

    def note_values(_: Any, __: Any, output: torch.Tensor) -> None:
        projected.append(output[0, :, -module.proj.in_features :])

    def note_sums(_: Any, inputs: tuple[torch.Tensor, ...]) -> None:
        found.append(_Attended(projected.pop(), inputs[0], None, module.num_heads))

    return [linear.register_forward_hook(note_values), module.proj.register_forward_pre_hook(note_sums)]


def _is_timms(module: Any) -> bool:
    """Return whether a module attends as timm's do: fused values, and nothing between the sums and the projection."""
    from torch.nn import Identity, Linear

    plain = isinstance(getattr(module, "norm", None), Identity) or hasattr(module, "latent")
    linear = getattr(module, "qkv", None) or getattr(module, "kv", None)
    return (
        plain
        and isinstance(linear, Linear)
        and isinstance(getattr(module, "proj", None), Linear)
        and getattr(module, "gate", None) is None
    )
