"""Classifies the pictures named on standard input; with a folder as second argument, writes PNG copies there and classifies those.

Independent of the project's code: Pillow, numpy, onnxruntime. Prints one JSON object a line: {file, probabilities}.
"""

import json
import os
import sys

import onnxruntime

from classify_picture import opened, probabilities

session = onnxruntime.InferenceSession(sys.argv[1])
copies = sys.argv[2] if len(sys.argv) > 2 else None
for line in sys.stdin:
    path = line.rstrip("\n")
    image = opened(path)
    name = os.path.basename(path)
    if copies:
        name = os.path.splitext(name)[0] + ".png"
        image.save(os.path.join(copies, name), compress_level=1)
    print(json.dumps({"file": name, "probabilities": probabilities(session, image).tolist()}), flush=True)
