"""Fingerprints stay the same where a photo is the same, and know frames, sharpness and colour."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from clipphotos.core.duplicates import Fingerprint
from clipphotos.media.fingerprints import fingerprint, picture
from tests.photos import real_photo


def look(tmp_path: Path, image: Image.Image) -> Fingerprint:
    path = tmp_path / "thumbnail.jpg"
    image.save(path, quality=85)
    found = fingerprint(path)
    assert found is not None
    return found


@pytest.fixture
def china() -> Image.Image:
    with Image.open(real_photo("china.jpg")) as image:
        image.thumbnail((512, 512))
        return image.copy()


def differing(one: int | None, other: int | None) -> int:
    assert one is not None
    assert other is not None
    return (one ^ other).bit_count()


def test_size_and_colour_hardly_count(tmp_path: Path, china: Image.Image) -> None:
    one = look(tmp_path, china)
    assert differing(one.whole, look(tmp_path, china.reduce(3)).whole) <= 2
    assert differing(one.whole, look(tmp_path, china.convert("L")).whole) <= 2
    with Image.open(real_photo("flower.jpg")) as flower:
        assert differing(one.whole, look(tmp_path, flower).whole) > 16


@pytest.mark.parametrize("how", list(Image.Transpose))
def test_turned_ones_have_the_same_standard_position(tmp_path: Path, china: Image.Image, how: Image.Transpose) -> None:
    one, other = look(tmp_path, china).turned, look(tmp_path, china.transpose(how)).turned
    columns = int("".join(f"{other:064b}"[place % 8 * 8 + place // 8] for place in range(64)), 2)
    assert min(differing(one, other), differing(one, columns)) <= 4


def test_what_is_inside_of_a_frame_is_known(tmp_path: Path, china: Image.Image) -> None:
    screen = Image.new("RGB", (china.width + 60, china.height + 200), (32, 32, 36))
    screen.paste(china, (30, 90))
    one, framed = look(tmp_path, china), look(tmp_path, screen)
    assert one.frame is None
    assert one.inside is None
    assert framed.frame is not None
    left, _, _, bottom = framed.frame
    assert left == pytest.approx(30 / screen.width, abs=0.01)
    assert bottom == pytest.approx((90 + china.height) / screen.height, abs=0.01)
    assert differing(framed.inside, one.whole) <= 4


def test_the_middle_is_like_a_crop(tmp_path: Path, china: Image.Image) -> None:
    width, height = china.size
    crop = china.crop((width // 10, height // 10, width - width // 10, height - height // 10))
    assert differing(look(tmp_path, china).middle, look(tmp_path, crop).whole) <= 4


def test_sharpness_and_colour(tmp_path: Path, china: Image.Image) -> None:
    one = look(tmp_path, china)
    assert one.sharpness > 2 * look(tmp_path, china.filter(ImageFilter.GaussianBlur(2))).sharpness
    assert one.colour > 5
    assert look(tmp_path, china.convert("L")).colour < 1


@pytest.mark.parametrize("size", [(1, 1), (512, 1), (3, 512)])
def test_tiny_and_thin_pictures_have_fingerprints_too(tmp_path: Path, size: tuple[int, int]) -> None:
    assert look(tmp_path, Image.new("RGB", size, (9, 90, 200))).inside is None
    assert picture(tmp_path / "thumbnail.jpg") is not None


@pytest.mark.parametrize("damage", ["no picture", "cut", "huge", "gone"])
def test_what_cannot_be_read_has_none_and_is_logged(
    tmp_path: Path,
    china: Image.Image,
    damage: str,
    allowed_log: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    allowed_log("cannot be read")
    path = tmp_path / "thumbnail.jpg"
    china.save(path)
    good = path.read_bytes()
    sides = good.index(b"\xff\xc0") + 5
    path.write_bytes(
        {
            "no picture": b"\xff\xd8\xff\xe0 not a picture",
            "cut": good[:5000],
            "huge": good[:sides] + b"\xff\xdc\xff\xdc" + good[sides + 4 :],
        }.get(damage, good)
    )
    if damage == "gone":
        path.unlink()
    assert fingerprint(path) is None
    assert picture(path) is None
    assert [str(path) in record.getMessage() for record in caplog.records] == [True, True]
