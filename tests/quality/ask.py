"""Are questions about photos answered rightly, and only where that is likely?

    python -m tests.quality.ask --data ../shared/data --json ask.json

Everything runs through the library that the window and the command line use, over the photos of vqa, photos_class and
stamps together. Each kind of question is measured over all photos, over those that limits were chosen on (`open`), and
over the others (`check`): which half a photo belongs to is a hash of its name.

- `accuracy`: the share of right first candidates, said or not; `answered`: the share of those that are said;
  `accuracy_answered`: of the right ones among these. `baseline`: of what is right if the answer is always the one that
  is most often right; `random`: if any candidate is taken.
- `object`, `colour`, `count`: questions of vqa, by the kind that the program understands; of several answers any
  counts. Answers come from the program's vocabularies. One and several are the same, and so are words that
  resources/answers/synonyms.txt lists beside each other.
- `yes_no_*`: "is there a dog?" about photos that show one, and as many others; of the labels that have a Chinese name.
- `animal_*`: "what animal is this?"; right is the label, a synonym, its last word, and the group of animals.
- `*_en`, `*_zh`: asked in English, in Chinese; `stamps_*`: about cut-out photos instead of whole ones.

Beside the JSON, a picture of the same name (or --curve) shows accuracy against the share that is answered.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from clipphotos.core.asking.nouns import filled
from clipphotos.core.asking.question import understood
from clipphotos.core.asking.records import QuestionKind
from clipphotos.core.errors import KnownError
from clipphotos.embedding.registry import DEFAULT_MODEL
from clipphotos.engine.asking import vocabulary
from clipphotos.engine.library import Library
from tests.quality.search import half

_SETS = ("vqa", "photos_class", "stamps")
_PER_LABEL = 3
"""Photos of a label that "is there one?" is asked of."""
_NO_ANIMALS = """
household or other object, clothing, structure, vehicle, musical instrument, dish or food, furniture, building,
boat or ship, home appliance, fruit, ball, car, fence or barrier, tool, vegetable, bag, cookware, computer, weapon,
truck, bus, bottle, mushroom or fungus, telephone, mountain, geological formation, person, train, camera, toy,
"""
_COLOURS = ((0, 114, 178), (213, 94, 0), (0, 158, 115), (204, 121, 167), (120, 120, 120), (230, 159, 0), (86, 180, 233))

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class _Asked:
    """One question that was answered."""

    file: str
    right: bool
    probability: float
    sure: bool
    truth: frozenset[str]


class _Data:
    """A library over the sets."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.library, self.folder = library, folder
        self.rows: dict[str, Rows] = {}
        for name in _SETS:
            with (folder / name / "manifest.csv").open(encoding="utf-8", newline="") as file:
                self.rows[name] = list(csv.DictReader(file))

    def ask(self, name: str, file: str, question: str, truth: Iterable[str]) -> _Asked:
        """Ask one question; what cannot be answered is wrong, and not said."""
        wanted = frozenset(vocabulary.key(answer) for answer in truth if answer)
        photo_id = self.library.photos.at(str(self.folder / name / file))
        try:
            found = self.library.asking.ask(f"#{photo_id}", question)
        except KnownError as error:
            print(f"not answered: {question}: {error}")
            return _Asked(file, False, 0.0, False, wanted)
        best = found.candidates[0]
        said = best.text if found.question.kind is QuestionKind.YES_NO else vocabulary.key(best.english)
        return _Asked(file, said in wanted, best.probability, found.sure, wanted)


