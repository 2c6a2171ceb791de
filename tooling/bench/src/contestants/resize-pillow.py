"""Resizes raw pixels with Pillow. Argument: the pixels' file."""

import hashlib
import sys

import PIL
from PIL import Image
from serve import serve

with open(sys.argv[1], "rb") as file:
    image = Image.frombytes("RGB", (500, 375), file.read())

serve(
    f"Pillow {PIL.__version__}",
    lambda name: image.resize((341, 256), Image.Resampling[name.upper()]),
    lambda result: hashlib.sha256(result.tobytes()).hexdigest()[:8],
)
