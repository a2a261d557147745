"""Names, prompts and queries as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelSpec, clean_name, clean_prompts
from clipphotos.core.query import parse_query


def test_white_space_is_folded() -> None:
    assert clean_name("  red \n car ", "label") == "red car"
    assert parse_query(" a  dog\tin snow ").text == "a dog in snow"


def test_a_label_without_prompts_is_described_by_its_name() -> None:
    assert LabelSpec("car").words == ("car",)
    assert LabelSpec("car", clean_prompts(("", "  "))).words == ("car",)
    assert LabelSpec("car", clean_prompts(("a car", "a  car", "a lorry"))).words == ("a car", "a lorry")


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_nothing_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(KnownError, match="no name"):
        clean_name(text, "label")
    with pytest.raises(KnownError, match="empty"):
        parse_query(text)


@given(st.text())
def test_any_text_is_a_query_or_a_known_error(text: str) -> None:
    try:
        assert parse_query(text).text.strip()
    except KnownError:
        assert not text.strip()
