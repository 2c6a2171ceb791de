"""The embedded classifier's answer for chelsea.png, by Pillow and onnxruntime alone."""

import hashlib
import json
import pathlib

import numpy as np
import onnxruntime
import PIL
from PIL import Image

ROOT = pathlib.Path(__file__).parent.parent.parent.parent
MODEL = ROOT / "packages" / "models" / "classifier" / "onnx" / "model.onnx"
PICTURE = ROOT / "tooling" / "fixtures" / "chelsea.png"
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


image = Image.open(PICTURE).convert("RGB")
width, height = image.size
short, long = min(width, height), max(width, height)
size = [256 if side == short else int(256 * long / short) for side in (width, height)]
resized = np.asarray(image.resize(size, Image.BILINEAR))
top, left = (resized.shape[0] - 224) // 2, (resized.shape[1] - 224) // 2
crop = resized[top : top + 224, left : left + 224].astype(np.float32) / np.float32(255)
pixels = ((crop - MEAN) / STD).transpose(2, 0, 1)[None]
logits = onnxruntime.InferenceSession(str(MODEL)).run(["logits"], {"pixel_values": pixels})[0][0].astype(np.float64)
powers = np.exp(logits - logits.max())

(pathlib.Path(__file__).parent.parent / "vectors" / "classify-chelsea.json").write_text(
    json.dumps(
        {
            "script": pathlib.Path(__file__).name,
            "script_sha256": sha256(pathlib.Path(__file__)),
            "versions": {"pillow": PIL.__version__, "onnxruntime": onnxruntime.__version__, "numpy": np.__version__},
            "model_sha256": sha256(MODEL),
            "picture_sha256": sha256(PICTURE),
            "logits": logits.tolist(),
            "probabilities": (powers / powers.sum()).tolist(),
        },
        indent=1,
    )
    + "\n"
)
