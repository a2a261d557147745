"""Names, prompts and queries as people type them."""

from __future__ import annotations

import pytest

from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelSpec, clean_name, clean_prompts


def test_white_space_is_folded() -> None:
    assert clean_name("  red \n car ", "label") == "red car"


def test_a_label_without_prompts_is_described_by_its_name() -> None:
    assert LabelSpec("car").words == ("car",)
    assert LabelSpec("car", clean_prompts(("", "  "))).words == ("car",)
    assert LabelSpec("car", clean_prompts(("a car", "a  car", "a lorry"))).words == ("a car", "a lorry")


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_nothing_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(KnownError, match="no name"):
        clean_name(text, "label")
