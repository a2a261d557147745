"""`label`: make labels, change them, group them. What they propose is in `label_review`."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from clipphotos.cli import label_files, label_preview, label_review
from clipphotos.cli.label_options import add_definition, defined, document_of, line_of
from clipphotos.cli.output import emit, shown
from clipphotos.cli.session import Session, add_json, label_named, photos_at, refresh_labels
from clipphotos.core.errors import KnownError
from clipphotos.core.label import Label, LabelMode, LabelSpec
from clipphotos.core.photo import PhotoId
from clipphotos.engine.library import Library

_MODES = {"off": LabelMode.OFF, "suggest": LabelMode.SUGGEST, "tag": LabelMode.AUTO}


def register(commands: SubParsers[Any]) -> None:
    """Declare the commands."""
    actions = commands.add_parser("label", help="labels, which tag photos by their words").add_subparsers(
        required=True, metavar="ACTION"
    )
    parser = actions.add_parser("add", help="make a label and score the library by it")
    parser.add_argument("name")
    _add_definition(parser)
    parser.set_defaults(run=add)
    parser = actions.add_parser("edit", help="change a label; what is not given stays, an empty text clears")
    parser.add_argument("label", metavar="NAME")
    parser.add_argument("--name", metavar="NEW", help="its new name; tags and decisions stay")
    _add_definition(parser)
    parser.set_defaults(run=edit)
    parser = actions.add_parser("list", help="every label with its numbers")
    add_json(parser)
    parser.set_defaults(run=list_all)
    parser = actions.add_parser("remove", help="retire a label; confirmed tags and decisions stay")
    parser.add_argument("name")
    add_json(parser)
    parser.set_defaults(run=remove)
    parser = actions.add_parser("auto", help="let a label tag by itself, only suggest, or do nothing")
    parser.add_argument("name")
    parser.add_argument("mode", choices=_MODES)
    add_json(parser)
    parser.set_defaults(run=set_mode)
    parser = actions.add_parser(
        "group",
        help="make labels exclusive: at most one of a group fits a photo",
        usage="%(prog)s [-h] [--json] (GROUP LABEL... | --none LABEL...)",
    )
    parser.add_argument("words", nargs="+", metavar="NAME")
    parser.add_argument("--none", action="store_true", help="take the labels out of their groups; no GROUP then")
    add_json(parser)
    parser.set_defaults(run=group)
    parser = actions.add_parser("groups", help="the exclusive groups and their labels")
    add_json(parser)
    parser.set_defaults(run=list_groups)
    for module in (label_preview, label_review, label_files):
        module.register(actions)


def _add_definition(parser: Any) -> None:
    add_definition(parser)
    parser.add_argument(
        "--example",
        action="extend",
        nargs="+",
        default=[],
        metavar="FILE",
        help="photos that show it; they are accepted",
    )
    add_json(parser)


def add(session: Session) -> int:
    """Make a label."""
    args = session.args
    with session.writing() as library:
        spec = defined(library, args, LabelSpec(args.name))
        examples = photos_at(library, args.example)  # before any change, as it may fail
        label = _taught(library, library.labels.add(spec), examples)
    _print(session, label)
    return 0


def edit(session: Session) -> int:
    """Change a label."""
    args = session.args
    with session.writing() as library:
        before = label_named(library, args.label)
        spec = defined(library, args, before.spec if args.name is None else replace(before.spec, name=args.name))
        examples = photos_at(library, args.example)
        label = _taught(library, library.labels.edit(before.id, spec), examples)
    _print(session, label)
    return 0


def _taught(library: Library, label: Label, examples: Sequence[PhotoId]) -> Label:
    if not examples:
        return label
    library.review.accept(label.id, examples)
    refresh_labels(library)
    return library.labels.named(label.name)


def _print(session: Session, label: Label) -> None:
    emit(document_of(label), session.json, lambda: [line_of(label)])


def list_all(session: Session) -> int:
    """Print every label."""
    with session.reading() as library:
        found = library.labels.list()
    emit([document_of(label) for label in found], session.json, lambda: map(line_of, found))
    return 0


def remove(session: Session) -> int:
    """Retire a label."""
    with session.writing() as library:
        label = label_named(library, session.args.name)
        library.labels.remove(label.id)
    emit({"removed": label.name}, session.json, lambda: [f"The label “{shown(label.name)}” was removed."])
    return 0


def set_mode(session: Session) -> int:
    """Set what a label does by itself."""
    with session.writing() as library:
        before = label_named(library, session.args.name)
        label = library.labels.edit(before.id, replace(before.spec, mode=_MODES[session.args.mode]))
    _print(session, label)
    return 0


def group(session: Session) -> int:
    """Put labels into an exclusive group, or take them out of theirs."""
    names = list(session.args.words)
    name = None if session.args.none else names.pop(0)
    if not names:
        raise KnownError("Say which labels are in the group: clipphotos label group GROUP LABEL...")
    with session.writing() as library:
        chosen = [label_named(library, it) for it in names]
        library.labels.group(name, [label.id for label in chosen])
        changed = library.labels.named(chosen[0].name).spec.group
        members = (
            [label.name for label in library.labels.list() if label.spec.group == changed]
            if changed
            else [label.name for label in chosen]
        )
    listed = ", ".join(map(shown, members))
    emit(
        {"group": changed, "labels": members},
        session.json,
        lambda: [f"{shown(changed)}: {listed}" if changed else f"In no group now: {listed}"],
    )
    return 0


def list_groups(session: Session) -> int:
    """Print the exclusive groups."""
    groups: dict[str, list[str]] = {}
    with session.reading() as library:
        for label in library.labels.list():
            if label.spec.group:
                groups.setdefault(label.spec.group, []).append(label.name)
    emit(
        [{"group": name, "labels": members} for name, members in sorted(groups.items())],
        session.json,
        lambda: (f"{shown(name)}: {', '.join(map(shown, members))}" for name, members in sorted(groups.items())),
    )
    return 0
