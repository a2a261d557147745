"""Labels as people define them: normalised, or refused with a sentence; and what a threshold means."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipphotos.core.errors import KnownError
from clipphotos.core.label import Cuts, LabelSpec, Rule, Trade, clean_name, clean_spec
from clipphotos.core.photo import PhotoId

TRADE = Trade(tuple(PhotoId(i) for i in range(4)), (0.9, 0.8, 0.4, 0.1), Cuts(0.4, 0.8))


def test_texts_are_normalised() -> None:
    spec = clean_spec(
        LabelSpec(
            " Big \n Cafe\u0301 ",
            prompts=("a  café", "a café", " ", "a bar"),
            counter_prompts=("tea", "tea "),
            parent=" place ",
            group="  kind of\tplace",
            colour="#AABBCC",
        )
    )
    assert spec == LabelSpec(
        "Big Café",
        prompts=("a café", "a bar"),
        counter_prompts=("tea",),
        parent="place",
        group="kind of place",
        colour="#aabbcc",
    )


def test_a_prompt_that_only_repeats_the_name_says_nothing_more() -> None:
    assert clean_spec(LabelSpec("dog", prompts=(" dog",))).prompts == ()
    assert clean_spec(LabelSpec("dog", prompts=("dog", "puppy"))).prompts == ("dog", "puppy")


def test_an_empty_field_is_no_field() -> None:
    spec = clean_spec(LabelSpec("dog", parent="", group="", colour=""))
    assert (spec.parent, spec.group, spec.colour) == (None, None, None)


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        (LabelSpec(" \n"), "label has no name"),
        (LabelSpec("x" * 201), "longer than 200"),
        (LabelSpec("dog", threshold=0.0), "“dog”: a threshold is at least 0.03 and below 1"),
        (LabelSpec("dog", threshold=0.029), "at least 0.03"),
        (LabelSpec("dog", threshold=1.0), "at least 0.03 and below 1"),
        (LabelSpec("dog", threshold=-3.0), "at least 0.03 and below 1"),
        (LabelSpec("dog", threshold=float("nan")), "at least 0.03 and below 1"),
        (LabelSpec("dog", threshold=float("inf")), "at least 0.03 and below 1"),
        (LabelSpec("dog", colour="red"), "written #rrggbb, not “red”"),
        (LabelSpec("dog", colour="#12345"), "#rrggbb"),
        (LabelSpec("dog", colour="#1234567"), "#rrggbb"),
        (LabelSpec("dog", colour="#12345\n"), "#rrggbb"),
        (LabelSpec("dog", rule=Rule((), date(2024, 2, 1), date(2024, 1, 31))), "first day is after the last"),
        (LabelSpec("Dog", parent=" dog"), "“Dog” cannot be its own parent"),
        (LabelSpec("É", parent="e\u0301"), "cannot be its own parent"),
        (LabelSpec("dog", parent="  "), "parent label has no name"),
        (LabelSpec("dog", group="  "), "group has no name"),
        (LabelSpec("dog\udcff"), "is no text"),
        (LabelSpec("dog", prompts=("a dog", "\udcff")), "is no text"),
        (LabelSpec("dog", counter_prompts=("\udcff",)), "is no text"),
        (LabelSpec("dog", group="\udcff"), "is no text"),
        (LabelSpec("d\0g"), "label's name is no text: it has control characters"),
        (LabelSpec("dog\x1b[31m"), "control characters"),
        (LabelSpec("dog", prompts=("a dog", "a\x07dog")), "prompt is no text"),
        (LabelSpec("dog", counter_prompts=("\0",)), "prompt is no text"),
        (LabelSpec("\u200b"), "label's name has nothing in it that can be seen"),
        (LabelSpec("\u200b \u2060\u0301\u3164"), "nothing in it that can be seen"),
        (LabelSpec("dog", parent="\u200b"), "nothing in it that can be seen"),
        (LabelSpec("dog", group="\u200b"), "nothing in it that can be seen"),
        (LabelSpec("dog", prompts=("\ufeff",)), "prompt has nothing in it that can be seen"),
        (LabelSpec("dog", rule=Rule(("photos",))), "whole path from the top, not “photos”"),
        (LabelSpec("dog", rule=Rule(("/photos", ""))), "whole path from the top"),
        (LabelSpec("dog", rule=Rule(("/photos\0",))), "can be no folder '/photos.x00'"),
        (LabelSpec("dog", rule=Rule(("/\ud800",))), "can be no folder"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(spec: LabelSpec, sentence: str) -> None:
    with pytest.raises(KnownError, match=sentence):
        clean_spec(spec)


def test_what_can_be_seen_is_kept() -> None:
    for name in ("家族", "👨\u200d👩\u200d👧", "می\u200cخواهم", "e\u0302\u0323", "3", "?"):
        assert clean_name(name, "label") == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("folder", ["/", "/photos/ü", "/photos/\udcff", "C:\\photos", "\\\\server\\photos"])
def test_folders_of_any_system_are_kept(folder: str) -> None:
    assert clean_spec(LabelSpec("dog", rule=Rule((folder,)))).rule == Rule((folder,))


def test_one_day_is_a_span() -> None:
    rule = Rule((), date(2024, 1, 31), date(2024, 1, 31))
    assert clean_spec(LabelSpec("dog", rule=rule)).rule == rule


@given(st.text(), st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=2), st.none() | st.text(max_size=5))
def test_cleaning_twice_is_cleaning_once(name: str, prompts: list[str], counters: list[str], group: str | None) -> None:
    try:
        clean = clean_spec(LabelSpec(name, tuple(prompts), tuple(counters), group=group))
    except KnownError:
        return
    assert clean_spec(clean) == clean
    assert clean.words
    assert all(word.strip() for word in (*clean.words, *clean.counter_prompts))


@given(st.text(min_size=1, max_size=300))
def test_a_name_is_clean_or_refused(text: str) -> None:
    try:
        name = clean_name(text, "tag")
    except KnownError:
        return
    assert clean_name(name, "tag") == name
    assert 0 < len(name) <= 200
    name.encode()


def test_a_rule_is_empty_or_not() -> None:
    assert not Rule()
    for part in ({"folders": ("/a",)}, {"taken_from": date(2024, 1, 1)}, {"taken_to": date(2024, 1, 1)}):
        assert replace(Rule(), **part)


def test_a_trade_counts_what_reaches_a_threshold() -> None:
    assert [TRADE.count(at) for at in (0.0, 0.4, 0.41, 0.9, 0.95)] == [4, 3, 2, 1, 0]


def test_a_trade_estimates_precision_and_recall() -> None:
    assert TRADE.precision(0.8) == pytest.approx(0.85)
    assert TRADE.recall(0.8) == pytest.approx(1.7 / 2.2)
    assert TRADE.precision(0.0) == pytest.approx(0.55)
    assert TRADE.recall(0.0) == pytest.approx(1.0)


def test_a_trade_without_photos_knows_nothing() -> None:
    nothing = Trade((), (), Cuts(0.15, 1.0))
    assert (nothing.count(0.1), nothing.precision(0.1), nothing.recall(0.1)) == (0, None, None)
    assert TRADE.precision(0.95) is None
    assert TRADE.recall(0.95) == 0
