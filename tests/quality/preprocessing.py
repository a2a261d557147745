"""Do our pixels give the embeddings that open_clip's own transform gives? Cosines over real photos.

`python -m tests.quality.preprocessing --data DIR --json FILE`, DIR with `photos_class/` and `exif/`. Each photo is
prepared twice for a 224 px model: by the product (a coarse JPEG decode, then our geometry) and by open_clip's
`image_transform` after a full decode. Both go through the trained network of the starter, without its own geometry,
since random weights see no difference. Pictures with transparency are left out:
open_clip shows them on black or whatever their pixels hide, we on white. Goal: mean >= 0.999, worst >= 0.99.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from clipphotos.core.errors import UnreadableFileError
from clipphotos.core.preprocessing import Preprocessing
from clipphotos.embedding import starter
from clipphotos.media.decode import decode

_SIZE_PX = 224
_EXTENSIONS = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff"}


def measure(data: Path, cache: Path) -> dict[str, object]:
    """Return, per set, the number of photos and the mean and worst cosine."""
    import torch
    from open_clip.transform import image_transform

    tower = starter.StarterSource().build(cache, allow_download=False).image_tower
    theirs = image_transform(_SIZE_PX, is_train=False, mean=(0, 0, 0), std=(1, 1, 1))

    def embed(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        with torch.inference_mode():
            vector: npt.NDArray[np.float32] = tower(torch.from_numpy(pixels[np.newaxis]))[0].numpy()
        return vector

    found: dict[str, Any] = {}
    for name in ("photos_class", "exif"):
        cosines, worst = [], ("", 1.0)
        for path in sorted((data / name / "files").rglob("*")):
            if path.suffix.lower() not in _EXTENSIONS:
                continue
            try:
                ours = decode(str(path), Preprocessing(_SIZE_PX, _SIZE_PX)).pixels
            except UnreadableFileError:
                continue
            with Image.open(path) as image:
                if image.has_transparency_data:
                    continue
                full = theirs(ImageOps.exif_transpose(image))
            pixels = (full.permute(1, 2, 0).numpy() * 255).round().astype(np.uint8)
            cosine = float(embed(ours) @ embed(pixels))
            cosines.append(cosine)
            worst = min(worst, (path.name, cosine), key=lambda pair: pair[1])
        found[name] = {
            "photos": len(cosines),
            "mean": float(np.mean(cosines)),
            "worst": worst[1],
            "worst_file": worst[0],
        }
    return found


def main() -> None:
    """Print the table and write the JSON."""
    parser = argparse.ArgumentParser(description="Do our pixels give the embeddings that open_clip's transform gives?")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path(".cache/models"), help="the folder of converted models")
    parser.add_argument("--json", type=Path, required=True)
    args = parser.parse_args()
    found = measure(args.data, args.cache)
    for name, row in found.items():
        print(f"{name:14} {row}")
    args.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
