"""Vectors that lie as a CLIP model's do."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def unit(vectors: npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
    """Return the vectors scaled to unit length."""
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def clip_like(n: int, dim: int, seed: int, clusters: int = 200) -> npt.NDArray[np.float32]:
    """Return (n, dim) unit vectors: a cone around one direction, in it clusters of uneven size and of low rank."""
    rng = np.random.default_rng(seed)
    world = np.random.default_rng(0)  # the same clusters for photos and queries
    cone = world.normal(size=dim)
    centres = world.normal(size=(clusters, dim))
    spread = np.linspace(1.5, 0.2, dim)  # most of the variance is in few directions
    sizes = world.pareto(1.5, clusters) + 0.1
    of = rng.choice(clusters, n, p=sizes / sizes.sum())
    return unit(0.8 * cone + 0.6 * centres[of] + 0.6 * rng.normal(size=(n, dim)) * spread)


def random_units(n: int, dim: int, seed: int) -> npt.NDArray[np.float32]:
    """Return (n, dim) unit vectors in all directions."""
    return unit(np.random.default_rng(seed).normal(size=(n, dim)))
