"""Whether two small grey pictures show the same photo: compared pixel by pixel once they lie upon each other.

A hash or an embedding only says which pairs are worth a look. Here one picture is turned or mirrored as fits best, then
moved, scaled and sheared until it lies upon the other (Lucas and Kanade 1981, an affine one, with gain and bias free),
and then the two are compared tile by tile without what is very coarse or very fine: a normalised cross-correlation
that brightness, colour and compression leave alone. That *all* tiles agree tells versions of one photo from two photos
of one thing, where something has moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

SIDE = 128
"""Pictures are squashed to so many pixels a side."""

Picture = npt.NDArray[np.float32]
"""(SIDE, SIDE) grey."""

TURNS = 8
"""Ways to lay a picture: bit 0 mirrors it left to right, bit 1 top to bottom, then bit 2 along its diagonal."""

LEAST_SHARED = 0.4
"""Of a photo whose version shows less than this part of it, it is another photo."""

_HALF = SIDE // 2
_TILE = 16
_ROUNDS = 16
_LAST_ROUNDS = 4
_STILL = 1e-3
_FARTHEST = 0.1
"""One step moves nothing by more than this part of the side."""
_PROMISING = 0.5
"""With a worse correlation after a few rounds it will not get good."""
_LEAST_DETAIL = 1.5
"""A tile's standard deviation in levels of grey, below which nothing can be said by it."""
_TILE_AGREES = 0.6


@dataclass(frozen=True)
class Match:
    """How two pictures compare where they show the same."""

    likeness: float
    """Correlation of their details, up to 1."""
    agreeing: float
    """The part of the tiles with anything in them that agree."""
    turn: int
    """How the other had to be laid, see `TURNS`; 0: as it is."""
    covered: float
    """The part of the first that the other shows."""
    shows: float
    """The part of the other that the first shows."""

    @property
    def same(self) -> bool:
        """Whether they are versions of one photo."""
        shared = sorted((self.covered, self.shows))
        return min(self.likeness, self.agreeing) >= 0.85 and shared[0] >= LEAST_SHARED and shared[1] >= 0.8


def laid(picture: Picture, turn: int) -> Picture:
    """Return a picture mirrored or turned."""
    if turn & 1:
        picture = picture[:, ::-1]
    if turn & 2:
        picture = picture[::-1]
    return np.ascontiguousarray(picture.T if turn & 4 else picture)


class Sight:
    """A picture with what comparing it needs again and again."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.coarse = picture.reshape(_HALF, 2, _HALF, 2).mean(axis=(1, 3))
        self.rough = picture.reshape(16, 8, 16, 8).mean(axis=(1, 3))
        self.detail = _blurred(picture, 1) - _blurred(picture, SIDE // 16)
        """The picture without what is finer than a sixtieth of it, or coarser than a tenth."""


def compare(one: Sight, other: Sight, scale: float = 1.0) -> Match:
    """Compare two pictures.

    Args:
        one: the first; the smaller part, if one is cut from the other.
        other: the second.
        scale: which part of the other's side the first is expected to show, in its middle.
    """
    turn = 0
    if scale == 1:
        turn = int(np.argmax([_correlation(one.rough, laid(other.rough, turn)) for turn in range(TURNS)]))
    where = np.array([[scale, 0, 0], [0, scale, 0]], np.float32)
    detail = laid(other.detail, turn)
    match = _judged(one, detail, where, turn)
    if match.same:
        return match
    for first, second, rounds in ((one.coarse, other.coarse, _ROUNDS), (one.picture, other.picture, _LAST_ROUNDS)):
        found = _aligned(_blurred(first, 1), _blurred(laid(second, turn), 1), where, rounds)
        if found is None:
            return match
        where = found
    return _judged(one, detail, where, turn)


def _judged(one: Sight, other: Picture, where: Picture, turn: int) -> Match:
    """Compare a picture with another's detail where an affine map lays them upon each other."""
    seen, inside = _sampled(other, where)
    covered = float(inside.mean())
    if covered < LEAST_SHARED:
        return Match(0.0, 0.0, turn, covered, 0.0)
    shows = covered * float(abs(np.linalg.det(where[:, :2])))
    likeness = _correlation(one.detail[inside], seen[inside])
    return Match(likeness, _agreeing(one.detail, seen, inside), turn, covered, shows)


