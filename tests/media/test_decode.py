from __future__ import annotations

import errno
import io
import os
import struct
import sys
import warnings
import zlib

import numpy as np
import pillow_heif
import pytest
from PIL import Image
from PIL.ExifTags import Base

from clipphotos.core.errors import UnreadableFileError
from clipphotos.core.photo import CaptureFacts
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.core.query.records import Region
from clipphotos.media import decode as decode_module
from clipphotos.media.decode import MAX_JPEG_MEGAPIXELS, MAX_MEGAPIXELS, decode
from clipphotos.media.formats import FORMATS
from clipphotos.media.preprocess import prepare
from tests.media.samples import encode, identity, pixels_of, save, smooth

SMALL = Preprocessing(32, 32)


def shown(path, width, height):
    """Decode with a geometry that changes nothing; return the picture without the padding, (H, W, 3) float."""
    decoded = decode(path, identity(max(width, height)))
    assert (decoded.width, decoded.height) == (width, height)
    left, top = (decoded.pixels.shape[1] - width) // 2, (decoded.pixels.shape[0] - height) // 2
    return decoded.pixels[top : top + height, left : left + width].astype(float)


def reason(path):
    with pytest.raises(UnreadableFileError) as caught:
        decode(str(path), SMALL)
    return str(caught.value)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
