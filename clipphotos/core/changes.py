"""The messages that leave the library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, Flag, auto

from clipphotos.core.errors import DamagedLibraryError, KnownError
from clipphotos.core.photo import PhotoId


class Kind(Flag):
    """What changed."""

    PHOTOS = auto()
    """Photos came, went, or show something else."""
    ROOTS = auto()
    LABELS = auto()
    SUGGESTIONS = auto()
    TAGS = auto()
    ALBUMS = auto()
    RATINGS = auto()
    EMBEDDINGS = auto()
    MODEL = auto()
    DUPLICATES = auto()
    """Which photos look alike, or what a person said about that."""


@dataclass(frozen=True)
class Changes:
    """Something in the catalogue changed; sent after the commit."""

    kinds: Kind
    photo_ids: frozenset[PhotoId] | None = None
    """The photos it is about; None: any."""


@dataclass(frozen=True)
class Progress:
    """How far the background work is."""

    done: int
    total: int
    """Photos with an embedding, and photos that should have one; files still being looked at are in `waiting`."""
    waiting: int = 0
    """New or changed files that are not photos of the catalogue yet."""
    rate: float = 0.0
    """Photos embedded per second, lately."""
    seconds_left: float | None = None
    paused: bool = False
    scanning: bool = False
    loading_model: bool = False
    """The first time ever a model is converted for this computer, which takes a while."""

    @property
    def busy(self) -> bool:
        """Whether there is work that is not done."""
        return self.scanning or self.loading_model or self.waiting > 0 or self.done < self.total


class Level(Enum):
    """How much a notice matters."""

    INFO = auto()
    WARNING = auto()
    ERROR = auto()


@dataclass(frozen=True)
class Notice:
    """One sentence for the user."""

    level: Level
    text: str
    damage: bool = False
    """The library's catalogue is damaged: it can be mended."""

    @classmethod
    def of(cls, error: KnownError) -> Notice:
        """Return what is said of an error that nobody waits for."""
        return cls(Level.ERROR, str(error), damage=isinstance(error, DamagedLibraryError))


@dataclass(frozen=True)
class Digest:
    """What labels tagged by themselves among the photos that came in."""

    tagged: tuple[tuple[str, int], ...]
    """(label name, photos), most photos first."""


Event = Changes | Progress | Notice | Digest
