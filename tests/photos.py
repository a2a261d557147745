"""Photo files for tests: generated ones, each of its own content, and two real ones that scikit-learn brings along."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image


def write_photo(path: Path, seed: int, size: tuple[int, int] = (320, 240)) -> Path:
    """Write a JPEG of soft random colours; old enough to be taken at once."""
    rough = np.random.default_rng(seed).integers(0, 256, (6, 8, 3), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(rough).resize(size, Image.Resampling.BICUBIC).save(path, quality=90)
    age(path)
    return path


def write_photos(folder: Path, count: int, first_seed: int = 0) -> list[Path]:
    """Write photos named by their seeds."""
    return [write_photo(folder / f"photo_{seed:04}.jpg", seed) for seed in range(first_seed, first_seed + count)]


def age(path: Path, seconds: float = 60) -> None:
    """Make a file look as if it had not been written to lately."""
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def real_photo(name: str) -> Path:
    """Return "flower.jpg" (a dahlia) or "china.jpg" (the Summer Palace in Beijing)."""
    spec = find_spec("sklearn")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "datasets" / "images" / name
