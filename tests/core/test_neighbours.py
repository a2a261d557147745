"""Candidates are all pairs within a distance, and no others."""

from __future__ import annotations

import numpy as np
import pytest

from clipphotos.core.neighbours import Hashes, Looks, View, _near, candidates, transposed


def bits(count: int, seed: int = 0) -> Hashes:
    return np.random.default_rng(seed).integers(0, 2**64, count, np.uint64)


def flipped(value: np.uint64, *places: int) -> np.uint64:
    for place in places:
        value ^= np.uint64(1) << np.uint64(place)
    return value


def looks(count: int, known: int = 0, **columns: Hashes) -> Looks:
    """Return fingerprints of photos that have nothing in common but the given columns."""
    hashes = {name: bits(count, seed) for seed, name in enumerate(("whole", "turned", "middle", "inside"))} | columns
    framed = np.arange(count) if "inside" in columns else np.zeros(0, np.int64)
    return Looks(**hashes, framed=framed, vectors=np.zeros((count, 4), np.float16), known=known)


def found(of: Looks) -> set[tuple[int, int, View]]:
    return {(min(it.one, it.other), max(it.one, it.other), it.view) for it in candidates(of)}


def near_pairs(of: Looks, limit: int) -> list[tuple[int, int]]:
    everything = np.arange(len(of.whole))
    parts = _near(of.whole, everything, of.whole, everything, limit, ordered=True)
    return [(int(b), int(a)) for i, j, _ in parts for a, b in zip(i, j, strict=True)]


def test_every_near_pair_is_found() -> None:
    whole = bits(3000)
    wanted = set()
    for number in range(0, 1400, 7):
        places = np.random.default_rng(number).choice(64, number % 14, replace=False)
        whole[2999 - number] = flipped(whole[number], *map(int, places))
        if number % 14 <= 10:
            wanted.add((number, 2999 - number, View.WHOLE))
    assert found(looks(3000, whole=whole)) == wanted


def test_what_is_found_is_what_comparing_every_pair_finds() -> None:
    """In more photos than are compared at once, many of them near each other."""
    count = 4500
    whole = np.random.default_rng(5).integers(0, 2**24, count, np.uint64)
    of = looks(count, whole=whole, turned=bits(count, 20))
    expected = set()
    for row in range(count):
        near = np.flatnonzero(np.bitwise_count(whole[:row] ^ whole[row]) <= 2)
        expected |= {(int(other), row) for other in near}
    assert expected
    found_pairs = near_pairs(of, 2)
    assert set(found_pairs) == expected
    assert len(found_pairs) == len(expected)


def test_what_is_farther_counts_only_if_the_embeddings_agree() -> None:
    whole = bits(4)
    whole[1], whole[3] = flipped(whole[0], *range(14)), flipped(whole[2], *range(14))
    of = looks(4, whole=whole)
    of.vectors[:2] = (0.5, 0.5, 0.5, 0.5)
    assert found(of) == {(0, 1, View.WHOLE)}


@pytest.mark.parametrize("known", [0, 1, 5])
def test_pairs_of_known_photos_are_left_out(known: int) -> None:
    whole = np.repeat(bits(1), 6)
    wanted = {(i, j, View.WHOLE) for j in range(6) for i in range(j) if j >= known}
    assert found(looks(6, known, whole=whole)) == wanted


def test_turned_framed_and_cropped_ones_are_found_whichever_is_new() -> None:
    count = 50
    for known in (0, 1, count - 1):
        turned = bits(count, 9)
        turned[count - 1] = transposed(turned[:1])[0]
        assert (0, count - 1, View.WHOLE) in found(looks(count, known, turned=turned))
        whole, inside = bits(count, 10), bits(count, 11)
        inside[0] = whole[count - 1]
        assert (0, count - 1, View.INSIDE_ONE) in found(looks(count, known, whole=whole, inside=inside))
        of = looks(count, known, whole=whole, middle=np.roll(whole, 1))
        of.vectors[:] = 0.5
        assert (0, count - 1, View.MIDDLE_ONE) in found(of)


def test_many_that_are_the_same_do_not_explode() -> None:
    assert 400 <= len(candidates(looks(400, whole=np.repeat(bits(1), 400)))) <= 400 * 50


def test_transposing_twice_is_nothing() -> None:
    assert (transposed(transposed(bits(100))) == bits(100)).all()
    assert transposed(np.array([1 << 62], np.uint64)).tolist() == [1 << 55], "the first row's second bit"
