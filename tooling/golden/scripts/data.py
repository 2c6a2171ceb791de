"""What Python makes of the things that data reads: perceptual hashes, CSV files, quantiles and a token file.

Run: python data.py   (writes ../vectors/data.json)
"""

import base64
import csv
import hashlib
import io
import json
import platform
from pathlib import Path

import numpy as np
import PIL
import scipy
from PIL import Image
from scipy.fft import dctn

HERE = Path(__file__).resolve()
FIXTURE = HERE.parent.parent.parent / "fixtures" / "chelsea.png"


def formula_bytes(seed, length):
    state, values = seed, []
    for _ in range(length):
        state = (1664525 * state + 1013904223) % 2**32
        values.append(state >> 24)
    return np.array(values, np.uint8)


def noise(width, height):
    return formula_bytes(width * 65536 + height, width * height * 3).reshape(height, width, 3)


def edge(width, height):
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    return (np.stack([x * 2 >= width, y * 2 >= height, (x + y) % 5 == 0], -1) * 255).astype(np.uint8)


def ramp(width, height):
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    return np.stack([x * 255 // max(1, width - 1), y * 255 // max(1, height - 1), (x * 7 + y * 3) % 256], -1).astype(np.uint8)


def perceptual_hash(image):
    small = np.asarray(image.resize((32, 32), Image.Resampling.BOX)).astype(np.float64)
    grey = 0.299 * small[..., 0] + 0.587 * small[..., 1] + 0.114 * small[..., 2]
    low = dctn(grey, type=2)[1:9, 1:9].ravel()
    median = np.median(low)
    # Drawn pictures have coefficients that are the median, and would be above or below it by rounding.
    bits = "".join("1" if value - median > 1e-9 * np.abs(low).max() else "0" for value in low)
    return {"hash": f"{int(bits, 2):016x}"}


def picture(kind, width, height):
    array = {"noise": noise, "edge": edge, "ramp": ramp}[kind](width, height)
    return {"kind": kind, "width": width, "height": height, **perceptual_hash(Image.fromarray(array))}


chelsea = Image.open(FIXTURE).convert("RGB")
width, height = chelsea.size
variants = {
    "as it is": chelsea,
    "half": chelsea.resize((width // 2, height // 2), Image.Resampling.LANCZOS),
    "a margin less": chelsea.crop((9, 6, width - 9, height - 6)),
    "brighter": Image.fromarray(np.clip(np.asarray(chelsea).astype(int) + 20, 0, 255).astype(np.uint8)),
    "mirrored": chelsea.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
}

texts = [
    "a,b\n1,2\n",
    "a,b\r\n1,2",
    'a,b\n"x, y","say ""no"""\n',
    'a,b\n"two\nlines",2\n\n3,4\n',
    '"a","b"\n"",\n',
    "a,b\n , x \n",
    'a,b\n"\r\n",é🐈\n',
    ",\n,\n",
]

numbers = [formula_bytes(seed, length).astype(float) for seed, length in ((1, 1), (2, 2), (3, 7), (4, 100))]
shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]

tokens = (formula_bytes(5, 3000).astype(np.uint16) * 197).astype("<u2")

document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {
        "python": platform.python_version(),
        "pillow": PIL.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    },
    "description": "hashes: of formula pictures, and of chelsea.png changed in the ways named. csv: rows of Python's csv.reader, strict, empty "
    "lines left out. quantiles: numpy's, of formula bytes. tokens: numpy's uint16 file of 197 times the formula bytes of seed 5.",
    "hashes": [picture(*args) for args in (("noise", 96, 64), ("edge", 451, 300), ("ramp", 65, 129), ("ramp", 32, 32), ("noise", 7, 9))],
    "chelsea": {name: perceptual_hash(image) for name, image in variants.items()},
    "csv": [
        {"text": text, "rows": [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]} for text in texts
    ],
    "quantiles": [{"seed": i + 1, "length": len(x), "values": np.quantile(x, shares).tolist()} for i, x in enumerate(numbers)],
    "tokens": {"length": len(tokens), "sha256": hashlib.sha256(tokens.tobytes()).hexdigest(), "first": base64.b64encode(tokens[:64].tobytes()).decode()},
}
(HERE.parent.parent / "vectors" / "data.json").write_text(json.dumps(document, indent=1) + "\n")
