"""`ask`: a question about a photo."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from collections.abc import Iterator
from typing import Any

from clipphotos.cli.output import emit, shown, translated_lines, translations
from clipphotos.cli.session import Session, add_json, picture_at
from clipphotos.core.asking.records import Answered, Weakness

_WEAKNESSES = {
    Weakness.COUNTING: "Models like this one count badly.",
    Weakness.READING: "Models like this one read badly.",
    Weakness.LEFT_AND_RIGHT: "Models like this one cannot tell left from right.",
    Weakness.COLOUR: "Colours are told from the middle of the photo, and often wrong.",
}


def register(commands: SubParsers[Any]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "ask",
        help="answer a question about a photo",
        epilog='For example: ask "#12" "what is on the table?"',
    )
    parser.add_argument("file", help="a path, or #12 for photo 12 of the library")
    parser.add_argument("question", nargs="+", help="in English or Chinese")
    parser.add_argument("--answers", metavar="A,B,C", help="the answers to choose from")
    add_json(parser)
    parser.set_defaults(run=ask)


def ask(session: Session) -> int:
    """Print what a photo answers."""
    args = session.args
    choices = [] if args.answers is None else [part.strip() for part in args.answers.replace("，", ",").split(",")]
    with session.reading() as library:
        found = library.asking.ask(picture_at(library, args.file), " ".join(args.question), choices)
    weakness = found.question.weakness
    document = {
        "path": args.file,
        "question": found.question.text,
        "kind": found.question.kind,
        "answer": found.candidates[0].text if found.sure else None,
        "candidates": [
            {"text": it.text, "english": it.english, "probability": round(it.probability, 4)} for it in found.candidates
        ],
        "caption": found.caption,
        "weakness": weakness,
        "translated": translations(found.translated),
    }
    emit(document, session.json, lambda: _lines(found))
    return 0


def _lines(found: Answered) -> Iterator[str]:
    yield from translated_lines(found.translated)
    best, *others = (f"{shown(it.text)} ({it.probability:.0%})" for it in found.candidates)
    if found.sure:
        yield best
        if others:
            yield f"Less likely: {', '.join(others)}."
    else:
        yield f"Not sure. The best guesses: {', '.join([best, *others])}."
    if found.question.weakness is not None:
        yield _WEAKNESSES[found.question.weakness]
