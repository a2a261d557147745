"""`search` and `similar`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from argparse import _SubParsersAction as SubParsers
from collections.abc import Iterator
from typing import Any

import numpy as np

from clipphotos.cli.output import emit, number_of, shown, translated_lines, translations, width
from clipphotos.cli.session import Session, add_json, positive
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.parser import parse
from clipphotos.core.query.records import Mistake, Region, SearchResult, Unknown
from clipphotos.core.query.values import WrongValueError, region_of
from clipphotos.engine.library import Library
from clipphotos.engine.search.explain import Explanation

_LIMIT = 20
_BANDS = ("strong", "possible", "beyond")


def register(commands: SubParsers[Any]) -> None:
    """Declare the commands."""
    parser = commands.add_parser(
        "search",
        help="find photos by description and by what is known of them",
        epilog='For example: search "beach -people date:summer rating:>=3"',
    )
    parser.add_argument("query", nargs="+", help="what they show, and filters such as tag:family or -people")
    _add_options(parser)
    parser.add_argument("--explain", action="store_true", help="print how the query is understood instead")
    parser.set_defaults(run=search)
    parser = commands.add_parser("similar", help="find photos that look like a file")
    parser.add_argument("file")
    parser.add_argument(
        "--region", type=_region, metavar="X,Y,W,H", help="only this part of it: left, top, width, height in percent"
    )
    _add_options(parser)
    parser.set_defaults(run=similar)


def _add_options(parser: Any) -> None:
    parser.add_argument("--limit", type=positive, default=_LIMIT, metavar="N", help=f"at most N photos ({_LIMIT})")
    parser.add_argument("--all", action="store_true", help="go on beyond what matches")
    add_json(parser)


def parsed(command: ArgumentParser, argv: list[str]) -> Namespace:
    """Return the arguments of `search`, of whose query a part may follow options."""
    args, more = command.parse_known_args(with_excluded_words(argv))
    if unknown := [word for word in more if word.startswith("-")]:
        command.error(f"unrecognized arguments: {' '.join(unknown)}")
    args.query += more
    return args


def with_excluded_words(argv: list[str]) -> list[str]:
    """Return arguments of `search` in which "-people" is a word of the query, not an option.

    A space in front makes it one for argparse, and means nothing in a query.

    >>> with_excluded_words(["search", "beach", "-people", "--limit", "3"])
    ['search', 'beach', ' -people', '--limit', '3']
    """
    return [f" {word}" if len(word) > 1 and word[0] == "-" != word[1] and word != "-h" else word for word in argv]


def search(session: Session) -> int:
    """Print the photos that a query finds, or how it is understood."""
    text = " ".join(word.strip() for word in session.args.query)
    for mistake in parse(text).mistakes[:1]:
        _point_at(text, mistake)  # the sentence follows: nothing is searched for
    with session.reading() as library:
        if session.args.explain:
            found = library.search.explain(text)
            emit(_document(found), session.json, lambda: _explanation_lines(found))
            _tell(found.unknown)
        else:
            _print(session, library, library.search.query(text))
    return 0


def similar(session: Session) -> int:
    """Print the photos that look like a file."""
    with session.reading() as library:
        _print(session, library, library.search.similar_file(session.args.file, region=session.args.region))
    return 0


def _print(session: Session, library: Library, result: SearchResult) -> None:
    count = len(result.photo_ids) if session.args.all else result.matching
    bands = _bands(result)
    hits = [
        {
            "path": library.photos.best_path(PhotoId(photo_id)),
            "score": None if result.scores is None else round(float(result.scores[place]), 4),
            "band": bands[place],
            "id": photo_id,
        }
        for place, photo_id in enumerate(result.photo_ids[: min(count, session.args.limit)].tolist())
    ]
    document = {
        "strong": result.strong,
        "matching": result.matching,
        "translated": translations(result.translated),
        "unknown": _names(result.unknown),
        "photos": hits,
    }
    emit(document, session.json, lambda: _hit_lines(result, hits))
    _tell(result.unknown)


def _bands(result: SearchResult) -> list[str]:
    """Return the band of each photo, in whatever order they are."""
    if result.scores is None:
        return [_BANDS[0]] * len(result.photo_ids)
    ranks = np.empty(len(result.scores), np.int64)
    ranks[np.argsort(-result.scores, kind="stable")] = np.arange(len(ranks))
    return [_BANDS[(rank >= result.strong) + (rank >= result.matching)] for rank in ranks.tolist()]


def _hit_lines(result: SearchResult, hits: list[dict[str, Any]]) -> Iterator[str]:
    yield from translated_lines(result.translated)
    if not result.matching:
        yield "Nothing here matches."
    titles = {
        "strong": f"{number_of(result.strong, 'photo')} surely:",
        "possible": f"{number_of(result.matching - result.strong, 'photo')} possibly:",
        "beyond": "What matches ends here; the nearest after that:",
    }
    ranked = result.scores is not None and bool(np.all(np.diff(result.scores) <= 0))
    last = None
    for hit in hits:
        if ranked and hit["band"] != last:
            last = hit["band"]
            yield titles[last]
        score = "" if hit["score"] is None else f"{hit['score']:6.1%}  "
        yield score + shown(hit["path"])
    if result.matching > len(hits):
        yield f"{result.matching - len(hits)} more match: --limit {result.matching} shows them."


def _document(found: Explanation) -> dict[str, Any]:
    return {
        "parts": [{"part": step.text, "depth": step.depth, "photos": step.photos} for step in found.steps],
        "sort": ("-" if found.sort.reversed else "") + found.sort.key,
        "strong": found.strong,
        "matching": found.matching,
        "translated": translations(found.translated),
        "unknown": _names(found.unknown),
    }


def _explanation_lines(found: Explanation) -> Iterator[str]:
    yield from translated_lines(found.translated)
    for step in found.steps:
        yield f"{step.photos:8}  {'    ' * step.depth}{shown(step.text)}"
    yield f"sorted by {found.sort.key}{', the other way round' if found.sort.reversed else ''}"


def _names(unknown: tuple[Unknown, ...]) -> list[dict[str, str]]:
    return [{"filter": it.field, "name": it.name} for it in unknown]


def _tell(unknown: tuple[Unknown, ...]) -> None:
    for field, name in unknown:
        print(f"There is no {field} “{shown(name)}”.", file=sys.stderr)


def _point_at(text: str, mistake: Mistake) -> None:
    """Print a query to standard error, with carets under the part that is not understood."""
    before, part = text[: mistake.span.start], text[mistake.span.start : mistake.span.end]
    print(f"  {shown(text)}\n  {' ' * width(before)}{'^' * max(width(part), 1)}", file=sys.stderr)


def _region(text: str) -> Region:
    """Read a region, for argparse."""
    try:
        return region_of(text)
    except WrongValueError as wrong:
        raise ArgumentTypeError(wrong.reason) from None
