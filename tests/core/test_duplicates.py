"""Groups and keepers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from clipphotos.core.duplicates import Change, Group, GroupKind, Link, Member, Reason, connected, kept_of
from clipphotos.core.keeper import Traits, change_between, choose, is_bracket, looks_like_copy, seconds_between
from clipphotos.core.photo import CaptureFacts, PhotoId

_NOON = datetime(2024, 5, 1, 12)
_SHOT = CaptureFacts(taken=_NOON, camera="A", exposure_s=0.01, aperture=4.0, iso=100)
_PLAIN = Traits("a.jpg", pixels=1e6, size=500_000, mtime_ns=5, sharpness=100, colour=10)


def link(one: int, other: int, likeness: float = 1.0) -> Link:
    return Link(PhotoId(one), PhotoId(other), GroupKind.NEAR, likeness)


def pairs(*wanted: tuple[int, int]) -> list[tuple[PhotoId, PhotoId]]:
    return [(PhotoId(one), PhotoId(other)) for one, other in wanted]


def test_links_make_groups() -> None:
    assert connected([link(1, 2), link(5, 4), link(2, 3)], []) == [[1, 2, 3], [4, 5]]
    assert connected([], []) == []


def test_the_weaker_link_gives_way_between_photos_that_were_set_apart() -> None:
    links = [link(1, 9, 0.99), link(2, 9, 0.95), link(2, 3, 0.9)]
    assert connected(links, pairs((1, 2))) == [[1, 9], [2, 3]]
    assert connected(links, pairs((1, 3))) == [[1, 2, 9]]
    assert connected([link(1, 2)], pairs((1, 2))) == []


def test_photos_are_collapsed_to_one_of_each_group() -> None:
    members = tuple(Member(PhotoId(i), (), 1, 1) for i in (7, 2, 3))
    groups = [Group("near-2", GroupKind.NEAR, members, ())]
    assert kept_of(groups, [1, 2, 7, 3, 4]) == [1, 7, 4]
    assert kept_of(groups, [3, 2, 4]) == [3, 4]


@pytest.mark.parametrize(
    ("better", "reason"),
    [
        (replace(_PLAIN, name="a.CR2"), Reason.RAW),
        (replace(_PLAIN, pixels=2e6, size=1_000_000), Reason.PIXELS),
        (replace(_PLAIN, size=900_000), Reason.QUALITY),
        (replace(_PLAIN, facts=3), Reason.FACTS),
        (replace(_PLAIN, rating=3), Reason.RATING),
        (replace(_PLAIN, tags=1), Reason.TAGS),
        (replace(_PLAIN, albums=1), Reason.ALBUMS),
        (replace(_PLAIN, mtime_ns=1), Reason.AGE),
    ],
)
def test_the_better_version_is_kept_with_the_reason(better: Traits, reason: Reason) -> None:
    assert choose(GroupKind.NEAR, [_PLAIN, better]) == (1, (reason,))
    assert choose(GroupKind.NEAR, [better, _PLAIN]) == (0, (reason,))


def test_what_was_made_of_a_photo_is_not_kept_for_its_frame_or_its_sharpness() -> None:
    made = replace(_PLAIN, size=900_000, sharpness=900, mtime_ns=9, rating=5)
    for edit in (replace(made, framed=True), replace(made, framed=True, pixels=1.5e6)):
        assert choose(GroupKind.NEAR, [edit, _PLAIN]) == (1, (Reason.CLEAN,))
    assert choose(GroupKind.NEAR, [replace(made, framed=True, pixels=9e6), _PLAIN]) == (0, (Reason.PIXELS,))
    assert choose(GroupKind.NEAR, [replace(made, rating=0), _PLAIN]) == (1, (Reason.AGE,)), "edited without a frame"
    assert choose(GroupKind.NEAR, [replace(made, name="a-edited.jpg"), _PLAIN]) == (1, (Reason.NAME,))
    assert choose(GroupKind.NEAR, [made, replace(_PLAIN, facts=5)]) == (1, (Reason.FACTS,))
    assert choose(GroupKind.BURST, [_PLAIN, replace(_PLAIN, sharpness=200)]) == (1, (Reason.SHARPNESS,))


def test_of_two_the_one_with_the_frame_is_said_to_have_it() -> None:
    framed = replace(_PLAIN, framed=True)
    assert change_between(_PLAIN, framed, Change.FRAMED) is Change.FRAMED
    assert change_between(framed, _PLAIN, Change.FRAMED) is Change.CROPPED


def test_what_weighs_more_comes_first_and_little_does_not_count() -> None:
    grey, copy = replace(_PLAIN, colour=0.5, tags=9), replace(_PLAIN, name="a (1).jpg", mtime_ns=1)
    assert choose(GroupKind.NEAR, [grey, _PLAIN]) == (1, (Reason.COLOUR,))
    assert choose(GroupKind.NEAR, [copy, _PLAIN, grey]) == (1, (Reason.COLOUR, Reason.NAME))
    assert choose(GroupKind.NEAR, [_PLAIN, replace(_PLAIN, pixels=1.01e6, sharpness=101)]) == (0, ())
    small, rated = replace(_PLAIN, sharpness=500), replace(_PLAIN, rating=5)
    assert choose(GroupKind.BURST, [small, rated]) == (1, (Reason.RATING,)), "a person has chosen already"
    assert choose(GroupKind.EXACT, [copy, _PLAIN]) == (1, (Reason.NAME,))


@pytest.mark.parametrize(
    "name", ["beach (2).jpg", "beach copy.jpg", "beach - Kopie.png", "IMG_1-edited.jpg", "照片 副本.jpg"]
)
def test_names_of_copies(name: str) -> None:
    assert looks_like_copy(name)


@pytest.mark.parametrize("name", ["beach.jpg", "copyright.jpg", "IMG (2019) a.jpg", "photocopy.jpg", "DSC_0012.jpg"])
def test_names_of_no_copies(name: str) -> None:
    assert not looks_like_copy(name)


def test_a_series_of_exposures_is_one_moment_with_other_light() -> None:
    later = replace(_SHOT, taken=_NOON + timedelta(seconds=1))
    assert is_bracket(_SHOT, replace(later, exposure_s=0.02))
    assert is_bracket(_SHOT, replace(later, iso=400))
    assert not is_bracket(_SHOT, later)
    assert not is_bracket(_SHOT, replace(later, exposure_s=0.02, iso=50)), "the same light in another way"
    assert not is_bracket(_SHOT, replace(later, exposure_s=0.011))
    assert not is_bracket(_SHOT, replace(_SHOT, taken=_NOON + timedelta(minutes=1), exposure_s=0.02))
    assert not is_bracket(_SHOT, replace(later, camera="B", exposure_s=0.02))
    assert not is_bracket(_SHOT, replace(later, exposure_s=None))


def test_times_are_compared_as_the_camera_showed_them() -> None:
    assert seconds_between(_SHOT, replace(_SHOT, taken=datetime(2024, 5, 1, 12, 0, 2, tzinfo=UTC))) == 2
    assert seconds_between(_SHOT, replace(_SHOT, taken=None)) is None
    assert seconds_between(replace(_SHOT, camera=None), replace(_SHOT, camera=None)) is None