class TestEveryFormat:
    def test_shows_the_picture_whatever_the_name(self, tmp_path, format_):
        image = smooth(120, 80)
        for name in ("a" + min(format_.extensions), "a.jpg", "a"):
            path = save(tmp_path / name, encode(image, format_.pillow_name))
            tolerance = 12 if format_.name == "GIF" else 3  # a palette of 256 colours
            assert np.abs(shown(path, 120, 80) - pixels_of(image)).mean() < tolerance

    def test_refuses_half_a_file(self, tmp_path, format_):
        content = encode(smooth(300, 200), format_.pillow_name)
        assert reason(save(tmp_path / "a", content[: len(content) // 2])) in (
            "It is cut short.",
            "It is damaged.",
            "It is damaged, or of a kind that is not supported.",
        )

    def test_survives_every_short_beginning(self, tmp_path, format_):
        content = encode(smooth(60, 40), format_.pillow_name)
        for length in range(1, min(len(content), 300), 7):
            assert reason(save(tmp_path / "a", content[:length])).startswith("It is ")


@pytest.mark.parametrize("pillow_name", ["JPEG", "PNG"])
def test_says_that_a_file_is_cut_short(tmp_path, pillow_name):
    content = encode(smooth(300, 200), pillow_name)
    assert reason(save(tmp_path / "a", content[: len(content) * 2 // 3])) == "It is cut short."


def _stored(upright, orientation):
    """The array that a camera stores so that EXIF's orientation makes it `upright` again (EXIF 2.32, 4.6.4)."""
    return {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright),
        7: np.rot90(upright, 2).transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }.get(orientation, upright)


@pytest.mark.parametrize(
    ("pillow_name", "orientation"),
    [(name, value) for name in ("JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF") for value in range(1, 9)]
    # AVIF and HEIF keep it in a field that cannot hold nonsense.
    + [(name, value) for name in ("JPEG", "PNG", "WEBP", "TIFF") for value in (0, 9, 255)],
)
def test_photos_are_turned_upright(tmp_path, pillow_name, orientation):
    upright = pixels_of(smooth(96, 64, seed=3)).astype(np.uint8)
    stored = Image.fromarray(np.ascontiguousarray(_stored(upright, orientation)))
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    out = io.BytesIO()
    if pillow_name == "HEIF":
        heif = pillow_heif.from_pillow(stored)
        heif.info["exif"] = exif.tobytes()
        heif.save(out, quality=95)
    else:
        stored.save(out, pillow_name, exif=exif.tobytes())
    path = save(tmp_path / "a", out.getvalue())
    assert np.abs(shown(path, 96, 64) - upright).mean() < 4


@pytest.mark.parametrize("orientation", [1, 6, 7])
def test_large_photos_are_turned_too(tmp_path, orientation):
    """The same through draft, coarsening and the thumbnail."""
    upright = pixels_of(smooth(2400, 1600, seed=3)).astype(np.uint8)
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(_stored(upright, orientation))).save(out, "JPEG", quality=95, exif=exif)
    decoded = decode(save(tmp_path / "a", out.getvalue()), Preprocessing(64, 64), tmp_path / "t.jpg")
    assert (decoded.width, decoded.height) == (2400, 1600)
    middle = Image.fromarray(upright).crop((400, 0, 2000, 1600)).resize((64, 64), Image.Resampling.BICUBIC)
    assert np.abs(decoded.pixels - pixels_of(middle)).mean() < 2
    with Image.open(tmp_path / "t.jpg") as small:
        assert small.size == (512, 341)
        assert small.getexif().get(Base.Orientation) is None
        expected = Image.fromarray(upright).resize((512, 341), Image.Resampling.BICUBIC)
        assert np.abs(pixels_of(small) - pixels_of(expected)).mean() < 2


@pytest.mark.parametrize("orientation", [1, 6, 7])
@pytest.mark.parametrize("region", [Region(0.25, 0.5, 0.25, 0.25), Region(0, 0, 1, 1), Region(0.98, 0.96, 0.02, 0.04)])
def test_a_region_is_of_the_photo_as_it_is_shown(tmp_path, orientation, region):
    """Of a large one, which is decoded coarsely, but not so coarsely that the region suffers."""
    upright = pixels_of(smooth(2400, 1600, seed=3)).astype(np.uint8)
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(_stored(upright, orientation))).save(out, "JPEG", quality=95, exif=exif)
    decoded = decode(save(tmp_path / "a", out.getvalue()), SMALL, region=region)
    assert (decoded.width, decoded.height) == (2400, 1600)
    left, upper = round(2400 * region.x), round(1600 * region.y)
    part = upright[upper : upper + round(1600 * region.height), left : left + round(2400 * region.width)]
    assert np.abs(decoded.pixels.astype(float) - prepare(Image.fromarray(part), SMALL)).mean() < 2


def test_16_bit_grey_files_are_scaled(tmp_path):
    values = np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)
    for name in ("a.png", "a.tif"):
        Image.fromarray(values).save(tmp_path / name)
        assert np.abs(shown(str(tmp_path / name), 64, 64)[..., 0] - values / 257).max() <= 1


def test_float_tiff_is_scaled(tmp_path):
    values = np.linspace(0, 1, 64 * 64, dtype=np.float32).reshape(64, 64)
    Image.fromarray(values).save(tmp_path / "a.tif")
    assert np.abs(shown(str(tmp_path / "a.tif"), 64, 64)[..., 2] - values * 255).max() <= 1


@pytest.mark.parametrize("name", ["a.jpg", "a.tif"])
def test_cmyk_is_shown_in_its_colours(tmp_path, name):
    image = smooth(64, 48)
    image.convert("CMYK").save(tmp_path / name, quality=95)
    assert np.abs(shown(str(tmp_path / name), 64, 48) - pixels_of(image)).mean() < 6


def test_transparency_is_white(tmp_path):
    image = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (0, 0, 20, 40))
    for name in ("a.png", "a.webp", "a.tif", "a.gif"):
        image.save(tmp_path / name, **({"lossless": True} if name == "a.webp" else {}))
        pixels = shown(str(tmp_path / name), 40, 40)
        assert np.abs(pixels[:, :18] - (0, 0, 255)).max() <= 1, name
        assert pixels[:, 22:].min() >= 254, name
    image.convert("LA").save(tmp_path / "la.png")
    assert shown(str(tmp_path / "la.png"), 40, 40)[:, 22:].min() == 255