def main() -> None:
    """Measure, print a table, write JSON and the picture."""
    parser = argparse.ArgumentParser(description="Are questions answered rightly?")
    parser.add_argument("--data", type=Path, required=True, help="a folder laid out as ../shared/data")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--cache", type=Path, default=Path(".cache/models"), help="the folder of converted models")
    parser.add_argument("--json", type=Path, required=True)
    parser.add_argument("--curve", type=Path, help="a PNG; the default lies beside the JSON")
    args = parser.parse_args()
    asked: dict[str, list[_Asked]] = {}
    with tempfile.TemporaryDirectory() as directory:
        library = Library(Path(directory) / "library", args.cache)
        try:
            data = _Data(library, args.data)
            library.use_model(args.model)
            library.start(watch=False)
            for name in _SETS:
                library.roots.add(str(args.data / name / "files"))
            library.wait_until_done()
            asked |= _of_rooms(data)
            asked |= _yes_no(data) | _animals(data)
        finally:
            library.close()
    result = {kind: _figures(kind, of_kind) for kind, of_kind in asked.items() if of_kind}
    for kind, row in result.items():
        print(f"{kind:20}", *(f"{key} {value:.3f}" for key, value in row.items() if isinstance(value, float)), row["n"])
    args.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    _draw({kind: asked[kind] for kind in result}, args.curve or args.json.with_suffix(".png"))


def _of_rooms(data: _Data) -> dict[str, list[_Asked]]:
    found: dict[str, list[_Asked]] = defaultdict(list)
    for row in data.rows["vqa"]:
        truth = [_number(answer.strip().replace("_", " ")) for answer in row["answer"].split(",")]
        try:
            kind = understood(row["question"]).kind.value
        except KnownError:
            kind = "not_understood"
        found[kind].append(data.ask("vqa", row["file"], row["question"], truth))
    return found


def _number(answer: str) -> str:
    counts = [word.english for word in vocabulary.words("counts")]
    return counts[int(answer)] if answer.isdecimal() and int(answer) < len(counts) else answer


def _yes_no(data: _Data) -> dict[str, list[_Asked]]:
    """Ask for what photos show, and for as much that they do not show."""
    found: dict[str, list[_Asked]] = defaultdict(list)
    chance = random.Random(6)
    for name, prefix in (("photos_class", ""), ("stamps", "stamps_")):
        shown: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in data.rows[name]:
            if name == "stamps":
                english = re.sub(r"^(?:an?|the|some) ", "", row["label_en"].rstrip(".!").lower())
                if row["content"] != "photo_cutout" or len(english.split()) > 2 or not row["label_zh_CN"]:
                    continue
                shown[english, re.sub("[。!！]|^一[只个条头匹朵]", "", row["label_zh_CN"])].append(row["file"])
            elif row["label_zh"] and not row["content"].startswith("mixed"):
                shown[row["label"], row["label_zh"]].append(row["file"])
        files = sorted({file for of_label in shown.values() for file in of_label})
        for (english, chinese), right in shown.items():
            some = chance.sample(right, min(len(right), _PER_LABEL))
            others = chance.sample([file for file in files if file not in right], len(some))
            for language, question in (
                ("en", f"is there {filled('a {}', english)} in the photo?"),
                ("zh", f"图中有{chinese}吗?"),
            ):
                for file in some:
                    found[f"{prefix}yes_no_{language}"].append(data.ask(name, file, question, ["yes"]))
                for file in others:
                    found[f"{prefix}yes_no_{language}"].append(data.ask(name, file, question, ["no"]))
    return found


def _animals(data: _Data) -> dict[str, list[_Asked]]:
    found: dict[str, list[_Asked]] = defaultdict(list)
    known = {vocabulary.key(word.english) for word in vocabulary.words("animals")}
    for name, prefix in (("photos_class", ""), ("stamps", "stamps_")):
        for row in data.rows[name]:
            if name == "stamps":
                if row["content"] != "photo_cutout" or not row["category"].startswith("animals"):
                    continue
                label = re.sub(r"^(?:an?|the|some) ", "", row["label_en"].rstrip(".!").lower())
                names = [label]
            else:
                names = [row["label"], *filter(None, row["synonyms"].split("; "))]
                animal = (
                    f" {row['coarse']}," not in _NO_ANIMALS.replace("\n", " ")
                    if row["coarse"]
                    else vocabulary.key(row["label"]) in known
                )
                if not animal:
                    continue
            truth = set(names) | set(re.split(", | or ", row.get("coarse", "")))
            if not any(vocabulary.key(one) in known for one in names):
                truth |= {one.rpartition(" ")[2] for one in names}
            for language, question in (("en", "what animal is this?"), ("zh", "图中的动物是什么?")):
                found[f"{prefix}animal_{language}"].append(data.ask(name, row["file"], question, truth))
    return found


