"""Pillow's Image.resize of formula pictures: 8-bit RGB, and mode "F" channel by channel as clean-fid uses it.

Run: python pillow-resize.py   (writes ../vectors/pillow-resize.json)
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
FILTERS = {name: getattr(Image.Resampling, name.upper()) for name in ("box", "bilinear", "hamming", "bicubic", "lanczos")}


def picture(kind, width, height):
    """RGB pixels by a formula; ../formula-picture.ts has the same."""
    y, x = np.mgrid[0:height, 0:width]
    if kind == "noise":
        state, values = width * 65536 + height, []
        for _ in range(width * height * 3):
            state = (1664525 * state + 1013904223) % 2**32
            values.append(state >> 24)
        return np.array(values, np.uint8).reshape(height, width, 3)
    if kind == "stripes":
        channels = [x % 2, y % 2, (x + y) % 2]
        return np.stack([255 * channel for channel in channels], -1).astype(np.uint8)
    if kind == "edge":
        channels = [x * 2 >= width, y * 2 >= height, (x + y) % 5 == 0]
        return np.stack([255 * channel.astype(int) for channel in channels], -1).astype(np.uint8)
    assert kind == "ramp"
    return np.stack([x * 255 // max(1, width - 1), y * 255 // max(1, height - 1), (x * 7 + y * 3) % 256], -1).astype(np.uint8)


def resize(pixels, size, name, box):
    return np.asarray(Image.fromarray(pixels).resize(size, FILTERS[name], box=box))


def resize_float(pixels, size, name, box):
    channels = [Image.fromarray(pixels[:, :, c].astype(np.float32)) for c in range(3)]
    assert all(channel.mode == "F" for channel in channels)
    return np.stack([np.asarray(channel.resize(size, FILTERS[name], box=box)) for channel in channels], -1)


def sha256(*arrays):
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def case(function, dtype, kind, before, after, name, box=None):
    out = function(picture(kind, *before), after, name, box).astype(dtype)
    entry = {"filter": name, "kind": kind, "from": before, "to": after, "sha256": sha256(out)}
    if box:
        entry["box"] = box
    if dtype == "<f4":
        entry["stride"] = -(-out.size // 50)
        entry["values"] = base64.b64encode(out.ravel()[:: entry["stride"]].tobytes()).decode()
    elif out.nbytes <= 300:
        entry["values"] = base64.b64encode(out.tobytes()).decode()
    return entry


GEOMETRIES = [
    ("noise", (500, 375), (341, 256), None),
    ("noise", (375, 500), (256, 341), None),
    ("noise", (64, 64), (64, 64), None),
    ("noise", (64, 48), (64, 20), None),
    ("noise", (64, 48), (20, 48), None),
    ("noise", (7, 5), (9, 8), None),
    ("noise", (13, 17), (5, 3), None),
    ("noise", (1, 1), (5, 4), None),
    ("noise", (1, 9), (4, 2), None),
    ("noise", (9, 1), (2, 4), None),
    ("noise", (97, 31), (1, 1), None),
    ("noise", (1031, 2), (7, 1), None),
    ("noise", (2, 1031), (1, 7), None),
    ("noise", (30000, 1), (3, 1), None),
    ("noise", (2, 201), (3, 20), None),
    ("noise", (2, 201), (3, 20), (0.5, 10.25, 1.75, 200.5)),
    ("noise", (2, 201), (2, 20), None),
    ("noise", (2, 200), (3, 20), None),
    ("noise", (2, 201), (3, 202), None),
    ("noise", (33, 21), (211, 157), None),
    ("stripes", (512, 384), (128, 96), None),
    ("stripes", (101, 67), (100, 66), None),
    ("stripes", (101, 67), (51, 34), None),
    ("stripes", (12, 8), (150, 90), None),
    ("edge", (40, 30), (9, 7), None),
    ("edge", (40, 30), (97, 71), None),
    ("ramp", (333, 111), (224, 224), None),
    ("ramp", (256, 256), (255, 255), None),
    ("noise", (60, 45), (30, 30), (10, 5, 50, 40)),
    ("noise", (60, 45), (60, 45), (0, 0, 59.5, 45)),
    ("noise", (60, 45), (60, 20), (0, 0.25, 60, 40.75)),
    ("noise", (60, 45), (31, 45), (0.1, 0, 59.9, 45)),
    ("noise", (60, 45), (33, 21), (7.3, 2.9, 41.62, 44.999)),
    ("noise", (60, 45), (90, 80), (20.123456789, 10.7, 31.3, 19.9)),
    ("noise", (60, 45), (8, 6), (59.5, 44.25, 60, 45)),
    ("stripes", (60, 45), (17, 13), (1 / 3, 2 / 3, 50 + 1 / 7, 40 + 1 / 9)),
]


def sweep(name):
    """Every pair of short sides, across and down."""
    sides = [(a, b) for a in range(1, 17) for b in range(1, 17)]
    across = [resize(picture("noise", a, 2), (b, 2), name, None) for a, b in sides]
    down = [resize(picture("noise", 2, a), (2, b), name, None) for a, b in sides]
    return {"filter": name, "sha256": sha256(*across, *down)}


document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {"python": platform.python_version(), "pillow": PIL.__version__, "numpy": np.__version__},
    "description": "Hashes are over the output's values, row by row, uint8 or little-endian float32; "
    "small outputs of bytes and every stride-th float also in base64. "
    "A sweep resizes noise of a x 2 to b x 2, then of 2 x a to 2 x b, for a and b from 1 to 16, b fastest, hashed in that order.",
    "bytes": [case(resize, "u1", kind, a, b, name, box) for kind, a, b, box in GEOMETRIES for name in FILTERS],
    "sweeps": [sweep(name) for name in FILTERS],
    "floats": [
        case(resize_float, "<f4", kind, a, b, name, box)
        for kind, a, b, box in [*GEOMETRIES, ("ramp", (128, 128), (299, 299), None), ("noise", (400, 300), (299, 299), None)]
        if max(a) <= 512
        for name in FILTERS
    ],
}
lines = [f' "{key}": {json.dumps(value)}' for key, value in document.items() if not isinstance(value, list)]
lines += [f' "{key}": [\n  ' + ",\n  ".join(map(json.dumps, rows)) + "\n ]" for key, rows in document.items() if isinstance(rows, list)]
(HERE.parent.parent / "vectors" / "pillow-resize.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
