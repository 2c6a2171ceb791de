"""A classifier's preprocessing by Pillow and numpy: chelsea.png and formula pictures, and numpy's float32 normalisation of every value.

Run: python pillow-preprocess.py   (writes ../vectors/pillow-preprocess.json)
"""

import base64
import hashlib
import json
import platform
from pathlib import Path

import numpy as np
import PIL
from PIL import Image

HERE = Path(__file__).resolve()
FIXTURE = HERE.parent.parent.parent / "fixtures" / "chelsea.png"
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


def noise(width, height):
    state, values = width * 65536 + height, []
    for _ in range(width * height * 3):
        state = (1664525 * state + 1013904223) % 2**32
        values.append(state >> 24)
    return Image.fromarray(np.array(values, np.uint8).reshape(height, width, 3))


def seen(image, short_side, crop, resample):
    width, height = image.size
    short = min(width, height)
    resized = image.resize([int(short_side * side / short) for side in (width, height)], resample)
    left, top = (resized.width - crop[0]) // 2, (resized.height - crop[1]) // 2
    return resized.crop((left, top, left + crop[0], top + crop[1]))


def normalized(pixels):
    scaled = pixels.astype(np.float32) / np.float32(255)
    out = ((scaled - MEAN) / STD).transpose(2, 0, 1)
    assert out.dtype == np.float32
    return np.ascontiguousarray(out)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def case(name, image, short_side=256, crop=(224, 224), resample="bilinear"):
    part = seen(image, short_side, crop, getattr(Image.Resampling, resample.upper()))
    tensor = normalized(np.asarray(part))
    return {
        "name": name,
        "size": image.size,
        "short_side": short_side,
        "crop": crop,
        "resample": resample,
        "crop_sha256": sha256(np.asarray(part).tobytes()),
        "tensor_sha256": sha256(tensor.tobytes()),
        "stride": 5003,
        "tensor": base64.b64encode(tensor.ravel()[::5003].tobytes()).decode(),
    }


chelsea = Image.open(FIXTURE)
every_value = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, -1)
document = {
    "script": HERE.name,
    "script_sha256": sha256(HERE.read_bytes()),
    "versions": {"python": platform.python_version(), "pillow": PIL.__version__, "numpy": np.__version__},
    "description": "The part seen (RGB bytes) and the tensor made of it (little-endian float32, channel by channel) as hashes, "
    "and every 5003rd number. normalized: values 0 to 255 for each channel.",
    "chelsea_sha256": sha256(np.asarray(chelsea).tobytes()),
    "normalized": base64.b64encode(normalized(every_value).tobytes()).decode(),
    "cases": [
        case("chelsea", chelsea),
        case("chelsea", chelsea, 232, (224, 224), "bicubic"),
        case("chelsea", chelsea, 200, (224, 224)),
        case("chelsea", chelsea, 64, (64, 64), "lanczos"),
        *(case("noise", noise(*size)) for size in [(500, 375), (375, 500), (333, 500), (256, 256), (224, 300), (100, 101)]),
        *(case("noise", noise(*size)) for size in [(1, 1), (640, 3), (3, 640), (2, 201), (301, 2)]),
        *(case("noise", noise(*size), 99, (224, 100)) for size in [(80, 60), (60, 80), (64, 64)]),
        *(case("noise", noise(*size), 255, (256, 224), "box") for size in [(80, 60), (60, 80)]),
    ],
}
(HERE.parent.parent / "vectors" / "pillow-preprocess.json").write_text(json.dumps(document, indent=1) + "\n")
