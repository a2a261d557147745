"""What SQLite reports, as sentences for the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from clipphotos.core.errors import DamagedLibraryError, KnownError


def damaged(what: object) -> DamagedLibraryError:
    """Return the error that a catalogue is damaged."""
    return DamagedLibraryError(f"The library's catalogue, catalogue.db, is damaged ({what}). It was left as it is.")


@contextmanager
def converted_errors() -> Iterator[None]:
    """Turn SQLite's errors that a user can act on into sentences.

    Raises:
        DamagedLibraryError: the catalogue is damaged.
        KnownError: no space, no permission, an unreachable catalogue.
    """
    try:
        yield
    except apsw.FullError as error:
        raise KnownError("There is no space left on the disk that holds the library. Nothing was lost.") from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise damaged(error) from error
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError) as error:
        raise KnownError("The library's folder cannot be written to, or its catalogue cannot be opened.") from error
    except apsw.IOError as error:
        raise KnownError(f"The disk that holds the library reports an error ({error}).") from error
    except apsw.BusyError as error:
        raise KnownError("The library is busy in another program. Try again in a moment.") from error
