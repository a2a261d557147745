"""What the page of duplicates says about groups and their photos."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QObject

from clipphotos.core.duplicates import Change, Group, GroupKind, Member, Protection, Reason
from clipphotos.ui import texts
from clipphotos.ui.duplicates.choice import Choice

translate = QCoreApplication.translate

Fact = tuple[str, bool]
"""What is said of a photo, and whether it differs from the one to keep."""


class Counts(QObject):
    """Texts with a number, in the plural that the language wants."""

    def of_kind(self, kind: GroupKind, photos: int) -> str:
        """Return what a group is."""
        match kind:
            case GroupKind.EXACT:
                return self.tr("%Ln exact copies", None, photos)
            case GroupKind.NEAR:
                return self.tr("%Ln look-alikes", None, photos)
            case GroupKind.BURST:
                return self.tr("Burst of %Ln photos", None, photos)

    def hidden(self, photos: int) -> str:
        """Return how many photos are not shown because a version of them is."""
        return self.tr("%Ln duplicate(s) hidden", None, photos)

    def copies(self, files: int) -> str:
        """Return how many files a photo has."""
        return self.tr("%Ln files", None, files)


def hidden(photos: int) -> str:
    """Return how many photos are not shown because a version of them is."""
    return Counts().hidden(photos)


def kind(group: Group) -> str:
    """Return what a group is: "3 look-alikes"."""
    return Counts().of_kind(group.kind, len(group.members))


def kinds(wanted: GroupKind | None) -> str:
    """Return what the groups of a kind are called; None: of all kinds."""
    match wanted:
        case None:
            return translate("Duplicates", "All")
        case GroupKind.EXACT:
            return translate("Duplicates", "Exact copies")
        case GroupKind.NEAR:
            return translate("Duplicates", "Look-alikes")
        case GroupKind.BURST:
            return translate("Duplicates", "Bursts")


def _reason(reason: Reason, keeper: Member) -> str:
    match reason:
        case Reason.RAW:
            return translate("Duplicates", "the camera's raw file")
        case Reason.CLEAN:
            return translate("Duplicates", "without a frame")
        case Reason.PIXELS:
            return translate("Duplicates", "larger: {0}").format(dimensions(keeper))
        case Reason.COLOUR:
            return translate("Duplicates", "in colour")
        case Reason.QUALITY:
            return translate("Duplicates", "less compressed")
        case Reason.SHARPNESS:
            return translate("Duplicates", "sharper")
        case Reason.FACTS:
            return translate("Duplicates", "says more about when and how it was taken")
        case Reason.RATING:
            return translate("Duplicates", "rated best")
        case Reason.TAGS:
            return translate("Duplicates", "has more tags")
        case Reason.ALBUMS:
            return translate("Duplicates", "in more albums")
        case Reason.NAME:
            return translate("Duplicates", "its name is not that of a copy")
        case Reason.AGE:
            return translate("Duplicates", "the oldest file")


def why(choice: Choice) -> str:
    """Return which photo is to be kept, and for which reasons."""
    name = texts.file_name(choice.keeper.path)
    if choice.keep:
        return translate("Duplicates", "You chose {0}").format(name)
    reasons = [_reason(reason, choice.keeper) for reason in choice.group.reasons]
    said = _listed(reasons) or translate("Duplicates", "as good as the others")
    return translate("Duplicates", "Suggested: {0} – {1}").format(name, said)


def change(member: Member) -> str:
    """Return how a version differs from the proposed keeper."""
    match member.change:
        case Change.NONE:
            return ""
        case Change.TURNED:
            return translate("Duplicates", "Turned")
        case Change.MIRRORED:
            return translate("Duplicates", "Mirrored")
        case Change.CROPPED:
            return translate("Duplicates", "Cropped")
        case Change.FRAMED:
            return translate("Duplicates", "Framed")
        case Change.GREY:
            return translate("Duplicates", "Without colour")


def protection(member: Member) -> tuple[str, str]:
    """Return why a photo is not proposed for removal, in a word and in a sentence; empty if nothing protects it."""
    match member.protection:
        case Protection.RAW_PAIR:
            return (
                translate("Duplicates", "Raw pair"),
                translate("Duplicates", "It belongs to a raw file of the same name, so it stays unless you tick it."),
            )
        case Protection.BRACKET:
            return (
                translate("Duplicates", "Exposure series"),
                translate("Duplicates", "It was taken with another exposure on purpose; it stays unless you tick it."),
            )
        case Protection.NONE:
            return "", ""


def offline(member: Member) -> str:
    """Return that no file of a photo can be reached; empty if one can."""
    return "" if any(file.online for file in member.files) else translate("Duplicates", "Offline")


def keep() -> str:
    """Return what marks the photo to keep."""
    return translate("Duplicates", "Keep")


def dimensions(member: Member) -> str:
    """Return "4000 × 3000"."""
    return translate("Duplicates", "{0} × {1}").format(member.width, member.height)


def _moment(member: Member) -> str:
    return texts.recently(datetime.fromtimestamp(member.files[0].mtime_ns / 1e9, UTC))


def _folder(member: Member) -> str:
    return texts.readable(os.path.dirname(member.path))


def facts(choice: Choice, number: int) -> tuple[tuple[Fact, ...], ...]:
    """Return the lines below a photo's name: dimensions and size, date, folder."""
    member, keeper = choice.group.members[number], choice.keeper
    copies = Counts().copies(len(member.files)) if len(member.files) > 1 else ""

    def fact(said: str, same: str) -> Fact:
        return said, said != same

    lines = (
        (
            fact(dimensions(member), dimensions(keeper)),
            (texts.size(member.files[0].size), member.files[0].size != keeper.files[0].size),
            (copies, True),
        ),
        (fact(_moment(member), _moment(keeper)),),
        (fact(_folder(member), _folder(keeper)),),
    )
    return tuple(tuple(fact for fact in line if fact[0]) for line in lines)


def state(choice: Choice, number: int) -> str:
    """Return what becomes of a photo."""
    if number == choice.keep:
        return translate("Duplicates", "to be kept")
    if number in choice.go:
        return translate("Duplicates", "to the trash")
    return translate("Duplicates", "stays")


def spoken(choice: Choice, number: int) -> str:
    """Return all that is shown of a photo, for who does not see it."""
    member = choice.group.members[number]
    place = translate("Duplicates", "Photo {0} of {1}").format(number + 1, len(choice.group.members))
    said = [text for line in facts(choice, number) for text, _ in line]
    notes = [change(member), protection(member)[0], offline(member)]
    return _listed([place, texts.file_name(member.path), state(choice, number), *notes, *said])


def merging(choice: Choice) -> str:
    """Return what the button of a group does."""
    if not choice.go:
        return translate("Duplicates", "Nothing to move")
    kept, gone = texts.number(choice.stays), texts.number(len(choice.go))
    return translate("Duplicates", "Keep {0}, move {1} to trash").format(kept, gone)


def _listed(parts: Iterable[str]) -> str:
    return translate("Duplicates", ", ").join(part for part in parts if part)
