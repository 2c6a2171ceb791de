"""Classifies with Pillow and onnxruntime. Arguments: model folder, threads, photos."""

import io
import json
import os
import sys

import numpy as np
import onnxruntime
import PIL
from PIL import Image, ImageOps
from serve import serve

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)

folder, threads, *paths = sys.argv[1:]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = int(threads)
options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(os.path.join(folder, "onnx", "model.onnx"), options)
with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
    labels = json.load(file)["id2label"]
photos = {}
for path in paths:
    with open(path, "rb") as file:
        photos[path] = file.read()


def classify(path):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(photos[path]))).convert("RGB")
    short = min(image.size)
    image = image.resize([256 * side // short for side in image.size], Image.Resampling.BILINEAR)
    left, top = (image.width - 224) // 2, (image.height - 224) // 2
    crop = np.asarray(image.crop((left, top, left + 224, top + 224)), np.float32) / np.float32(255)
    pixels = np.ascontiguousarray(((crop - MEAN) / STD).transpose(2, 0, 1)[None])
    logits = session.run(["logits"], {"pixel_values": pixels})[0][0].astype(np.float64)
    powers = np.exp(logits - logits.max())
    powers /= powers.sum()
    return [{"label": labels[str(i)], "probability": powers[i]} for i in np.argsort(-powers)[:5]]


serve(f"Pillow {PIL.__version__} and onnxruntime {onnxruntime.__version__}", classify)
