"""Answers a question about a picture: captions with the candidates compete for its embedding (TAP-C, arXiv:2203.07190).

Their cosines are calibrated on the library's own photos, as those of searches and labels are. For colours the
picture's own pixels count, too, as some models see none.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clipphotos.core import colours
from clipphotos.core.asking.answering import as_asked, compete, is_sure
from clipphotos.core.asking.nouns import filled
from clipphotos.core.asking.question import understood_with
from clipphotos.core.asking.records import Answered, Candidate, Question, QuestionKind
from clipphotos.core.asking.statements import ANYTHING
from clipphotos.core.calibration import Floats, odds_of_cosines, probabilities
from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelSpec
from clipphotos.core.query.records import Example, Span, Translated
from clipphotos.core.scoring import SAMPLE_SIZE, estimate_background
from clipphotos.engine.asking import vocabulary
from clipphotos.engine.asking.vocabulary import Word
from clipphotos.engine.examples import Examples
from clipphotos.engine.model import LoadedModel
from clipphotos.store.catalogue import Catalogue

_SHOWN = 5
"""So many candidates are returned."""

_LARGE = {QuestionKind.OBJECT, QuestionKind.ANIMAL}
_ONE_IS_RIGHT = {QuestionKind.CHOICE, QuestionKind.COLOUR, QuestionKind.COUNT}
_BEST = 5.2
"""How far a text's best photos stand out, in spreads: a mean over two thousand photos of everything, not of this
library, as a photo answers the same where nothing else shows what is asked for."""
_ENCODER_ON_COLOURS = np.float32(0.25)
"""How much the encoder's log odds count beside the pixels."""


def ask(
    catalogue: Catalogue, model: LoadedModel, examples: Examples, picture: str, question: str, choices: Sequence[str]
) -> Answered:
    """Return what a picture answers; see `Asking.ask`."""
    asked = understood_with(question, choices)
    reader = _Reader(model)
    subject = reader(asked.subject) if asked.subject else ""
    vector = examples.vector(model, (Example(picture, Span(0, 0)),))
    if asked.kind is QuestionKind.YES_NO:
        chance = float(probabilities(as_asked(_odds(model, vector, [LabelSpec(subject)], strange=True)))[0])
        chances = np.array([chance, 1 - chance], np.float32)
        words = [Word("yes"), Word("no")]
    else:
        words = _words(catalogue, asked, subject, reader)
        odds = _odds_of_words(model, vector, asked, subject, words)
        if all(word.english in colours.TERMS for word in words):
            odds = _of_pixels(model, examples, picture, words) + _ENCODER_ON_COLOURS * odds
        chances = compete(odds, one_is_right=asked.kind in _ONE_IS_RIGHT)
    best = [words[i] for i in np.argsort(-chances, kind="stable")[:_SHOWN]]
    shown = zip(best, np.sort(chances)[::-1].tolist(), strict=False)
    candidates = tuple(Candidate(_said(word, asked), word.english, chance) for word, chance in shown)
    caption = filled(asked.captions[0], best[0].english, subject)
    return Answered(asked, candidates, is_sure(asked, chances), caption, reader.translated)


class _Reader:
    """Puts the words of a question into the model's language, and remembers what was translated."""

    def __init__(self, model: LoadedModel) -> None:
        self._model = model
        self.translated: tuple[Translated, ...] = ()

    def __call__(self, text: str) -> str:
        read, translated = self._model.read(text)
        if translated is not None:
            self.translated += (translated,)
        return read


def _words(catalogue: Catalogue, asked: Question, subject: str, reader: _Reader) -> list[Word]:
    """Return the candidates.

    Raises:
        KnownError: there is none.
    """
    if asked.answers:
        return [Word(reader(text), text) for text in asked.answers]
    with catalogue.read() as db:
        found = vocabulary.of_kind(db, asked.kind)
    if asked.kind in _LARGE:
        named = {vocabulary.key(word) for word in [subject, *subject.split()]}
        found = {key: word for key, word in found.items() if named.isdisjoint((key, key.split()[-1]))}
    if not found:
        raise KnownError("No answer is left to choose from: give some.")
    return list(found.values())


def _odds_of_words(model: LoadedModel, vector: Floats, asked: Question, subject: str, words: Sequence[Word]) -> Floats:
    """Return log odds, (N,) float32, that candidates are the answer.

    Large vocabularies are put into captions that are the same for all questions, and so are embedded once.
    """
    general = asked.kind in _LARGE and not asked.answers
    captions = ANYTHING if general else asked.captions
    texts = [tuple(filled(caption, word.english, subject) for caption in captions) for word in words]
    specs = [LabelSpec(word.english, each) for word, each in zip(words, texts, strict=True)]
    return as_asked(_odds(model, vector, specs))


def _said(word: Word, asked: Question) -> str:
    return word.chinese if word.chinese and (asked.answers or asked.language == "zh") else word.english


def _odds(model: LoadedModel, vector: Floats, specs: Sequence[LabelSpec], *, strange: bool = False) -> Floats:
    """Return log odds, (N,) float32, that what specs say is in a picture of an embedding, (D,)."""
    directions = model.words.directions(specs)
    sample = directions @ model.index.sample(SAMPLE_SIZE).T
    strangeness = model.words.strangeness(specs) if strange else np.zeros(len(specs), np.float32)
    odds = np.empty(len(specs), np.float32)
    for i, cosine in enumerate((directions @ vector).tolist()):
        background = estimate_background(sample[i], model.info.background)
        best = np.array([background.mean + _BEST * background.spread], np.float32)
        slope, bias = odds_of_cosines(background, best, float(strangeness[i]))
        odds[i] = slope * cosine + bias
    return odds


def _of_pixels(model: LoadedModel, examples: Examples, picture: str, words: Sequence[Word]) -> Floats:
    """Return log odds, (N,), of colours by a picture's own pixels; 0 for all where its file cannot be read now."""
    try:
        pixels = examples.pixels(model, picture)
    except KnownError:
        return np.zeros(len(words), np.float32)  # offline: the embedding alone answers
    of_terms = colours.odds(pixels)
    return np.array([of_terms[colours.TERMS.index(word.english)] for word in words], np.float32)
