"""Filters find what a person would find who looks at every photo."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clipphotos.core.label import LabelId, LabelSpec, Verdict, name_key
from clipphotos.core.photo import CaptureFacts, PhotoId, Place, Signature
from clipphotos.core.query.areas import circle, position
from clipphotos.core.query.folding import folded
from clipphotos.core.query.kinds import extensions_of
from clipphotos.core.query.parser import understood
from clipphotos.core.query.records import (
    And,
    Between,
    Days,
    Field,
    Filter,
    Months,
    Node,
    Not,
    Or,
    Orientation,
    Phrase,
    Span,
    Text,
    Trait,
    Unit,
)
from clipphotos.core.query.screens import SCREENS, SCREENSHOT_NAMES
from clipphotos.store import albums, files, filters, folder_names, labels, photos, roots, tags
from clipphotos.store.catalogue import Catalogue, Connection
from tests.store.filling import add_file, add_label, add_photos, add_root, decide, tag

AT = Span(0, 0)
PARENTS = {"dog": "animal", "animal": None, "Été": None}
NAMES = ["dog", "animal", "Été", "Holiday 2019", "海滩"]
ROOTS = ["/photos/Holiday", "/mnt/Ext ｄrive"]
FOLDERS = [b"", b"Rome 2019", b"Rome 2019/day 1", "海滩".encode(), b"bad\xff"]
FILES = [
    *(b"IMG_1.JPG", b"img_2.jpeg", b"a.PNG", b"Screenshot 1.png", b"x.tif", b"holiday.heic", b"noext", b"bad\xff.jpg"),
    *(it.encode() for it in ("ＩＭＧ_3.jpg", "e\u0301te\u0301.gif", "海滩.webp", "屏幕截图 1.jpg", "İstanbul.avif")),
]
CAMERAS = [None, "Canon EOS 5D", "NIKON D90", "Ｃanon"]
TEXTS = ["img", "IMG_", "canon", "é", "e", "海滩", "rome", "2019", "day", "holiday", "g", "%", "'", "１", "b", "i"]
TIMES = [None, datetime(2019, 7, 14, 23, 59, 59), datetime(2019, 12, 31, 1), datetime(1999, 2, 3, tzinfo=UTC)]
POSITIONS = [(None, None), (48.85, 2.35), (48.9, 2.4), (-17.7, 179.99), (-17.7, -179.99), (0.0, 0.0)]
DAY_NS = 86_400_000_000_000
SIZES = [(None, None), (4000, 3000), (3000, 4000), (2000, 2000), (2560, 1440), (1125, 2436)]


@dataclass(frozen=True)
class OneFile:
    root: int
    folder: bytes
    name: bytes
    size: int
    mtime_ns: int
    state: str


@dataclass(frozen=True)
class OnePhoto:
    files: tuple[OneFile, ...]
    size: tuple[int | None, int | None]
    taken: datetime | None
    camera: str | None
    lens: str | None
    position: tuple[float | None, float | None]
    rating: int
    tags: frozenset[str]
    albums: frozenset[str]
    verdicts: dict[str, Verdict] = field(default_factory=dict)


ONE_FILE = st.builds(
    OneFile,
    st.integers(0, 1),
    st.sampled_from(FOLDERS),
    st.sampled_from(FILES),
    st.sampled_from([0, 1000, 5_000_000, 5_000_001]),
    st.integers(-400 if hasattr(time, "tzset") else 1, 25_000).map(lambda day: day * DAY_NS + 5),
    st.sampled_from(["present", "present", "missing"]),
)
SOME = st.frozensets(st.sampled_from(NAMES), max_size=2)
PHOTO = st.builds(
    OnePhoto,
    st.lists(ONE_FILE, min_size=1, max_size=2, unique_by=lambda it: (it.root, it.folder, it.name)).map(tuple),
    st.sampled_from(SIZES),
    st.sampled_from(TIMES),
    st.sampled_from(CAMERAS),
    st.sampled_from([None, "50mm f/1.8"]),
    st.sampled_from(POSITIONS),
    st.integers(0, 5),
    SOME,
    SOME,
    st.dictionaries(st.sampled_from(list(PARENTS)), st.sampled_from(list(Verdict)), max_size=2),
)
DAYS = st.one_of(st.none(), st.dates(date(1998, 1, 1), date(2035, 1, 1)), st.sampled_from([date.min, date.max]))
NUMBERS = st.one_of(st.none(), st.sampled_from([0, 1, 3, 5, 1000, 5e6, 5_000_001, 12e6]))
TEXT = st.sampled_from(TEXTS)
WHOLE = st.sampled_from([*NAMES, *(it.upper() for it in NAMES), " holiday  2019 ", "nothing"]).map(Text)
VALUES: dict[Field, st.SearchStrategy[Any]] = {
    Field.TAG: WHOLE,
    Field.LABEL: WHOLE,
    Field.ALBUM: WHOLE,
    Field.FOLDER: st.one_of(TEXT, st.sampled_from(["/photos/holiday/rome 2019", "/mnt/", "/photos/Holi"])).map(Text),
    Field.NAME: TEXT.map(Text),
    Field.DATE: st.one_of(
        st.builds(Days, DAYS, DAYS), st.frozensets(st.integers(1, 12), min_size=1, max_size=4).map(Months)
    ),
    Field.PLACE: st.sampled_from(["48.85,2.35,1km", "48.85, 2.35, 20km", "-17.7,180", "nowhere"]).map(Text),
    Field.CAMERA: TEXT.map(Text),
    Field.LENS: st.sampled_from(["50MM", "x"]).map(Text),
    Field.RATING: st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda it: Between(*it)),
    Field.TYPE: st.sampled_from(["jpeg", "jpg", "tif", "heic", "raw"]).map(Text),
    Field.ORIENTATION: st.sampled_from(Orientation),
    Field.SIZE: st.builds(Between, NUMBERS, NUMBERS, st.sampled_from(Unit)),
    Field.IS: st.sampled_from(Trait),
}
LEAF: st.SearchStrategy[Node] = st.one_of(
    *(st.builds(Filter, st.just(it), values, st.just(AT)) for it, values in VALUES.items()),
    st.builds(Phrase, TEXT, st.just(AT)),
)
TREE: st.SearchStrategy[Node] = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds(Not, inner, st.just(AT)),
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple), st.just(AT)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple), st.just(AT)),
    ),
    max_leaves=5,
)


class Reference:
    """Looks at one photo after the other, in plain Python."""

    def __init__(self, offline: frozenset[int]) -> None:
        self.offline = offline

    def holds(self, node: Node, photo: OnePhoto) -> bool:
        match node:
            case And(nodes):
                return all(self.holds(it, photo) for it in nodes)
            case Or(nodes):
                return any(self.holds(it, photo) for it in nodes)
            case Not(inner):
                return not self.holds(inner, photo)
            case Phrase(text):
                accepted = {name for name, verdict in photo.verdicts.items() if verdict is Verdict.ACCEPTED}
                return self.in_names(text, photo) or any(
                    folded(text) in folded(it) for it in [*self.folders(photo), *photo.tags, *photo.albums, *accepted]
                )
            case Filter(which, value):
                return bool(getattr(self, which.value if which is not Field.IS else "is_")(value, photo))
        raise AssertionError(node)

    def present(self, photo: OnePhoto) -> list[OneFile]:
        return [it for it in photo.files if it.state == "present"]

    def in_names(self, text: str, photo: OnePhoto) -> bool:
        return any(folded(text) in folded(os.fsdecode(it.name)) for it in self.present(photo))

    def folders(self, photo: OnePhoto) -> list[str]:
        return [os.path.join(ROOTS[it.root], os.fsdecode(it.folder)).rstrip("/") for it in self.present(photo)]

    def named(self, value: Text, names: frozenset[str]) -> bool:
        def key(name: str) -> str:
            return name_key(" ".join(name.split()))

        above = {name: parent or name for name, parent in PARENTS.items()}
        return key(value.text) in {key(it) for it in names} | {key(above[it]) for it in names if it in above}

    def tag(self, value: Text, photo: OnePhoto) -> bool:
        return self.named(value, photo.tags)

    def label(self, value: Text, photo: OnePhoto) -> bool:
        accepted = {name for name, verdict in photo.verdicts.items() if verdict is Verdict.ACCEPTED}
        return self.named(value, frozenset(it for it in photo.tags | accepted if it in PARENTS))

    def album(self, value: Text, photo: OnePhoto) -> bool:
        return name_key(" ".join(value.text.split())) in {name_key(it) for it in photo.albums}

    def folder(self, value: Text, photo: OnePhoto) -> bool:
        wanted = folded(value.text)
        if not wanted.startswith("/"):
            return any(wanted in folded(it) for it in self.folders(photo))
        return any((folded(it) + "/").startswith(wanted.rstrip("/") + "/") for it in self.folders(photo))

    def name(self, value: Text, photo: OnePhoto) -> bool:
        return self.in_names(value.text, photo)

    def date(self, value: Days | Months, photo: OnePhoto) -> bool:
        oldest = min(it.mtime_ns for it in self.present(photo))
        shown = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=oldest // 10**9)).astimezone()
        day = (photo.taken or shown).date()
        if isinstance(value, Months):
            return day.month in value.months
        return (value.first or date.min) <= day <= (value.last or date.max)

    def place(self, value: Text, photo: OnePhoto) -> bool:
        area, (latitude, longitude) = position(value.text), photo.position
        if area is None or latitude is None or longitude is None:
            return False
        kilometres = float(value.text.split(",")[2].removesuffix("km")) if value.text.count(",") == 2 else 5
        there = [float(it) for it in value.text.split(",")[:2]]
        nearest = min(abs(longitude - there[1] + turn) for turn in (-360, 0, 360))  # the test's places are apart enough
        return max(abs(latitude - there[0]), nearest * 0.7) * 111 <= kilometres

    def camera(self, value: Text, photo: OnePhoto) -> bool:
        return photo.camera is not None and folded(value.text) in folded(photo.camera)

    def lens(self, value: Text, photo: OnePhoto) -> bool:
        return photo.lens is not None and folded(value.text) in folded(photo.lens)

    def rating(self, value: Between, photo: OnePhoto) -> bool:
        return (value.low or 0) <= photo.rating <= (5 if value.high is None else value.high)

    def type(self, value: Text, photo: OnePhoto) -> bool:
        return any(
            os.path.splitext(os.fsdecode(it.name))[1].lower() in extensions_of(value.text) for it in self.present(photo)
        )

    def orientation(self, value: Orientation, photo: OnePhoto) -> bool:
        width, height = photo.size
        if width is None or height is None:
            return False
        shape = Orientation.SQUARE if width == height else Orientation.LANDSCAPE
        return value is (Orientation.PORTRAIT if height > width else shape)

    def size(self, value: Between, photo: OnePhoto) -> bool:
        width, height = photo.size
        sizes = [it.size for it in self.present(photo)]
        if value.unit is Unit.PIXELS:
            sizes = [width * height] if width is not None and height is not None else []
        return any((value.low is None or it >= value.low) and (value.high is None or it <= value.high) for it in sizes)

    def is_(self, value: Trait, photo: OnePhoto) -> bool:
        match value:
            case Trait.FAVOURITE:
                return photo.rating == 5
            case Trait.UNTAGGED:
                return not photo.tags
            case Trait.OFFLINE:
                return all(it.root in self.offline for it in self.present(photo))
            case Trait.DUPLICATE:  # the others are in the tests of duplicates
                return len(self.present(photo)) > 1
        if photo.camera is not None:
            return False
        width, height = photo.size
        screen = width is not None and height is not None and (max(width, height), min(width, height)) in SCREENS
        png = any(it.name.lower().endswith(b".png") for it in self.present(photo))
        return (screen and png) or any(self.in_names(it, photo) for it in SCREENSHOT_NAMES)


def fill(db: Connection, library: list[OnePhoto], offline: frozenset[int]) -> None:
    """Write photos into an empty catalogue, through the code that the program writes with; the ids are 1, 2, ..."""
    root_ids = [roots.add(db, path) for path in ROOTS]
    label_ids: dict[str, LabelId] = {}
    for name in sorted(PARENTS, key=lambda it: PARENTS[it] is not None):
        label_ids[name] = labels.put(db, LabelSpec(name, parent=PARENTS[name]))
    album_ids = {name: albums.insert(db, name) for name in NAMES}
    seen: set[tuple[int, bytes, bytes]] = set()
    for number, photo in enumerate(library, 1):
        for file in photo.files:
            place = Place(root_ids[file.root], file.folder, file.name)
            assert place not in seen
            seen.add(place)
            photo_id = files.record_content(db, place, Signature(file.size, file.mtime_ns, 1), b"%032d" % number, ())
            assert photo_id == number
            state = "UPDATE file SET state = ? WHERE root_id = ? AND folder = ? AND name = ?"
            db.execute(state, (file.state, *place))
        facts = CaptureFacts(
            photo.taken, photo.camera, photo.lens, latitude=photo.position[0], longitude=photo.position[1]
        )
        if photo.size[0] is not None and photo.size[1] is not None:
            photos.set_facts(db, PhotoId(number), photo.size[0], photo.size[1], facts)
        else:
            photos.set_facts(db, PhotoId(number), 1, 1, facts)
            db.execute("UPDATE photo SET width = NULL, height = NULL WHERE id = ?", (number,))
        photos.rate(db, [PhotoId(number)], photo.rating)
        for name in photo.tags:
            tags.put(db, PhotoId(number), tags.tag_id(db, name))
        for name in photo.albums:
            albums.put(db, album_ids[name], [PhotoId(number)])
        for name, verdict in photo.verdicts.items():
            tags.decide(db, label_ids[name], [PhotoId(number)], verdict)
    for root in offline:
        db.execute("UPDATE root SET state = 'offline' WHERE id = ?", (root_ids[root],))


LIBRARY = st.lists(PHOTO, max_size=6).map(
    lambda library: [
        it
        for n, it in enumerate(library)
        if not {(f.root, f.folder, f.name) for f in it.files}
        & {(f.root, f.folder, f.name) for other in library[:n] for f in other.files}
    ]
)


class UndoneError(Exception):
    """Rolls a transaction back."""


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(library=LIBRARY, offline=st.frozensets(st.integers(0, 1)), trees=st.lists(TREE, min_size=5, max_size=10))
def test_any_filters_find_what_a_look_at_every_photo_finds(
    catalogue: Catalogue, library: list[OnePhoto], offline: frozenset[int], trees: list[Node]
) -> None:
    """Wholly at random; the catalogue is empty again afterwards."""
    reference = Reference(offline)
    there = {n: it for n, it in enumerate(library, 1) if reference.present(it)}

    def compare(db: Connection) -> None:
        db.execute("DELETE FROM sqlite_sequence WHERE name IN ('photo', 'root')")
        fill(db, library, offline)
        for tree in trees:
            found = filters.matching(db, tree).tolist()
            assert found == [n for n, it in there.items() if reference.holds(tree, it)], tree
        raise UndoneError

    with pytest.raises(UndoneError):
        catalogue.write(compare)


def found(catalogue: Catalogue, text: str, elsewhere: filters.Elsewhere | None = None) -> list[int]:
    root = understood(text, date(2026, 11, 23)).root
    assert root is not None
    with catalogue.read() as db:
        return filters.matching(db, root, elsewhere or filters.Elsewhere()).tolist()


def test_a_text_is_found_by_its_photos(catalogue: Catalogue) -> None:
    root = add_root(catalogue, "/photos")
    first = add_file(catalogue, root, b"Rome", b"a.jpg", datetime(2019, 7, 14))
    second = add_file(catalogue, root, b"Oslo", b"b.png", datetime(2020, 1, 1))
    tag(catalogue, "New York", [second])
    assert found(catalogue, "date:2019") == [first]
    assert found(catalogue, "date:last-year or folder:ROME") == [first]
    assert found(catalogue, '-tag:"new york"') == [first]
    assert found(catalogue, "folder:/photos/oslo type:png orientation:landscape") == [second]
    assert found(catalogue, '"york"') == [second]
    assert found(catalogue, "文件夹：rome | 类型：png") == [first, second]


def test_a_label_below_another_counts_for_it(catalogue: Catalogue) -> None:
    a, b, c = add_photos(catalogue, 3)
    add_label(catalogue, "animal")
    dog = add_label(catalogue, "dog", LabelSpec("", parent="animal"))
    tag(catalogue, "dog", [a])
    decide(catalogue, dog, [b], Verdict.ACCEPTED)
    decide(catalogue, dog, [c], Verdict.REJECTED)
    assert found(catalogue, "tag:animal") == [a]
    assert found(catalogue, "label:animal") == [a, b]
    catalogue.write(lambda db: labels.remove(db, dog))
    assert found(catalogue, "label:dog or tag:animal") == []
    assert found(catalogue, "tag:dog") == [a], "the tag stays"


def test_places_and_smart_albums_are_asked_elsewhere(catalogue: Catalogue) -> None:
    a, b = add_photos(catalogue, 2)
    facts = CaptureFacts(latitude=48.85, longitude=2.35)
    catalogue.write(lambda db: photos.set_facts(db, a, 4, 3, facts))
    paris = filters.Elsewhere(place={"Paris": circle(48.86, 2.34, 5)}.get, album=lambda name: None)
    assert found(catalogue, "place:Paris", paris) == [a]
    assert found(catalogue, "-place:Rome", paris) == [a, b]
    smart = filters.Elsewhere(album=lambda name: np.array([b, 99]) if name == "best" else None)
    assert found(catalogue, "album:best", smart) == [b], "99 has no file"
    assert found(catalogue, "album:other", smart) == []
    with catalogue.read() as db:
        ids, where = filters.positions(db)
    assert (ids.tolist(), where.tolist()) == ([a], [[48.85], [2.35]])


def test_every_range_of_ratings_and_of_sizes_has_its_ends(catalogue: Catalogue) -> None:
    """The random trees seldom ask for a photo that is at the end of a range."""
    for stars, photo in enumerate(add_photos(catalogue, 6)):
        catalogue.write(lambda db, photo=photo, stars=stars: photos.rate(db, [photo], stars))  # type: ignore[misc]
    catalogue.write(lambda db: db.execute("UPDATE file SET size = photo_id - 1"))
    bounds = [None, *range(6)]
    for which, low, high in [(it, a, b) for it in (Field.RATING, Field.SIZE) for a in bounds for b in bounds]:
        with catalogue.read() as db:
            ids = filters.matching(db, Filter(which, Between(low, high, Unit.BYTES), AT)).tolist()
        wanted = range(low or 0, (5 if high is None else high) + 1)
        assert ids == [stars + 1 for stars in wanted], (which, low, high)


def test_a_search_can_have_many_terms(catalogue: Catalogue) -> None:
    """As many, and as deep within each other, as the parser lets through."""
    (photo,) = add_photos(catalogue, 1)
    assert found(catalogue, " or ".join(["tag:x"] * 199 + ["name:0"])) == [photo]
    assert found(catalogue, "-(" * 20 + "tag:x" + ")" * 20) == []
    assert found(catalogue, " ".join(['-"x"'] * 200)) == [photo]


def test_odd_facts_are_no_facts(catalogue: Catalogue) -> None:
    """A repaired catalogue may hold any text."""
    (photo,) = add_photos(catalogue, 1)
    catalogue.write(lambda db: db.execute("UPDATE photo SET facts = '{nonsense'"))
    assert found(catalogue, "camera:a or place:0,0") == []
    assert found(catalogue, "-camera:a") == [photo]


@pytest.mark.parametrize(
    "sql",
    [
        f"SELECT id FROM photo WHERE {filters.fact('camera')} IN ('x')",
        f"SELECT min({filters.fact('lens')}) FROM photo WHERE {filters.fact('lens')} > 'x'",
        f"SELECT id, {filters.fact('latitude')}, {filters.fact('longitude')} FROM photo "
        f"WHERE {filters.fact('latitude')} BETWEEN 1 AND 2 AND {filters.fact('longitude')} BETWEEN 1 AND 2",
        "SELECT id FROM photo WHERE width < height",
        "SELECT id FROM photo WHERE taken_at >= '2019' AND taken_at < '2020'",
        f"SELECT photo_id {filters._FILES} AND name LIKE 'x' AND NOT {filters._NOT_ASCII} AND size > 2",
        filters._OTHER_NAMES,
        folder_names._FOLDERS.replace("?1", "1"),
    ],
)
def test_no_filter_reads_whole_rows(catalogue: Catalogue, sql: str) -> None:
    with catalogue.read() as db:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    tables = [step for step in plan if " file" in step or " photo" in step]
    assert tables
    assert all("COVERING INDEX" in step for step in tables), plan


def test_without_a_camera_the_oldest_present_file_tells_the_day(catalogue: Catalogue) -> None:
    def seen(name: bytes, day: int) -> None:
        signature = Signature(1, day * DAY_NS + DAY_NS // 2, 1)
        catalogue.write(lambda db: files.record_content(db, Place(root, b"", name), signature, b"%032d" % 1, ()))

    root = add_root(catalogue)
    seen(b"new.jpg", 40)
    seen(b"old.jpg", 10)
    assert found(catalogue, "date:1970-01-11") == found(catalogue, "date:january") == [1]
    assert found(catalogue, "date:1970-02 or date:february") == []
    catalogue.write(lambda db: db.execute("UPDATE file SET state = 'missing' WHERE name = ?", (b"old.jpg",)))
    assert found(catalogue, "date:1970-02 date:february") == [1]


def test_names_are_compared_as_people_see_them(catalogue: Catalogue) -> None:
    root = add_root(catalogue)
    wide, composed = (add_file(catalogue, root, name=it.encode()) for it in ("ＩＭＧ.jpg", "e\u0301te\u0301.jpg"))
    assert found(catalogue, "name:img") == [wide]
    assert found(catalogue, "name:ÉTÉ") == found(catalogue, '"été"') == [composed]
    assert found(catalogue, "name:ete") == []


def test_a_name_has_no_wildcards_and_a_few_photos_are_enough(catalogue: Catalogue) -> None:
    root = add_root(catalogue)
    plain, underscore, percent, bang = (
        add_file(catalogue, root, name=it) for it in (b"a-b.jpg", b"a_b.jpg", b"a%b.jpg", b"a!b.jpg")
    )
    assert found(catalogue, "name:a_b") == [underscore]
    assert found(catalogue, "name:a%b") == [percent]
    assert found(catalogue, "name:a!b") == [bang]
    with catalogue.read() as db:
        node = Filter(Field.NAME, Text("A"), AT)
        among = np.array([plain, bang, bang + 7])
        assert filters.matching(db, node, among=among).tolist() == [plain, bang], (
            "a photo that is newer than the snapshot"
        )


def test_no_size_is_too_large_to_ask_for(catalogue: Catalogue) -> None:
    (photo,) = add_photos(catalogue, 1)
    assert found(catalogue, "size:999999999999gb or size:>999999999999gb or size:999999999999mp..") == []
    assert found(catalogue, "size:<999999999999gb -size:999999999999gb") == [photo]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no other time zone can be tried")
@pytest.mark.parametrize(
    ("zone", "mtime", "day"),
    [
        ("Asia/Shanghai", datetime(2019, 12, 31, 16, 0, 0, tzinfo=UTC), "2020-01-01"),
        ("Asia/Shanghai", datetime(2019, 12, 31, 15, 59, 59, tzinfo=UTC), "2019-12-31"),
        ("America/New_York", datetime(2019, 7, 1, 3, 59, 59, tzinfo=UTC), "2019-06-30"),
        ("America/New_York", datetime(2019, 12, 1, 4, 59, 59, tzinfo=UTC), "2019-11-30"),
        ("America/New_York", datetime(2019, 7, 1, 4, tzinfo=UTC), "2019-07-01"),
        ("America/New_York", datetime(2019, 12, 1, 5, tzinfo=UTC), "2019-12-01"),
    ],
)
def test_a_file_is_of_the_day_that_a_clock_here_showed(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, zone: str, mtime: datetime, day: str
) -> None:
    by_file, by_camera = add_photos(catalogue, 2)
    there = datetime.fromisoformat(day)
    mtime_ns = int(mtime.timestamp()) * 10**9
    catalogue.write(lambda db: db.execute("UPDATE file SET mtime_ns = ?", (mtime_ns,)))
    catalogue.write(lambda db: photos.set_facts(db, by_camera, 1, 1, CaptureFacts(there)))
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        both = [by_file, by_camera]
        assert found(catalogue, f"date:{day}") == found(catalogue, f"date:{there.month}月") == both
        assert found(catalogue, f"date:<{day} or date:>{day} or -date:{there.month}月") == []
        assert found(catalogue, "date:..9999") == found(catalogue, "date:0001..") == both
    finally:
        monkeypatch.undo()
        time.tzset()
