"""The stages of measuring drawings, done by Pillow, transformers with torch in float64, numpy and scipy, beside what the project's code left in a folder.

Argument: the folder that eval-stages.ts filled. Prints one JSON object of errors by stage.
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy.linalg
import torch
from PIL import Image, ImageOps

# A build of torchvision for other hardware than torch's lacks operators that it, and transformers with it, only names.
LIBRARY = torch.library.Library("torchvision", "DEF")
LIBRARY.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
from transformers import MobileNetV2ForImageClassification

folder = Path(sys.argv[1])
job = json.loads((folder / "job.json").read_text())
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


def relative(ours, theirs):
    ours, theirs = np.asarray(ours, np.float64), np.asarray(theirs, np.float64)
    return float(np.abs(ours - theirs).max() / np.abs(theirs).max())


model = MobileNetV2ForImageClassification.from_pretrained(job["model"]).eval().double()
decode, resized, features = [], [], []
for n, one in enumerate(job["pictures"]):
    ours = np.fromfile(folder / f"{n}.rgb", np.uint8).reshape(one["height"], one["width"], 3)
    theirs = np.asarray(ImageOps.exif_transpose(Image.open(one["path"])).convert("RGB"))
    decode.append(int(np.abs(ours.astype(int) - theirs).max()))
    small = Image.fromarray(ours).resize((64, 64), Image.BICUBIC, box=one["box"])
    seen = np.asarray(small.resize((224, 224), Image.BICUBIC)).astype(np.float32) / np.float32(255)
    pixels = ((seen - MEAN) / STD).transpose(2, 0, 1)
    mine = np.fromfile(folder / f"{n}.input", np.float32).reshape(pixels.shape)
    resized.append(float(np.abs(mine - pixels).max()))
    with torch.no_grad():
        output = model.mobilenet_v2(torch.from_numpy(mine.astype(np.float64))[None])
    features.append(relative(np.fromfile(folder / f"{n}.features", np.float32), output.pooler_output[0].numpy()))

d = job["dimension"]
a, b = (np.fromfile(folder / f"{name}.f32", np.float32).reshape(-1, d).astype(np.float64) for name in ("real", "drawn"))
means, covariances = [x.mean(0) for x in (a, b)], [np.cov(x, rowvar=False) for x in (a, b)]
statistics = relative(np.fromfile(folder / "mean.f64"), means[0])
# tr((S1 S2)^(1/2)) by the eigenvalues of S1^(1/2) S2 S1^(1/2), all symmetric.
values, vectors = scipy.linalg.eigh(covariances[0])
root = vectors * np.sqrt(np.clip(values, 0, None)) @ vectors.T
inner = scipy.linalg.eigvalsh(root @ covariances[1] @ root)
frechet = ((means[0] - means[1]) ** 2).sum() + np.trace(covariances[0]) + np.trace(covariances[1]) - 2 * np.sqrt(np.clip(inner, 0, None)).sum()


def kernel(x, y):
    return (x @ y.T / d + 1) ** 3


kaa, kbb, kab = kernel(a, a), kernel(b, b), kernel(a, b)
n, m = len(a), len(b)
kid = (kaa.sum() - np.trace(kaa)) / (n * (n - 1)) + (kbb.sum() - np.trace(kbb)) / (m * (m - 1)) - 2 * kab.mean()


def distances(x, y):
    return np.sqrt(np.maximum((x**2).sum(1)[:, None] + (y**2).sum(1)[None] - 2 * x @ y.T, 0))


aa, bb, ab = distances(a, a), distances(b, b), distances(a, b)
radius_a3, radius_a5 = np.sort(aa, 1)[:, 3], np.sort(aa, 1)[:, 5]
radius_b3 = np.sort(bb, 1)[:, 3]
theirs = {
    "frechet": float(frechet), "kid": float(kid),
    "precision": float((ab <= radius_a3[:, None]).any(0).mean()), "recall": float((ab <= radius_b3[None]).any(1).mean()),
    "density": float((ab <= radius_a5[:, None]).sum() / (5 * m)), "coverage": float((ab.min(1) <= radius_a5).mean()),
}
print(json.dumps({
    "pictures": len(decode), "decode_levels": max(decode), "resize_input": max(resized), "features": max(features),
    "statistics": statistics, "distances": {key: abs(job["numbers"][key] - value) / max(abs(value), 1e-12) for key, value in theirs.items()}, "numbers": theirs,
}))
