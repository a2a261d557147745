"""`undo` and `redo`: take back what was done to labels and tags."""

from __future__ import annotations

from argparse import _SubParsersAction as SubParsers
from typing import Any

from clipphotos.cli.output import complain, emit, number_of, shown
from clipphotos.cli.session import Session, add_json, refresh_labels
from clipphotos.core.action import Action, ActionKind
from clipphotos.core.errors import KnownError, RefusedActionError


def register(commands: SubParsers[Any]) -> None:
    """Declare the commands."""
    for word, text in (
        ("undo", "undo the last decision, tag or other change"),
        ("redo", "do again what was undone"),
    ):
        parser = commands.add_parser(word, help=text)
        around = {"undo": "before", "redo": "after"}[word]
        parser.add_argument(
            "--skip", action="store_true", help=f"if that is refused, leave it as it is and {word} the one {around} it"
        )
        add_json(parser)
        parser.set_defaults(run=step, word=word)


def step(session: Session) -> int:
    """Undo or redo one action and say which."""
    word = session.args.word
    with session.writing(create=False) as library:
        take = library.history.undo if word == "undo" else library.history.redo
        try:
            action = take(skip=session.args.skip)
        except RefusedActionError as error:
            raise KnownError(f"{error} clipphotos {word} --skip leaves it as it is and goes on.") from error
        if action is not None:
            refresh_labels(library)
    done = {"undo": "undone", "redo": "redone"}[word]
    if action is None:
        emit({done: None}, session.json, lambda: [f"Nothing to {word}."])
        return 0
    if action.trouble:
        complain(action.trouble)
    document = {"action": action.kind.value, "subject": action.subject, "photos": action.photos}
    emit({done: document}, session.json, lambda: [f"{done.capitalize()}: {_described(action)}."])
    return 0


def _described(action: Action) -> str:
    subject = f"“{shown(action.subject)}”"
    photos = number_of(action.photos, "photo")
    match action.kind:
        case ActionKind.ACCEPT:
            return f"accepted {subject} for {photos}"
        case ActionKind.REJECT:
            return f"rejected {subject} for {photos}"
        case ActionKind.TAG:
            return f"tagged {photos} {subject}"
        case ActionKind.UNTAG:
            return f"took the tag {subject} from {photos}"
        case ActionKind.ADD_LABEL:
            return f"made the label {subject}"
        case ActionKind.EDIT_LABEL:
            return f"changed the label {subject}" if action.subject else "changed labels"
        case ActionKind.REMOVE_LABEL:
            return f"removed the label {subject}"
        case ActionKind.IMPORT_LABELS:
            return "imported labels"
        case ActionKind.TRASH:
            return f"moved {photos} to the trash"
        case ActionKind.MERGE:
            return f"merged duplicates and moved {photos} to the trash"
        case ActionKind.DISMISS:
            return f"took {photos} for no duplicates"
        case ActionKind.REMOVE_ROOT:
            return f"stopped watching {subject}"
        case ActionKind.RATE:
            return f"rated {photos}: " + (number_of(stars, "star") if (stars := int(action.subject)) else "no rating")
        case ActionKind.ADD_ALBUM:
            return f"made the album {subject}"
        case ActionKind.RENAME_ALBUM:
            return f"gave an album the name {subject}"
        case ActionKind.REMOVE_ALBUM:
            return f"deleted the album {subject}"
        case ActionKind.PUT_IN_ALBUM:
            return f"put {photos} into the album {subject}"
        case ActionKind.TAKE_FROM_ALBUM:
            return f"took {photos} out of the album {subject}"
        case ActionKind.QUERY_ALBUM:
            return f"changed what the album {subject} looks for"
        case ActionKind.TAKE_BACK:
            return f"took back {number_of(action.photos, 'automatic tag')}" + (
                f" of {subject}" if action.subject else ""
            )
