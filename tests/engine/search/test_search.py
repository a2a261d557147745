"""Searches by any tree find what looking at every photo finds, in the same order."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from clipphotos.core.calibration import Floats
from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelSpec
from clipphotos.core.photo import PhotoId
from clipphotos.core.query.parser import understood
from clipphotos.core.query.records import Field, Region, SearchResult, Unknown
from clipphotos.core.ranking import bands
from clipphotos.engine.library import Library
from clipphotos.engine.model import ActiveModel
from clipphotos.engine.search.evaluate import Leaf, Marked, odds_of
from clipphotos.engine.search.search import MOST_ALBUMS
from tests.engine.search.conftest import Known
from tests.engine.search.reference import Reference
from tests.photos import write_photo

TREES = [
    "a flower",
    "a flower tag:even",
    "a flower -tag:even rating:4",
    "a flower -(a palace in China)",
    "a flower -2:palace",
    "3:flower garden",
    "-flower",
    "-flower -palace tag:even",
    "a flower or tag:even",
    "(a flower or a palace) rating:4",
    "(a flower tag:even) or (a palace rating:4)",
    "a flower -(colours tag:even)",
    "(a flower or -colours) -rating:4",
    "like:#3",
    "a flower like:#3 like:#5 -like:#7",
    "a flower -like:#7 -palace tag:even",
    "3:flower garden like:#5",
    "(a flower or a palace) like:#3 -like:#7",
    "like:#3 like:#5 -like:#7 -like:#8",
    "-like:#7 -like:#8",
    "like:#2 tag:even",
]
FACTS = ["tag:even", "-tag:even", "tag:even rating:4", "tag:even or rating:4", "-(tag:even rating:4)"]


def assert_found(result: SearchResult, reference: Reference, text: str) -> None:
    root = understood(text).root
    assert root is not None
    expected = reference.results(root)
    odds = np.array(sorted(expected.values(), reverse=True), np.float32)
    assert set(result.photo_ids.tolist()) == set(expected)
    assert result.scores is not None
    scores = 1 / (1 + np.exp(-np.array([expected[PhotoId(i)] for i in result.photo_ids.tolist()])))
    np.testing.assert_allclose(result.scores, scores, atol=1e-3)
    assert np.all(np.diff(result.scores) <= 0)
    assert (result.strong, result.matching) == tuple(bands(odds))


@pytest.fixture(scope="module")
def reference(known: Known) -> Reference:
    return Reference(known)


@pytest.mark.parametrize("text", TREES)
def test_every_form_of_a_tree_finds_what_looking_at_every_photo_finds(
    known: Known, reference: Reference, text: str
) -> None:
    assert_found(known.library.search.query(text), reference, text)


_TERMS = st.sampled_from(["flower", "palace", "colours", "tag:even", "rating:4", "like:#4"])
_TEXTS = st.recursive(
    _TERMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) ({two[1]})"),
        inner.map(lambda one: f"-({one})"),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(text=_TEXTS)
def test_random_trees_find_what_looking_at_every_photo_finds(known: Known, reference: Reference, text: str) -> None:
    result = known.library.search.query(text)
    if result.scores is not None:
        assert_found(result, reference, text)
        return
    root = understood(text).root
    assert root is not None
    assert set(result.photo_ids.tolist()) == reference.facts(root)


def test_facts_alone_need_no_model_and_are_newest_first(
    known: Known, reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest_first = known.library.photos.ids().tolist()

    def refuse(self: ActiveModel) -> None:
        raise AssertionError("the model was asked for")

    monkeypatch.setattr(ActiveModel, "get", refuse)
    for text in FACTS:
        result = known.library.search.query(text)
        root = understood(text).root
        assert root is not None
        expected = reference.facts(root)
        assert result.photo_ids.tolist() == [photo for photo in newest_first if photo in expected]
        assert (result.scores, result.strong, result.matching) == (None, len(expected), len(expected))
    assert len(known.library.search.query("tag:even", limit=2).photo_ids) == 2


def test_a_filter_does_not_change_what_a_score_means(known: Known) -> None:
    def scores(text: str) -> dict[int, float]:
        result = known.library.search.query(text)
        assert result.scores is not None
        return dict(zip(result.photo_ids.tolist(), result.scores.tolist(), strict=True))

    everything, some = scores("a flower"), scores("a flower tag:even")
    assert set(some) == known.tagged()
    assert all(some[photo] == pytest.approx(everything[photo], abs=1e-5) for photo in some)


def test_a_limit_cuts_the_list_and_its_bands(known: Known) -> None:
    everything = known.library.search.query("a flower")
    assert everything.matching >= 1
    first = known.library.search.query("a flower", limit=1)
    assert first.photo_ids.tolist() == [known.flower] == everything.photo_ids[:1].tolist()
    assert first.strong <= first.matching == 1


def test_nonsense_matches_nothing_but_shows_the_nearest(known: Known) -> None:
    result = known.library.search.query("xqzzt flurbgl wmpf")
    assert (result.strong, result.matching) == (0, 0)
    assert len(result.photo_ids) == len(known.everything)


@pytest.mark.parametrize("key", ["date", "rating", "name", "size", "relevance"])
def test_what_matches_is_sorted_as_asked_with_its_scores(known: Known, key: str) -> None:
    photos = known.library.photos
    found = known.library.search.query("-zebra")  # all of them
    assert found.matching == len(known.everything)
    assert found.scores is not None
    score_of = dict(zip(found.photo_ids.tolist(), found.scores.tolist(), strict=True))
    ages = {photo: -place for place, photo in enumerate(photos.ids().tolist())}

    def by(photo: int) -> tuple[object, ...]:
        details = photos.details(PhotoId(photo))
        match key:
            case "date":
                return (-ages[photo],)
            case "rating":
                return -details.rating, -ages[photo]
            case "name":
                return (Path(details.paths[0]).name,)
            case "size":
                return -details.width * details.height, -Path(details.paths[0]).stat().st_size, -photo
        return -score_of[photo], photo

    for text, turned in ((f"-zebra sort:{key}", False), (f"-zebra sort:-{key}", True)):
        result = known.library.search.query(text)
        expected = sorted(known.everything, key=by)
        assert result.photo_ids.tolist() == (expected[::-1] if turned else expected)
        assert result.scores is not None
        assert result.scores.tolist() == [pytest.approx(score_of[photo]) for photo in result.photo_ids.tolist()]
        assert (result.strong, result.matching) == (found.strong, found.matching)


def test_a_sorted_search_has_only_what_matches(known: Known) -> None:
    by_relevance = known.library.search.query("a flower")
    by_name = known.library.search.query("a flower sort:name")
    assert set(by_name.photo_ids.tolist()) == set(by_relevance.photo_ids[: by_relevance.matching].tolist())
    assert (by_name.strong, by_name.matching) == (by_relevance.strong, by_relevance.matching)


def test_what_comes_and_goes_is_noticed(own: Known) -> None:
    library = own.library
    assert own.flower in library.search.query("a flower").photo_ids
    library.roots.remove(library.roots.list()[0].id)
    assert not len(library.search.query("a flower").photo_ids)
    library.roots.add(str(own.folder))
    library.start(watch=False)
    library.wait_until_done()
    assert library.search.query("a flower").photo_ids[0] == own.flower


def test_a_photo_without_an_embedding_is_found_by_facts_only(own: Known, tmp_path: Path) -> None:
    library = own.library
    library.search.query("a flower")
    library._catalogue.write(lambda db: db.execute("DELETE FROM embedding WHERE photo_id = ?", (own.flower,)))
    library.tags.add("plant", [own.flower])
    reopened = Library(library.directory, library.model._cache_dir, read_only=True)
    try:
        assert reopened.search.query("tag:plant").photo_ids.tolist() == [own.flower]
        assert own.flower not in reopened.search.query("a flower").photo_ids.tolist()
        with pytest.raises(KnownError, match="not looked at yet"):
            reopened.search.similar(own.flower)
    finally:
        reopened.close()


def test_a_smart_album_in_a_query_is_what_its_own_query_finds(own: Known) -> None:
    library = own.library
    library.albums.add("Blossoms", query="a flower")
    library.albums.add("Even blossoms", query='tag:even album:"blossoms"')
    matching = library.search.query("a flower")
    blossoms = set(matching.photo_ids[: matching.matching].tolist())
    assert blossoms
    assert set(library.search.query("album:Blossoms").photo_ids.tolist()) == blossoms
    assert set(library.search.query("-album:Blossoms").photo_ids.tolist()) == set(own.everything) - blossoms
    even = blossoms & own.tagged()
    assert set(library.search.query('album:"Even blossoms"').photo_ids.tolist()) == even
    assert set(library.search.query("colours album:Blossoms").photo_ids.tolist()) == blossoms


def test_a_smart_album_that_searches_in_itself_is_explained(own: Known) -> None:
    library = own.library
    first = library.albums.add("One", query="tag:even")
    library.albums.add("Two", query="album:One")
    library.albums.set_query(first.id, "album:Two or tag:even")
    with pytest.raises(KnownError, match="searches in itself"):
        library.search.query("album:Two")


def test_a_region_is_cut_from_the_photo_as_it_is_shown(own: Known, tmp_path: Path) -> None:
    """A collage of two photos, stored on its side: each half looks like its photo, and not like the other."""
    halves = [Image.open(own.folder / name).convert("RGB").resize((320, 320)) for name in ("flower.jpg", "china.jpg")]
    collage = Image.new("RGB", (640, 320))
    for place, half in enumerate(halves):
        collage.paste(half, (320 * place, 0))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned clockwise by 90 degrees
    collage.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "collage.jpg", quality=95, exif=exif)
    path = str(tmp_path / "collage.jpg")
    search = own.library.search
    for region, photo in ((Region(0, 0, 0.5, 1), own.flower), (Region(0.5, 0, 0.5, 1), own.china)):
        found = search.similar_file(path, region=region)
        assert found.photo_ids[0] == photo
        percent = ",".join(f"{100 * side:g}" for side in (region.x, region.y, region.width, region.height))
        assert search.query(f'like:"{path}"@{percent}').photo_ids.tolist() == found.photo_ids.tolist()


def test_a_part_of_a_photo_of_the_library(own: Known) -> None:
    search = own.library.search
    whole = search.similar(own.china)
    part = search.similar(own.china, region=Region(0.4, 0.4, 0.2, 0.2))
    assert own.china not in whole.photo_ids
    assert own.china not in part.photo_ids
    assert whole.scores is not None
    assert part.scores is not None
    assert whole.scores.tolist() != part.scores.tolist()
    assert search.query(f"like:#{own.china}@40,40,20,20").scores is not None


def test_the_only_example_is_not_found_again(own: Known) -> None:
    search = own.library.search
    by_query = search.query(f"like:#{own.china}").photo_ids.tolist()
    assert by_query == search.similar(own.china).photo_ids.tolist()
    assert own.china not in search.query(f"like:#{own.china} sort:date").photo_ids
    assert own.china not in search.query(f"like:#{own.china} -tag:nothing").photo_ids
    for text in (f"colours like:#{own.china}", f"like:#{own.china} like:#{own.flower}", f"-like:#{own.china}"):
        assert own.china in search.query(text).photo_ids, "it is one of several wishes, and may be marked there"


def test_marks_refine_a_description_and_do_not_replace_it(known: Known) -> None:
    def matching(marks: str) -> list[int]:
        result = known.library.search.query(f"a flower {marks}")
        return result.photo_ids[: result.matching].tolist()

    assert known.china not in matching("")
    assert matching(f"like:#{known.flower} like:#{known.china}")[:2] == [known.flower, known.china]
    assert known.flower in matching(f"-like:#{known.everything[0]}")
    assert known.flower in matching(f"like:#{known.flower} -like:#{known.china}")
    assert known.flower not in matching(f"-like:#{known.flower}")


def test_a_wrong_mark_takes_what_is_much_nearer_to_it_only() -> None:
    described = np.array([2.0, 1.5, 1.0, -6.0], np.float32)
    near_the_wrong_one = np.array([11.0, 1.0, -1.0, -1.0], np.float32)  # the first is marked itself
    root = understood("a flower -like:#1").root
    assert root is not None

    def score(leaf: Leaf) -> Floats:
        return described if isinstance(leaf, Marked) else near_the_wrong_one

    found = odds_of(root, np.arange(1, 5), lambda _: np.empty(0, np.int64), score)
    assert found[0] < -8
    np.testing.assert_allclose(found[1:3], described[1:3], atol=0.1)
    assert bands(np.sort(found)[::-1]).matching == 2


def test_an_example_that_changed_on_the_disk_is_looked_at_again(own: Known, tmp_path: Path) -> None:
    path = tmp_path / "example.jpg"
    original = write_photo(path, 3)
    first = own.library.search.similar_file(str(original))
    write_photo(path, 4)
    second = own.library.search.similar_file(str(path))
    assert first.photo_ids[0] == own.library.photos.at(str(own.folder / "photo_0003.jpg"))
    assert second.photo_ids[0] == own.library.photos.at(str(own.folder / "photo_0004.jpg"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "empty"),
        ("like:#999999", "no photo #999999"),
        ("like:/nowhere/at/all.jpg", "not there"),
        ("rating:many", "rating:many"),
    ],
)
def test_what_cannot_be_searched_for_is_explained(known: Known, text: str, sentence: str) -> None:
    with pytest.raises(KnownError, match=sentence):
        known.library.search.query(text)


def test_a_query_is_explained_part_by_part(known: Known) -> None:
    search = known.library.search
    found = search.explain("a flower -(tag:even or rating:4) sort:-date")
    assert [(step.depth, step.text) for step in found.steps] == [
        (0, "all of these:"),
        (1, "shows “a flower”"),
        (1, "not:"),
        (2, "any of these:"),
        (3, "tag: “even”"),
        (3, "rating: 4"),
    ]
    counts = [step.photos for step in found.steps]
    either = known.tagged() | known.rated()
    assert counts[2:] == [len(known.everything) - len(either), len(either), len(known.tagged()), len(known.rated())]
    assert counts[1] == search.query("a flower").matching
    assert counts[0] == found.matching == search.query("a flower -(tag:even or rating:4)").matching
    assert (found.sort.key, found.sort.reversed) == ("date", True)


def test_smart_albums_within_each_other_are_searched_once(own: Known) -> None:
    """Each three times in the next: 3 ** 20 searches take years."""
    albums = own.library.albums
    albums.add("x0", query="tag:even")
    for at in range(1, MOST_ALBUMS + 1):
        albums.add(f"x{at}", query="name:. -(" * 20 + f"album:x{at - 1} " * 3 + ")" * 20)
    deepest = own.library.search.query(f"album:x{MOST_ALBUMS - 1}")
    assert set(deepest.photo_ids.tolist()) == own.tagged()
    assert own.library.search.explain(f"album:x{MOST_ALBUMS - 1}").matching == len(own.tagged())
    with pytest.raises(KnownError, match=f"“x{MOST_ALBUMS}” searches in albums .* more than {MOST_ALBUMS} deep"):
        own.library.search.query(f"album:x{MOST_ALBUMS}")


def test_an_order_alone_is_for_all_photos(known: Known) -> None:
    search = known.library.search
    by_name = search.query("sort:name")
    assert set(by_name.photo_ids.tolist()) == set(known.everything)
    assert by_name.photo_ids.tolist() == search.query("name:. sort:name").photo_ids.tolist()
    assert (by_name.scores, by_name.matching) == (None, len(known.everything))
    assert search.query("sort:relevance", limit=3).photo_ids.tolist() == known.library.photos.ids().tolist()[:3]
    assert search.explain("sort:-name").steps == ()


def test_names_that_there_are_not_are_told(own: Known) -> None:
    library = own.library
    library.labels.add(LabelSpec("animal"))
    library.albums.add("Rome")
    known = "tag:EVEN or tag:animal or label:animal or album:rome or place:paris or folder:nope or camera:nope"
    assert library.search.query(known).unknown == ()
    result = library.search.query('tag:nope -(label:even or album:"Dgg  2") place:Parrris tag:nope')
    assert result.unknown == (
        Unknown(Field.TAG, "nope"),
        Unknown(Field.LABEL, "even"),
        Unknown(Field.ALBUM, "Dgg 2"),
        Unknown(Field.PLACE, "Parrris"),
    )
    nobody = (Unknown(Field.TAG, "nope"),)
    assert library.search.query("a flower -tag:nope").unknown == nobody
    assert library.search.explain("a flower -tag:nope").unknown == nobody
