from __future__ import annotations

import os
import random

import pytest

from clipphotos.media.formats import FORMATS, HEAD_SIZE, identify, known_extension, sniff
from tests.media.samples import encode, smooth


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
class TestEveryFormat:
    def test_recognises_its_own_files_and_nobody_elses(self, format_):
        head = encode(smooth(40, 30), format_.pillow_name)[:HEAD_SIZE]
        assert [other.name for other in FORMATS if other.matches(head)] == [format_.name]
        assert identify(head) is format_
        assert sniff(head)

    def test_recognises_no_beginning_of_its_magic(self, format_):
        head = encode(smooth(40, 30), format_.pillow_name)[:HEAD_SIZE]
        for length in range(3):
            assert not sniff(head[:length])

    def test_extensions_are_lower_case_and_known_in_any_case(self, format_):
        for extension in format_.extensions:
            assert extension == extension.lower()
            assert extension.startswith(".")
            for name in (f"a{extension}", f"A{extension.upper()}", f"/some.folder/a b.c{extension}"):
                assert known_extension(name)
                assert known_extension(os.fsencode(name))


def test_no_extension_belongs_to_two_formats():
    extensions = [extension for format_ in FORMATS for extension in format_.extensions]
    assert len(extensions) == len(set(extensions))


@pytest.mark.parametrize("name", ["notes.txt", "a.jpg.part", "jpg", ".jpg", "folder.jpg/file", "a.eps", "", "a."])
def test_other_names_are_not_known(name):
    assert not known_extension(name)


def test_names_that_are_not_utf8_are_known():
    assert known_extension(b"\xff\xfe.jpg")
    assert known_extension(os.fsdecode(b"\xff\xfe.jpg"))


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\0" * HEAD_SIZE,
        b"BMW is a make of car, and this is a text about it that is long enough",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"\0\0\0\x18ftypisom\0\0\2\0isommp42",
        b"\0\0\0\x14ftypqt  \0\0\0\0qt  ",
        b"\0\0\0\x0cjP  \r\n\x87\n",
    ],
)
def test_other_content_is_not_recognised(head):
    assert not sniff(head)


def test_avif_in_a_heif_container_is_avif():
    head = b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf" + b"\0" * 8
    found = identify(head)
    assert found is not None
    assert found.name == "AVIF"


def test_brands_behind_the_box_do_not_count():
    assert identify(b"\0\0\0\x14ftypisom\0\0\0\0mp42heic") is None


def test_noise_is_judged_without_an_error():
    rng = random.Random(0)
    for _ in range(2000):
        sniff(rng.choice([b"", b"BM", b"RIFF", b"\0\0\0\x20ftyp"]) + rng.randbytes(rng.randrange(60)))
