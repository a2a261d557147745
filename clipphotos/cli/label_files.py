"""`label import`, `export`, `sets`: labels as files, and the starter sets."""

from __future__ import annotations

import difflib
from argparse import _SubParsersAction as SubParsers
from pathlib import Path
from typing import Any

from clipphotos.cli.output import complain, emit, number_of, shown
from clipphotos.cli.session import Session, add_json, label_named, refresh_labels
from clipphotos.core.errors import KnownError
from clipphotos.core.label import name_key
from clipphotos.engine.labels.files import Imported, LabelSet, starter_sets
from clipphotos.engine.library import Library


def register(actions: SubParsers[Any]) -> None:
    """Declare the commands."""
    parser = actions.add_parser("import", help="add the labels of a file; those that exist get its definition")
    parser.add_argument("file", type=Path)
    add_json(parser)
    parser.set_defaults(run=import_file)
    parser = actions.add_parser("export", help="write labels to a readable file (TOML)")
    parser.add_argument("file", type=Path)
    parser.add_argument("name", nargs="*", help="these labels; without any, all")
    add_json(parser)
    parser.set_defaults(run=export)
    parser = actions.add_parser("sets", help="the starter sets of labels")
    parser.add_argument("--add", action="extend", nargs="+", metavar="SET", help="add these, by title or number")
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="of the labels' names (en)")
    add_json(parser)
    parser.set_defaults(run=sets)


def import_file(session: Session) -> int:
    """Add a file's labels; the good ones are added even if others are not."""
    with session.writing() as library:
        result = library.label_files.load(session.args.file)
        return _finish(session, library, result)


def export(session: Session) -> int:
    """Write labels to a file."""
    with session.reading() as library:
        names = [label_named(library, name).name for name in session.args.name]
        count = library.label_files.export(session.args.file, names)
    path = str(session.args.file)
    emit({"file": path, "exported": count}, session.json, lambda: [f"{number_of(count, 'label')} in {shown(path)}."])
    return 0


def sets(session: Session) -> int:
    """Print the starter sets, or add some."""
    known = starter_sets(session.args.language)
    if session.args.add is None:
        _print_sets(session, known)
        return 0
    chosen = [_set_named(known, word) for word in session.args.add]
    with session.writing() as library:
        result = library.label_files.add([spec for it in chosen for spec in it.specs])
        return _finish(session, library, result)


def _print_sets(session: Session, known: list[LabelSet]) -> None:
    document = [
        {"number": number, "title": it.title, "labels": [spec.name for spec in it.specs]}
        for number, it in enumerate(known, 1)
    ]
    emit(
        document,
        session.json,
        lambda: (f"{number}. {it.title}: {', '.join(s.name for s in it.specs)}" for number, it in enumerate(known, 1)),
    )


def _set_named(known: list[LabelSet], word: str) -> LabelSet:
    by_title = {name_key(it.title): it for it in known}
    by_number = {str(number): it for number, it in enumerate(known, 1)}
    found = by_title.get(name_key(word)) or by_number.get(word)
    if found is None:
        near = difflib.get_close_matches(name_key(word), by_title, 1)
        hint = f"Did you mean “{by_title[near[0]].title}”?" if near else "See: clipphotos label sets"
        raise KnownError(f"There is no set “{word}”. {hint}")
    return found


def _finish(session: Session, library: Library, result: Imported) -> int:
    """Score by the new labels and print what came of it; return the exit code: 1 if no label was good."""
    for name, reason in result.refused:
        complain(f"not imported: {reason}" if f"“{name}”" in reason else f"not imported: “{name}”: {reason}")
    done = {*result.added, *result.changed}
    if done:
        refresh_labels(library)
    labels = [label for label in library.labels.list() if label.name in done]
    suggested, tagged = sum(label.suggested for label in labels), sum(label.tagged for label in labels)
    document = {
        "added": list(result.added),
        "changed": list(result.changed),
        "refused": [{"label": name, "reason": reason} for name, reason in result.refused],
        "suggested": suggested,
        "tagged": tagged,
    }
    emit(
        document,
        session.json,
        lambda: [
            f"{number_of(len(result.added), 'label')} added, {len(result.changed)} changed, "
            f"{len(result.refused)} refused.",
            f"They have {number_of(suggested, 'suggestion')} and {number_of(tagged, 'tag')}.",
        ],
    )
    return int(bool(result.refused) and not done)
