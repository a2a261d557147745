"""Finds which photos look alike: fingerprints from thumbnails, candidates by these, then pixel by pixel."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from clipphotos.core.duplicates import Change, Fingerprint, Frame, GroupKind, Link
from clipphotos.core.keeper import BURST_S, is_bracket, seconds_between
from clipphotos.core.likeness import Match, Sight, compare
from clipphotos.core.neighbours import Candidate, Looks, View, candidates
from clipphotos.core.photo import PhotoId
from clipphotos.engine.photos import Photos
from clipphotos.media import fingerprints, thumbnails
from clipphotos.store import duplicates
from clipphotos.store.catalogue import Catalogue
from clipphotos.store.duplicates import Shot

Progress = Callable[[int, int], None]
"""Told how many photos were looked at, and how many there are to look at."""
Stop = Callable[[], bool]

_PAGE = 64
_SIGHTS = 512
"""So many pictures are kept at hand: 0.3 MB each."""
_COMMIT = 500
_BURST_COSINE = 0.8
_BURST_BITS = 12
_RECOMPRESSED = 0.98
"""Two pictures of one size, camera and second that are less alike than this were taken one after the other."""


class Finder:
    """Looks for versions of new photos among all; goes on where it was stopped. Thread-safe, one call at a time."""

    def __init__(
        self, catalogue: Catalogue, photos: Photos, thumbnail_dir: Path, model_name: Callable[[], str]
    ) -> None:
        """Prepare; `model_name` says by which model embeddings are compared."""
        self._catalogue, self._photos, self._thumbnail_dir = catalogue, photos, thumbnail_dir
        self._model_name = model_name
        self._lock = threading.Lock()

    def find(self, progress: Progress, stop: Stop) -> bool:
        """Look at what is new until that is done or `stop` says so; return whether anything was found.

        Photos without a thumbnail that are offline wait.
        """
        with self._lock:
            self._look(progress, stop)
            return not stop() and self._compare(progress, stop)

    def _look(self, progress: Progress, stop: Stop) -> None:
        """Make the fingerprints that are missing."""
        after = done = 0
        with self._catalogue.read() as db:
            total = duplicates.count_pending(db)
        while not stop():
            with self._catalogue.read() as db:
                page = duplicates.pending(db, after=after, limit=_PAGE)
            if not page:
                return
            after = page[-1][0]
            made = [(*item, look) for item in page if not stop() and (look := self._fingerprint(*item))]
            self._catalogue.write(lambda db, made=made: duplicates.put(db, made))  # type: ignore[misc]
            done += len(page)
            progress(done, max(done, total))

    def _fingerprint(self, photo_id: PhotoId, digest: bytes) -> Fingerprint | None:
        path = self._thumbnail(photo_id, digest)
        return None if path is None else fingerprints.fingerprint(path)

    def _thumbnail(self, photo_id: PhotoId, digest: bytes) -> Path | None:
        path = thumbnails.path_of(self._thumbnail_dir, digest.hex())
        return path if path.exists() else self._photos.thumbnail(photo_id)

    def _compare(self, progress: Progress, stop: Stop) -> bool:
        """Compare the photos that are new with all, and store what was found every now and then."""
        with self._catalogue.read() as db:
            found = duplicates.looks(db, self._model_name())
            if found is None:
                return False
            photo_ids, looks = found
            pictures = duplicates.pictures(db)
            around = duplicates.shots(db, duplicates.taken_near(db, photo_ids[looks.known :], BURST_S))

        @lru_cache(_SIGHTS)
        def sight(photo_id: PhotoId, frame: Frame | None) -> Sight | None:
            path = self._thumbnail(photo_id, pictures[photo_id][0])
            picture = None if path is None else fingerprints.picture(path, frame)
            return None if picture is None else Sight(picture)

        def seen(row: int, inside: bool) -> Sight | None:
            return sight(photo_ids[row], pictures[photo_ids[row]][1] if inside else None)

        links = {frozenset((it.one, it.other)): it for it in _bursts(photo_ids, looks, around)}
        changed, written = bool(links), looks.known
        judged = set[frozenset[PhotoId]]()
        for candidate in candidates(looks):
            row = max(candidate.one, candidate.other)
            if stop():
                break
            if row - written >= _COMMIT:
                self._record(list(links.values()), photo_ids[written:row])
                progress(row - looks.known, len(photo_ids) - looks.known)
                written = row
                links.clear()
            ids = photo_ids[candidate.one], photo_ids[candidate.other]
            key = frozenset(ids)
            if key in judged:
                continue
            match = _match(candidate, seen)
            if match is None or not match.same:
                continue
            judged.add(key)
            with self._catalogue.read() as db:
                shots = duplicates.shots(db, ids)
            link = _link(ids, match, _change(candidate, match), shots)
            if link:
                links[key] = link
                changed = True
        else:
            row = len(photo_ids)
        self._record(list(links.values()), photo_ids[written:row])
        progress(row - looks.known, len(photo_ids) - looks.known)
        return changed

    def _record(self, links: Sequence[Link], compared: Sequence[PhotoId]) -> None:
        self._catalogue.write(lambda db: duplicates.record(db, links, compared))


def _match(candidate: Candidate, seen: Callable[[int, bool], Sight | None]) -> Match | None:
    one = seen(candidate.one, candidate.view in (View.INSIDE_ONE, View.INSIDE_BOTH))
    other = seen(candidate.other, candidate.view is View.INSIDE_BOTH)
    if one is None or other is None:
        return None
    return compare(other, one, candidate.scale) if candidate.view is View.MIDDLE_ONE else compare(one, other)


def _change(candidate: Candidate, match: Match) -> Change:
    if match.turn:
        return Change.MIRRORED if match.turn.bit_count() % 2 else Change.TURNED
    if candidate.view in (View.INSIDE_ONE, View.INSIDE_BOTH):
        return Change.FRAMED
    return Change.CROPPED if min(match.covered, match.shows) < 0.9 else Change.NONE


def _link(ids: tuple[PhotoId, PhotoId], match: Match, change: Change, shots: dict[PhotoId, Shot]) -> Link | None:
    """Return what two pictures that look the same are to each other; None if one camera took them at other times."""
    one, other = shots.get(ids[0]), shots.get(ids[1])
    kind = GroupKind.NEAR
    if one and other and (gap := seconds_between(one.facts, other.facts)) is not None:
        if gap > BURST_S:
            return None
        of_one_size = sorted((one.width, one.height)) == sorted((other.width, other.height))
        if gap or is_bracket(one.facts, other.facts) or (of_one_size and match.likeness < _RECOMPRESSED):
            kind = GroupKind.BURST
    return Link(*ids, kind, round(min(match.likeness, 1.0), 4), change)


def _bursts(photo_ids: Sequence[PhotoId], looks: Looks, shots: dict[PhotoId, Shot]) -> list[Link]:
    """Return the links between photos that one camera took one right after the other and that look alike."""
    rows = [row for row, photo_id in enumerate(photo_ids) if photo_id in shots and shots[photo_id].facts.camera]

    def moment(row: int) -> tuple[str, str]:
        facts = shots[photo_ids[row]].facts
        assert facts.taken is not None
        return facts.camera or "", facts.taken.replace(tzinfo=None).isoformat()

    rows.sort(key=moment)
    found = []
    for place, row in enumerate(rows):
        for other in rows[place + 1 : place + 3]:  # one that looks elsewhere may be in between
            gap = seconds_between(shots[photo_ids[row]].facts, shots[photo_ids[other]].facts)
            if gap is None or gap > BURST_S or max(row, other) < looks.known:
                continue
            cosine = float(looks.vectors[row].astype("f4") @ looks.vectors[other].astype("f4"))
            bits = (int(looks.whole[row]) ^ int(looks.whole[other])).bit_count()
            if cosine >= _BURST_COSINE or bits <= _BURST_BITS:
                likeness = round(min(1.0, max(cosine, 1 - bits / 32)), 4)
                found.append(Link(photo_ids[row], photo_ids[other], GroupKind.BURST, likeness))
    return found
