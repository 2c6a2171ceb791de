/** Classifies pictures with onnxruntime; nothing of this project is needed. */
export const CLASSIFICATION_PY = `"""Says which breed the cat in a picture is.

Needs: pip install huggingface_hub onnxruntime numpy pillow
Use:   python classification_example.py cat.jpg                  fetches the model
       python classification_example.py cat.jpg path/to/folder   uses the repository's files in that folder
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image, ImageOps

REPO = "{{repo}}"
FILTERS = {"box": Image.Resampling.BOX, "bilinear": Image.Resampling.BILINEAR, "hamming": Image.Resampling.HAMMING,
           "bicubic": Image.Resampling.BICUBIC, "lanczos": Image.Resampling.LANCZOS}


def model_file(name, folder):
    if folder is not None:
        return Path(folder, name)
    from huggingface_hub import hf_hub_download

    return Path(hf_hub_download(REPO, name))


def preprocess(path, spec):
    picture = ImageOps.exif_transpose(Image.open(path))
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, (*spec["background"], 255)), picture)
    picture = picture.convert("RGB")
    short, crop = spec["resize"]["short_side"], spec["crop"]
    width, height = picture.size
    size = (short, short * height // width) if width <= height else (short * width // height, short)
    picture = picture.resize(size, FILTERS[spec["resize"]["resample"]])
    pixels = np.full((crop["height"], crop["width"], 3), crop["pad"], np.uint8)
    left, top = (size[0] - crop["width"]) // 2, (size[1] - crop["height"]) // 2
    seen = np.asarray(picture)[max(top, 0) : top + crop["height"], max(left, 0) : left + crop["width"]]
    pixels[max(-top, 0) :, max(-left, 0) :][: seen.shape[0], : seen.shape[1]] = seen
    scaled = pixels.astype(np.float32) * np.float32(spec["rescale_factor"])
    scaled = (scaled - np.float32(spec["mean"])) / np.float32(spec["std"])
    return scaled.transpose(2, 0, 1)[None].astype(np.float32)


def main(picture, folder=None):
    manifest = json.loads(model_file("tiny-cats.json", folder).read_text(encoding="utf-8"))
    graph = next(file["path"] for file in manifest["files"] if file["role"] == "model")
    session = onnxruntime.InferenceSession(str(model_file(graph, folder)), providers=["CPUExecutionProvider"])
    pixels = preprocess(picture, manifest["preprocessing"])
    logits = session.run([manifest["outputs"][0]["name"]], {manifest["inputs"][0]["name"]: pixels})[0][0]
    scores = np.exp(logits.astype(np.float64) - logits.max())
    scores /= scores.sum()
    for label in np.argsort(-scores)[:5]:
        print(f"{scores[label]:.6f}  {manifest['labels'][label]}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
`;
