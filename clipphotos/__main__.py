"""`clipphotos`, `python -m clipphotos`: the window, or a command when given one."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program. The import is here so that spawned decode workers do not repeat it."""
    from clipphotos.app import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
