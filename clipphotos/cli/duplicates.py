"""`duplicates`: copies, near-duplicates and bursts; what to keep of them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from argparse import _SubParsersAction as SubParsers
from collections.abc import Iterator
from typing import Any

from clipphotos.cli.output import complain, emit, number_of, shown
from clipphotos.cli.session import Session, add_json, refresh_labels
from clipphotos.core.duplicates import Change, FileCopy, Group, GroupKind, Member, Protection, Reason
from clipphotos.core.errors import KnownError
from clipphotos.engine.library import Library

_KINDS = {
    GroupKind.EXACT: "exact copies",
    GroupKind.NEAR: "versions of one photo",
    GroupKind.BURST: "a burst",
}
_REASONS = {
    Reason.RAW: "it is the camera's raw file",
    Reason.CLEAN: "it is in no frame",
    Reason.PIXELS: "it has more pixels",
    Reason.COLOUR: "it is in colour",
    Reason.QUALITY: "it is less compressed",
    Reason.SHARPNESS: "it is sharper",
    Reason.FACTS: "it says more about when and how it was taken",
    Reason.RATING: "it is rated best",
    Reason.TAGS: "it has more tags",
    Reason.ALBUMS: "it is in more albums",
    Reason.NAME: "its name is not that of a copy",
    Reason.AGE: "it is the oldest file",
}
_CHANGES = {
    Change.TURNED: "turned",
    Change.MIRRORED: "mirrored",
    Change.CROPPED: "cropped",
    Change.FRAMED: "in a frame",
    Change.GREY: "without colour",
}
_PROTECTIONS = {
    Protection.RAW_PAIR: "belongs to a raw file",
    Protection.BRACKET: "one of a series of exposures",
}


def register(commands: SubParsers[Any]) -> None:
    """Declare the command and what it can do."""
    parser = commands.add_parser("duplicates", help="find copies and look-alikes, and keep the best of them")
    parser.set_defaults(run=show, kind=None)
    add_json(parser)
    parser.add_argument("--kind", choices=[kind.value for kind in GroupKind], help="only groups of this kind")
    words = parser.add_subparsers(metavar="WORD")
    merge_ = words.add_parser(
        "merge", help="keep one of a group: tags, rating and albums go to it, the other files to the trash"
    )
    _add_group(merge_)
    merge_.add_argument(
        "--keep", metavar="FILE", help="keep this one; without it the one that is proposed, or the best of the files"
    )
    merge_.set_defaults(run=merge)
    dismiss_ = words.add_parser("dismiss", help="never propose the photos of a group as duplicates again")
    _add_group(dismiss_)
    dismiss_.set_defaults(run=dismiss)


def _add_group(parser: ArgumentParser) -> None:
    parser.add_argument(
        "group", nargs="+", metavar="GROUP", help="a group's name, such as near-12, or files of one group"
    )
    add_json(parser)


def show(session: Session) -> int:
    """Look for duplicates and list them with what would be kept, and why."""
    with session.writing(create=False) as library:
        _find(library)
        kind = session.args.kind
        groups = library.duplicates.groups(GroupKind(kind) if kind else None)
    emit({"groups": [_document(group) for group in groups]}, session.json, lambda: _lines(groups))
    return 0


def merge(session: Session) -> int:
    """Merge a group; 1 if some files stay that should go."""
    with session.writing(create=False) as library:
        group, files = _chosen(library, session.args.group)
        keep, remove = session.args.keep, None
        if len(files) > (keep is None):
            keep = keep or library.duplicates.best_of(group, files)
            remove = files  # what is kept stays
        merged = library.duplicates.merge(group, keep, remove)
        refresh_labels(library)
    failed = [{"path": file.path, "reason": file.reason} for file in merged.failed]
    document = {"group": group.id, "kept": merged.kept, "files": merged.files, "failed": failed}
    emit(
        document,
        session.json,
        lambda: [
            f"Kept {shown(merged.kept)}; {number_of(merged.files, 'file')} moved to the trash. "
            "clipphotos undo takes that back."
        ],
    )
    for file in merged.failed:
        complain(f"{file.path} stays: {file.reason}")
    return 1 if failed else 0


def dismiss(session: Session) -> int:
    """Take a group for no duplicates, for good."""
    with session.writing(create=False) as library:
        group, _ = _chosen(library, session.args.group)
        library.duplicates.dismiss(group)
    text = f"{group.id} will not be proposed again; clipphotos undo takes that back."
    emit({"dismissed": group.id}, session.json, lambda: [text])
    return 0


def _chosen(library: Library, words: list[str]) -> tuple[Group, list[str]]:
    """Return the group that was named, by its name or by files, and the files."""
    _find(library)
    if len(words) == 1:
        try:
            return library.duplicates.named(words[0]), []
        except KnownError:
            if "." not in words[0] and "/" not in words[0]:
                raise
    return library.duplicates.with_files(words), words


def _find(library: Library) -> None:
    def tell(done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\rLooking for duplicates: {done} of {total} photos", end="", file=sys.stderr, flush=True)
            if done >= total:
                print(file=sys.stderr)

    library.duplicates.find(tell)


def _document(group: Group) -> dict[str, object]:
    return {
        "group": group.id,
        "kind": group.kind.value,
        "keep": group.keeper.path,
        "reasons": [reason.value for reason in group.reasons],
        "reason": _why(group),
        "likeness": group.likeness,
        "members": [
            {
                "files": [file.path for file in member.files],
                "width": member.width,
                "height": member.height,
                "likeness": member.likeness,
                "change": member.change.value,
                "protection": member.protection.value,
                "remove": member.proposed,
            }
            for member in group.members
        ],
    }


def _lines(groups: tuple[Group, ...]) -> Iterator[str]:
    if not groups:
        yield "No duplicates were found."
    for group in groups:
        yield f"{group.id}: {_KINDS[group.kind]}"
        yield f"  keep    {_place(group.keeper.files[0])}: {_why(group)}"
        for member in group.members[1:]:
            for file in member.files:
                goes = member.proposed and file.online
                yield f"  {'remove ' if goes else 'look at'} {_described(member, file)}"


def _why(group: Group) -> str:
    return ", ".join(_REASONS[reason] for reason in group.reasons) or "it is as good as the others"


def _place(file: FileCopy) -> str:
    return shown(file.path) + ("" if file.online else " (offline)")


def _described(member: Member, file: FileCopy) -> str:
    notes = [_CHANGES.get(member.change, ""), _PROTECTIONS.get(member.protection, "")]
    said = ", ".join(note for note in notes if note)
    return _place(file) + (f" ({said})" if said else "")