def _agreeing(one: Picture, other: Picture, inside: npt.NDArray[np.bool_]) -> float:
    """Return the part of the tiles that agree, of those that are inside and have any detail."""

    def tiles(values: npt.NDArray[np.generic]) -> npt.NDArray[np.float32]:
        rows = values.reshape(SIDE // _TILE, _TILE, SIDE // _TILE, _TILE).swapaxes(1, 2)
        return rows.reshape(-1, _TILE * _TILE).astype(np.float32)

    a, b = tiles(one * inside), tiles(other * inside)
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    strong_a, strong_b = np.sqrt((a * a).mean(axis=1)), np.sqrt((b * b).mean(axis=1))
    counts = (tiles(inside).mean(axis=1) > 0.5) & (np.maximum(strong_a, strong_b) >= _LEAST_DETAIL)
    if counts.sum() < 4:
        return 0.0  # a clear sky is like any other
    agrees = (a * b).mean(axis=1) >= _TILE_AGREES * strong_a * strong_b
    return float(agrees[counts].mean())


def _aligned(one: Picture, other: Picture, where: Picture, rounds: int) -> Picture | None:
    """Return which affine map of the places of one finds the same in the other; None if none does."""
    slope_y, slope_x = np.gradient(other * np.float32(len(other)))
    x, y = _grid(len(one))
    solved = np.array([0, 0, 0, 0, 0, 0, 1, 0], np.float32)
    for number in range(rounds):
        seen, inside = _sampled(other, where)
        if inside.mean() < 0.3 or (number == 4 and _correlation(one[inside], seen[inside]) < _PROMISING):
            return None
        across, down = _sampled(slope_x, where)[0], _sampled(slope_y, where)[0]
        columns = (across * x, across * y, across, down * x, down * y, down, seen, np.ones_like(seen))
        system = np.stack([column[inside] for column in columns], axis=1)
        wanted = one[inside]
        if number:  # what one has alone, as a frame or writing, must not pull
            off = np.abs(wanted - system[:, 6:] @ solved[6:])
            weights = 1 / (1 + np.square(off / (1.5 * np.median(off) + 1e-3)))
        else:
            weights = np.ones_like(wanted)
        weighted = system.T * weights
        normal = weighted @ system
        normal[np.diag_indices(8)] *= 1.001
        try:
            solved = np.linalg.solve(normal, weighted @ wanted)
        except np.linalg.LinAlgError:  # all of one grey
            return None
        if solved[6] < 0.05:
            return None
        step = np.clip(solved[:6] / solved[6], -_FARTHEST, _FARTHEST).reshape(2, 3).astype(np.float32)
        where = where + step
        if np.abs(step).max() < _STILL:
            break
    return where


@cache
def _grid(side: int) -> tuple[Picture, Picture]:
    """Return every pixel's x and y, counted from the middle in sides."""
    line = (np.arange(side, dtype=np.float32) + 0.5) / side - 0.5
    return np.broadcast_to(line, (side, side)), np.broadcast_to(line[:, None], (side, side))


def _sampled(picture: Picture, where: Picture) -> tuple[Picture, npt.NDArray[np.bool_]]:
    """Return a picture as it is at an affine map of the grid, and where that is inside of it."""
    side = len(picture)
    x, y = _grid(side)
    across = (where[0, 0] * x + where[0, 1] * y + where[0, 2] + 0.5) * side - 0.5
    down = (where[1, 0] * x + where[1, 1] * y + where[1, 2] + 0.5) * side - 0.5
    inside = (across > -0.5) & (across < side - 0.5) & (down > -0.5) & (down < side - 0.5)
    np.clip(across, 0, side - 1.001, out=across)
    np.clip(down, 0, side - 1.001, out=down)
    left, top = across.astype(np.int32), down.astype(np.int32)
    across -= left
    down -= top
    flat, at = picture.ravel(), top * side + left
    above = flat[at] * (1 - across) + flat[at + 1] * across
    below = flat[at + side] * (1 - across) + flat[at + side + 1] * across
    return above * (1 - down) + below * down, inside


def _blurred(picture: Picture, radius: int) -> Picture:
    """Return a picture whose pixels are the means of the squares around them, taken twice."""
    width = 2 * radius + 1
    for axis in (0, 1, 0, 1):
        around = [(radius + 1, radius) if axis == it else (0, 0) for it in (0, 1)]
        sums = np.pad(picture, around, mode="edge").cumsum(axis, dtype=np.float32)
        high = sums[width:] if axis == 0 else sums[:, width:]
        low = sums[:-width] if axis == 0 else sums[:, :-width]
        picture = (high - low) / np.float32(width)
    return picture


def _correlation(one: Picture, other: Picture) -> float:
    one, other = one - one.mean(), other - other.mean()
    size = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return float((one * other).sum()) / size if size > 0 else 0.0
