"""`kill -9` at any moment of a migration from every format that there was: it is done again, nothing is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.content import formats


@pytest.mark.parametrize("number", formats())
def test_killed_while_a_catalogue_is_migrated(quick_folder: Path, try_out: Callable[..., None], number: int) -> None:
    try_out("migration_kills", "interrupting", quick_folder, number)
