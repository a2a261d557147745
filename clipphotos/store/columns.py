"""Many whole numbers out of the catalogue at once."""

from __future__ import annotations

from typing import Any

import apsw
import numpy as np
import numpy.typing as npt


def numbers(db: apsw.Connection, sql: str, *values: Any, columns: int = 1) -> npt.NDArray[np.int64]:
    """Return the columns, (C, N), that a SELECT finds, of whole numbers and none of them NULL.

    As one text, which is three times as fast as rows of Python's numbers.
    """
    names = [f"c{number}" for number in range(columns)]
    joined = ", ".join(f"group_concat({name}, ' ')" for name in names)
    (row,) = db.execute(f"WITH found ({', '.join(names)}) AS ({sql}) SELECT {joined} FROM found", values)
    return np.array([np.fromstring(text, np.int64, sep=" ") for text in row if text], np.int64).reshape(columns, -1)
