"""Which photos may be versions of each other: by the distance of their hashes, further apart only if a model agrees.

Every pair is counted, so none is missed; 64-bit numbers make that 5 * 10^9 pairs of 100,000 photos in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from clipphotos.core.duplicates import MIDDLE

Hashes = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]

_ALIKE = 10
"""Hashes with so many different bits of 64, or fewer, may be of one photo whatever a model says."""
_AKIN = 16
"""Up to here if a model finds them alike, too."""
_TURNED = 8
_MIDDLE = 12
_COSINE = 0.75
_MOST = 50
"""Of more candidates for one photo the nearest are looked at: they form one group anyhow."""
_BLOCK = 16, 4096
"""Rows and columns of distances that fit into the processor's cache."""
_CHUNK = 65_536


class View(IntEnum):
    """Which parts of the two pictures to compare."""

    WHOLE = 0
    INSIDE_ONE = 1
    """What is inside of the first's frame with all of the other."""
    INSIDE_OTHER = 2
    INSIDE_BOTH = 3
    MIDDLE_ONE = 4
    """The other may be the first's middle."""
    MIDDLE_OTHER = 5


@dataclass(frozen=True, eq=False)
class Looks:
    """The fingerprints of many photos, those that were compared with each other before first; N rows."""

    whole: Hashes
    turned: Hashes
    middle: Hashes
    inside: Hashes
    framed: Rows
    """The rows that have an `inside`, ascending."""
    vectors: npt.NDArray[np.float16]
    """(N, D) unit vectors; zeros where there is none."""
    known: int
    """So many rows were compared with each other before."""


@dataclass(frozen=True)
class Candidate:
    """Two rows that may show one photo."""

    one: int
    other: int
    view: View
    bits: int
    """How many bits of their hashes differ."""

    @property
    def scale(self) -> float:
        """Return which part of the larger's side the smaller is expected to show."""
        return MIDDLE[2] - MIDDLE[0] if self.view >= View.MIDDLE_ONE else 1.0


def candidates(looks: Looks) -> list[Candidate]:
    """Return pairs that are worth a look, at least one of each new; a pair may be there in several views."""
    found: list[Candidate] = []
    everything, new = np.arange(len(looks.whole)), np.arange(looks.known, len(looks.whole))

    def look(view: View, one: tuple[Hashes, Rows], other: tuple[Hashes, Rows], sure: int, limit: int) -> None:
        for i, j, bits in _near(*one, *other, limit, ordered=one[0] is other[0] or view is View.WHOLE):
            keep = bits <= sure
            keep[~keep] = _cosines(looks.vectors, i[~keep], j[~keep]) >= _COSINE
            found.extend(
                Candidate(int(a), int(b), view, int(d)) for a, b, d in zip(i[keep], j[keep], bits[keep], strict=True)
            )

    look(View.WHOLE, (looks.whole, new), (looks.whole, everything), _ALIKE, _AKIN)
    for turned in (looks.turned, transposed(looks.turned)):
        look(View.WHOLE, (turned, new), (looks.turned, everything), _TURNED, _TURNED)
    old = everything[: looks.known]
    new_framed = looks.framed[looks.framed >= looks.known]
    old_framed = looks.framed[looks.framed < looks.known]
    look(View.INSIDE_ONE, (looks.inside, new_framed), (looks.whole, everything), _ALIKE, _AKIN)
    look(View.INSIDE_ONE, (looks.inside, old_framed), (looks.whole, new), _ALIKE, _AKIN)
    look(View.INSIDE_BOTH, (looks.inside, new_framed), (looks.inside, looks.framed), _ALIKE, _AKIN)
    look(View.MIDDLE_ONE, (looks.middle, new), (looks.whole, everything), -1, _MIDDLE)
    look(View.MIDDLE_ONE, (looks.middle, old), (looks.whole, new), -1, _MIDDLE)
    return _nearest(found)


def transposed(hashes: Hashes) -> Hashes:
    """Return the hashes of pictures mirrored along their diagonals."""
    bits = np.unpackbits(hashes.astype(">u8").view(np.uint8)).reshape(-1, 8, 8)
    return np.packbits(bits.swapaxes(1, 2)).view(">u8").astype(np.uint64)


def _near(
    one: Hashes, rows: Rows, other: Hashes, columns: Rows, limit: int, *, ordered: bool
) -> Iterator[tuple[Rows, Rows, npt.NDArray[np.uint8]]]:
    """Yield (row, column, bits) of the pairs within a distance; if `ordered` only those whose row is the larger."""
    high, wide = _BLOCK
    differing, bits, near = np.empty(_BLOCK, np.uint64), np.empty(_BLOCK, np.uint8), np.empty(_BLOCK, np.bool_)
    parts: list[tuple[Rows, Rows, npt.NDArray[np.uint8]]] = []
    waiting = 0
    for top in range(0, len(rows), high):
        these = rows[top : top + high]
        end = int(np.searchsorted(columns, these[-1])) if ordered else len(columns)
        left_hand = one[these][:, None]
        for left in range(0, end, wide):
            those = columns[left : min(left + wide, end)]
            size = slice(len(these)), slice(len(those))
            np.bitwise_xor(left_hand, other[those], out=differing[size])
            np.bitwise_count(differing[size], out=bits[size])
            np.less_equal(bits[size], limit, out=near[size])
            at = np.flatnonzero(near[size])  # twenty times as fast as places in two dimensions
            if len(at):
                a, b = np.divmod(at, len(those))
                i, j = these[a], those[b]
                keep = i > j if ordered else i != j
                parts.append((i[keep], j[keep], bits[a[keep], b[keep]]))
                waiting += len(i)
        if parts and (waiting > _CHUNK or top + high >= len(rows)):
            yield tuple(np.concatenate(part) for part in zip(*parts, strict=True))  # type: ignore[misc]
            parts, waiting = [], 0
    if parts:
        yield tuple(np.concatenate(part) for part in zip(*parts, strict=True))  # type: ignore[misc]


def _cosines(vectors: npt.NDArray[np.float16], one: Rows, other: Rows) -> npt.NDArray[np.float32]:
    return np.concatenate(
        [
            np.einsum(
                "nd,nd->n",
                vectors[one[start : start + _CHUNK]].astype(np.float32),
                vectors[other[start : start + _CHUNK]].astype(np.float32),
            )
            for start in range(0, len(one), _CHUNK)
        ]
        or [np.zeros(0, np.float32)]
    )


def _nearest(found: list[Candidate]) -> list[Candidate]:
    """Return the nearest candidates of each photo, by photo, each pair's likeliest view first."""
    counts: dict[int, int] = {}
    kept = []
    for candidate in sorted(found, key=lambda it: (it.bits, it.view)):
        key = max(candidate.one, candidate.other)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= _MOST:
            kept.append(candidate)
    return sorted(kept, key=lambda it: (max(it.one, it.other), it.bits, it.view))
