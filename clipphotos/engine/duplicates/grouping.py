"""From links between photos to groups with a keeper."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clipphotos.core.duplicates import (
    Change,
    FileCopy,
    Group,
    GroupKind,
    Link,
    Member,
    Protection,
    Reason,
    connected,
    pair,
)
from clipphotos.core.keeper import Traits, change_between, choose, is_bracket
from clipphotos.core.photo import PhotoId
from clipphotos.store import duplicates
from clipphotos.store.catalogue import Connection
from clipphotos.store.duplicates import Shot


@dataclass(frozen=True)
class _Known:
    """What groups are made of."""

    links: dict[tuple[PhotoId, PhotoId], Link]
    shots: dict[PhotoId, Shot]
    files: dict[PhotoId, list[FileCopy]]
    beside_raw: set[str]


def groups_of(db: Connection) -> tuple[Group, ...]:
    """Return every group: exact copies, then near-duplicates, then bursts."""
    copied, links, apart = duplicates.copied(db), duplicates.links(db), duplicates.apart(db)
    together = {
        kind: connected((link for link in links if link.kind is kind), apart)
        for kind in (GroupKind.NEAR, GroupKind.BURST)
    }
    photo_ids = sorted({*copied, *(photo for groups in together.values() for group in groups for photo in group)})
    known = _Known(
        {pair(link.one, link.other): link for link in links},
        duplicates.shots(db, photo_ids),
        duplicates.files(db, photo_ids),
        duplicates.beside_raw(db, photo_ids),
    )

    def every() -> Iterator[Group]:
        for photo_id in copied:
            yield _copies(photo_id, known)
        for kind, groups in together.items():
            for group in groups:
                yield _versions(kind, group, known)

    return tuple(group for group in every() if any(not member.protection for member in group.members[1:]))


def best_of(db: Connection, kind: GroupKind, members: Sequence[Member]) -> Member:
    """Return which of some members of a group to keep."""
    shots = duplicates.shots(db, [member.photo_id for member in members])
    keep, _ = choose(kind, [_traits(shots[member.photo_id], member.files[0]) for member in members])
    return members[keep]


def _copies(photo_id: PhotoId, known: _Known) -> Group:
    files = known.files[photo_id]
    keep, reasons = choose(GroupKind.EXACT, [_traits(known.shots[photo_id], file) for file in files])
    if files[keep].path not in known.beside_raw:
        keep = next((i for i, file in enumerate(files) if file.path in known.beside_raw), keep)
    members = []
    near = files[keep].online
    for place, file in enumerate(files):
        paired = place != keep and file.path in known.beside_raw
        member = _member(photo_id, (file,), known)
        protection = Protection.RAW_PAIR if paired else Protection.NONE
        proposed = place != keep and not paired and near and file.online
        members.append(replace(member, protection=protection, proposed=proposed))
    return _group(GroupKind.EXACT, members, keep, reasons)


def _versions(kind: GroupKind, photo_ids: Sequence[PhotoId], known: _Known) -> Group:
    shots = [known.shots[photo_id] for photo_id in photo_ids]
    traits = [_traits(shot, known.files[shot.photo_id][0]) for shot in shots]
    keep, reasons = choose(kind, traits)
    members = []
    for place, shot in enumerate(shots):
        member = _member(shot.photo_id, tuple(known.files[shot.photo_id]), known)
        if place != keep:
            link = _link(photo_ids[keep], shot.photo_id, photo_ids, known)
            protection = Protection.NONE
            if any(file.path in known.beside_raw for file in member.files):
                protection = Protection.RAW_PAIR
            elif any(is_bracket(shot.facts, other.facts) for other in shots):
                protection = Protection.BRACKET
            change = change_between(traits[keep], traits[place], link.change) if kind is GroupKind.NEAR else Change.NONE
            online = all(any(file.online for file in known.files[it]) for it in (photo_ids[keep], shot.photo_id))
            member = replace(
                member,
                likeness=link.likeness,
                change=change,
                protection=protection,
                proposed=online and not protection and not change,
            )
        members.append(member)
    return _group(kind, members, keep, reasons)


def _link(keeper: PhotoId, other: PhotoId, photo_ids: Sequence[PhotoId], known: _Known) -> Link:
    """Return how a photo is linked to the keeper, or else to the photo of the group that is likest to it."""
    direct = known.links.get(pair(keeper, other))
    if direct:
        return direct
    around = (known.links.get(pair(photo_id, other)) for photo_id in photo_ids if photo_id != other)
    return max((link for link in around if link), key=lambda it: it.likeness)


def _group(kind: GroupKind, members: list[Member], keep: int, reasons: tuple[Reason, ...]) -> Group:
    first = min(member.photo_id for member in members)
    keeper = members.pop(keep)
    members.sort(key=lambda it: (-it.likeness, it.photo_id, it.path))
    return Group(f"{kind.value}-{first}", kind, (keeper, *members), reasons)


def _member(photo_id: PhotoId, files: tuple[FileCopy, ...], known: _Known) -> Member:
    return Member(photo_id, files, known.shots[photo_id].width, known.shots[photo_id].height)


def _traits(shot: Shot, file: FileCopy) -> Traits:
    look = shot.fingerprint
    left, top, right, bottom = look.frame if look and look.frame else (0, 0, 1, 1)
    return Traits(
        name=os.path.basename(file.path),
        pixels=shot.width * shot.height * (right - left) * (bottom - top),
        size=file.size,
        mtime_ns=file.mtime_ns,
        sharpness=look.sharpness if look else 0.0,
        colour=look.colour if look else 0.0,
        facts=sum(value is not None for value in vars(shot.facts).values()),
        rating=shot.rating,
        tags=shot.tags,
        albums=shot.albums,
        framed=look is not None and look.frame is not None,
    )
