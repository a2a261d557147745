"""A tag says who or what set it."""

from __future__ import annotations

import pytest

from clipphotos.core.photo import Tag
from clipphotos.ui.panels.chips import TagChip
from clipphotos.ui.panels.provenance import provenance


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        (Tag("Dog", False), ["Set by you"]),
        (
            Tag("Dog", False, 0.87, "starter", "Dog", 2),
            [
                "Confirmed by you",
                "Proposed by the label “Dog”, version 2",
                "Probability: 87%",
                "Model: Starter (built in)",
            ],
        ),
        (
            Tag("Dog", True, 0.93, "starter", "Dog", 3),
            [
                "Set by the label “Dog”, version 3; nobody confirmed it yet",
                "Probability: 93%",
                "Model: Starter (built in)",
            ],
        ),
        (Tag("Dog", True), ["Set by a label; nobody confirmed it yet"]),
        (Tag("Dog", False, None, None, "Dog", 3), ["Set by you"]),
    ],
)
def test_tells_where_a_tag_comes_from(tag: Tag, said: list[str]) -> None:
    assert provenance(tag).splitlines() == said


def test_tells_when_it_was_set() -> None:
    *_, moment = provenance(Tag("Dog", False, tagged_at="2024-05-06T12:00:00Z")).splitlines()
    assert "2024" in moment


def test_a_chip_tells_it_too(qtbot: object) -> None:
    chip = TagChip(Tag("Dog", True, 0.93, "starter", "Dog", 3))
    assert "label “Dog”, version 3" in chip.toolTip()
    assert chip.accessibleName().startswith("Dog. Set by")
