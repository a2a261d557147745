"""A query's tree over photos: which of them may be shown at all, and how well they fit.

Facts (filters, phrases and what is made of them only) hold or do not. Descriptions and examples give log odds. What is
mixed has both: a mask of the photos that its facts allow, and log odds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from clipphotos.core.calibration import Floats
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.records import And, Description, Example, Filter, Node, Not, Or, Phrase
from clipphotos.core.ranking import all_of, any_of, without

Ids = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Marked:
    """Descriptions, and pictures that are marked as right or wrong beside them: these refine what the words mean."""

    descriptions: tuple[Description, ...]
    right: tuple[Example, ...]
    wrong: tuple[Example, ...]


Leaf = Description | tuple[Example, ...] | Marked
"""What gives log odds: a description, examples that are meant together, or a description with marks."""

_CERTAIN = np.float32(80.0)
"""Log odds of a fact that holds, where it stands in for a description."""

_PENALTY = np.float32(2.25)
"""What a photo loses for each step by which it is nearer to a wrong picture than to what is wanted."""
_NEARER, _MUCH_NEARER = np.float32(2.0), np.float32(4.0)
"""So much more the log odds of a wrong picture must be; the latter where words have learned from it already. Chosen on
classified photos, so that what is marked wrong leaves and the others stay."""


def is_fact(node: Node) -> bool:
    """Return whether a part of a query holds or does not hold, without degrees."""
    match node:
        case Description() | Example():
            return False
        case Phrase() | Filter():
            return True
        case Not(inner):
            return is_fact(inner)
        case And(nodes) | Or(nodes):
            return all(map(is_fact, nodes))


def leaves(node: Node) -> Iterator[Node]:
    """Yield the terms of a tree, from left to right."""
    match node:
        case Not(inner):
            yield from leaves(inner)
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from leaves(part)
        case _:
            yield node


def only_example(node: Node) -> PhotoId | None:
    """Return the photo of the library that alone is what others are to look like: it is known, and would be first."""
    while isinstance(node, And) and len(_split(node.nodes)[1]) == 1:
        (node,) = _split(node.nodes)[1]
    if isinstance(node, Example) and node.reference.startswith("#"):
        return PhotoId(int(node.reference[1:]))
    return None


def allowed(node: Node, photo_ids: Ids, facts: Callable[[Node], Ids]) -> Mask | None:
    """Return which photos the facts of a tree allow; None: all, as it has no facts that all results must have.

    Args:
        node: the tree.
        photo_ids: (N,)
        facts: the photos for which a tree of facts holds.
    """
    if is_fact(node):
        return np.isin(photo_ids, facts(node))
    match node:
        case And(nodes, span):
            known, others = _split(nodes)
            if known:
                others = [known[0] if len(known) == 1 else And(tuple(known), span), *others]
            masks = [allowed(part, photo_ids, facts) for part in others]
            found = [mask for mask in masks if mask is not None]
            return reduce(np.logical_and, found) if found else None
        case Or(nodes):
            masks = [allowed(part, photo_ids, facts) for part in nodes]
            found = [mask for mask in masks if mask is not None]
            return reduce(np.logical_or, found) if len(found) == len(masks) else None
        case _:
            return None


def odds_of(node: Node, photo_ids: Ids, facts: Callable[[Node], Ids], score: Callable[[Leaf], Floats]) -> Floats:
    """Return how well photos fit a tree, as log odds, (N,) float32; those that its facts do not allow fit by nothing.

    Args:
        node: the tree.
        photo_ids: (N,)
        facts: the photos for which a tree of facts holds.
        score: log odds, (N,), of the same photos.
    """

    def of(node: Node) -> Floats:
        """Return the log odds where a part stands for itself, its facts included."""
        match node:
            case Not(inner):
                return -of(inner)
            case Or(nodes):
                return any_of([of(part) for part in nodes])
            case And(nodes) if not is_fact(node):
                found = both(nodes)
            case Description():
                found = score(node)
            case Example():
                found = score((node,))
            case _:
                found = np.full(len(photo_ids), _CERTAIN)
        mask = allowed(node, photo_ids, facts)
        return found if mask is None else np.where(mask, found, -_CERTAIN)

    def both(nodes: Sequence[Node]) -> Floats:
        """Return the log odds of what is scored among the parts of an And."""
        _, scored = _split(nodes)
        unwanted = [part.node for part in scored if isinstance(part, Not)]
        right = tuple(part for part in scored if isinstance(part, Example))
        wrong = tuple(part for part in unwanted if isinstance(part, Example))
        described = tuple(part for part in scored if isinstance(part, Description))
        learns = bool(described and (right or wrong))
        wanted = [part for part in scored if not isinstance(part, (Not, Example, *([Description] if learns else [])))]
        odds, weights = [of(part) for part in wanted], [_weight(part) for part in wanted]
        if learns:
            odds.append(score(Marked(described, right, wrong)))
            weights.append(1.0)
        elif right:
            odds.append(score(right))
            weights.append(max(map(_weight, right)))
        if not odds:
            return -any_of([of(part) for part in unwanted])
        found = all_of(odds, weights) if len(odds) > 1 else odds[0]
        for part in unwanted:
            if part not in wrong:
                found = found + np.float32(_weight(part)) * (without(found, of(part)) - found)
        if wrong:
            nearer = any_of([of(part) for part in wrong]) - found - (_MUCH_NEARER if learns else _NEARER)
            found = found - np.float32(max(map(_weight, wrong))) * _PENALTY * np.logaddexp(np.float32(0.0), nearer)
        return found

    return of(node)


def _split(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Return the facts among nodes, and the others."""
    return [node for node in nodes if is_fact(node)], [node for node in nodes if not is_fact(node)]


def _weight(node: Node) -> float:
    return node.weight if isinstance(node, Description | Example) else 1.0
