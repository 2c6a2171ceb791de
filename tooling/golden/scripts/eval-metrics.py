"""Metrics of features, classes and text by reference libraries, on inputs by formula.

References: torchmetrics (Frechet distance by eigenvalues, polynomial kernel distance, calibration error, Inception Score, perplexity),
scipy (sqrtm, entropy), scikit-learn (classification metrics, nearest neighbours), numpy (singular values, quantiles), Pillow (mode "F").
Run: python eval-metrics.py   (writes ../vectors/eval-metrics.json)
"""

import hashlib
import json
import platform
import warnings
from pathlib import Path

import numpy as np
import PIL
import scipy
import sklearn
import torch
import torchmetrics
from PIL import Image
from scipy import linalg, special, stats
from sklearn import metrics as skm
from sklearn.neighbors import NearestNeighbors
from torchmetrics.image.fid import _compute_fid
from torchmetrics.image.inception import InceptionScore
from torchmetrics.image.kid import poly_mmd
from torchmetrics.classification import MulticlassCalibrationError
from torchmetrics.text import Perplexity

HERE = Path(__file__).resolve()


def noise(seed, length):
    """As formulaNoise of ../read-vectors.ts."""
    state, out = seed, []
    for _ in range(length):
        total = 0
        for _ in range(12):
            state = (1664525 * state + 1013904223) % 2**32
            total += state >> 16
        out.append((total - 393210) / 65536)
    return np.array(out, np.float32).astype(np.float64)


