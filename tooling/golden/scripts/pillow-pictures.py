"""Writes one small picture in each format and kind, and the RGB pixels that Pillow reads from it.

EXIF orientation is applied, ICC profiles are ignored, alpha is composed over white, 16 bits give their high byte.
"""

import base64
import hashlib
import io
import json
import pathlib
import struct
import zlib

import numpy as np
import PIL
from PIL import Image, ImageCms, ImageOps, features

VECTORS = pathlib.Path(__file__).parent.parent / "vectors"
OUT = VECTORS / "pictures"
WIDTH, HEIGHT = 24, 16


def gradient(channels):
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [x * 10 + 5, y * 15 + 3, 255 - x * 5 - y * 7, (x * 11 + y * 13) % 256]
    return np.stack(planes[:channels], -1).clip(0, 255).astype(np.uint8)


rgb = Image.fromarray(gradient(3), "RGB")
rgba = Image.fromarray(gradient(4), "RGBA")
grey = Image.fromarray(gradient(1)[..., 0], "L")


def png16(array):
    """A 16-bit PNG, which Pillow itself can't write for RGB and RGBA."""
    height, width, channels = array.shape
    colour = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in array)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 16, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def saved(image, kind, **options):
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def deep(channels):
    low = np.arange(WIDTH * HEIGHT * channels).reshape(HEIGHT, WIDTH, channels) * 37 % 256
    return gradient(channels).astype(np.uint16) * 256 + low.astype(np.uint16)


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    return data


swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
files = {
    "rgb.png": saved(rgb, "PNG"),
    "rgba.png": saved(rgba, "PNG"),
    "grey.png": saved(grey, "PNG"),
    "grey-alpha.png": saved(Image.merge("LA", (grey, rgba.getchannel("A"))), "PNG"),
    "palette.png": saved(rgb.quantize(16), "PNG"),
    "palette-transparent.png": saved(rgb.quantize(16), "PNG", transparency=3),
    "one-bit.png": saved(grey.convert("1"), "PNG"),
    "grey-16.png": png16(deep(1)),
    "grey-alpha-16.png": png16(deep(2)),
    "rgb-16.png": png16(deep(3)),
    "rgba-16.png": png16(deep(4)),
    "icc.png": saved(rgb, "PNG", icc_profile=swapped),
    "rgb.jpg": saved(rgb, "JPEG", quality=90),
    "rgb-444.jpg": saved(rgb, "JPEG", quality=95, subsampling=0),
    "progressive.jpg": saved(rgb, "JPEG", quality=80, progressive=True),
    "grey.jpg": saved(grey, "JPEG", quality=90),
    "cmyk.jpg": saved(rgb.convert("CMYK"), "JPEG", quality=95),
    "icc.jpg": saved(rgb, "JPEG", quality=90, icc_profile=swapped),
    **{f"exif-{o}.jpg": saved(rgb, "JPEG", quality=90, exif=exif(o)) for o in range(2, 9)},
    "rgb.webp": saved(rgb, "WEBP", quality=90),
    "lossless-alpha.webp": saved(rgba, "WEBP", lossless=True, exact=True),
    "rgb.avif": saved(rgb, "AVIF", quality=95, subsampling="4:4:4"),
    "animated.gif": saved(rgb.quantize(32), "GIF", save_all=True, append_images=[grey.convert("P")], duration=50),
    "rgb.tiff": saved(rgb, "TIFF"),
}


def high_byte(image):
    """16-bit grey opens as I;16: its high byte, as Pillow takes for 16-bit RGB."""
    return Image.fromarray((np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8), "L")


def pixels(data):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    if image.mode.startswith("I"):
        image = high_byte(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, (255, 255, 255))
        white.paste(image, mask=image.getchannel("A"))
        return white
    return image.convert("RGB")


OUT.mkdir(parents=True, exist_ok=True)
pictures = {}
for name, data in files.items():
    (OUT / name).write_bytes(data)
    image = pixels(data)
    pictures[name] = {"mode": Image.open(io.BytesIO(data)).mode, "width": image.width, "height": image.height, "rgb": base64.b64encode(image.tobytes()).decode()}

script = pathlib.Path(__file__)
(VECTORS / "pillow-pictures.json").write_text(
    json.dumps(
        {
            "script": script.name,
            "script_sha256": hashlib.sha256(script.read_bytes()).hexdigest(),
            "versions": {"pillow": PIL.__version__, "numpy": np.__version__, "libjpeg_turbo": features.version("libjpeg_turbo"), "webp": features.version("webp"), "avif": features.version("avif")},
            "pictures": pictures,
        },
        indent=1,
    )
    + "\n"
)
