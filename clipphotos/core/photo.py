"""Roots, files and photos as the rest of the program sees them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, NewType

RootId = NewType("RootId", int)
FileId = NewType("FileId", int)
PhotoId = NewType("PhotoId", int)

MOST_STARS = 5
"""The best rating."""


class RootState(StrEnum):
    """Whether a watched folder can be reached now."""

    ONLINE = "online"
    OFFLINE = "offline"


class FileState(StrEnum):
    """What is known of one path; whether its root is offline is the root's state."""

    PRESENT = "present"
    MISSING = "missing"
    QUARANTINED = "quarantined"
    """It cannot be read as a photo; `reason` says why."""
    SKIPPED = "skipped"
    """It is no photo format that this program reads; its content was not looked at."""


class VolumeKind(StrEnum):
    """What a folder lies on, as far as the system tells."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"
    CLOUD = "cloud"
    """A folder that another program keeps in step with a service."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Volume:
    """A drive, a share, or whatever else a folder lies on."""

    id: str
    """As the system names it, wherever it is mounted; empty if it has no such name."""
    label: str
    """For people; may be empty."""
    kind: VolumeKind
    mount_point: str = ""
    """Where it is now; empty if that is not known."""


@dataclass(frozen=True)
class Root:
    """A folder that the user asked to watch."""

    id: RootId
    path: str
    """Where it was last seen; another one when its drive comes back elsewhere."""
    state: RootState
    photos: int = 0
    reason: str = ""
    """Why it is offline, or what is amiss with a part of it: one sentence for people."""
    vanished: int = 0
    """So many files seem to be gone at once, and are kept until a person says that they are."""
    polled: str = ""
    """Why it is looked through every minute; empty where the system tells of changes."""
    volume: Volume | None = None
    below: bytes = b""
    """The path below the volume's mount point."""
    marker: str = ""
    """The id that the hidden file in the folder holds; empty if the folder cannot be written to."""
    accepted: int = 0
    """So many vanished files may be gone: a person said so."""


class Signature(NamedTuple):
    """What `stat` says of a file: enough to decide whether to hash it again."""

    # A tuple, as Place: a scan makes one per file, and frozen dataclasses take four times as long.

    size: int
    mtime_ns: int
    ino: int


class Place(NamedTuple):
    """Where a file is: its root, the folder below the root (b"" for the root itself) and its name.

    Folder and name are bytes (`os.fsencode`), for names that are not UTF-8; the folder's separator is `os.sep`.
    """

    root_id: RootId
    folder: bytes
    name: bytes

    def path(self, root_path: str) -> str:
        """Return the absolute path, surrogate-escaped where it is not UTF-8."""
        return os.path.join(root_path, os.fsdecode(self.folder), os.fsdecode(self.name))


@dataclass(frozen=True)
class FailedFile:
    """A file that is not in the library, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class CaptureFacts:
    """What the camera wrote down; None where it did not, or wrote nonsense."""

    taken: datetime | None = None
    """Local time of the camera, naive unless the file has the offset."""
    camera: str | None = None
    lens: str | None = None
    exposure_s: float | None = None
    aperture: float | None = None
    iso: int | None = None
    focal_length_mm: float | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Tag:
    """A keyword on a photo, with its provenance."""

    name: str
    by_label: bool
    """True: a label set it by itself; False: a person did, or confirmed it."""
    score: float | None = None
    """Probability that the label gave it."""
    model: str | None = None
    label: str | None = None
    """Which label proposed it."""
    label_version: int | None = None
    tagged_at: str | None = None
    """UTC, ISO 8601."""


@dataclass(frozen=True)
class PhotoDetails:
    """Everything the details panel and `clipphotos tags` show of a photo."""

    id: PhotoId
    paths: tuple[str, ...]
    """Present files first; empty only if the photo was never more than a record."""
    online: bool
    width: int
    height: int
    facts: CaptureFacts
    tags: tuple[Tag, ...]
    suggestions: tuple[tuple[str, float], ...] = field(default=())
    """(label name, calibrated score) waiting for a decision, best first."""
    embedded: bool = False
    rating: int = 0
    """Stars, from 1 to 5; 0: none."""
    albums: tuple[str, ...] = ()
    """Names of the albums that it is in."""
