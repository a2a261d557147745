"""The preview of a label that is being edited: what saving would do, and nothing stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clipphotos.core.errors import KnownError
from clipphotos.core.label import LabelMode, LabelSpec
from tests.engine.labels.helping import PALACE, Garden

AUTO = replace(PALACE, mode=LabelMode.AUTO)


def test_preview_stores_nothing(garden: Garden) -> None:
    library, palace, _ = garden
    library.labels.add(PALACE)

    def dump() -> list[object]:
        with library._catalogue.read() as db:
            names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
            return [(name, db.execute(f"SELECT * FROM {name}").fetchall()) for name in names]

    before = dump()
    for spec in (
        LabelSpec("temple", ("a temple",), group="place", mode=LabelMode.AUTO),
        replace(PALACE, threshold=0.9),
    ):
        trade = library.labels.preview(spec)
        assert trade.photo_ids[0] == palace
        assert list(trade.scores) == sorted(trade.scores, reverse=True)
        assert len(trade.scores) == len(trade.photo_ids)
    assert dump() == before


def test_preview_tells_what_saving_will_do(garden: Garden) -> None:
    library = garden.library
    trade = library.labels.preview(PALACE)
    label = library.labels.add(PALACE)
    assert label.cuts == trade.cuts
    assert [s.score for s in library.review.suggestions(label.id)] == [
        pytest.approx(score) for score in trade.scores if score >= trade.cuts.suggest
    ]
    tagged = library.labels.edit(label.id, AUTO)
    again = library.labels.preview(AUTO, label.id)
    assert again.photo_ids == trade.photo_ids, "what the label tagged by itself is open to it"
    assert tagged.tagged == again.count(again.cuts.tag)


def test_preview_of_an_edited_label_counts_its_decisions(garden: Garden) -> None:
    library, palace, _ = garden
    label = library.labels.add(PALACE)
    library.review.reject(label.id, [palace])
    assert palace not in library.labels.preview(PALACE, label.id).photo_ids
    assert palace in library.labels.preview(replace(PALACE, name="other")).photo_ids


def test_preview_refuses_what_saving_would(garden: Garden) -> None:
    with pytest.raises(KnownError, match="no name"):
        garden.library.labels.preview(LabelSpec(" ", ("a palace",)))


def test_preview_says_what_is_not_read(garden: Garden) -> None:
    long = "palace " * 300
    trade = garden.library.labels.preview(LabelSpec("palace", (long, "a palace"), counter_prompts=(f"no {long}",)))
    assert [text for text, _ in trade.unread] == [long.strip(), f"no {long}".strip()]
    assert all(end and text.endswith(end) for text, end in trade.unread)
