"""`label`: make labels, see what they suggest, decide."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from typing import Any

from clipphotos.cli.output import emit, shown
from clipphotos.cli.session import Session, add_json, photos_at, positive
from clipphotos.core.label import DEFAULT_THRESHOLD, Label, LabelMode


def register(commands: SubParsers[Any]) -> None:
    """Declare the commands."""
    actions = commands.add_parser("label", help="labels, which tag photos by their words").add_subparsers(
        required=True, metavar="ACTION"
    )
    parser = actions.add_parser("add", help="make a label and score the library by it")
    parser.add_argument("name")
    parser.add_argument("--prompt", action="append", default=[], metavar="TEXT", help="what its photos show")
    parser.add_argument("--threshold", type=float, default=DEFAULT_THRESHOLD, metavar="SCORE", help="between 0 and 1")
    parser.add_argument("--auto", action="store_true", help="tag by itself above the threshold, without review")
    add_json(parser)
    parser.set_defaults(run=add)
    parser = actions.add_parser("list", help="every label with its numbers")
    add_json(parser)
    parser.set_defaults(run=list_all)
    parser = actions.add_parser("remove", help="retire a label; confirmed tags and decisions stay")
    parser.add_argument("name")
    add_json(parser)
    parser.set_defaults(run=remove)
    parser = actions.add_parser("suggest", help="what waits for a decision, best first")
    parser.add_argument("name")
    parser.add_argument("--limit", type=positive, default=50, metavar="N", help="at most N photos (50)")
    add_json(parser)
    parser.set_defaults(run=suggest)
    for verdict, text in (("accept", "tag files by a label"), ("reject", "never suggest a label for files again")):
        parser = actions.add_parser(verdict, help=text)
        parser.add_argument("name")
        parser.add_argument("file", nargs="+")
        add_json(parser)
        parser.set_defaults(run=decide, verdict=verdict)


def _document(label: Label) -> dict[str, object]:
    return {
        "name": label.name,
        "prompts": list(label.prompts),
        "mode": label.mode.value,
        "threshold": label.threshold,
        "suggested": label.suggested,
        "tagged": label.tagged,
    }


def _line(label: Label) -> str:
    return f"{label.name}: {label.suggested} suggested, {label.tagged} tagged ({label.mode.value})"


def add(session: Session) -> int:
    """Make a label."""
    args = session.args
    mode = LabelMode.AUTO if args.auto else LabelMode.SUGGEST
    with session.writing() as library:
        label = library.labels.add(args.name, tuple(args.prompt), mode, args.threshold)
    emit(_document(label), session.json, lambda: [_line(label)])
    return 0


def list_all(session: Session) -> int:
    """Print every label."""
    with session.reading() as library:
        found = library.labels.list()
    emit([_document(label) for label in found], session.json, lambda: map(_line, found))
    return 0


def remove(session: Session) -> int:
    """Retire a label."""
    with session.writing() as library:
        label = library.labels.named(session.args.name)
        library.labels.remove(label.id)
    emit({"removed": label.name}, session.json, lambda: [f"The label “{label.name}” was removed."])
    return 0


def suggest(session: Session) -> int:
    """Print what a label suggests."""
    with session.reading() as library:
        label = library.labels.named(session.args.name)
        found = [
            {"path": library.photos.best_path(s.photo_id), "score": round(s.score, 4), "id": s.photo_id}
            for s in library.labels.suggestions(label.id, session.args.limit)
        ]
    emit(found, session.json, lambda: (f"{hit['score']:6.1%}  {shown(str(hit['path']))}" for hit in found))
    return 0


def decide(session: Session) -> int:
    """Accept or reject a label for files."""
    accepting = session.args.verdict == "accept"
    with session.writing() as library:
        label = library.labels.named(session.args.name)
        photo_ids = photos_at(library, session.args.file)
        (library.labels.accept if accepting else library.labels.reject)(label.id, photo_ids)
    done = "accepted" if accepting else "rejected"
    emit({"label": label.name, done: len(photo_ids)}, session.json, lambda: [f"{len(photo_ids)} photos {done}."])
    return 0
