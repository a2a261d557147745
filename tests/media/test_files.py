from __future__ import annotations

import errno
import os
import socket
import sys

import pytest

from clipphotos.core.errors import UnreadableFileError
from clipphotos.media.files import cannot_open, cannot_read, open_regular

posix = pytest.mark.skipif(sys.platform == "win32", reason="named pipes, sockets and byte names are POSIX")


def test_opens_a_file_through_a_link(tmp_path):
    (tmp_path / "a").write_bytes(b"content")
    (tmp_path / "link").symlink_to("a")
    with open_regular(str(tmp_path / "link")) as file:
        assert file.read() == b"content"


@posix
def test_opens_a_name_that_is_not_utf8(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff\n.jpg"
    with open(path, "wb") as file:
        file.write(b"x")
    with open_regular(os.fsdecode(path)) as file:
        assert file.read() == b"x"


@posix
def test_refuses_what_is_no_regular_file_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.jpg"))
        for name in ("pipe.jpg", "folder.jpg", "s.jpg"):
            with pytest.raises(UnreadableFileError, match=r"^It is not a regular file\.$"):
                open_regular(str(tmp_path / name))
    with pytest.raises(UnreadableFileError, match="regular"):
        open_regular(os.devnull)


@posix
def test_does_not_wait_for_a_pipe_that_took_the_files_place(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "a")
    (tmp_path / "b").touch()
    regular = os.stat(tmp_path / "b")
    monkeypatch.setattr(os, "stat", lambda *_, **__: regular)
    with pytest.raises(UnreadableFileError, match="regular"):
        open_regular(str(tmp_path / "a"))


@pytest.mark.parametrize("name", ["gone.jpg", "file/below"])
def test_says_that_a_file_is_gone(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(UnreadableFileError, match=r"^It is not there any more\.$"):
        open_regular(str(tmp_path / name))


@posix
def test_says_why_it_cannot_be_opened(tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(UnreadableFileError, match=r"^It cannot be opened: too many levels of symbolic links\.$"):
        open_regular(str(tmp_path / "loop"))
    with pytest.raises(UnreadableFileError, match=r"^It cannot be opened: file name too long\.$"):
        open_regular(str(tmp_path / ("x" * 5000)))
    with pytest.raises(UnreadableFileError, match=r"^It cannot be opened: its name is not valid\.$"):
        open_regular("a\0b")


@posix
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read everything")
def test_says_that_permission_is_denied(tmp_path):
    (tmp_path / "a").touch(mode=0)
    with pytest.raises(UnreadableFileError, match=r"^It cannot be opened: permission denied\.$"):
        open_regular(str(tmp_path / "a"))


def test_sentences():
    assert cannot_open(PermissionError(errno.EACCES, "Permission denied")) == "It cannot be opened: permission denied."
    assert cannot_read(OSError(errno.EIO, "Input/output error")) == "It cannot be read: input/output error."
    assert cannot_read(OSError("odd")) == "It cannot be read: unknown error."
