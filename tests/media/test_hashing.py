from __future__ import annotations

import errno
import hashlib

import pytest

from clipphotos.core.errors import UnreadableFileError
from clipphotos.media import hashing
from clipphotos.media.hashing import hash_file


@pytest.mark.parametrize("size", [0, 1, 2**18 - 1, 2**18, 3 * 2**18 + 5])
def test_is_the_sha256_of_the_whole_content(tmp_path, size):
    content = bytes(range(256)) * (size // 256) + bytes(size % 256)
    (tmp_path / "a").write_bytes(content)
    assert hash_file(str(tmp_path / "a")) == hashlib.sha256(content).digest()


def test_refuses_a_folder(tmp_path):
    with pytest.raises(UnreadableFileError, match="not a regular file"):
        hash_file(str(tmp_path))


def test_converts_errors_while_reading(tmp_path, monkeypatch):
    class Torn:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def readinto(self, buffer):
            raise OSError(errno.EIO, "Input/output error")

        def readable(self):
            return True

    monkeypatch.setattr(hashing, "open_regular", lambda path: Torn())
    with pytest.raises(UnreadableFileError, match=r"^It cannot be read: input/output error\.$"):
        hash_file("any")
