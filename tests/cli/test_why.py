"""`why`, as a person or a script runs it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.conftest import Run, Say
from tests.photos import real_photo


def test_the_photo_is_written_with_the_heat_map_over_it(run: Run, china: str, tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    before = Path(china).read_bytes()
    code, found = run("why", china, "a palace in China", "--out", str(out))
    assert (code, found["out"], found["translated"]) == (0, str(out), [])
    assert 0 < found["probability"] <= 1
    with Image.open(out) as drawn, Image.open(china) as photo:
        assert (drawn.format, drawn.mode, drawn.size) == ("PNG", "RGB", photo.size)
        over = np.asarray(drawn, np.float32) - np.asarray(photo.convert("RGB"), np.float32)
    assert np.abs(over).mean() > 5
    assert Path(china).read_bytes() == before
    assert os.listdir(tmp_path).count("map.png") == 1
    assert not list(tmp_path.glob(".map*"))


def test_it_is_told_what_was_written(say: Say, china: str, tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    said = say("why", china, "一座宫殿", "--out", str(out))
    assert said.startswith("“一座宫殿” is looked for as “")
    assert f"{out} shows where" in said


def test_a_file_is_overwritten_only_by_force(run: Run, china: str, tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    out.write_text("mine")
    code, document = run("why", china, "a palace", "--out", str(out))
    assert (code, "--force" in document["error"], out.read_text()) == (1, True, "mine")
    assert run("why", china, "a palace", "--out", str(out), "--force")[0] == 0
    with Image.open(out) as drawn:
        assert drawn.format == "PNG"


def test_no_photo_is_ever_overwritten(run: Run, china: str, tmp_path: Path) -> None:
    watched = next(Path(china).parent.glob("*.png"), None) or Path(china)
    own = tmp_path / "own.png"
    with Image.open(china) as photo:
        photo.save(own)
    link = tmp_path / "link.png"
    link.symlink_to(china)
    for photo_, out in ((china, link), (str(own), own), (str(own), watched)):
        before = Path(out).read_bytes()
        code, document = run("why", photo_, "a palace", "--out", str(out), "--force")
        assert code == 1
        assert "never changed" in document["error"] or "must end with .png" in document["error"]
        assert Path(out).read_bytes() == before
    assert link.is_symlink()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["CHINA", " ", "--out", "OUT"], ""),
        (["nowhere.jpg", "a dog", "--out", "OUT"], "nowhere.jpg cannot be read"),
        (["CHINA", "a dog", "--out", "map.jpg"], "must end with .png"),
        (["CHINA", "a dog", "--out", "/nowhere/map.png"], "/nowhere/map.png cannot be written"),
    ],
)
def test_bad_input_gets_a_sentence_and_1(words: list[str], sentence: str, run: Run, china: str, tmp_path: Path) -> None:
    names = {"CHINA": china, "OUT": str(tmp_path / "map.png")}
    code, document = run("why", *(names.get(word, word) for word in words))
    assert code == 1
    assert sentence in document["error"]
    assert len(document["error"].splitlines()) == 1
    assert not (tmp_path / "map.png").exists()


def test_a_small_photo_stays_small(run: Run, tmp_path: Path) -> None:
    shutil.copy(real_photo("flower.jpg"), tmp_path / "flower.jpg")
    with Image.open(tmp_path / "flower.jpg") as photo:
        photo.resize((301, 200)).save(tmp_path / "small.png")
        photo.resize((2400, 400)).save(tmp_path / "wide.png")
    for name, size in (("small.png", (301, 200)), ("wide.png", (1600, 267))):
        assert run("why", str(tmp_path / name), "a flower", "--out", str(tmp_path / f"map-{name}"))[0] == 0
        with Image.open(tmp_path / f"map-{name}") as drawn:
            assert drawn.size == size
