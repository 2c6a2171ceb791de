"""Classifies with Python's transformers out of a Hub (HF_ENDPOINT). Arguments: repository, folder of pictures, names of pictures."""

import json
import os
import sys

import numpy
import torch
from PIL import Image
from transformers import AutoModelForImageClassification, pipeline

repo, folder, *names = sys.argv[1:]
pixels = torch.from_numpy(numpy.fromfile(os.path.join(folder, "pixels.f32"), dtype="<f4").reshape(1, 3, 224, 224))
model = AutoModelForImageClassification.from_pretrained(repo).eval()
with torch.no_grad():
    logits = model(pixel_values=pixels).logits[0].tolist()
classify = pipeline("image-classification", model=repo)
pictures = {}
for name in names:
    with Image.open(os.path.join(folder, name)) as image:
        found = classify(image.convert("RGB"), top_k=1000)
    pictures[name] = {one["label"]: one["score"] for one in found}
print(json.dumps({"logits": logits, "pictures": pictures}))
