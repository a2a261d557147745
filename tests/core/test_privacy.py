"""Nothing that is a person's own stays in a text that is to be shared, and what helps to mend a fault does."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from clipphotos.core.privacy import Private, without_private

PRIVATE = Private(
    home="/home/李 wei",
    library="/home/李 wei/.local/share/clipphotos/library",
    roots=("/home/李 wei/照片 2019", "/media/李 wei/USB Stick", "/mnt/fotos"),
    user="李 wei",
    host="wohnzimmer",
)
WINDOWS = Private(
    home="C:\\Users\\Anna Groß",
    library="C:\\Users\\Anna Groß\\AppData\\Local\\clipphotos\\library",
    roots=("D:\\Urlaub Bilder",),
    user="Anna Groß",
    host="ANNAS-PC",
)
SECRETS = (
    "李",
    "wei",
    "照片",
    "女儿",
    "生日",
    "Stick",
    "fotos",
    "Mamma",
    "Urlaub",
    "wohnzimmer",
    "Anna",
    "Groß",
    "2019",
)

TRACEBACK = """Traceback (most recent call last):
  File "/home/李 wei/my tools/venv/lib/python3.11/site-packages/clipphotos/engine/sync.py", line 104, in _run
    self._turn()
  File "/home/李 wei/src/ClipPhotos/clipphotos/media/formats/jpeg.py", line 31, in _size
    return image.size
  File "/home/李 wei/照片 2019/script.py", line 2, in main
  File "/srv/Mamma/script.py", line 3, in main
  File "/usr/lib/python3.11/threading.py", line 1045, in _bootstrap_inner
    self.run()
  File "/home/李 wei/my tools/venv/lib/python3.11/site-packages/PIL/Image.py", line 3500, in open
    raise UnidentifiedImageError(msg)
PIL.UnidentifiedImageError: cannot identify image file '/home/李 wei/照片 2019/女儿 生日/IMG 2041 女儿.JPG'
"""
NATIVE = """Fatal Python error: Segmentation fault

Thread 0x00007f2d16400000 (most recent call first):
  File "/home/李 wei/src/ClipPhotos/clipphotos/store/vectors/hnsw.py", line 88 in search
  File "/usr/lib/python3.11/concurrent/futures/thread.py", line 58 in run

