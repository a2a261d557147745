"""`classify` and `match`: labels and descriptions beside pictures."""

from __future__ import annotations

import re
import sys
from argparse import _SubParsersAction as SubParsers
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clipphotos.cli.output import emit, shown, table, translated_lines, translations
from clipphotos.cli.session import Session, add_json, picture_at
from clipphotos.core.asking.records import Classified, Matches
from clipphotos.core.errors import KnownError
from clipphotos.engine.asking.asking import TEMPLATE

_COLUMNS = 6
"""So many labels are columns; of more the best few are listed for each file."""
_BEST = 5


def register(commands: SubParsers[Any]) -> None:
    """Declare the commands."""
    parser = commands.add_parser("classify", help="how probable each of some labels is for files")
    parser.add_argument("file", nargs="+")
    parser.add_argument("--labels", metavar="A,B,C", help="to choose from", default="")
    parser.add_argument("--labels-file", metavar="FILE", help="one label a line; - is standard input")
    parser.add_argument(
        "--template",
        action="append",
        metavar="TEXT",
        help=f"what a label is put into, where {{}} is (“{TEMPLATE}”); of several the mean",
    )
    add_json(parser)
    parser.set_defaults(run=classify)
    parser = commands.add_parser("match", help="which of some descriptions fits which of some files")
    parser.add_argument("file", nargs="+")
    parser.add_argument("--texts", required=True, metavar="FILE", help="one description a line; - is standard input")
    add_json(parser)
    parser.set_defaults(run=match)


def classify(session: Session) -> int:
    """Print the probabilities of labels for each file."""
    args = session.args
    labels = re.split("[,，]", args.labels)
    if args.labels_file is not None:
        labels += _lines_of(args.labels_file)
    if not any(map(str.strip, labels)):
        raise KnownError("There is no label to choose from: give some by --labels a,b,c or --labels-file.")
    with session.reading() as library:
        pictures = [picture_at(library, path) for path in args.file]
        found = library.asking.classify(pictures, labels, args.template or (TEMPLATE,))
    document = {
        "labels": list(found.labels),
        "translated": translations(found.translated),
        "photos": [
            {"path": path, "best": found.labels[int(row.argmax())], "probabilities": _by_name(found.labels, row)}
            for path, row in zip(args.file, found.probabilities, strict=True)
        ],
    }
    emit(document, session.json, lambda: _classified_lines(args.file, found))
    return 0


def match(session: Session) -> int:
    """Print how well each description fits each file."""
    args = session.args
    texts = _lines_of(args.texts)
    if not any(map(str.strip, texts)):
        raise KnownError("There is no description to compare: give one in each line.")
    with session.reading() as library:
        found = library.asking.match([picture_at(library, path) for path in args.file], texts)
    document = {
        "texts": list(found.texts),
        "translated": translations(found.translated),
        "photos": [
            {
                "path": path,
                "best": found.texts[int(found.of_texts[row].argmax())],
                "fits": _by_name(found.texts, found.fits[row]),
                "of_texts": _by_name(found.texts, found.of_texts[row]),
                "of_photos": _by_name(found.texts, found.of_pictures[row]),
            }
            for row, path in enumerate(args.file)
        ],
    }
    emit(document, session.json, lambda: _match_lines(args.file, found))
    return 0


def _classified_lines(paths: list[str], found: Classified) -> Iterator[str]:
    yield from translated_lines(found.translated)
    if len(paths) > 1 and len(found.labels) <= _COLUMNS:
        rows = [(path, *map(_percent, row)) for path, row in zip(paths, found.probabilities.tolist(), strict=True)]
        yield from table([("", *found.labels), *rows])
        return
    for path, row in zip(paths, found.probabilities, strict=True):
        best = np.argsort(-row, kind="stable")
        if len(paths) > 1:
            yield f"{shown(path)}:"
            best = best[:_BEST]
        yield from (f"{_percent(float(row[i])):>6}  {shown(found.labels[i])}" for i in best)


def _match_lines(paths: list[str], found: Matches) -> Iterator[str]:
    yield from translated_lines(found.translated)
    if len(paths) == 1:
        order = np.argsort(-found.fits[0], kind="stable")
        ranked = [(found.texts[i], _percent(found.fits[0, i]), _percent(found.of_texts[0, i])) for i in order]
        yield from table([("", "fits", "of these"), *ranked])
        return
    best = found.of_texts.argmax(axis=1)
    yield from (f"[{number}] {shown(path)}" for number, path in enumerate(paths, start=1))
    heads = [f"[{number}]" + " " for number in range(1, len(paths) + 1)]
    rows = [
        (
            text,
            *(_percent(fit) + ("*" if best[row] == column else " ") for row, fit in enumerate(found.fits[:, column])),
            f"[{found.of_pictures[:, column].argmax() + 1}]",
        )
        for column, text in enumerate(found.texts)
    ]
    yield from table([("", *heads, "fits best"), *rows])
    yield "* fits this photo best"


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _by_name(names: tuple[str, ...], values: Any) -> dict[str, float]:
    return {name: round(float(value), 6) for name, value in zip(names, values, strict=True)}


def _lines_of(name: str) -> list[str]:
    """Return the lines of a text file, or of standard input for "-".

    Raises:
        KnownError: it cannot be read as text.
    """
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return content.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise KnownError(f"{name} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        where = "The standard input" if name == "-" else name
        raise KnownError(f"{where} is no text: it must be UTF-8, with one text in each line.") from error
