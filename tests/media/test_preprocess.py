from __future__ import annotations

import csv
import random

import numpy as np
import pytest
from PIL import Image, ImageOps

from clipphotos.core.preprocessing import Interpolation, Preprocessing, ResizeMode
from clipphotos.core.query.records import Region
from clipphotos.media.decode import decode
from clipphotos.media.preprocess import headroom, prepare, seen_part
from tests.media.samples import smooth


def openclip_pixels(image, spec):
    """What open_clip's own transform makes of a picture, before mean and deviation, as (S, S, 3) float."""
    from open_clip.transform import image_transform

    transform = image_transform(
        spec.size_px,
        is_train=False,
        mean=(0.0, 0.0, 0.0),
        std=(1.0, 1.0, 1.0),
        resize_mode=spec.mode.value,
        interpolation=spec.interpolation.value,
        fill_color=spec.fill,
    )
    return transform(image).numpy().transpose(1, 2, 0) * 255


SPECS = [Preprocessing(64, 64, mode, interpolation) for mode in ResizeMode for interpolation in Interpolation]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: f"{spec.mode}-{spec.interpolation}")
@pytest.mark.parametrize(
    "size", [(64, 64), (65, 64), (64, 99), (301, 200), (200, 301), (640, 480), (31, 50), (50, 31), (1000, 40), (7, 7)]
)
def test_geometry_is_open_clips(spec, size):
    image = smooth(*size)
    ours = prepare(image, spec)
    assert ours.shape == (64, 64, 3)
    assert ours.dtype == np.uint8
    # A shift by half a pixel would be about 1.5 here.
    difference = np.abs(ours - openclip_pixels(image, spec))
    assert difference.mean() < 0.1
    assert difference.max() < 8


def test_half_a_pixel_of_shift_would_be_noticed():
    image = smooth(301, 200)
    spec = SPECS[0]
    shifted = image.transform(image.size, Image.Transform.AFFINE, (1, 0, 1.6, 0, 1, 0), Image.Resampling.BILINEAR)
    assert np.abs(prepare(shifted, spec) - openclip_pixels(image, spec)).mean() > 0.5


@pytest.mark.parametrize("size", [(300, 200), (200, 300), (100, 100)])
def test_a_margin_is_cropped_after_scaling_to_resize_px(size):
    """The starter model's geometry, timm's: scale the shorter side to 80, keep the middle 64."""
    from torchvision.transforms import CenterCrop, InterpolationMode, Resize

    image = smooth(*size)
    expected = CenterCrop(64)(Resize(80, interpolation=InterpolationMode.BICUBIC)(image))
    ours = prepare(image, Preprocessing(64, 80))
    assert np.abs(ours - np.asarray(expected, dtype=float)).mean() < 0.1


def test_padding_has_the_grey_that_was_asked_for():
    pixels = prepare(Image.new("RGB", (40, 20), "white"), Preprocessing(40, 40, ResizeMode.LONGEST, fill=99))
    assert pixels[:10].min() == pixels[:10].max() == 99
    assert pixels[30:].min() == pixels[30:].max() == 99
    assert pixels[10:30].min() == 255


def test_a_coarser_picture_keeps_the_geometry_of_the_original():
    full = smooth(1501, 1003)
    coarse = full.reduce(4)
    for spec in SPECS:
        ours = prepare(coarse, spec, full.size)
        assert np.abs(ours - prepare(full, spec).astype(float)).mean() < 0.7, spec


def test_a_thread_of_a_picture_needs_no_memory_for_what_is_not_seen():
    # Scaled as a whole it would be 224 x 22,400,000 pixels.
    assert prepare(Image.new("RGB", (100_000, 1), "red"), Preprocessing(224, 224)).shape == (224, 224, 3)
    assert prepare(Image.new("RGB", (1, 100_000), "red"), Preprocessing(224, 224, ResizeMode.LONGEST)).max() == 255


