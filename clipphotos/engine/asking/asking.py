"""Ask a photo, see why it matches, and compare descriptions."""

from __future__ import annotations

from collections.abc import Sequence

from clipphotos.core.asking.records import Answered, Classified, HeatMap, Matches
from clipphotos.core.errors import KnownError
from clipphotos.engine.asking import answers, comparing, why
from clipphotos.engine.examples import Examples
from clipphotos.engine.model import ActiveModel
from clipphotos.media import overlay
from clipphotos.store.catalogue import Catalogue

TEMPLATE = "a photo of a {}."
"""The CLIP paper's."""
_LONGEST_PX = 1600


class Asking:
    """Puts questions to single pictures. Thread-safe.

    A picture is "#12", a photo of the library, or the path of a file. The model is loaded when it is first needed,
    which takes seconds; then a call takes a part of a second, the first heat map seconds.
    """

    def __init__(self, catalogue: Catalogue, model: ActiveModel, examples: Examples) -> None:
        self._catalogue, self._model, self._examples = catalogue, model, examples

    def ask(self, picture: str, question: str, choices: Sequence[str] = ()) -> Answered:
        """Return what a picture answers to a question in English or Chinese.

        A photo that is offline answers from its stored embedding.

        Args:
            picture: see the class.
            question: see `core.asking.question`.
            choices: the answers to choose from; empty: those of the question's kind and of the library.

        Raises:
            NotUnderstoodError: the question fits no kind, and there are no choices.
            KnownError: it is empty, or the picture cannot be read.
        """
        return answers.ask(self._catalogue, self._model.get(), self._examples, picture, question, choices)

    def why(self, picture: str, text: str) -> HeatMap:
        """Return what in a picture speaks for a description, a label's name or an answer.

        Raises:
            KnownError: the text is empty or cannot be translated, or the picture cannot be read or is offline.
        """
        return why.heat_map(self._model.get(), self._examples, picture, text)

    def draw(self, picture: str, heat: HeatMap, path: str) -> None:
        """Write a picture with its heat map over it as a PNG file, in place of what is there; at most 1600 px wide.

        Raises:
            KnownError: the picture cannot be read, or the file cannot be written.
        """
        pixels = self._examples.view(picture, _LONGEST_PX)
        try:
            overlay.write(overlay.blended(pixels, heat), path)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "its name is not valid"
            raise KnownError(f"{path} cannot be written: {reason}.") from error

    def classify(
        self, pictures: Sequence[str], labels: Sequence[str], templates: Sequence[str] = (TEMPLATE,)
    ) -> Classified:
        """Return the probabilities of labels for pictures.

        Args:
            pictures: see the class.
            labels: to choose from; what is blank or there already is left out.
            templates: what labels are put into, where "{}" is; a label is the mean of all of them.

        Raises:
            KnownError: no picture, label or template, a template without "{}", a label that cannot be translated, or a
                picture that cannot be read.
        """
        return comparing.classify(self._model.get(), self._examples, pictures, labels, templates)

    def match(self, pictures: Sequence[str], texts: Sequence[str]) -> Matches:
        """Return which of some descriptions fits which of some pictures.

        Raises:
            KnownError: no picture or no text, a text that cannot be translated, or a picture that cannot be read.
        """
        return comparing.match(self._model.get(), self._examples, pictures, texts)
