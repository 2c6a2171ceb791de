"""How the classifier sees a picture, without any of the project's code: Pillow, numpy, onnxruntime."""

import numpy as np
from PIL import Image, ImageOps

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


def pixels(image):
    width, height = image.size
    short, long = min(width, height), max(width, height)
    size = [256 if side == short else int(256 * long / short) for side in (width, height)]
    array = np.asarray(image.resize(size, Image.BILINEAR))
    top, left = (array.shape[0] - 224) // 2, (array.shape[1] - 224) // 2
    crop = array[top : top + 224, left : left + 224].astype(np.float32) / np.float32(255)
    return ((crop - MEAN) / STD).transpose(2, 0, 1)[None]


def opened(path):
    return ImageOps.exif_transpose(Image.open(path)).convert("RGB")


def probabilities(session, image):
    logits = session.run(["logits"], {"pixel_values": pixels(image)})[0][0].astype(np.float64)
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()
