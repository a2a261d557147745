"""Which backups are kept, and that keeping them daily reaches as far back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clipphotos.store.backups import rotation

NOW = datetime(2026, 11, 23, 15, 53, 1, tzinfo=UTC)

Made = dict[datetime, bool]
"""When each was made, and whether a person asked for it."""

some = st.dictionaries(st.integers(0, 400 * 24).map(lambda hours: NOW - timedelta(hours=hours)), st.booleans())


def kept(made: Made) -> Made:
    wanted = rotation.kept(made, (time for time in made if made[time]))
    return {time: made[time] for time in made if time in wanted}


def test_the_rotation_keeps_days_weeks_and_months() -> None:
    hours = [NOW - timedelta(hours=8 * n) for n in range(3 * 365)]
    kept = sorted(rotation.kept(hours), reverse=True)
    assert kept[:7] == [NOW, *(datetime(2026, 11, 22 - n, 23, 53, 1, tzinfo=UTC) for n in range(6))]
    assert len(kept) <= 17
    assert NOW - kept[-1] > timedelta(days=140)
    assert {it.strftime("%Y-%m") for it in kept} == {f"2026-{month:02}" for month in range(6, 12)}
    assert rotation.kept(kept) == set(kept), "pruning again removes nothing"
    assert rotation.kept([NOW]) == {NOW}


def test_pruning_day_by_day_reaches_as_far_back() -> None:
    """What is removed one day would have been wanted later: rotation has to look the same when it is done daily."""
    have = set[datetime]()
    for day in range(400):
        have = rotation.kept(have | {NOW + timedelta(days=day)})
    last = NOW + timedelta(days=399)
    assert {it for it in have if last - it < timedelta(days=7)} == {last - timedelta(days=n) for n in range(7)}
    assert len({it.strftime("%Y-%m") for it in have}) >= rotation.MONTHS


@given(some)
def test_what_a_person_asked_for_is_kept_besides(made: Made) -> None:
    asked = sorted((time for time in made if made[time]), reverse=True)
    assert kept(made).keys() == rotation.kept(made) | set(asked[: rotation.ASKED])
    assert kept(kept(made)) == kept(made), "pruning again removes nothing"


@given(some)
def test_pruning_after_each_backup_keeps_the_last_ten_that_a_person_asked_for(made: Made) -> None:
    have: Made = {}
    for time in sorted(made):
        have = kept(have | {time: made[time]})
    asked = sorted(time for time in made if made[time])
    assert set(asked[-rotation.ASKED :]) <= have.keys()
    assert max(made, default=None) == max(have, default=None)
    assert len(have) <= rotation.DAYS + rotation.WEEKS + rotation.MONTHS + rotation.ASKED
