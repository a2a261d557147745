"""Pictures that are small on the disk and huge in memory, at the limits of what is decoded and beyond them."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from PIL import Image

from clipphotos.media.decode import MAX_JPEG_MEGAPIXELS, MAX_MEGAPIXELS
from tests.media.samples import smooth


def _png(path: Path, width: int, height: int, depth: int, kind: int, row_bytes: int) -> None:
    """Write a PNG of zeros, row by row."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    packer = zlib.compressobj(1)
    rows = bytes(row_bytes + 1) * 100
    data = b"".join(packer.compress(rows) for _ in range(height // 100)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    palette = chunk(b"PLTE", bytes(range(12))) + chunk(b"tRNS", b"\x80") if kind == 3 else b""
    parts = (chunk(b"IHDR", header), palette, chunk(b"IDAT", data), chunk(b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def _tiff(path: Path, width: int, height: int, bits: tuple[int, ...], kind: int, photometric: int) -> None:
    """Write an uncompressed TIFF whose pixels are a hole in the file."""
    start = 4096
    size = width * height * sum(bits) // 8
    fields = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, len(bits), 1024 if len(bits) > 2 else bits[0]),
        (259, 3, 1, 1),
        (262, 3, 1, photometric),
        (273, 4, 1, start),
        (277, 3, 1, len(bits)),
        (278, 4, 1, height),
        (279, 4, 1, size % 2**32),
        (339, 3, 1, kind),
    ]
    entries = b"".join(struct.pack("<HHII", *field) for field in fields)
    head = b"II*\0" + struct.pack("<IH", 8, len(fields)) + entries + bytes(4)
    with path.open("wb") as file:
        file.write(head.ljust(1024, b"\0") + struct.pack(f"<{len(bits)}H", *bits))
        file.truncate(start + size)


def write_huge(folder: Path, *, all_kinds: bool) -> list[Path]:
    """Write the largest that are decoded and bombs that are not, and photos as cameras make them; return them."""
    folder.mkdir(parents=True, exist_ok=True)
    side = int((MAX_MEGAPIXELS * 1e6) ** 0.5) // 100 * 100
    jpeg_side = int((MAX_JPEG_MEGAPIXELS * 1e6) ** 0.5) // 100 * 100
    _png(folder / "palette.png", side, side, 2, 3, side // 4)
    _png(folder / "bomb.png", 40_000, 40_000, 1, 0, 5000)
    _tiff(folder / "grey16.tif", side, side, (16,), 1, 1)
    _tiff(folder / "bomb.tif", 30_000, 30_000, (8, 8, 8), 1, 2)
    smooth(4000, 3000).save(folder / "camera.jpg", quality=90)
    smooth(2000, 1500).save(folder / "camera.avif", speed=10)
    if all_kinds:
        _png(folder / "grey.png", side, side, 1, 0, side // 8 + 1)
        _png(folder / "grey16.png", side, side, 16, 0, side * 2)
        _png(folder / "colour.png", side, side, 8, 6, side * 4)
        _tiff(folder / "colour.tif", side, side, (8, 8, 8), 1, 2)
        _tiff(folder / "cmyk.tif", side, side, (8, 8, 8, 8), 1, 5)
        _tiff(folder / "float.tif", side, side, (32,), 3, 1)
        Image.new("L", (jpeg_side, jpeg_side), 100).save(folder / "grey.jpg")
        Image.new("L", (jpeg_side, jpeg_side), 100).save(folder / "progressive.jpg", progressive=True)
        Image.new("1", (side, side)).save(folder / "grey.bmp")
        smooth(4000, 3000).save(folder / "camera.webp", quality=70, method=0)
        smooth(2000, 1500).save(folder / "camera.gif")
    return sorted(folder.iterdir())
