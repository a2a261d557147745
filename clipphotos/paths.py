"""Where things are kept on this platform."""

from __future__ import annotations

import os
import re
from pathlib import Path

import platformdirs

_APP = "clipphotos"
_PASTED = "pasted"


def default_library() -> Path:
    """Return the library used when none is named."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "library"


def model_cache() -> Path:
    """Return the folder of converted and fetched models, shared by all libraries; always rebuildable.

    The environment variable CLIPPHOTOS_CACHE overrides it.
    """
    override = os.environ.get("CLIPPHOTOS_CACHE")
    return Path(override) if override else Path(platformdirs.user_cache_dir(_APP, appauthor=False)) / "models"


def pasted(library: Path) -> Path:
    """Return the folder, in a library's, of pictures that were pasted to search by; only the last ones are kept."""
    return library / _PASTED


def is_pasted(path: str) -> bool:
    """Return whether a path is one of a pasted picture's, in whichever library."""
    return Path(path).parent.name == _PASTED and re.fullmatch(r"[0-9a-f]{12}\.png", Path(path).name) is not None


def crashes() -> Path:
    """Return the folder for reports of crashes while no library is open."""
    return Path(platformdirs.user_state_dir(_APP, appauthor=False)) / "crashes"


def resources() -> Path:
    """Return the folder of icons, styles and translations, installed or in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"