def test_palettes_and_bitmaps(tmp_path):
    image = smooth(64, 64)
    image.quantize(256, dither=Image.Dither.NONE).save(tmp_path / "p.png")
    assert np.abs(shown(str(tmp_path / "p.png"), 64, 64) - pixels_of(image)).mean() < 9
    bits = Image.new("1", (64, 64))
    bits.paste(1, (0, 0, 32, 64))
    for name in ("a.png", "a.bmp", "a.tif"):
        bits.save(tmp_path / name)
        assert np.array_equal(shown(str(tmp_path / name), 64, 64), pixels_of(bits))


def test_of_several_frames_the_first_counts(tmp_path):
    red, blue = Image.new("RGB", (32, 32), "red"), Image.new("RGB", (32, 32), "blue")
    for name, format_name in (
        ("a.gif", "GIF"),
        ("a.webp", "WEBP"),
        ("a.tif", "TIFF"),
        ("a.png", "PNG"),
        ("a.mpo", "MPO"),
        ("a.avif", "AVIF"),
    ):
        red.save(tmp_path / name, format_name, save_all=True, append_images=[blue])
        assert np.abs(shown(str(tmp_path / name), 32, 32) - (255, 0, 0)).mean() < 4, name


def test_size_and_facts_are_those_of_the_original(tmp_path):
    exif = Image.Exif()
    exif[Base.Model] = "X100"
    smooth(3000, 2000).save(tmp_path / "a.jpg", exif=exif)
    decoded = decode(str(tmp_path / "a.jpg"), SMALL)
    assert (decoded.width, decoded.height, decoded.facts) == (3000, 2000, CaptureFacts(camera="X100"))
    assert (decoded.pixels.shape, decoded.pixels.dtype) == ((32, 32, 3), np.uint8)
    assert not decoded.thumbnail_written


def test_thumbnail_has_enough_pixels_even_where_the_model_needs_few(tmp_path):
    fine = Image.fromarray(np.tile(np.array([[0, 255], [255, 0]], np.uint8), (1500, 2000))).convert("RGB")
    fine.paste(smooth(4000, 2990), (0, 10))
    fine.save(tmp_path / "a.jpg")
    for thumbnail in (tmp_path / "x" / "y" / "t.jpg", tmp_path / "x" / "y" / "t.jpg"):
        assert decode(str(tmp_path / "a.jpg"), Preprocessing(8, 8), thumbnail).thumbnail_written
        with Image.open(thumbnail) as small:
            assert small.size == (512, 384)


def test_a_thumbnail_that_cannot_be_written_is_not_the_photos_fault(tmp_path):
    path = save(tmp_path / "a.png", encode(smooth(40, 40), "PNG"))
    decoded = decode(path, SMALL, tmp_path / "a.png" / "t.jpg")
    assert not decoded.thumbnail_written
    assert decoded.pixels.max() > 0


@pytest.mark.parametrize(
    "exif",
    [
        b"Exif\0\0garbage",
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 60,
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0",  # loops
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x0f\x01\x02\0\xff\xff\xff\x7f\x1a\0\0\0\0\0\0\0",  # 2 GB of make
    ],
)
def test_garbage_exif_is_absent(tmp_path, exif):
    image = smooth(40, 40)
    for name in ("a.jpg", "a.png", "a.webp"):
        image.save(tmp_path / name, exif=exif)
        assert decode(str(tmp_path / name), SMALL).facts == CaptureFacts()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "It is empty."),
        (b"Dear diary,\n", "It is not a picture of a supported format."),
        (bytes(5000), "It is not a picture of a supported format."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "It is not a picture of a supported format."),
        (b"\xff\xd8\xff", "It is damaged, or of a kind that is not supported."),
    ],
)
def test_says_what_is_wrong(tmp_path, content, expected):
    assert reason(save(tmp_path / "a.jpg", content)) == expected


def test_postscript_never_reaches_ghostscript(tmp_path, monkeypatch):
    from PIL import EpsImagePlugin

    called = []
    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", lambda *arguments: called.append(arguments))
    eps = io.BytesIO()
    Image.new("RGB", (10, 10)).save(eps, "EPS")
    assert reason(save(tmp_path / "a.jpg", eps.getvalue())) == "It is not a picture of a supported format."
    assert not called


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are POSIX")
def test_a_pipe_or_folder_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "a.jpg")
    assert reason(tmp_path / "a.jpg") == reason(tmp_path) == "It is not a regular file."
    assert reason(tmp_path / "gone.jpg") == "It is not there any more."


