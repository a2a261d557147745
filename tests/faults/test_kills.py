"""`kill -9` while somebody tags, decides and undoes, and photos come in: what was done stays, nothing is half."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def test_killed_while_tagging_and_indexing(tmp_path: Path, try_out: Callable[..., None]) -> None:
    try_out("catalogue_kills", "killing", tmp_path)