def _figures(kind: str, asked: list[_Asked]) -> dict[str, object]:
    result: dict[str, object] = {"n": len(asked), **_shares(asked), "random": round(_random(kind, asked), 4)}
    for part in ("open", "check"):
        of_half = [it for it in asked if half(it.file) == part]
        result[part] = {"n": len(of_half), **(_shares(of_half) if of_half else {})}
    return result


def _shares(asked: list[_Asked]) -> dict[str, float | None]:
    said = [it for it in asked if it.sure]
    often = Counter(answer for it in asked for answer in it.truth).most_common(1)[0][1]
    shares = {
        "accuracy": sum(it.right for it in asked) / len(asked),
        "baseline": often / len(asked),
        "answered": len(said) / len(asked),
        "accuracy_answered": sum(it.right for it in said) / len(said) if said else None,
    }
    return {key: value if value is None else round(value, 4) for key, value in shares.items()}


def _random(kind: str, asked: list[_Asked]) -> float:
    """Return the accuracy of any candidate."""
    if "yes_no" in kind:
        return 0.5
    names = {"object": ("objects", "animals"), "colour": ("colours",), "count": ("counts",)}
    keys = [word.key for name in names.get(kind, ("animals",)) for word in vocabulary.words(name)]
    return float(np.mean([len(it.truth & set(keys)) / len(keys) for it in asked]))


def _draw(asked: dict[str, list[_Asked]], path: Path) -> None:
    """Draw accuracy against the share that is answered, the most probable first; a dot where the limit is."""
    size, edge, legend = 480, 50, 190
    image = Image.new("RGB", (size + 2 * edge + legend, size + 2 * edge), "white")
    draw = ImageDraw.Draw(image)
    for tick in range(0, 11, 2):
        at = edge + size * tick // 10
        draw.line((edge, edge + size - (at - edge), edge + size, edge + size - (at - edge)), fill=(225, 225, 225))
        draw.text((at - 8, edge + size + 6), f"{tick * 10}%", fill="black")
        draw.text((14, edge + size - (at - edge) - 6), f"{tick * 10}%", fill="black")
    draw.text((edge, 16), "accuracy of what is answered, against the share that is answered", fill="black")
    for row, (kind, of_kind) in enumerate(asked.items()):
        colour = _COLOURS[row % len(_COLOURS)]
        ranked = sorted(of_kind, key=lambda it: -it.probability)
        right = np.cumsum([it.right for it in ranked]) / np.arange(1, len(ranked) + 1)
        first = min(9, len(ranked) - 1)  # of fewer answers than ten nothing can be said
        at = [
            (edge + size * (i + 1) / len(ranked), edge + size * (1 - float(right[i])))
            for i in range(first, len(ranked))
        ]
        width = 2 if row < len(_COLOURS) else 1
        if len(at) > 1:
            draw.line(at, fill=colour, width=width)
        said = [it for it in of_kind if it.sure]
        if said:
            x = edge + size * len(said) / len(of_kind)
            y = edge + size * (1 - sum(it.right for it in said) / len(said))
            draw.ellipse((x - 4, y - 4, x + 4, y + 4), fill=colour)
        place = edge + 20 * row
        draw.line((edge + size + 16, place + 6, edge + size + 36, place + 6), fill=colour, width=width)
        draw.text((edge + size + 42, place), f"{kind} ({len(of_kind)})", fill="black")
    image.save(path)


if __name__ == "__main__":
    main()
