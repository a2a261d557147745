"""Networks that pool a map of features: convolutions, and what is built on them.

HiResCAM (Draelos and Carin, arXiv:2011.08891): at the last map before pooling, what a place contributes to the cosine
is its activations times their gradients. Where the pool is a plain mean it equals Grad-CAM (Selvaraju et al.,
arXiv:1610.02391); under an attention pool each place keeps its own gradient. A place sees far around itself, so what it
contributes is spread over what it looks at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

_POOLS = ("attnpool", "global_pool", "head")
"""What pools the last map in open_clip's ResNets and in timm's networks."""

_SPREAD = 1.5
"""How far a place looks: the standard deviation in places. Chosen by `tests.quality.why`: less is better for insertion,
more for deletion."""


def pool_of(network: torch.nn.Module) -> torch.nn.Module | None:
    """Return the module whose input is the last map of a network; None if there is none."""
    import torch

    found = (getattr(network, name, None) for name in _POOLS)
    return next((module for module in found if isinstance(module, torch.nn.Module)), None)


def class_activation(
    tower: torch.nn.Module, network: torch.nn.Module, pixels: torch.Tensor, text: torch.Tensor
) -> torch.Tensor | None:
    """Return what each place of the last map adds to the cosine, (H, W), 0 or more; None if there is no such map.

    Args:
        tower: see `source.Model`.
        network: the part of it that has the pool.
        pixels: (1, S, S, 3) uint8.
        text: (D,) unit length.
    """
    import torch

    pool = pool_of(network)
    if pool is None:
        return None
    seen: list[torch.Tensor] = []

    def note(_: Any, inputs: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
        seen.append(inputs[0].detach().requires_grad_())
        return (seen[0], *inputs[1:])

    hook = pool.register_forward_pre_hook(note)
    try:
        cosine = tower(pixels)[0] @ text
    finally:
        hook.remove()
    if not seen or seen[0].ndim != 4:
        return None
    (gradient,) = torch.autograd.grad(cosine, seen)
    channels = 3 if getattr(network, "output_fmt", "NCHW") == "NHWC" else 1
    return _spread((gradient * seen[0].detach()).sum(channels)[0].relu())


def _spread(places: torch.Tensor) -> torch.Tensor:
    """Return a map after a Gaussian, (H, W); less is seen of the border, where fewer places look."""
    import torch

    def kernel(size: int) -> torch.Tensor:
        at = torch.arange(size, dtype=torch.float32)
        return torch.exp(-((at[:, None] - at[None, :]) ** 2) / (2 * _SPREAD**2))

    return kernel(places.shape[0]) @ places @ kernel(places.shape[1])
