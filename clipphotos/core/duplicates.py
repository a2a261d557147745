"""Copies, near-duplicates and bursts: what a group is, and what is proposed about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clipphotos.core.photo import PhotoId

Frame = tuple[float, float, float, float]
"""Left, top, right and bottom of a part of a picture, each from 0 to 1."""

MIDDLE: Frame = (0.1, 0.1, 0.9, 0.9)
"""What a light crop leaves."""


@dataclass(frozen=True)
class Fingerprint:
    """What a photo looks like in a few bytes; the hashes have 64 bits."""

    whole: int
    turned: int
    """Of the picture mirrored to a standard position, so that mirrored and turned versions have it too."""
    middle: int
    """Of `MIDDLE`."""
    inside: int | None
    """Of what is inside of its frame."""
    frame: Frame | None
    """The picture within a border of one colour, if there is one."""
    sharpness: float
    """Variance of the Laplacian; compares versions of one photo."""
    colour: float
    """Mean distance from grey, in levels."""


class GroupKind(StrEnum):
    """Why photos are in one group."""

    EXACT = "exact"
    """One photo that has several files of the same content."""
    NEAR = "near"
    """Versions of one photo: resized, compressed anew, turned, framed, cropped, ..."""
    BURST = "burst"
    """Photos that one camera took within seconds and that look alike."""


class Change(StrEnum):
    """How a version differs from the photo that is proposed to be kept, as far as that is plain."""

    NONE = ""
    TURNED = "turned"
    MIRRORED = "mirrored"
    CROPPED = "cropped"
    FRAMED = "framed"
    GREY = "grey"


class Protection(StrEnum):
    """Why a member of a group is never proposed for removal."""

    NONE = ""
    RAW_PAIR = "raw_pair"
    """It belongs to a raw file of the same name."""
    BRACKET = "bracket"
    """It was taken with another exposure on purpose, as part of a series."""


class Reason(StrEnum):
    """What the proposed keeper has more of than those it was preferred to."""

    RAW = "raw"
    CLEAN = "clean"
    """It is in no frame."""
    PIXELS = "pixels"
    COLOUR = "colour"
    QUALITY = "quality"
    """Bytes per pixel."""
    SHARPNESS = "sharpness"
    FACTS = "facts"
    """Capture facts: when, where, with which camera."""
    RATING = "rating"
    TAGS = "tags"
    ALBUMS = "albums"
    NAME = "name"
    """Its name is not that of a copy."""
    AGE = "age"
    """Its file is older."""


@dataclass(frozen=True)
class FileCopy:
    """One file of a member."""

    path: str
    online: bool
    """Whether it can be reached now; what cannot is never touched."""
    size: int
    """Bytes."""
    mtime_ns: int


@dataclass(frozen=True)
class Member:
    """One photo of a group; of exact copies one file of the photo."""

    photo_id: PhotoId
    files: tuple[FileCopy, ...]
    width: int
    height: int
    likeness: float = 1.0
    """To the keeper as far as they were compared, up to 1."""
    change: Change = Change.NONE
    protection: Protection = Protection.NONE
    proposed: bool = False
    """Whether the program proposes to remove it."""

    @property
    def path(self) -> str:
        """Return the path to show."""
        return self.files[0].path


@dataclass(frozen=True)
class Group:
    """Photos, or files of one photo, of which one may be enough."""

    id: str
    """Names the group for as long as its first photo is in it, such as "near-12"."""
    kind: GroupKind
    members: tuple[Member, ...]
    """The one that is proposed to be kept first, then the likest."""
    reasons: tuple[Reason, ...]
    """Why that one; empty if it is as good as the others."""

    @property
    def keeper(self) -> Member:
        """Return the member that is proposed to be kept."""
        return self.members[0]

    @property
    def likeness(self) -> float:
        """Return how alike the least alike is."""
        return min(member.likeness for member in self.members)


@dataclass(frozen=True)
class Link:
    """Two photos that look alike."""

    one: PhotoId
    other: PhotoId
    kind: GroupKind
    likeness: float
    change: Change = Change.NONE


def pair(one: PhotoId, other: PhotoId) -> tuple[PhotoId, PhotoId]:
    """Return two photos in the order in which pairs are kept."""
    return (one, other) if one <= other else (other, one)


def connected(links: Iterable[Link], apart: Iterable[tuple[PhotoId, PhotoId]]) -> list[list[PhotoId]]:
    """Return the groups that links make, the likest first, so that no two photos that a person set apart are in one.

    Args:
        links: which photos look alike.
        apart: pairs of which a person said that they are no duplicates.
    """
    strangers: dict[PhotoId, set[PhotoId]] = {}
    for one, other in apart:
        strangers.setdefault(one, set()).add(other)
        strangers.setdefault(other, set()).add(one)
    group_of: dict[PhotoId, list[PhotoId]] = {}
    for link in sorted(links, key=lambda it: (-it.likeness, it.one, it.other)):
        large, small = sorted((group_of.setdefault(it, [it]) for it in (link.one, link.other)), key=len, reverse=True)
        if large is small or any(not strangers.get(photo, set()).isdisjoint(large) for photo in small):
            continue
        large += small
        for photo in small:
            group_of[photo] = large
    groups = {id(group): sorted(group) for group in group_of.values() if len(group) > 1}
    return sorted(groups.values())


def kept_of(groups: Sequence[Group], photo_ids: Sequence[int]) -> list[int]:
    """Return photos, in their order, with one of each group: the keeper, or the first where that is not among them."""
    group_of = {member.photo_id: group for group in groups for member in group.members}
    there = set(photo_ids)
    shown = set[str]()
    kept = []
    for photo_id in photo_ids:
        group = group_of.get(PhotoId(photo_id))
        if group is not None:
            keeper = group.keeper.photo_id
            if group.id in shown or (keeper in there and keeper != photo_id):
                continue
            shown.add(group.id)
        kept.append(photo_id)
    return kept
