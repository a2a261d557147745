"""Compares texts with pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from clipphotos.core.asking.records import Classified, Matches
from clipphotos.core.calibration import Floats, probabilities
from clipphotos.core.errors import KnownError
from clipphotos.core.query.records import Translated
from clipphotos.engine.asking.fitting import log_odds, vectors
from clipphotos.engine.examples import Examples
from clipphotos.engine.model import LoadedModel


def classify(
    model: LoadedModel, examples: Examples, pictures: Sequence[str], labels: Sequence[str], templates: Sequence[str]
) -> Classified:
    """Return the probabilities of labels for pictures; see `Asking.classify`.

    Radford et al., arXiv:2103.00020: a softmax over cosines times the logit scale (3.1.2); a label's embedding is the
    mean over the templates, made unit length again (3.1.4). The bias of a model that was trained with a sigmoid is the
    same for all labels, so a softmax does not see it.
    """
    labels = _distinct(labels)
    if not labels:
        raise KnownError("There is no label to choose from.")
    templates = _distinct(templates)
    if not templates:
        raise KnownError("There is no template to put the labels into.")
    for template in templates:
        if "{}" not in template:
            raise KnownError(f"The template “{template}” has no {{}}, where a label goes.")
    _refuse_none(pictures)
    words, translated = _read(model, labels)
    seen = vectors(model, examples, pictures)
    written = [template.replace("{}", word) for word in words for template in templates]
    embedded = model.encoder.encode_texts(written).reshape(len(words), len(templates), -1).mean(axis=1)
    weights = embedded / np.maximum(np.linalg.norm(embedded, axis=1, keepdims=True), 1e-9)
    logits = np.float32(model.info.logit_scale) * (seen @ weights.T)
    return Classified(tuple(pictures), tuple(labels), _softmax(logits, axis=1), translated)


def match(model: LoadedModel, examples: Examples, pictures: Sequence[str], texts: Sequence[str]) -> Matches:
    """Return which text fits which picture; see `Asking.match`.

    The calibrated log odds compete, not plain cosines, which long and short texts do not share a scale of: so the best
    text of a picture is also the one with the largest probability, as it is among labels of an exclusive group.
    """
    texts = _distinct(texts)
    if not texts:
        raise KnownError("There is no description to compare.")
    _refuse_none(pictures)
    words, translated = _read(model, texts)
    odds = log_odds(model, words, vectors(model, examples, pictures))
    return Matches(
        tuple(pictures), tuple(texts), probabilities(odds), _softmax(odds, axis=1), _softmax(odds, axis=0), translated
    )


def _distinct(texts: Iterable[str]) -> list[str]:
    """Return what is not blank, each once."""
    return list(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _refuse_none(pictures: Sequence[str]) -> None:
    if not pictures:
        raise KnownError("There is no photo to look at.")


def _read(model: LoadedModel, texts: Sequence[str]) -> tuple[list[str], tuple[Translated, ...]]:
    """Return texts in the model's language, and what had to be translated.

    Raises:
        KnownError: one of them cannot be.
    """
    read = [model.read(text) for text in texts]
    return [text for text, _ in read], tuple(translated for _, translated in read if translated is not None)


def _softmax(logits: Floats, axis: int) -> Floats:
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=axis, keepdims=True))
    shares: Floats = (powers / powers.sum(axis=axis, keepdims=True)).astype(np.float32)
    return shares
