"""Temperatures that logits are divided by for the least log loss, and what classifiers are worth before and after.

References: scipy.optimize.minimize_scalar of the log loss by scipy.special.log_softmax in float64; torchmetrics for accuracy and the
calibration error of 15 bins.
Run: python classifier-calibration.py   (writes ../vectors/classifier-calibration.json)
"""

import hashlib
import json
import platform
from pathlib import Path

import numpy as np
import scipy
import torch
import torchmetrics
from scipy import optimize, special
from torchmetrics.functional.classification import multiclass_accuracy, multiclass_calibration_error

HERE = Path(__file__).resolve()


def noise(seed, count):
    """formulaNoise of read-vectors.ts."""
    out = []
    state = seed
    for _ in range(count):
        total = 0
        for _ in range(12):
            state = (1664525 * state + 1013904223) % 2**32
            total += state >> 16
        out.append((total - 393210) / 65536)
    return np.array(out, np.float32)


def case(seed, count, classes, lift, scale):
    labels = np.arange(count) * 7 % classes
    logits = noise(seed, count * classes).reshape(count, classes)
    logits[np.arange(count), labels] += np.float32(lift)
    logits = logits * np.float32(scale)

    def loss(temperature):
        return -special.log_softmax(logits.astype(np.float64) / temperature, axis=1)[np.arange(count), labels].mean()

    # By its logarithm the minimum is as sharp on both sides.
    found = optimize.minimize_scalar(
        lambda x: loss(np.exp(x)), bounds=(np.log(0.01), np.log(100)), method="bounded", options={"xatol": 1e-12}
    )
    probabilities = torch.from_numpy(special.softmax(logits.astype(np.float64), axis=1))
    truth = torch.from_numpy(labels)
    return {
        "seed": seed,
        "count": count,
        "classes": classes,
        "lift": lift,
        "scale": scale,
        "temperature": float(np.exp(found.x)),
        "log_loss": float(loss(1)),
        "least_log_loss": float(found.fun),
        "accuracy": float(multiclass_accuracy(probabilities, truth, classes, average="micro")),
        "calibration_error": float(multiclass_calibration_error(probabilities, truth, classes, n_bins=15)),
    }


document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "torch": torch.__version__,
        "torchmetrics": torchmetrics.__version__,
    },
    "description": "Logits are noise by formula, plus `lift` at the label 7 i mod classes, times `scale`.",
    "cases": [
        case(1, 200, 13, 3.0, 1.0),
        case(2, 200, 13, 3.0, 4.0),
        case(3, 200, 13, 2.0, 0.25),
        case(4, 97, 3, 1.0, 2.5),
        case(5, 61, 2, 0.5, 8.0),
    ],
}
target = HERE.parent.parent / "vectors" / f"{HERE.stem}.json"
target.write_text(json.dumps(document, indent=1) + "\n")
