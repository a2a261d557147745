"""From paths to photos: wait until a file is whole, hash it, and record which photo it is."""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from clipphotos.core.errors import UnreadableFileError
from clipphotos.core.photo import FileState, PhotoId, Place, RootId, Signature
from clipphotos.engine.folders.scanner import signature_of
from clipphotos.media import formats, hashing
from clipphotos.media.files import open_regular
from clipphotos.store import embeddings, files, photos, roots, rules, tags
from clipphotos.store.catalogue import Catalogue, Connection

SETTLE_S = 1.0
"""A file must stay the same for this long before it is read."""

_BATCH = 64

Found = tuple[Place, Signature, str]
"""Where a file is, what it looks like, and the path of its root."""


@dataclass(frozen=True)
class _Seen:
    place: Place
    signature: Signature
    digest: bytes | None = None
    state: FileState = FileState.PRESENT
    reason: str = ""


@dataclass
class Identifier:
    """Takes files into the catalogue in small transactions. Used by one thread."""

    catalogue: Catalogue
    on_recorded: Callable[[frozenset[PhotoId]], None]
    """Called after each commit with the photos that were recorded."""
    is_gone: Callable[[bytes, Place], bool]
    """Says of (root path, place) whether nothing is there although the root is; called in the writer's thread."""
    should_stop: Callable[[], bool]
    settling: dict[Place, tuple[Signature, float]] = field(default_factory=dict)
    """Files that may still be growing: the signature last seen and since when, by the monotonic clock."""
    _revised: dict[bytes, PhotoId] = field(default_factory=dict)
    """By content that a photo had before it was revised: that photo."""

    def take(self, new: Iterable[Found], changed: Iterable[Found] = ()) -> None:
        """Record files; those that may still be growing are kept in `settling` for a later call.

        The order decides which photo has which tags. Content that the catalogue knows comes first, since it must find
        its photo before that is revised: it moved, or was copied. Then come revisions, and their copies at new paths.
        """
        edits: list[_Seen] = []
        self._record(self._touched(changed, edits))
        revisions = self._unknown(seen.digest for seen in edits if seen.digest)
        copies: list[_Seen] = []

        def others() -> Iterator[_Seen]:
            for seen in self._looked(new):
                if seen.digest in revisions:
                    copies.append(seen)
                else:
                    yield seen

        self._record(others())
        self._record(seen for seen in edits if seen.digest not in revisions)
        self._record(seen for seen in edits if seen.digest in revisions)
        self._record(copies)

    def _touched(self, changed: Iterable[Found], edits: list[_Seen]) -> Iterator[_Seen]:
        """Yield the files that show what they showed before; the others go to `edits`."""
        for seen in self._looked(changed):
            with self.catalogue.read() as db:
                same = seen.digest is not None and files.content_at(db, seen.place) == seen.digest
            if same:
                yield seen
            else:
                edits.append(seen)

    def _looked(self, found: Iterable[Found]) -> Iterator[_Seen]:
        for place, signature, root_path in found:
            if self.should_stop():
                return
            seen = self._look(place, signature, place.path(root_path))
            if seen is not None:
                yield seen

    def _unknown(self, digests: Iterable[bytes]) -> set[bytes]:
        with self.catalogue.read() as db:
            return {digest for digest in digests if photos.with_hash(db, digest) is None}

    def _record(self, looked: Iterable[_Seen]) -> None:
        rest = iter(looked)
        while batch := list(islice(rest, _BATCH)):
            self._commit(batch)

    def _look(self, place: Place, signature: Signature, path: str) -> _Seen | None:
        if not _is_candidate(place.name, path):
            extension = os.path.splitext(os.fsdecode(place.name))[1]
            kind = f"{extension} files are" if extension else "This file is"
            return _Seen(place, signature, state=FileState.SKIPPED, reason=f"{kind} no photos that ClipPhotos reads.")
        if not self._settled(place, signature):
            return None
        if not signature.size:  # all empty files have the same content, which says nothing about what they are
            return _Seen(place, signature, state=FileState.QUARANTINED, reason="It is empty.")
        try:
            digest = hashing.hash_file(path)
            after = signature_of(os.stat(path, follow_symlinks=False))
        except (UnreadableFileError, OSError) as error:
            if not os.path.lexists(path):
                return None
            return _Seen(place, files.LOOK_AGAIN, state=FileState.QUARANTINED, reason=str(error))
        if after != signature:
            self.settling[place] = (after, time.monotonic())
            return None
        return _Seen(place, signature, digest)

    def _settled(self, place: Place, signature: Signature) -> bool:
        """Return whether a file has stopped growing: it is old, or was the same for a while."""
        age_s = time.time() - signature.mtime_ns / 1e9
        first, since = self.settling.get(place, (None, 0.0))
        if age_s > SETTLE_S or (first == signature and time.monotonic() - since >= SETTLE_S):
            self.settling.pop(place, None)
            return True
        if first != signature:
            self.settling[place] = (signature, time.monotonic())
        return False

    def _commit(self, batch: list[_Seen]) -> None:
        digests = {seen.place: seen.digest for seen in batch if seen.digest is not None}
        gone = places_gone(self.catalogue, digests, self._is_gone)

        def record(db: Connection) -> frozenset[PhotoId]:
            recorded = set()
            there = {root_id for root_id in {seen.place.root_id for seen in batch} if roots.exists(db, root_id)}
            with self.catalogue.read() as before:
                for seen in batch:
                    if seen.place.root_id not in there:  # removed in the meantime
                        continue
                    if seen.digest is None:
                        files.record_unread(db, seen.place, seen.signature, seen.state, seen.reason)
                        continue
                    self._keep_tags(db, seen.place, seen.digest)
                    photo_id = files.record_content(db, seen.place, seen.signature, seen.digest, gone[seen.place])
                    recorded.add(photo_id)
                    old = photos.hash_of(before, photo_id)
                    if old is not None and old != seen.digest:
                        self._revised[old] = photo_id
            if any(embeddings.exists(db, photo_id) for photo_id in recorded):  # known ones: moved, or copied
                rules.mark_folders_stale(db)
            return frozenset(recorded)

        self.on_recorded(self.catalogue.write(record))

    def _keep_tags(self, db: Connection, place: Place, digest: bytes) -> None:
        """Let content that is there after all start with the tags of the photo that was revised.

        Folders are looked at one after the other. A file that moves to where was just looked, while another takes its
        place, passes for edited until it is found.
        """
        photo_id = self._revised.get(digest)
        if photo_id is None or photos.with_hash(db, digest) is not None:
            return
        if photos.at_path(db, *place) != photo_id:  # else the edit was undone
            tags.copy_decisions(db, photo_id, photos.insert(db, digest))

    def _is_gone(self, root_path: bytes, old: Place, new: Place) -> bool:
        """Return whether a path has nothing any more, now that there is something at `new`.

        Where the system takes one name for another, the old name of a renamed file leads to the new one.
        """
        return self.is_gone(root_path, old) or (_alike(new) == _alike(old) and not is_listed(root_path, old))


