"""Roots, files and photos as the rest of the program sees them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

RootId = NewType("RootId", int)
FileId = NewType("FileId", int)
PhotoId = NewType("PhotoId", int)


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


@dataclass(frozen=True)
class Root:
    """A folder that the user asked to watch."""

    id: RootId
    path: str
    state: RootState
    photos: int = 0


@dataclass(frozen=True)
class Signature:
    """What `stat` says of a file: enough to decide whether to hash it again."""

    size: int
    mtime_ns: int
    ino: int


@dataclass(frozen=True)
class Place:
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
