"""Is what a heat map shows what the model looks at?

    python -m tests.quality.why --data ../shared/data --json why.json

Deletion and insertion (Petsiuk et al., "RISE", arXiv:1806.07421): a photo's pixels are greyed from the hottest to the
coldest, or uncovered in this order from a blurred photo. The mean cosine on the way is to be low for `deletion`, high
for `insertion`. Beside the map stand `blob`, a Gaussian in the middle of every photo, where people put what they
photograph, and `random`, smooth maps of chance. `..._better` is the share of photos on which the map beats it, and
`..._gain` by how much in the mean, with its standard error. How far the starter's maps are spread, and over how many
views of a photo they are meant, was chosen by the same two figures on photos of the same sets, some of them these.

Texts are the objects of COCO photos that two of their captions name, and the labels of Caltech-101. Without `--model`
the starter is measured, and two architectures with random weights, which are written for this: a vision transformer
and a ResNet with an attention pool. Those understand nothing, but a map must be true to what a model computes, whatever
that is: in place of a text, which all photos are about equally near to, stands what tells a photo from the others.
`--pictures` writes overlays to be looked at.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from clipphotos import paths
from clipphotos.core.calibration import Floats
from clipphotos.embedding.attribution.explainer import Explainer
from clipphotos.embedding.encoder import Encoder
from clipphotos.embedding.registry import DEFAULT_MODEL, find_source, load_encoder
from clipphotos.media.decode import decode

_STEPS = 10
"""So many times a tenth of the pixels goes or comes."""
_RANDOM_CELLS = 7
_PICTURES = 20

_TEXT = {"context_length": 24, "vocab_size": 49408, "width": 64, "heads": 2, "layers": 1}
_RANDOM_MODELS = {
    "vit": {"image_size": 224, "layers": 12, "width": 384, "head_width": 64, "patch_size": 32},
    "rn50": {"image_size": 224, "layers": [3, 4, 6, 3], "width": 64, "head_width": 64, "patch_size": None},
}
"""Vision towers of open_clip's ViT-S-32 and RN50."""

Pixels = npt.NDArray[np.uint8]


class Pair(NamedTuple):
    """A photo, and a text that fits it."""

    path: Path
    text: str
    kind: str
    """"coco" or "caltech"."""


def main() -> None:
    """Measure, print a table and write JSON."""
    parser = argparse.ArgumentParser(description="Is what a heat map shows what the model looks at?")
    parser.add_argument("--data", type=Path, required=True, help="a folder laid out as ../shared/data")
    parser.add_argument("--model", help="measure this model only")
    parser.add_argument("--cache", type=Path, default=Path(".cache/models"), help="the folder of converted models")
    parser.add_argument(
        "--photos", type=int, default=60, help="so many, half of either set; a sixth for random weights"
    )
    parser.add_argument("--pictures", type=Path, help="a folder for twenty overlays")
    parser.add_argument("--json", type=Path, required=True)
    args = parser.parse_args()
    pairs = chosen(args.data, args.photos)
    result: dict[str, dict[str, float | str]] = {}
    model = args.model or DEFAULT_MODEL
    encoder = load_encoder(model, args.cache)
    explainer = Explainer(find_source(model), encoder, args.cache)
    if args.pictures is not None:
        write_pictures(encoder, explainer, chosen(args.data, _PICTURES), args.pictures)
    result[model] = measure(encoder, explainer, pairs)
    encoder.close()
    if args.model is None:
        for name, vision in _RANDOM_MODELS.items():
            with random_model(name, vision) as (model_id, cache):
                encoder = load_encoder(model_id, cache, runtime="torch")
                explainer = Explainer(find_source(model_id), encoder, cache)
                result[f"{name} (random weights)"] = measure(
                    encoder, explainer, pairs[: len(pairs) // 6], by_difference=True
                )
                encoder.close()
    for name, figures in result.items():
        print(name)
        for key, value in figures.items():
            print(f"  {key:28} {value}")
    args.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def chosen(data: Path, count: int) -> list[Pair]:
    """Return photos with a text each, the two sets in turn, the same ones every time."""
    known = set((paths.resources() / "concepts.txt").read_text("utf-8").splitlines())
    coco = []
    for row in _rows(data / "photos_caption", "coco_mini"):
        said = [set(re.findall("[a-z]+", caption.lower())) for caption in row["captions_en"].split(" ||| ")]
        named = [name for name in row["objects"].split(";") if name in known and sum(name in c for c in said) >= 2]
        if named:
            coco.append(Pair(data / "photos_caption" / row["file"], named[0], "coco"))
    caltech = [
        Pair(data / "photos_class" / row["file"], row["label"].replace("_", " ").lower(), "caltech")
        for row in _rows(data / "photos_class", "caltech101")
    ]
    chance = random.Random(3)
    chance.shuffle(coco)
    chance.shuffle(caltech)
    return [pair for both in zip(coco, caltech, strict=False) for pair in both][:count]


def _rows(folder: Path, subset: str) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["subset"] == subset]


