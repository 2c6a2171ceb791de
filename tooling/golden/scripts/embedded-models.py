"""What PyTorch answers, in float64, with the weights of packages/models: transformers' MobileNetV2 and TinyDiT by its definition."""

import base64
import hashlib
import importlib
import json
import pathlib
import sys

import numpy as np
import safetensors.torch
import torch

# A build of torchvision for other hardware than torch's lacks operators that it, and transformers with it, only names.
LIBRARY = torch.library.Library("torchvision", "DEF")
for operator in ("nms", "qnms"):
    LIBRARY.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

import transformers  # noqa: E402

HERE = pathlib.Path(__file__)
MODELS = HERE.parents[3] / "packages" / "models"


def noise(seed, shape):
    """The sequence of formulaNoise in read-vectors.ts."""
    state, values = seed, np.empty(int(np.prod(shape)))
    for place in range(values.size):
        total = 0
        for _ in range(12):
            state = (1664525 * state + 1013904223) & 0xFFFFFFFF
            total += state >> 16
        values[place] = (total - 393210) / 65536
    return torch.from_numpy(values).reshape(shape)


def load(name, build):
    folder = MODELS / name
    model = build(json.loads((folder / "config.json").read_text()))
    model.load_state_dict(safetensors.torch.load_file(folder / "model.safetensors"), strict=True)
    return model.eval().double()


def classifier(config):
    return transformers.MobileNetV2ForImageClassification(transformers.MobileNetV2Config(**config))


def generator(config):
    sys.dont_write_bytecode = True
    return importlib.import_module("architectures-tinydit").TinyDiT(config)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def text(values, stride=1):
    return base64.b64encode(values.flatten()[::stride].contiguous().numpy().astype("<f8").tobytes()).decode()


STRIDE = 48
TIMES, BREEDS = [0.0, 0.25, 0.9375], [3, 13, 0]
with torch.no_grad():
    photo = load("classifier", classifier)
    pixels = noise(1, (2, 3, 224, 224))
    features = photo.mobilenet_v2(pixels).pooler_output
    logits = photo.classifier(features)
    assert torch.equal(logits, photo(pixels).logits)
    velocity = load("generator", generator)(noise(2, (3, 3, 64, 64)), torch.tensor(TIMES).double(), torch.tensor(BREEDS))

report = {
    "script": HERE.name,
    "script_sha256": sha256(HERE),
    "versions": {"torch": torch.__version__, "transformers": transformers.__version__, "safetensors": safetensors.__version__},
    "description": "Answers are little-endian float64 in base64; of the velocities every stride-th.",
    "classifier": {
        "weights_sha256": sha256(MODELS / "classifier" / "model.safetensors"),
        "seed": 1,
        "logits": text(logits),
        "features": text(features),
    },
    "generator": {
        "weights_sha256": sha256(MODELS / "generator" / "model.safetensors"),
        "seed": 2,
        "timestep": TIMES,
        "breed": BREEDS,
        "stride": STRIDE,
        "velocity": text(velocity, STRIDE),
    },
}
(HERE.parents[1] / "vectors" / "embedded-models.json").write_text(json.dumps(report, indent=1) + "\n")
