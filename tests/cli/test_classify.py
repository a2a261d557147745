"""`classify` and `match`, as a person or a script runs them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Say
from tests.photos import real_photo


@pytest.fixture
def flower() -> str:
    return str(real_photo("flower.jpg"))


def test_labels_of_one_file_come_best_first(run: Run, say: Say, china: str) -> None:
    code, found = run("classify", china, "--labels", "dog, temple,keyboard")
    assert (code, found["labels"]) == (0, ["dog", "temple", "keyboard"])
    (photo,) = found["photos"]
    assert (photo["path"], photo["best"]) == (china, "temple")
    assert sum(photo["probabilities"].values()) == pytest.approx(1, abs=1e-4)
    lines = say("classify", china, "--labels", "dog, temple,keyboard").splitlines()
    assert [line.split()[1] for line in lines] == sorted(
        found["labels"], key=lambda label: -photo["probabilities"][label]
    )
    assert lines[0] == f"{photo['probabilities']['temple']:6.1%}  temple"


def test_labels_of_several_files_are_a_table(say: Say, china: str, flower: str) -> None:
    lines = say("classify", china, flower, "--labels", "flower,temple").splitlines()
    assert lines[0].split() == ["flower", "temple"]
    assert [line.split()[0] for line in lines[1:]] == [china, flower]
    assert len({len(line) for line in lines}) == 1


def test_of_many_labels_the_best_of_each_file_are_told(say: Say, china: str, flower: str, tmp_path: Path) -> None:
    (tmp_path / "labels.txt").write_text("temple\nflower\ndog\ncat\n\ncar\nlake\nkeyboard\n", encoding="utf-8-sig")
    lines = say("classify", china, flower, "--labels-file", str(tmp_path / "labels.txt")).splitlines()
    assert [lines[0], lines[6]] == [f"{china}:", f"{flower}:"]
    assert (lines[1].split()[1], lines[7].split()[1], len(lines)) == ("temple", "flower", 12)


def test_templates_matter_and_several_are_averaged(run: Run, china: str) -> None:
    def of(*templates: str) -> float:
        words = [word for template in templates for word in ("--template", template)]
        found = run("classify", china, "--labels", "temple,dog", *words)[1]
        return float(found["photos"][0]["probabilities"]["temple"])

    plain, drawn = of("{}"), of("a blurred drawing of a {} in the rain")
    both = of("{}", "a blurred drawing of a {} in the rain")
    assert len({plain, drawn, both, of()}) == 4
    assert of("a photo of a {}.") == of()


def test_chinese_labels_are_told_as_they_are_read(say: Say, run: Run, flower: str) -> None:
    assert say("classify", flower, "--labels", "花，keyboard").startswith("“花” is looked for as “flower”.\n")
    found = run("classify", flower, "--labels", "花，keyboard")[1]
    assert found["translated"] == [{"source": "花", "text": "flower"}]
    assert found["photos"][0]["best"] == "花"


def test_descriptions_of_one_file_come_best_first(run: Run, say: Say, china: str, tmp_path: Path) -> None:
    texts = tmp_path / "texts.txt"
    texts.write_text("a bowl of soup\na palace in China\n", encoding="utf-8")
    code, found = run("match", china, "--texts", str(texts))
    (photo,) = found["photos"]
    assert (code, photo["best"]) == (0, "a palace in China")
    assert photo["of_photos"] == {"a bowl of soup": 1.0, "a palace in China": 1.0}
    lines = say("match", china, "--texts", str(texts)).splitlines()
    assert lines[0].split() == ["fits", "of", "these"]
    assert [line.rsplit(maxsplit=2)[0] for line in lines[1:]] == ["a palace in China", "a bowl of soup"]


def test_descriptions_and_files_are_a_small_table(
    say: Say, china: str, flower: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.TextIOWrapper(io.BytesIO("a flower\na temple\n一座庙\n".encode()))
    monkeypatch.setattr("sys.stdin", typed)
    lines = say("match", flower, china, "--texts", "-").splitlines()
    assert lines[0].startswith("“一座庙” is looked for as “")
    assert lines[1:3] == [f"[1] {flower}", f"[2] {china}"]
    assert lines[3].split() == ["[1]", "[2]", "fits", "best"]
    rows = {line.split("  ")[0]: line.split()[-3:] for line in lines[4:7]}
    assert rows["a flower"][0].endswith("%*")
    assert not rows["a flower"][1].endswith("*")
    assert (rows["a flower"][2], rows["a temple"][2], rows["一座庙"][2]) == ("[1]", "[2]", "[2]")
    assert lines[7] == "* fits this photo best"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["classify", "CHINA"], "There is no label to choose from"),
        (["classify", "CHINA", "--labels", " , "], "There is no label to choose from"),
        (["classify", "CHINA", "--labels", "a,b", "--template", "a photo"], "has no {}, where a label goes"),
        (["classify", "CHINA", "--labels-file", "nowhere.txt"], "nowhere.txt cannot be read"),
        (["classify", "CHINA", "--labels-file", "CHINA"], "is no text"),
        (["classify", "nowhere.jpg", "--labels", "a,b"], "nowhere.jpg cannot be read"),
        (["classify", "EMPTY", "--labels", "a,b"], "cannot be read: It is empty."),
        (["match", "CHINA", "--texts", "EMPTY"], "There is no description to compare"),
        (["match", "nowhere.jpg", "--texts", "TEXTS"], "nowhere.jpg cannot be read"),
    ],
)
def test_bad_input_gets_a_sentence_and_1(words: list[str], sentence: str, run: Run, china: str, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "texts").write_text("a dog\n", encoding="utf-8")
    names = {"CHINA": china, "EMPTY": str(tmp_path / "empty"), "TEXTS": str(tmp_path / "texts")}
    code, document = run(*(names.get(word, word) for word in words))
    assert code == 1
    assert sentence in document["error"]


def test_a_photo_that_is_gone_is_known_by_its_embedding(run: Run, tmp_path: Path) -> None:
    """Its folder is offline, so its file cannot be read now."""
    photos = tmp_path / "photos"
    photos.mkdir()
    photo = photos / "mine.jpg"
    photo.write_bytes(real_photo("flower.jpg").read_bytes())
    run("add", str(photos))
    photos.rename(tmp_path / "elsewhere")
    code, found = run("classify", str(photo), "--labels", "flower,temple")
    assert (code, found["photos"][0]["path"], found["photos"][0]["best"]) == (0, str(photo), "flower")
