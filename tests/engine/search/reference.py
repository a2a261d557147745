"""What a search should find, one photo at a time and the slow way: from the catalogue's rows."""

from __future__ import annotations

from collections.abc import Mapping

import apsw
import numpy as np
import numpy.typing as npt

from clipphotos.core.calibration import TOP, Linear, odds_of_cosines
from clipphotos.core.label import LabelSpec
from clipphotos.core.learning import Whitening, learn
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.records import And, Between, Description, Example, Filter, Node, Not, Or
from clipphotos.core.ranking import all_of, any_of, likeness, without
from clipphotos.core.scoring import estimate_background
from tests.engine.search.conftest import Known

Vector = npt.NDArray[np.float32]


class Reference:
    """Evaluates trees over one library whose photos all have a file."""

    def __init__(self, known: Known) -> None:
        self._known, self._model = known, known.library.model.get()
        self._vectors = vectors_of(known)
        self._matrix = np.stack(list(self._vectors.values()))
        self._lines: dict[str, tuple[Vector, float, float]] = {}

    def results(self, node: Node) -> Mapping[PhotoId, float]:
        """Return the log odds of every photo that may be shown."""
        own = self._own(node)
        return {
            photo: self._odds(node, photo) for photo in self._vectors if photo != own and self._allowed(node, photo)
        }

    def _own(self, node: Node) -> PhotoId | None:
        """The photo that is all that is wanted besides facts."""
        match node:
            case Example(reference):
                return PhotoId(int(reference[1:]))
            case And(nodes):
                scored = [part for part in nodes if not self._fact(part)]
                return self._own(scored[0]) if len(scored) == 1 else None
        return None

    def facts(self, node: Node) -> set[PhotoId]:
        """Return the photos for which a tree of facts holds."""
        return {photo for photo in self._known.everything if self._allowed(node, photo)}

    def _fact(self, node: Node) -> bool:
        match node:
            case Description() | Example():
                return False
            case Not(inner):
                return self._fact(inner)
            case And(nodes) | Or(nodes):
                return all(self._fact(part) for part in nodes)
        return True

    def _allowed(self, node: Node, photo: PhotoId) -> bool:
        match node:
            case Filter(_, Between()):
                return photo in self._known.rated()
            case Filter():
                return photo in self._known.tagged()
            case Not(inner):
                return not self._allowed(inner, photo) if self._fact(inner) else True
            case And(nodes):
                return all(self._allowed(part, photo) for part in nodes)
            case Or(nodes):
                return any(self._allowed(part, photo) for part in nodes)
        return True

    def _odds(self, node: Node, photo: PhotoId) -> float:
        if not self._allowed(node, photo):
            return -80.0
        if self._fact(node):
            return 80.0
        match node:
            case Description(text):
                return self._described(text, photo)
            case Example():
                return self._alike([node], photo)
            case Not(inner):
                return -self._odds(inner, photo)
            case Or(nodes):
                return float(any_of([_one(self._odds(part, photo)) for part in nodes])[0])
        assert isinstance(node, And)
        scored = [part for part in node.nodes if not self._fact(part)]
        examples = [part for part in scored if isinstance(part, Example)]
        unwanted = [part.node for part in scored if isinstance(part, Not)]
        wrong = [part for part in unwanted if isinstance(part, Example)]
        described = [part for part in scored if isinstance(part, Description)]
        marked = bool(described and (examples or wrong))
        wanted = [part for part in scored if not isinstance(part, Example | Not) and not (marked and part in described)]
        odds = [_one(self._odds(part, photo)) for part in wanted]
        weights = [part.weight if isinstance(part, Description) else 1.0 for part in wanted]
        if marked:
            odds.append(_one(self._learned(described, examples, wrong, photo)))
            weights.append(1.0)
        elif examples:
            odds.append(_one(self._alike(examples, photo)))
            weights.append(max(example.weight for example in examples))
        if not odds:
            return -float(any_of([_one(self._odds(part, photo)) for part in unwanted])[0])
        found = all_of(odds, weights) if len(odds) > 1 else odds[0]
        for part in unwanted:
            if part in wrong:
                continue
            weight = part.weight if isinstance(part, Description | Example) else 1.0
            found = found + weight * (without(found, _one(self._odds(part, photo))) - found)
        if wrong:
            nearest = max(self._odds(part, photo) for part in wrong)
            found = found - 2.25 * np.log1p(np.exp(nearest - found - (4.0 if marked else 2.0)))
        return float(found[0])

    def _learned(self, words: list[Description], right: list[Example], wrong: list[Example], photo: PhotoId) -> float:
        """As a label learns, of marks that weigh 1."""
        lines = [(self._line(part.text), part.weight if len(words) > 1 else 1.0) for part in words]
        plain = Linear(
            sum((share * slope * vector for (vector, slope, _), share in lines), np.zeros(1, np.float32)),
            sum(share * bias for (_, _, bias), share in lines),
        )
        pictures = np.stack([self._vectors[PhotoId(int(it.reference[1:]))] for it in (*right, *wrong)])
        accepted = np.array([True] * len(right) + [False] * len(wrong))
        learned = learn(plain, pictures, accepted, Whitening(self._matrix)).odds
        return float(learned(self._vectors[photo][np.newaxis])[0])

    def _described(self, text: str, photo: PhotoId) -> float:
        vector, slope, bias = self._line(text)
        return slope * float(self._vectors[photo] @ vector) + bias

    def _line(self, text: str) -> tuple[Vector, float, float]:
        if text not in self._lines:
            vector = self._model.encoder.encode_texts([text])[0]
            cosines = self._matrix @ vector
            background = estimate_background(cosines, self._model.info.background)
            strange = float(self._model.words.strangeness([LabelSpec(text)])[0])
            self._lines[text] = vector, *odds_of_cosines(background, np.sort(cosines)[-TOP:], strange)
        return self._lines[text]

    def _alike(self, examples: list[Example], photo: PhotoId) -> float:
        mean = sum(it.weight * self._vectors[PhotoId(int(it.reference[1:]))] for it in examples)
        vector = mean / np.linalg.norm(mean)
        background = estimate_background(self._matrix @ vector, self._model.info.image_background)
        return float(likeness(_one(self._vectors[photo] @ vector), background)[0])


def vectors_of(known: Known) -> dict[PhotoId, Vector]:
    """Return the embeddings as they are in the catalogue."""
    db = apsw.Connection(str(known.library.directory / "catalogue.db"), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        rows = {photo: np.frombuffer(v, "<f2").astype(np.float32) for photo, v in db.execute(_EMBEDDINGS)}
    finally:
        db.close()
    return {PhotoId(photo): vector / np.linalg.norm(vector) for photo, vector in rows.items()}


_EMBEDDINGS = "SELECT photo_id, vector FROM embedding"


def _one(value: float) -> Vector:
    return np.array([value], np.float32)