def places_gone(
    catalogue: Catalogue, digests: Mapping[Place, bytes], is_gone: Callable[[bytes, Place, Place], bool]
) -> dict[Place, frozenset[Place]]:
    """Return for each place with its content where else the content was and is no longer.

    The disks are asked here, since one that does not answer must not hold up the writer.
    """
    with catalogue.read() as db:
        known = {place: files.places_of_content(db, digest) for place, digest in digests.items()}
    return {
        place: frozenset(old for root_path, old in others if old != place and is_gone(root_path, old, place))
        for place, others in known.items()
    }


def is_gone(root_path: bytes, place: Place) -> bool:
    """Return whether a path has nothing any more although its root is there."""
    return os.path.isdir(root_path) and not os.path.lexists(place.path(os.fsdecode(root_path)))


def is_listed(root_path: bytes, place: Place) -> bool:
    """Return whether a path is there in these very letters."""
    here = root_path
    try:
        for name in (*(part for part in place.folder.split(os.sep.encode()) if part), place.name):
            if name not in os.listdir(here):
                return False
            here = os.path.join(here, name)
    except OSError:
        return False
    return True


def _alike(place: Place) -> tuple[RootId, str]:
    path = os.fsdecode(os.path.join(place.folder, place.name))
    return place.root_id, unicodedata.normalize("NFC", path).casefold()


def _is_candidate(name: bytes, path: str) -> bool:
    if formats.known_extension(name):
        return True
    if os.path.splitext(name)[1]:
        return False
    try:
        with open_regular(path) as file:
            return formats.sniff(file.read(formats.HEAD_SIZE))
    except (OSError, UnreadableFileError):
        return False
