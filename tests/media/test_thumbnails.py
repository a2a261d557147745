from __future__ import annotations

import os
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipphotos.media import thumbnails
from tests.media.samples import pixels_of, smooth

HASH = "ab" + "0123456789" * 6 + "cd"


def test_path_is_spread_over_folders():
    path = thumbnails.path_of(Path("t"), HASH)
    assert path == Path("t") / "ab" / (HASH[2:] + ".jpg")


@pytest.mark.parametrize(
    ("size", "expected"),
    [((4000, 3000), (512, 384)), ((600, 1200), (256, 512)), ((100, 50), (100, 50)), ((9000, 3), (512, 1))],
)
def test_longer_side_is_512_and_small_pictures_keep_their_size(tmp_path, size, expected):
    path = thumbnails.path_of(tmp_path, HASH)
    thumbnails.write(smooth(*size), path)
    with Image.open(path) as image:
        assert (image.format, image.size) == ("JPEG", expected)


def test_shows_the_picture_and_leaves_the_argument_alone(tmp_path):
    image = smooth(1024, 768)
    thumbnails.write(image, tmp_path / "a.jpg")
    assert image.size == (1024, 768)
    with Image.open(tmp_path / "a.jpg") as small:
        assert np.abs(pixels_of(small) - pixels_of(smooth(512, 384))).mean() < 3


def test_replaces_what_is_there_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(b"old")
    thumbnails.write(smooth(20, 20), path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.jpg"]
    Image.open(path).close()


def test_keeps_the_old_one_when_writing_fails(tmp_path, monkeypatch):
    path = tmp_path / "a.jpg"
    path.write_bytes(b"old")

    def fail(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        thumbnails.write(smooth(20, 20), path)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.jpg"]


def test_a_reader_never_sees_a_part(tmp_path):
    path = tmp_path / "a.jpg"
    image = smooth(512, 512)
    thumbnails.write(image, path)
    whole = path.read_bytes()
    done = threading.Event()
    torn: list[int] = []

    def read():
        while not done.is_set():
            if (content := path.read_bytes()) != whole:
                torn.append(len(content))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(50):
            thumbnails.write(image, path)
    finally:
        done.set()
        reader.join()
    assert torn == []
