from __future__ import annotations

import csv
import io
import warnings
from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

from clipphotos.core.errors import UnreadableFileError
from clipphotos.core.photo import CaptureFacts
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.media.decode import decode
from clipphotos.media.exif import read_exif, read_facts, read_orientation
from clipphotos.media.formats import known_extension


def facts_of(main=None, shot=None, gps=None):
    """The facts read back from a JPEG with these tags."""
    exif = Image.Exif()
    exif.update(main or {})
    exif.get_ifd(IFD.Exif).update(shot or {})
    exif.get_ifd(IFD.GPSInfo).update(gps or {})
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    with Image.open(out) as image:
        return read_facts(read_exif(image))


def test_reads_every_fact():
    facts = facts_of(
        {Base.Make: "NIKON CORPORATION", Base.Model: "NIKON D70"},
        {
            Base.DateTimeOriginal: "2004:08:27 13:52:55",
            Base.OffsetTimeOriginal: "+02:00",
            Base.LensModel: "18-70mm f/3.5",
            Base.ExposureTime: IFDRational(1, 250),
            Base.FNumber: IFDRational(56, 10),
            Base.ISOSpeedRatings: 200,
            Base.FocalLength: IFDRational(18, 1),
        },
        {
            GPS.GPSLatitudeRef: "S",
            GPS.GPSLatitude: (IFDRational(33), IFDRational(51), IFDRational(36)),
            GPS.GPSLongitudeRef: "E",
            GPS.GPSLongitude: (IFDRational(151), IFDRational(12), IFDRational(0)),
        },
    )
    assert facts == CaptureFacts(
        taken=datetime(2004, 8, 27, 13, 52, 55, tzinfo=timezone(timedelta(hours=2))),
        camera="NIKON D70",
        lens="18-70mm f/3.5",
        exposure_s=pytest.approx(1 / 250),
        aperture=pytest.approx(5.6),
        iso=200,
        focal_length_mm=18.0,
        latitude=pytest.approx(-33.86),
        longitude=pytest.approx(151.2),
    )


def test_no_exif_is_no_facts():
    assert facts_of() == CaptureFacts()


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("Canon", "Canon EOS 5D", "Canon EOS 5D"),
        ("Apple", "iPhone 11 Pro", "Apple iPhone 11 Pro"),
        ("SONY   ", "  DSC-H1\0junk", "SONY DSC-H1"),
        ("Apple", None, "Apple"),
        (None, "X100", "X100"),
        ("  ", "", None),
        ("小米", "手机 1", "小米 手机 1"),
    ],
)
def test_camera_says_the_make_once(make, model, camera):
    tags = {Base.Make: make, Base.Model: model}
    written = {tag: text.encode() if not text.isascii() else text for tag, text in tags.items() if text is not None}
    assert facts_of(written).camera == camera


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("2020:02:29 23:59:59", datetime(2020, 2, 29, 23, 59, 59)),
        ("2020-02-29T23:59:59", datetime(2020, 2, 29, 23, 59, 59)),
        ("2020:02:29 23:59", datetime(2020, 2, 29, 23, 59)),
        ("0000:00:00 00:00:00", None),
        ("2021:02:29 10:00:00", None),
        ("2020:01:01 24:00:00", None),
        ("1601:01:01 00:00:00", None),
        ("    :  :     :  :  ", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_nonsense_dates_are_absent(text, taken):
    assert facts_of(shot={Base.DateTimeOriginal: text}).taken == taken


def test_dates_fall_back_to_digitised_and_written():
    older, newer = "1999:01:01 10:00:00", "2005:01:01 10:00:00"
    assert facts_of({Base.DateTime: newer}, {Base.DateTimeDigitized: older}).taken == datetime(1999, 1, 1, 10)
    assert facts_of({Base.DateTime: newer}, {Base.DateTimeOriginal: "0000"}).taken == datetime(2005, 1, 1, 10)


@pytest.mark.parametrize(
    ("text", "minutes"), [("+05:30", 330), ("-0800", -480), ("Z", 0), ("+99:00", None), ("   :  ", None), ("5", None)]
)
def test_offsets(text, minutes):
    taken = facts_of(shot={Base.DateTimeOriginal: "2020:01:01 10:00:00", Base.OffsetTimeOriginal: text}).taken
    assert taken is not None
    assert taken.utcoffset() == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize("value", [IFDRational(0, 0), IFDRational(1, 0), IFDRational(0, 5), (), "many", b"\0\0"])
def test_numbers_that_are_none_are_absent(value):
    exif = Image.Exif()
    exif.get_ifd(IFD.Exif).update(dict.fromkeys((Base.ExposureTime, Base.FNumber, Base.ISOSpeedRatings), value))
    assert read_facts(exif) == CaptureFacts()


@pytest.mark.parametrize(
    "gps",
    [
        {GPS.GPSLatitude: (10.0, 0.0, 0.0), GPS.GPSLatitudeRef: "N"},
        {GPS.GPSLatitude: (91.0,), GPS.GPSLatitudeRef: "N", GPS.GPSLongitude: (0.0,), GPS.GPSLongitudeRef: "E"},
        {GPS.GPSLatitude: (10.0,), GPS.GPSLatitudeRef: "", GPS.GPSLongitude: (0.0,), GPS.GPSLongitudeRef: "E"},
        {GPS.GPSLatitude: (10.0,), GPS.GPSLatitudeRef: "X", GPS.GPSLongitude: (0.0,), GPS.GPSLongitudeRef: "E"},
        {GPS.GPSLatitude: (), GPS.GPSLatitudeRef: "N", GPS.GPSLongitude: (0.0,), GPS.GPSLongitudeRef: "E"},
        {GPS.GPSLatitude: "here", GPS.GPSLatitudeRef: 7, GPS.GPSLongitude: b"", GPS.GPSLongitudeRef: "E"},
        {GPS.GPSLatitude: (float("nan"),) * 3, GPS.GPSLatitudeRef: "N", GPS.GPSLongitude: 1, GPS.GPSLongitudeRef: "E"},
    ],
)
def test_half_a_position_or_an_impossible_one_is_absent(gps):
    exif = Image.Exif()
    exif.get_ifd(IFD.GPSInfo).update(gps)
    facts = read_facts(exif)
    assert (facts.latitude, facts.longitude) == (None, None)


def test_seconds_of_zero_by_zero_are_none():
    """Some cameras write 0/0 where they have no seconds."""
    exif = Image.Exif()
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitude: (10.0, 30.0, IFDRational(0, 0)),
            GPS.GPSLatitudeRef: b"n\0",
            GPS.GPSLongitude: (20.0, 15.0),
            GPS.GPSLongitudeRef: "W",
        }
    )
    facts = read_facts(exif)
    assert (facts.latitude, facts.longitude) == (10.5, -20.25)


