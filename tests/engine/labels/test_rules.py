"""Rules, as files come and go."""

from __future__ import annotations

import shutil
from dataclasses import replace

from clipphotos.core.label import Rule
from tests.engine.labels.helping import PALACE, Garden, proposed, rescan


def test_a_rule_follows_files_that_move(garden: Garden) -> None:
    library, palace, path = garden
    inner = path.parent / "inner"
    inner.mkdir()
    label = library.labels.add(replace(PALACE, rule=Rule((str(inner),))))
    assert palace not in proposed(library, label.id)
    path.rename(inner / path.name)
    rescan(library)
    assert palace in proposed(library, label.id)
    (inner / path.name).rename(path)
    rescan(library)
    assert palace not in proposed(library, label.id)
    shutil.copy2(path, inner / path.name)
    rescan(library)
    assert palace in proposed(library, label.id)
    (inner / path.name).unlink()
    rescan(library)
    assert palace not in proposed(library, label.id)
