"""The style sheet is complete in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clipphotos.ui.theme import DARK, LIGHT, Colours, style_sheet


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_picture_of_the_style_sheet_exists(colours: Colours) -> None:
    pictures = re.findall(r'url\("([^"]+)"\)', style_sheet(colours))
    assert pictures
    assert [path for path in pictures if not Path(path).is_file()] == []