@contextmanager
def random_model(name: str, vision: dict[str, object]) -> Iterator[tuple[str, Path]]:
    """Write an open_clip model with random weights; yield its id and an empty folder for what is made of it."""
    import open_clip
    import torch
    from open_clip import factory
    from safetensors.torch import save_file

    config = {"embed_dim": 256, "vision_cfg": vision, "text_cfg": _TEXT}
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        (folder / f"random-{name}.json").write_text(json.dumps(config), encoding="utf-8")
        open_clip.add_model_config(folder / f"random-{name}.json")
        try:
            torch.manual_seed(0)
            network = factory.CLIP(**config)
            for module in network.visual.modules():  # ResNets start with blocks that do nothing
                if isinstance(module, torch.nn.BatchNorm2d):
                    torch.nn.init.ones_(module.weight)
            save_file(network.state_dict(), folder / "random.safetensors")
            yield f"open_clip:random-{name}/{folder / 'random.safetensors'}", folder / "cache"
        finally:
            factory._MODEL_CONFIG_PATHS.remove(folder / f"random-{name}.json")
            factory._MODEL_CONFIGS.pop(f"random-{name}", None)


def measure(
    encoder: Encoder, explainer: Explainer, pairs: list[Pair], *, by_difference: bool = False
) -> dict[str, float | str]:
    """Return the figures of one model; `by_difference`: what tells a photo from the others stands for its text."""
    size = encoder.info.preprocessing.size_px
    chance = np.random.default_rng(0)
    found: dict[str, list[float]] = {}
    method, took = "", []
    photos = [decode(str(pair.path), encoder.info.preprocessing).pixels for pair in pairs]
    if by_difference:
        texts = encoder.encode_images(np.stack(photos))
        texts = texts - texts.mean(axis=0)
        texts /= np.linalg.norm(texts, axis=1, keepdims=True)
    else:
        texts = encoder.encode_texts([pair.text for pair in pairs])
    for pair, pixels, text in zip(pairs, photos, texts, strict=True):
        start = time.monotonic()
        values, method = explainer.explain(pixels, text)
        took.append(time.monotonic() - start)
        maps = {
            "map": _enlarged(values, size),
            "blob": _blob(size),
            "random": _enlarged(chance.random((_RANDOM_CELLS, _RANDOM_CELLS)).astype(np.float32), size),
        }
        for name, one in maps.items():
            for way, score in zip(
                ("deletion", "insertion"), _scores(encoder.encode_images, pixels, text, one), strict=True
            ):
                for kind in (way, f"{pair.kind}_{way}"):
                    found.setdefault(f"{kind}_{name}", []).append(score)
    figures: dict[str, float | str] = {"method": method, "photos": len(pairs)}
    figures["seconds_first"], figures["seconds_then"] = round(took[0], 2), round(float(np.median(took[1:])), 2)
    for key, scores in found.items():
        figures[key] = round(float(np.mean(scores)), 4)
        way, _, name = key.rpartition("_")
        if name != "map":
            gains = (np.array(scores) - np.array(found[f"{way}_map"])) * (1 if "deletion" in way else -1)
            figures[f"{key}_better"] = round(float(np.mean(gains > 0)), 2)
            figures[f"{key}_gain"] = round(float(gains.mean()), 4)
            figures[f"{key}_gain_error"] = round(float(gains.std() / len(gains) ** 0.5), 4)
    return figures


def _scores(encode: Callable[[Pixels], Floats], pixels: Pixels, text: Floats, values: Floats) -> tuple[float, float]:
    """Return deletion and insertion of a map, (S, S)."""
    ranks = np.empty(values.size)
    ranks[np.argsort(-values.ravel(), kind="stable")] = np.linspace(0, 1, values.size, endpoint=False)
    place = ranks.reshape(*values.shape, 1)
    grey = np.broadcast_to(pixels.mean(axis=(0, 1)), pixels.shape)
    blurred = np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(len(pixels) / 22)))
    shares = np.linspace(0, 1, _STEPS + 1)
    deleted = [np.where(place < share, grey, pixels) for share in shares]
    inserted = [np.where(place < share, pixels, blurred) for share in shares]
    cosines = encode(np.stack(deleted + inserted).astype(np.uint8)) @ text
    return float(cosines[: _STEPS + 1].mean()), float(cosines[_STEPS + 1 :].mean())


def _enlarged(values: Floats, size: int) -> Floats:
    return np.asarray(Image.fromarray(values).resize((size, size), Image.Resampling.BICUBIC))


def _blob(size: int) -> Floats:
    at = np.linspace(-1, 1, size, dtype=np.float32)
    blob: Floats = np.exp(-2 * (at[:, np.newaxis] ** 2 + at**2))
    return blob


def write_pictures(encoder: Encoder, explainer: Explainer, pairs: list[Pair], folder: Path) -> None:
    """Write each photo beside its heat map, the text above."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = encoder.encode_texts([pair.text for pair in pairs])
    for number, (pair, text) in enumerate(zip(pairs, texts, strict=True)):
        pixels = decode(str(pair.path), encoder.info.preprocessing).pixels
        values, method = explainer.explain(pixels, text)
        heat = np.clip(_enlarged(values, len(pixels)), 0, 1)[..., np.newaxis]
        colour = np.concatenate([heat, 0.3 * heat, 1 - heat], axis=2) * 255
        both = np.concatenate([pixels, (0.5 * pixels + 0.5 * colour).astype(np.uint8)], axis=1)
        canvas = Image.new("RGB", (both.shape[1], both.shape[0] + 16))
        canvas.paste(Image.fromarray(both), (0, 16))
        cosine = float(encoder.encode_images(pixels[np.newaxis])[0] @ text)
        ImageDraw.Draw(canvas).text((2, 2), f"{pair.text}: cosine {cosine:.2f}, {method}", fill="white")
        canvas.save(folder / f"{number:02}_{pair.kind}_{pair.text.replace(' ', '-')}.png")


if __name__ == "__main__":
    main()
