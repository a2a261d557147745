"""Photos that are marked in a search: it asks for more like them (`like:#12`) or for less (`-like:#15`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clipphotos.core.photo import PhotoId
from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import Example, Not, Query, Span
from clipphotos.core.query.writer import Kind, joined, terms, without


def marks(query: Query) -> dict[PhotoId, bool]:
    """Return the marked photos, and whether more like each is wanted; not those in parentheses, nor parts of photos."""
    return {photo_id: wanted for photo_id, wanted, _ in _marks(query)}


def marked(text: str, photo_ids: Iterable[PhotoId], wanted: bool) -> str:
    """Return a search that asks for more, or less, like these photos too; the opposite marks of theirs go."""
    for photo_id in photo_ids:
        while (old := _opposite(text, photo_id, wanted)) is not None:
            text = without(parse(text), old)
        if photo_id not in marks(parse(text)):
            text = joined(text, f"{'' if wanted else '-'}like:#{photo_id}")
    return text


def only_marked(before: str, after: str) -> bool:
    """Return whether a search is another one but for marks that were added, taken away or turned round."""
    first, second = (set(marks(parse(text))) for text in (before, after))
    return (first <= second or second <= first) and _unmarked(before) == _unmarked(after)


def _marks(query: Query) -> Iterator[tuple[PhotoId, bool, Span]]:
    for term in terms(query):
        node = parse(term.text).root if term.kind is Kind.EXAMPLE else None
        example = node.node if isinstance(node, Not) else node
        if isinstance(example, Example) and example.region is None and example.reference.startswith("#"):
            yield PhotoId(int(example.reference[1:])), example is node, term.span


def _opposite(text: str, photo_id: PhotoId, wanted: bool) -> Span | None:
    return next(
        (span for found, is_wanted, span in _marks(parse(text)) if found == photo_id and is_wanted != wanted), None
    )


def _unmarked(text: str) -> str:
    """Return a search without its marks, as it would be written: parentheses around all of it are those of marks."""
    while (span := next((span for _, _, span in _marks(parse(text))), None)) is not None:
        text = without(parse(text), span)
    only = terms(parse(text))
    if len(only) == 1 and only[0].kind is Kind.GROUP and only[0].text.startswith("("):
        text = only[0].text[1:-1]
    return " ".join(text.split())