def features(kind, n, d, seed):
    """As formulaFeatures of packages/eval: every operation is one of IEEE float64, in the same order."""
    x = noise(seed, n * d).reshape(n, d)
    if kind == "correlated":
        for j in range(1, d):
            x[:, j] = x[:, j] + 0.875 * x[:, j - 1]
    if kind == "deficient":
        rank = d // 2
        for j in range(rank, d):
            x[:, j] = x[:, j - rank] + 0.5 * x[:, (j - rank + 1) % rank]
    if kind == "scaled":
        for j in range(d):
            x[:, j] = x[:, j] * 2.0 ** -(j // 2)
    if kind == "offset":
        x = x + 1000.0
    return x


def frechet(a, b):
    m1, m2 = a.mean(0), b.mean(0)
    s1, s2 = np.cov(a, rowvar=False).reshape(a.shape[1], -1), np.cov(b, rowvar=False).reshape(a.shape[1], -1)
    rest = ((m1 - m2) ** 2).sum() + np.trace(s1) + np.trace(s2)
    f1, f2 = (a - m1) / np.sqrt(len(a) - 1), (b - m2) / np.sqrt(len(b) - 1)
    out = {"svd": rest - 2 * np.linalg.norm(f1 @ f2.T, "nuc"), "trace": rest}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        out["scipy"] = float(rest - 2 * np.trace(linalg.sqrtm(s1 @ s2)).real)
        out["torchmetrics"] = float(_compute_fid(*map(torch.from_numpy, (m1, s1, m2, s2))))
    return out


def distances(x, y):
    return np.sqrt(((x[:, None] - y[None]) ** 2).sum(-1))


def radii(x, k):
    """Held to scikit-learn, and then by numpy: where sets share rows, these lie on the surface of the balls to the last bit."""
    found = np.sort(distances(x, x))[:, k]
    known = NearestNeighbors(n_neighbors=k + 1, algorithm="kd_tree").fit(x).kneighbors(x)[0][:, k]
    assert np.allclose(found, known, rtol=1e-12)
    return found


def manifold(real, drawn, k=3, wide=5):
    across = distances(real, drawn)
    r, d, w = radii(real, k)[:, None], radii(drawn, k)[None], radii(real, wide)[:, None]
    return {
        "precision": float((across <= r).any(0).mean()),
        "recall": float((across <= d).any(1).mean()),
        "density": float((across <= w).sum(0).mean() / wide),
        "coverage": float((across <= w).any(1).mean()),
    }


def kernel(a, b, subset):
    def mmd(x, y):
        return float(poly_mmd(torch.from_numpy(x), torch.from_numpy(y)))

    return {"ofAll": kernel_unequal(a, b), "first": mmd(a[:subset], b[:subset]), "subset": subset}


def kernel_unequal(a, b):
    """poly_mmd takes sets of one size only; scikit-learn's kernel does for others."""
    aa, bb, ab = [skm.pairwise.polynomial_kernel(x, y, degree=3, coef0=1) for x, y in [(a, a), (b, b), (a, b)]]
    m, n = len(a), len(b)
    return float((aa.sum() - np.trace(aa)) / (m * (m - 1)) + (bb.sum() - np.trace(bb)) / (n * (n - 1)) - 2 * ab.mean())


def quantiles(x, y):
    distance = NearestNeighbors(n_neighbors=1, algorithm="kd_tree").fit(y).kneighbors(x)[0][:, 0]
    return {str(q).removesuffix(".0"): float(np.quantile(distance, q)) for q in (0.0, 0.01, 0.05, 0.25, 0.5, 0.75, 1.0)}


CASES = [
    ("plain", 40, 50, 8, 1, 2),
    ("plain", 300, 280, 17, 3, 4),
    ("correlated", 200, 260, 33, 5, 6),
    ("scaled", 150, 150, 20, 7, 8),
    ("offset", 120, 90, 12, 9, 10),
    ("deficient", 90, 110, 24, 11, 12),
    ("plain", 30, 40, 64, 13, 14),
    ("plain", 20, 200, 48, 15, 16),
    ("correlated", 60, 60, 16, 17, 17),
    ("plain", 9, 9, 3, 19, 20),
    ("plain", 70, 80, 1, 21, 22),
]


def feature_case(kind, m, n, d, seed_a, seed_b):
    a = features(kind, m, d, seed_a)
    b = features(kind, n, d, seed_b)
    if seed_a != seed_b:
        b = b * 1.25 + 0.5
    return {
        "kind": kind, "counts": [m, n], "dimension": d, "seeds": [seed_a, seed_b],
        "frechet": frechet(a, b), "manifold": manifold(a, b), "kernel": kernel(a, b, min(m, n, 25)), "nearest": quantiles(b, a),
    }


def classification(n, classes, seed, sharpness):
    logits = noise(seed, n * classes).reshape(n, classes)
    y = np.array([(i * i + 3 * i) % classes for i in range(n)])
    for i in range(0, n, 2):
        logits[i, y[i]] += sharpness
    p = special.softmax(logits, axis=1)
    predicted = p.argmax(1)
    labels = list(range(classes))
    precision, recall, f1, support = skm.precision_recall_fscore_support(y, predicted, labels=labels, zero_division=0)
    present = sorted(set(y) | set(predicted))
    macro = skm.precision_recall_fscore_support(y, predicted, labels=present, average="macro", zero_division=0)[:3]
    weighted = skm.precision_recall_fscore_support(y, predicted, labels=present, average="weighted", zero_division=0)[:3]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        balanced = skm.balanced_accuracy_score(y, predicted)
    cat, seen = y != classes - 1, predicted != classes - 1
    calibration = MulticlassCalibrationError(classes, n_bins=15, norm="l1")
    score = InceptionScore(feature=torch.nn.Identity(), splits=1)
    score.features = [torch.from_numpy(logits)]
    bounds = [i * n // 5 for i in range(6)]
    scores = [
        np.exp(np.mean([stats.entropy(row, p[u:v].mean(0)) for row in p[u:v]])) for u, v in zip(bounds[:-1], bounds[1:])
    ]
    return {
        "n": n, "classes": classes, "seed": seed, "sharpness": sharpness,
        "precision": list(precision), "recall": list(recall), "f1": list(f1), "support": [int(s) for s in support],
        "macro": list(macro), "weighted": list(weighted),
        "confusion": skm.confusion_matrix(y, predicted, labels=labels).tolist(),
        "metrics": {
            "accuracy": skm.accuracy_score(y, predicted), "balanced_accuracy": balanced,
            "top_3": skm.top_k_accuracy_score(y, p, k=3, labels=labels),
            "cat_accuracy": skm.accuracy_score(cat, seen), "cat_recall": skm.recall_score(cat, seen),
            "other_recall": skm.recall_score(~cat, ~seen, zero_division=0),
            "calibration": float(calibration(torch.from_numpy(p), torch.from_numpy(y))),
            "class_score": float(score.compute()[0]), "split_mean": float(np.mean(scores)), "split_std": float(np.std(scores)),
        },
    }


def language(n, vocabulary, seed):
    logits = torch.from_numpy(3 * noise(seed, n * vocabulary).reshape(1, n, vocabulary))
    target = torch.tensor([[(7 * i + 3) % vocabulary for i in range(n)]])
    loss = torch.nn.functional.cross_entropy(logits[0], target[0], reduction="sum").item()
    return {
        "n": n, "vocabulary": vocabulary, "seed": seed, "sum": loss, "cross_entropy": loss / n,
        "perplexity": float(Perplexity().double()(logits, target)), "bits_per_byte_of_100": loss / np.log(2) / 100,
    }


def resize(width, height):
    values, state = [], width * 65536 + height
    for _ in range(width * height * 3):
        state = (1664525 * state + 1013904223) % 2**32
        values.append(state >> 24)
    pixels = np.array(values, np.uint8).reshape(height, width, 3).astype(np.float32)
    channels = [np.asarray(Image.fromarray(pixels[:, :, c]).resize((299, 299), Image.Resampling.BICUBIC)) for c in range(3)]
    out = np.stack(channels, -1).clip(0, 255)
    return {"width": width, "height": height, "sha256": hashlib.sha256(np.ascontiguousarray(out).tobytes()).hexdigest()}


document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {
        "python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__,
        "torch": torch.__version__, "torchmetrics": torchmetrics.__version__, "pillow": PIL.__version__,
    },
    "description": "Inputs are by formula: noise and features as in the script. A second set with another seed is times 1.25 plus 0.5.",
    "features": [feature_case(*case) for case in CASES],
    "classification": [classification(200, 13, 31, 4.0), classification(150, 5, 32, 1.0), classification(60, 40, 33, 2.0)],
    "language": [language(50, 11, 41), language(20, 300, 42)],
    "fid_resize": [resize(64, 64), resize(500, 375), resize(20, 31)],
}
(HERE.parent.parent / "vectors" / "eval-metrics.json").write_text(json.dumps(document) + "\n")
