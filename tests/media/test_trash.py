"""Files go to a real trash as the specification lays it out, and come back from it as they were."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clipphotos.core.errors import UnavailableFileError
from clipphotos.media import trash
from clipphotos.media.trash import Discarded
from tests.trashes import contents, use_own_trash

pytestmark = pytest.mark.skipif(not trash.CAN_PUT_BACK, reason="the trash is the system's own business there")

NAMES = [b"plain.jpg", b"two words 100%.jpg", "女儿 生日.jpg".encode(), b"latin-1 \xe9t\xe9.jpg", b"new\nline.jpg"]


@pytest.fixture
def bin_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use_own_trash(tmp_path, monkeypatch)


def write(path: bytes, content: bytes = b"content") -> Discarded:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    os.utime(path, ns=(1_500_000_000_123_456_789, 1_500_000_000_123_456_789))
    status = os.stat(path)
    return Discarded(os.fsdecode(path), status.st_size, status.st_mtime_ns)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_comes_back_as_it_was(bin_: Path, tmp_path: Path, name: bytes) -> None:
    path = os.path.join(bytes(tmp_path), b"Ferien 2019", name)
    file = write(path)
    before = os.stat(path)
    trash.throw(file.path)
    assert not os.path.lexists(path)
    assert len(os.listdir(bin_ / "files")) == 1
    assert trash.put_back([file]) == [""]
    after = os.stat(path)
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (before.st_ino, before.st_size, before.st_mtime_ns)
    assert after.st_nlink == 1
    assert os.listdir(bin_ / "files") == os.listdir(bin_ / "info") == []


def test_nothing_is_overwritten(bin_: Path, tmp_path: Path) -> None:
    path = bytes(tmp_path / "a.jpg")
    file = write(path)
    trash.throw(file.path)
    write(path, b"something newer")
    assert trash.put_back([file]) == ["Another file is there now."]
    assert Path(os.fsdecode(path)).read_bytes() == b"something newer"
    assert contents(bin_) == [str(tmp_path / "a.jpg")]


def test_the_right_one_of_several_from_the_same_path_comes_back(bin_: Path, tmp_path: Path) -> None:
    path = bytes(tmp_path / "a.jpg")
    files = []
    for content in (b"one", b"three", b"fifty-five"):
        files.append(write(path, content))
        trash.throw(files[-1].path)
    assert trash.put_back([files[1]]) == [""]
    assert (tmp_path / "a.jpg").read_bytes() == b"three"
    assert len(contents(bin_)) == 2


def test_a_folder_that_is_gone_is_made_again(bin_: Path, tmp_path: Path) -> None:
    files = [write(bytes(tmp_path / "deep" / "down" / name)) for name in ("a.jpg", "b.jpg")]
    for file in files:
        trash.throw(file.path)
    shutil.rmtree(tmp_path / "deep")
    assert trash.put_back(files) == ["", ""]
    assert sorted(os.listdir(tmp_path / "deep" / "down")) == ["a.jpg", "b.jpg"]


def test_what_was_emptied_out_is_told_and_the_rest_comes_back(bin_: Path, tmp_path: Path) -> None:
    files = [write(bytes(tmp_path / name), name.encode()) for name in ("a.jpg", "b.jpg")]
    for file in files:
        trash.throw(file.path)
    os.unlink(bin_ / "files" / "a.jpg")
    (bin_ / "info" / "broken.trashinfo").write_bytes(b"\xff\x00nonsense")
    assert trash.put_back(files) == ["It is no longer in the trash.", ""]
    shutil.rmtree(bin_)
    assert trash.put_back(files) == ["It is no longer in the trash.", ""], "what is back already is left alone"


def test_a_file_that_is_gone_is_told(bin_: Path, tmp_path: Path) -> None:
    with pytest.raises(UnavailableFileError, match="not there any more"):
        trash.throw(str(tmp_path / "none.jpg"))
    assert not bin_.exists()


def test_where_links_cannot_be_made_nothing_is_overwritten_either(
    bin_: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")  # as FAT does

    monkeypatch.setattr(os, "link", refuse)
    file = write(bytes(tmp_path / "a.jpg"))
    trash.throw(file.path)
    write(bytes(tmp_path / "a.jpg"), b"newer")
    assert trash.put_back([file]) == ["Another file is there now."]
    os.unlink(tmp_path / "a.jpg")
    assert trash.put_back([file]) == [""]
    assert trash.is_there(file)


ON_OTHER_DRIVE = """
import os, sys
from clipphotos.core.errors import UnavailableFileError
from clipphotos.media import trash
from clipphotos.media.trash import Discarded

drive, how = sys.argv[1], sys.argv[2]
path = os.path.join(drive, "Fotos 2019", "女儿.jpg")
os.makedirs(os.path.dirname(path))
with open(path, "wb") as file:
    file.write(b"content")
status = os.stat(path)
file = Discarded(path, status.st_size, status.st_mtime_ns)
if how == "shared":
    os.mkdir(os.path.join(drive, ".Trash"))
    os.chmod(os.path.join(drive, ".Trash"), 0o1777)
if how == "none":
    open(os.path.join(drive, f".Trash-{os.getuid()}"), "w").close()  # in the way of the folder
try:
    trash.throw(path)
except UnavailableFileError as error:
    print(os.path.exists(path), error)
    sys.exit()
if how == "home":  # another program keeps the trashes of all drives together
    import shutil
    home = os.path.join(os.environ["XDG_DATA_HOME"], "Trash")
    os.makedirs(home + "/files"), os.makedirs(home + "/info")
    here = os.path.join(drive, f".Trash-{os.getuid()}")
    shutil.move(here + "/files/女儿.jpg", home + "/files/x.jpg")
    os.unlink(here + "/info/女儿.jpg.trashinfo")
    from urllib.parse import quote
    with open(home + "/info/x.jpg.trashinfo", "w") as note:
        note.write(f"[Trash Info]\\nPath={quote(path)}\\nDeletionDate=2026-01-01T00:00:00\\n")
trashes = sorted(name for name in os.listdir(drive) if name.startswith(".Trash"))
gone = not os.path.exists(path)
print(gone, trashes, trash.put_back([file]), os.stat(path).st_mtime_ns == file.mtime_ns, open(path, "rb").read())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a mount of its own")
@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("own", "True ['.Trash-0'] [''] True b'content'"),
        ("shared", "True ['.Trash'] [''] True b'content'"),
        ("home", "True ['.Trash-0'] [''] True b'content'"),
        ("none", "True It cannot be moved to the trash: not a directory."),
    ],
)
def test_on_another_drive_its_own_trash_is_used(tmp_path: Path, how: str, told: str) -> None:
    drive, script = tmp_path / "drive", tmp_path / "script.py"
    drive.mkdir()
    script.write_text(ON_OTHER_DRIVE)
    mounted = 'mount -t tmpfs none "$1" && shift && exec "$@"'
    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", mounted, "sh", str(drive), sys.executable, str(script), str(drive), how],
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
    )
    if "unshare" in done.stderr:
        pytest.skip("needs a user namespace")
    assert done.stdout.strip() == told, done.stderr