def test_headroom_keeps_three_times_the_models_pixels():
    assert headroom((4000, 3000), Preprocessing(224, 250)) == pytest.approx(4.0)
    assert headroom((3000, 4000), Preprocessing(250, 250, ResizeMode.SQUASH)) == pytest.approx(4.0)
    assert headroom((3000, 1000), Preprocessing(250, 250, ResizeMode.LONGEST)) == pytest.approx(4.0)


@pytest.mark.parametrize("mode", ResizeMode)
def test_real_photos_decode_to_open_clips_pixels(shared_data, mode):
    """From the file, with draft and coarsening, against everything at full size."""
    spec = Preprocessing(224, 224, mode)
    with open(shared_data / "photos_class" / "manifest.csv", encoding="utf-8", newline="") as file:
        photos = [row["file"] for row in csv.DictReader(file) if row["content"] == "photo"]
    paths = [shared_data / "photos_class" / name for name in random.Random(4).sample(photos, 25)]
    with open(shared_data / "exif" / "manifest.csv", encoding="utf-8", newline="") as file:
        large = [
            shared_data / "exif" / row["file"]
            for row in csv.DictReader(file)
            if row["type"] == "JPEG" and min(int(row["width"] or 0), int(row["height"] or 0)) >= 1000
        ]
    assert len(large) >= 20
    differences = []
    for path in paths + large:
        with Image.open(path) as image:
            expected = openclip_pixels(ImageOps.exif_transpose(image).convert("RGB"), spec)
        differences.append(float(np.abs(decode(str(path), spec).pixels - expected).mean()))
    assert max(differences) < 0.6
    assert sum(differences) / len(differences) < 0.15


@pytest.mark.parametrize("spec", SPECS[::2], ids=lambda spec: f"{spec.mode}")
@pytest.mark.parametrize("size", [(300, 200), (200, 300), (1000, 40), (64, 64), (50, 31)])
def test_the_part_that_is_seen_is_where_it_is_said_to_be(spec, size):
    """A red dot is put in the middle of each quarter of what is said to be seen, and looked for in the square."""
    of_photo, of_square = seen_part(size, spec)
    for x, y in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
        image = np.zeros((size[1], size[0], 3), np.uint8)
        across, down = of_photo.x + x * of_photo.width, of_photo.y + y * of_photo.height
        image[int(down * size[1]), int(across * size[0])] = 255
        light = prepare(Image.fromarray(image), spec).astype(float).sum(axis=2)
        rows, columns = np.mgrid[0:64, 0:64] + 0.5
        found = (light * columns).sum() / light.sum() / 64, (light * rows).sum() / light.sum() / 64
        # Half a pixel of the photo, as the dot is not a point, and of the square.
        expected = of_square.x + x * of_square.width, of_square.y + y * of_square.height
        slack = 1 / 64 + max(of_square.width / of_photo.width / size[0], of_square.height / of_photo.height / size[1])
        np.testing.assert_allclose(found, expected, atol=slack)


def test_all_of_a_photo_is_seen_unless_its_ends_are_cut():
    shortest, squash, longest = (Preprocessing(64, 64, mode) for mode in ResizeMode)
    assert seen_part((300, 200), squash) == (Region(0, 0, 1, 1), Region(0, 0, 1, 1))
    assert seen_part((400, 200), longest) == (Region(0, 0, 1, 1), Region(0, 0.25, 1, 0.5))
    assert seen_part((200, 400), longest) == (Region(0, 0, 1, 1), Region(0.25, 0, 0.5, 1))
    assert seen_part((400, 200), shortest) == (Region(0.25, 0, 0.5, 1), Region(0, 0, 1, 1))
    assert seen_part((200, 400), shortest) == (Region(0, 0.25, 1, 0.5), Region(0, 0, 1, 1))
    margin = seen_part((200, 200), Preprocessing(64, 80))
    assert margin == (Region(0.1, 0.1, 0.8, 0.8), Region(0, 0, 1, 1))
