"""`type:` knows every file that the program reads."""

from __future__ import annotations

from itertools import chain

from clipphotos.core.query.kinds import GROUPS, extensions_of, known_kinds
from clipphotos.media.formats import FORMATS


def test_every_format_has_its_group() -> None:
    for format_ in FORMATS:
        assert format_.extensions == GROUPS[format_.name.lower()], format_.name
    every = list(chain(*GROUPS.values()))
    assert len(every) == len(set(every))


def test_an_extension_that_is_no_group_means_itself() -> None:
    assert extensions_of("mpo") == {".mpo"}
    assert extensions_of("jpg") == extensions_of("jpeg") == GROUPS["jpeg"]
    assert extensions_of(".cr2") == {".cr2"}
    assert extensions_of("txt") == frozenset()
    assert all(extensions_of(kind) for kind in known_kinds())