@pytest.mark.parametrize(("value", "expected"), [(1, 1), (6, 6), (8, 8), (0, 1), (9, 1), (255, 1), ("6", 1), (2.0, 1)])
def test_orientation_is_1_unless_it_is_one(value, expected):
    exif = Image.Exif()
    exif[Base.Orientation] = value
    assert read_orientation(exif) == expected


@given(st.binary(max_size=400), st.sampled_from([b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b""]))
def test_garbage_never_raises(garbage, header):
    image = Image.new("RGB", (1, 1))
    image.info["exif"] = b"Exif\0\0" + header + garbage
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # decode() silences Pillow; here it is called alone
        exif = read_exif(image)
        read_facts(exif)
        assert 1 <= read_orientation(exif) <= 8


def _same_place(facts, row):
    if facts.latitude is None or facts.longitude is None:
        return False
    return abs(facts.latitude - float(row["lat"])) < 1e-4 and abs(facts.longitude - float(row["lon"])) < 1e-4


def test_agrees_with_exiftool_on_camera_files(shared_data):
    """Ground truth by ExifTool; it reads XMP too, so a few files must differ."""
    folder = shared_data / "exif"
    asked, right = Counter(), Counter()
    with open(folder / "manifest.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if known_extension(row["file"])]
    for row in rows:
        try:
            facts = decode(str(folder / row["file"]), Preprocessing(64, 64)).facts
        except UnreadableFileError:
            asked["unreadable"] += 1
            continue
        asked["readable"] += 1
        camera = (facts.camera or "").casefold()
        taken = facts.taken.strftime("%Y:%m:%d %H:%M:%S") if facts.taken else None
        offset = facts.taken.strftime("%z") if facts.taken else None
        checks = {
            "make": row["make"].strip() and row["make"].split()[0].casefold() in camera,
            "model": row["model"].strip() and " ".join(row["model"].split()).casefold() in camera,
            "date": row["date_original"] and taken == row["date_original"][:19],
            "offset": row["offset"] and offset == row["offset"].replace(":", ""),
            "position": row["lat"] and row["lon"] and _same_place(facts, row),
        }
        for name, result in checks.items():
            if result != "":
                asked[name] += 1
                right[name] += bool(result)
    rates = {name: right[name] / asked[name] for name in ("make", "model", "date", "offset", "position")}
    for name, rate in rates.items():
        assert asked[name] >= 5, name
        assert rate > 0.98, (name, right[name], asked[name])
    assert asked["readable"] > 30 * asked["unreadable"]
