"""PNG files of every kind, each with the RGB that Pillow reads from it (composed over white), and files with texts.

Pillow writes what it can; 16-bit and interlaced files are packed here and read by Pillow.
Run: python pillow-png.py   (writes ../vectors/pillow-png.json)
"""

import base64
import hashlib
import io
import json
import platform
import struct
import zlib
from pathlib import Path

import numpy as np
import PIL
from PIL import Image, PngImagePlugin

HERE = Path(__file__).resolve()
RANDOM = np.random.default_rng(12)
WIDTH, HEIGHT = 11, 9
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def smooth(channels, top):
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [(x * (20 + 9 * c) + y * (31 - 7 * c) + RANDOM.integers(0, 9, x.shape)) * (top + 1) // 700 for c in range(channels)]
    return np.clip(np.stack(planes, -1), 0, top)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def pack(rows, depth):
    """Rows of samples as a PNG stores them, filter types 0, 1 and 2 in turn."""
    out, above = b"", None
    for number, row in enumerate(rows):
        bits = "".join(format(value, f"0{depth}b") for value in row.ravel())
        bits += "0" * (-len(bits) % 8)
        line = np.array([int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)], np.uint8)
        bpp = max(1, row.shape[-1] * depth // 8)
        before = np.concatenate([np.zeros(bpp, np.uint8), line])[: len(line)]
        up = np.zeros_like(line) if above is None else above
        kind = number % 3
        out += bytes([kind]) + (line - [np.zeros_like(line), before, up][kind]).astype(np.uint8).tobytes()
        above = line
    return out


def png(samples, depth, colour, interlaced=False, extra=()):
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour, 0, 0, int(interlaced))
    grids = [samples[y::dy, x::dx] for x, y, dx, dy in (ADAM7 if interlaced else [(0, 0, 1, 1)])]
    data = zlib.compress(b"".join(pack(grid, depth) for grid in grids if grid.size))
    half = len(data) // 2
    chunks = [(b"IHDR", header), *extra, (b"IDAT", data[:half]), (b"IDAT", data[half:]), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*entry) for entry in chunks)


def saved(image, **options):
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue()


def rgb(file):
    image = Image.open(io.BytesIO(file))
    if image.mode == "I;16":
        grey = (np.asarray(image) >> 8).astype(np.uint8)
        return np.stack([grey] * 3, -1)
    if image.mode not in ("LA", "RGBA") and "transparency" not in image.info:
        return np.asarray(image.convert("RGB"))
    rgba = image.convert("RGBA")
    out = Image.new("RGB", image.size, (255, 255, 255))
    out.paste(rgba, mask=rgba.getchannel("A"))
    return np.asarray(out)


def picture(name, file):
    return {"name": name, "png": base64.b64encode(file).decode(), "rgb": base64.b64encode(rgb(file).tobytes()).decode()}


def palette(depth):
    colours = RANDOM.integers(0, 256, 3 * 2**depth, np.uint8)
    return (b"PLTE", colours.tobytes())


def pillow_files():
    colour = Image.fromarray(smooth(3, 255).astype(np.uint8))
    alpha = Image.fromarray(smooth(4, 255).astype(np.uint8), "RGBA")
    grey = Image.fromarray(smooth(1, 255).astype(np.uint8)[:, :, 0])
    yield "pillow rgb", saved(colour)
    yield "pillow rgb, one colour transparent", saved(colour, transparency=colour.getpixel((3, 4)))
    yield "pillow rgba", saved(alpha)
    yield "pillow grey", saved(grey)
    yield "pillow grey, one value transparent", saved(grey, transparency=grey.getpixel((3, 4)))
    yield "pillow grey and alpha", saved(alpha.convert("LA"))
    yield "pillow 1 bit", saved(grey.convert("1"))
    yield "pillow grey 16", saved(Image.fromarray(smooth(1, 65535).astype(np.uint16)[:, :, 0]))
    for colours in (2, 4, 16, 200):
        indexed = colour.quantize(colours)
        yield f"pillow palette of {colours}", saved(indexed)
        yield f"pillow palette of {colours}, transparent", saved(indexed, transparency=bytes([0, 90]))


def packed_files():
    for colour, depths in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.items():
        for depth in depths:
            samples = smooth(SAMPLES[colour], 2**depth - 1)
            extra = [palette(depth)] if colour == 3 else []
            for interlaced in (False, True):
                yield f"colour {colour}, {depth} bits, {'' if interlaced else 'not '}interlaced", png(samples, depth, colour, interlaced, extra)


def texts():
    info = PngImagePlugin.PngInfo()
    info.add_text("Title", "Chat persan, âgé de 3 ans\nsecond line")
    info.add_text("packed", "abc " * 50, zip=True)
    info.add_itxt("Beschreibung", "Кошка 猫 🐈", lang="de", tkey="Описание")
    info.add_itxt("packed international", "猫" * 40, zip=True)
    info.add_text("empty", "")
    file = saved(Image.new("RGB", (2, 1)), pnginfo=info)
    return {"png": base64.b64encode(file).decode(), "text": dict(Image.open(io.BytesIO(file)).text)}


document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {"python": platform.python_version(), "pillow": PIL.__version__, "numpy": np.__version__},
    "description": f"Files in base64 and the RGB bytes of each, {WIDTH} x {HEIGHT}. Grey of 16 bits alone is taken as its upper bytes.",
    "width": WIDTH,
    "height": HEIGHT,
    "texts": texts(),
    "pictures": [picture(name, file) for source in (pillow_files(), packed_files()) for name, file in source],
}
(HERE.parent.parent / "vectors" / "pillow-png.json").write_text(json.dumps(document, indent=1) + "\n")
