"""Content hashes: what identifies a photo."""

from __future__ import annotations

import hashlib

from clipphotos.core.errors import UnavailableFileError
from clipphotos.media.files import cannot_read, open_regular


def hash_file(path: str) -> bytes:
    """Return the SHA-256 digest of a file's content, 32 bytes.

    Reads in chunks, so memory stays flat; the interpreter lock is free meanwhile. Any thread.

    Raises:
        UnavailableFileError: it cannot be opened or read.
        UnreadableFileError: it is no regular file.
    """
    with open_regular(path) as file:
        try:
            return hashlib.file_digest(file, "sha256").digest()
        except OSError as error:
            raise UnavailableFileError(cannot_read(error)) from error