Extension modules: numpy._core._multiarray_umath, PySide6.QtCore, apsw (total: 31)
"""
LOG = (
    "2026-11-23 15:56:31,123 WARNING scanner clipphotos.engine.sync: "
    "The folder /media/李 wei/USB Stick is offline. Its photos are kept.\n"
    "2026-11-23 15:56:31,124 INFO scanner clipphotos.engine.sync: '/mnt/fotos/Mamma 2019' is offline: not there\n"
    "2026-11-23 15:56:31,125 ERROR embedder clipphotos.engine.ingest: "
    "/mnt/fotos/女儿/Mamma und wei.heic keeps changing; it is looked at again later.\n"
    "2026-11-23 15:56:31,126 ERROR scanner clipphotos.engine.identify: "
    "Place(root_id=1, folder=b'Mamma 2019', name=b'IMG \\xe5\\xa5\\xb3.jpg')\n"
    "2026-11-23 15:56:31,127 ERROR ui clipphotos.ui.bridge: Mamma und wei.jpg is not a photo of this library.\n"
    "2026-11-23 15:56:31,128 INFO MainThread clipphotos.ui: [Errno 13] Permission denied: "
    "'/home/李 wei/Documents/女儿'\n"
    "2026-11-23 15:56:31,129 INFO MainThread clipphotos.ui: "
    "file:///home/%E6%9D%8E%20wei/%E7%85%A7%E7%89%87%202019/Mamma.png on wohnzimmer\n"
    "2026-11-23 15:56:31,130 INFO MainThread clipphotos.ui: the folder /srv/Mamma/fotos cannot be read\n"
    "2026-11-23 15:56:31,131 INFO MainThread clipphotos.store: "
    "/home/李 wei/.local/share/clipphotos/library/catalogue.db was opened by 李 wei\n"
)
WINDOWS_LOG = (
    '  File "C:\\Users\\Anna Groß\\ClipPhotos\\clipphotos\\app.py", line 3, in main\n'
    "OSError: [WinError 5] Access is denied: 'D:\\\\Urlaub Bilder\\\\Mamma 2019.jpg'\n"
    "2026-11-23 WARNING scanner x: D:\\Urlaub Bilder\\Anna\\Mamma 2.jpg cannot be read on annas-pc\n"
    "2026-11-23 WARNING scanner x: d:/urlaub bilder/Mamma.jpg; c:\\users\\anna groß\\x.txt\n"
)


@pytest.mark.parametrize(
    ("text", "private"),
    [(TRACEBACK, PRIVATE), (NATIVE, PRIVATE), (LOG, PRIVATE), (WINDOWS_LOG, WINDOWS)],
    ids=["traceback", "native", "log", "windows"],
)
def test_nothing_private_stays(text: str, private: Private) -> None:
    shared = without_private(text, private)
    left = [secret for secret in SECRETS if secret.casefold() in shared.casefold() and secret != "2019"]
    assert left == [], shared
    assert "2019" not in shared, shared
    assert quote("李") not in shared
    assert "\\xe5" not in shared


def test_what_helps_stays() -> None:
    shared = without_private(TRACEBACK + NATIVE, PRIVATE)
    assert '…/clipphotos/engine/sync.py", line 104, in _run' in shared
    assert '…/clipphotos/media/formats/jpeg.py", line 31, in _size' in shared
    assert 'File "/usr/lib/python3.11/threading.py", line 1045' in shared
    assert "cannot identify image file '<folder>/<photo>.JPG'" in shared
    assert '…/clipphotos/store/vectors/hnsw.py", line 88 in search' in shared
    assert "Extension modules: numpy._core._multiarray_umath, PySide6.QtCore, apsw (total: 31)" in shared
    log = without_private(LOG, PRIVATE)
    assert "The folder <folder> is offline. Its photos are kept." in log
    assert "<folder>/<photo>.heic keeps changing; it is looked at again later." in log
    assert "Permission denied: '<home>/<path>'" in log
    assert "<library>/catalogue.db was opened by <user>" in log
    assert log.count("\n") == LOG.count("\n")
    assert "clipphotos.engine.ingest:" in log


def test_a_name_in_another_word_is_not_a_name() -> None:
    private = Private(home="/home/al", library="/data/lib", user="al", host="x1")
    assert without_private("normal /home/alice/notes, al on x1", private) == "normal <path>, <user> on <host>"


def test_a_name_without_spaces_around_it_is_found() -> None:
    private = Private(home="/home/小明", library="/data/lib", user="小明")
    assert without_private("由小明打开 /home/小明/图片/猫.jpg", private) == "由<user>打开 <home>/<photo>.jpg"


def test_the_root_of_the_file_system_is_no_name_of_anything() -> None:
    private = Private(home="/", library="/data/lib", roots=("/",), user="root")
    assert without_private("root at /usr/lib/x.py: 1/2", private) == "root at /usr/lib/x.py: 1/2"


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("file:///mnt/x/Julia%20Smith/a.jpg", "file://<photo>.jpg"),
        ("cannot open smb://julia@nas/share/Julia Smith/list now", "cannot open smb://<path>"),
        ("file:///data/lib/catalogue.db?mode=ro", "file://<library>/catalogue.db?mode=ro"),
        ("https://example.org/model.bin: 404", "https://example.org/model.bin: 404"),
        ("The folder /mnt/Old Drive/Müller Hochzeit does not exist.", "The folder <path> does not exist."),
        ("/mnt/x/Julia and Bob Smith is offline: gone", "<path> is offline: gone"),
        ("moved /mnt/a b c to /mnt/d e f", "moved <path>"),
        ("/run/media/x/Julia Disk", "<path>"),
        ("/usr/bin/python /home/bob/Julia Smith", "/usr/bin/python <path>"),
        ("/usr/lib/libc.so.6 is there", "/usr/lib/libc.so.6 is there"),
        ("There is an album “Julia 2024” already.", "There is an album “<name>” already."),
        ("“Julia” cannot be below “Bob”.", "“<name>” cannot be below “<name>”."),
        ("KeyError: 'Julia Smith'", "KeyError: '<name>'"),
        (
            "AttributeError: 'NoneType' object has no attribute 'x'",
            "AttributeError: 'NoneType' object has no attribute 'x'",
        ),
    ],
)
def test_what_is_left_of_addresses_open_ends_and_names(text: str, shared: str) -> None:
    assert without_private(text, Private(home="/home/al", library="/data/lib")) == shared
