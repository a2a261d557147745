"""`clipphotos`, `python -m clipphotos`: the window, or a command when given one."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program. The imports are here so that spawned decode workers do not repeat them."""
    try:
        from clipphotos import crashes, paths

        crashes.watch(paths.crashes())
        try:
            from clipphotos.app import main as run

            return run()
        finally:
            crashes.end()
    except KeyboardInterrupt:  # before there was anything to interrupt
        return 1


if __name__ == "__main__":
    sys.exit(main())