def _png_that_says(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def _jpeg_that_says(width, height):
    content = bytearray(encode(smooth(16, 16), "JPEG"))
    place = content.index(b"\xff\xc0") + 5
    content[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def test_bombs_are_refused_by_their_pixels(tmp_path):
    path = save(tmp_path / "a.png", _png_that_says(20_000, 20_000))
    assert reason(path) == f"It has 400 megapixels; the limit is {MAX_MEGAPIXELS}."
    path = save(tmp_path / "a.jpg", _jpeg_that_says(65_500, 65_500))
    assert reason(path) == f"It has 4,290 megapixels; the limit is {MAX_JPEG_MEGAPIXELS}."


def test_a_large_jpeg_is_decoded_where_pillow_alone_would_refuse(tmp_path):
    path = save(tmp_path / "a.jpg", encode(Image.new("L", (18_000, 10_500), 200), "JPEG"))
    decoded = decode(path, SMALL)
    assert (decoded.width, decoded.height) == (18_000, 10_500)
    assert np.abs(decoded.pixels - 200.0).max() <= 2


@pytest.mark.parametrize(
    ("size_px", "thinned"),
    # Three times the model's pixels, and those of the thumbnail, are the least.
    [(224, (1001, 750)), (260, (2001, 1500)), (8, (1001, 750)), (1000, (4001, 3000))],
)
def test_a_jpeg_is_decoded_no_finer_than_needed_in_the_originals_geometry(tmp_path, monkeypatch, size_px, thinned):
    seen = []
    coarsen, prepare = decode_module.coarsen, decode_module.prepare
    monkeypatch.setattr(decode_module, "coarsen", lambda image, n: (seen.append(image.size), coarsen(image, n))[1])
    monkeypatch.setattr(decode_module, "prepare", lambda *given: (seen.append(given[2]), prepare(*given))[1])
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    smooth(4001, 3000).save(tmp_path / "a.jpg", exif=exif)
    decode(str(tmp_path / "a.jpg"), Preprocessing(size_px, size_px))
    assert seen == [thinned, (3000, 4001)]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MemoryError(), "It needs too much memory to decode."),
        (OSError(errno.EIO, "Input/output error"), "It cannot be read: input/output error."),
        (OSError("image file is truncated (5 bytes not processed)"), "It is cut short."),
        (EOFError(), "It is cut short."),
        (SyntaxError("broken PNG file"), "It is damaged."),
        (struct.error("unpack"), "It is damaged."),
        (zlib.error("incorrect data check"), "It is damaged."),
        (RuntimeError(), "It is damaged."),
    ],
)
def test_any_error_of_a_decoder_becomes_a_plain_reason(tmp_path, monkeypatch, error, expected):
    def fail(image, factor):
        raise error

    monkeypatch.setattr(decode_module, "coarsen", fail)
    assert reason(save(tmp_path / "a.png", encode(smooth(40, 40), "PNG"))) == expected


def test_nothing_of_the_process_is_left_changed(tmp_path):
    before = (Image.MAX_IMAGE_PIXELS, list(warnings.filters))
    decode(save(tmp_path / "a.png", encode(smooth(40, 40), "PNG")), SMALL)
    reason(save(tmp_path / "b.png", b"\x89PNG\r\n\x1a\n"))
    assert (Image.MAX_IMAGE_PIXELS, list(warnings.filters)) == before


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs the list of open files")
def test_no_file_stays_open(tmp_path):
    good = save(tmp_path / "a.jpg", encode(smooth(40, 40), "JPEG"))
    bad = save(tmp_path / "b.jpg", encode(smooth(40, 40), "JPEG")[:200])
    decode(good, SMALL)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        decode(good, SMALL)
        reason(bad)
    assert len(os.listdir("/proc/self/fd")) == before
