"""How a photo becomes a model's input: the geometry, without pixels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ResizeMode(StrEnum):
    """The three ways of open_clip's `image_transform`."""

    SHORTEST = "shortest"
    """Scale the shorter side to `resize_px`, then cut the centre square."""
    SQUASH = "squash"
    """Scale both sides to `resize_px`, whatever the proportions."""
    LONGEST = "longest"
    """Scale the longer side to `resize_px`, then pad to a square."""


class Interpolation(StrEnum):
    """The resampling filter, always antialiased (Pillow's)."""

    BICUBIC = "bicubic"
    BILINEAR = "bilinear"


@dataclass(frozen=True)
class Preprocessing:
    """The square that a model sees. Mean and deviation are the encoder's own business."""

    size_px: int
    resize_px: int
    """The side that the photo is scaled to before the centre cut; `size_px` unless the model crops a margin."""
    mode: ResizeMode = ResizeMode.SHORTEST
    interpolation: Interpolation = Interpolation.BICUBIC
    fill: int = 0
    """Grey level of the padding."""
