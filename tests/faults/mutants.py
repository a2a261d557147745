"""Damaged pictures by the thousand, made and decoded in a decode worker."""

from __future__ import annotations

import io
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from clipphotos.core.errors import UnreadableFileError
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.media import worker
from tests.media.samples import SAVERS, encode, smooth

_SIZE = (48, 32)
_NUMBERS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\x01")


def _saved(image: Image.Image, name: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def seeds() -> list[bytes]:
    """Return small pictures of every format and of the odder kinds of it."""
    image = smooth(*_SIZE)
    exif = Image.Exif()
    exif[274], exif[271], exif[306] = 6, "Maker", "2024:05:06 07:08:09"
    exif.get_ifd(34853).update({1: "N", 2: (47.0, 30.0, 0.0)})
    grey16, grey_float = image.convert("I").convert("I;16"), image.convert("F")
    frames = [smooth(*_SIZE, seed=seed) for seed in range(3)]
    moving = {"save_all": True, "append_images": frames}
    return [
        *(encode(image, name) for name in SAVERS),
        *(_saved(image, name, exif=exif) for name in ("JPEG", "PNG", "WEBP", "TIFF", "AVIF")),
        _saved(image, "JPEG", progressive=True, restart_marker_blocks=2),
        _saved(image.convert("CMYK"), "JPEG"),
        _saved(image.convert("L"), "JPEG"),
        _saved(image, "MPO", **moving),
        _saved(image.convert("RGBA"), "PNG", icc_profile=b"\0" * 300, dpi=(72, 72)),
        _saved(image.convert("P"), "PNG", transparency=3, bits=4),
        _saved(grey16, "PNG"),
        _saved(image, "PNG", **moving),
        _saved(image, "WEBP", quality=50),
        _saved(image, "WEBP", **moving),
        _saved(image, "GIF", **moving),
        _saved(image, "AVIF", **moving),
        _saved(image.convert("P"), "BMP"),
        *(_saved(image, "TIFF", compression=name) for name in ("raw", "jpeg", "tiff_adobe_deflate", "packbits")),
        _saved(image.convert("1"), "TIFF", compression="group4"),
        _saved(image.convert("CMYK"), "TIFF", compression="tiff_lzw"),
        _saved(grey16, "TIFF"),
        _saved(grey_float, "TIFF", compression="tiff_lzw"),
    ]


def mutant(sources: list[bytes], number: int) -> bytes:
    """Return the damaged picture of a number: bytes flipped, overwritten, cut out, repeated, or the end missing."""
    rng = random.Random(number)
    content = bytearray(rng.choice(sources))
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        # Half of the damage goes to the head, where sizes, counts and offsets are.
        place = rng.randrange(min(len(content), 200) if rng.random() < 0.5 else len(content))
        kind = rng.randrange(6)
        if kind == 0:
            content[place] ^= 1 << rng.randrange(8)
        elif kind == 1:
            content[place] = rng.randrange(256)
        elif kind == 2:
            content[place : place + 4] = rng.choice(_NUMBERS)
        elif kind == 3:
            del content[place : place + rng.randrange(1, 9)]
        elif kind == 4:
            content[place:place] = content[place : place + rng.randrange(1, 33)]
        elif rng.random() < 0.1:
            del content[place:]
        content = content or bytearray(b"\0")
    return bytes(content)


@dataclass
class Outcome:
    """What became of many mutants."""

    decoded: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    crashed: list[int] = field(default_factory=list)
    """Numbers of those that ended a worker, or took longer than its deadline."""

    def add(self, other: Outcome) -> None:
        """Count those of another, too."""
        self.decoded += other.decoded
        self.reasons += other.reasons
        self.slowest_s = max(self.slowest_s, other.slowest_s)
        self.crashed += other.crashed


_sources: list[bytes] = []


def decode_many(span: str, preprocessing: Preprocessing, file: Path | None, region: None = None) -> Outcome:
    """Stand in for `worker.run`: decode the mutants of numbers "FIRST:END", one after the other through `file`.

    Raises:
        Exception: what the decoder let out and must not.
    """
    _sources[:] = _sources or seeds()
    assert file is not None
    outcome = Outcome()
    for number in range(*map(int, span.split(":"))):
        file.write_bytes(mutant(_sources, number))
        started = time.monotonic()
        try:
            decoded = worker.run(str(file), preprocessing, None)
            assert decoded.pixels.shape == (preprocessing.size_px, preprocessing.size_px, 3)
            outcome.decoded += 1
        except UnreadableFileError as error:
            outcome.reasons[str(error)] += 1
        outcome.slowest_s = max(outcome.slowest_s, time.monotonic() - started)
    return outcome
