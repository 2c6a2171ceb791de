"""Pillow's way from grey, alpha, CMYK and 16 bits to 8-bit RGB.

16-bit pictures go in as PNG files, since Pillow's memory holds none but grey; alpha is composed by Image.paste with the alpha as mask.
Run: python pillow-convert.py   (writes ../vectors/pillow-convert.json)
"""

import hashlib
import io
import json
import platform
import struct
import zlib
from pathlib import Path

import numpy as np
import PIL
from PIL import Image

HERE = Path(__file__).resolve()
PNG_COLOUR = {1: 0, 2: 4, 3: 2, 4: 6}
MODES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}


def formula_bytes(seed, length):
    state, values = seed, []
    for _ in range(length):
        state = (1664525 * state + 1013904223) % 2**32
        values.append(state >> 24)
    return np.array(values, np.uint8)


def png16(values):
    height, width, channels = values.shape
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    header = struct.pack(">IIBBBBB", width, height, 16, PNG_COLOUR[channels], 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def to_rgb(image, background):
    if image.mode not in ("LA", "RGBA"):
        return image.convert("RGB")
    rgba = image.convert("RGBA")
    out = Image.new("RGB", image.size, background)
    out.paste(rgba, mask=rgba.getchannel("A"))
    return out


def case(name, image, background=(255, 255, 255)):
    pixels = np.asarray(to_rgb(image, background))
    return {"name": name, "background": background, "sha256": hashlib.sha256(pixels.tobytes()).hexdigest()}


def noise(seed, channels):
    return formula_bytes(seed, 64 * 48 * channels).reshape(48, 64, channels).squeeze()


def noise16(seed, channels):
    pairs = formula_bytes(seed, 64 * 48 * channels * 2).astype(int)
    return (pairs[::2] * 256 + pairs[1::2]).reshape(48, 64, channels)


across, down = np.meshgrid(np.arange(256), np.arange(256))
every_pair = np.stack([across, down], -1).astype(np.uint8)
every_ink = np.stack([across, 255 - across, across // 2, down], -1).astype(np.uint8)
deep_grey = noise16(21, 1)

cases = [
    *(case(f"noise8-{n}", Image.fromarray(noise(n, n), MODES[n])) for n in (1, 2, 3, 4)),
    case("noise8-4", Image.fromarray(noise(4, 4), "RGBA"), (17, 128, 200)),
    case("noise8-2", Image.fromarray(noise(2, 2), "LA"), (0, 255, 1)),
    *(case("every-pair", Image.fromarray(every_pair, "LA"), (value,) * 3) for value in (255, 0, 99)),
    case("noise8-cmyk", Image.fromarray(noise(5, 4), "CMYK")),
    case("every-ink", Image.fromarray(every_ink, "CMYK")),
    *(case(f"noise16-{n}", Image.open(io.BytesIO(png16(noise16(20 + n, n))))) for n in (2, 3, 4)),
    case("noise16-4", Image.open(io.BytesIO(png16(noise16(24, 4)))), (17, 128, 200)),
    # Grey of 16 bits alone would be clipped at 255; with an opaque alpha beside it Pillow reduces it as it does colours.
    case("noise16-1", Image.open(io.BytesIO(png16(np.concatenate([deep_grey, np.full_like(deep_grey, 65535)], -1))))),
]

document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {"python": platform.python_version(), "pillow": PIL.__version__, "numpy": np.__version__},
    "description": "Hashes are over the RGB bytes of a 64 x 48 picture of formula bytes (noise8-<channels> from seed channels, cmyk from 5; "
    "noise16 from seed 20 + channels, upper byte first), or of a 256 x 256 one of every pair: grey x with alpha y, "
    "or cyan x, magenta 255 - x, yellow floor(x / 2), black y.",
    "cases": cases,
}
(HERE.parent.parent / "vectors" / "pillow-convert.json").write_text(json.dumps(document, indent=1) + "\n")
