"""Measures the classifier on a set's split, picture by picture, without any of the project's code: csv, hashlib, Pillow, numpy, onnxruntime.

Arguments: the graph, the set's folder with index.csv, the split. Prints one JSON object: pictures {file: {label, sha256, probabilities}} and the metrics, by numpy.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime

from classify_picture import opened, probabilities

LABELS = ["Abyssinian", "Bengal", "Birman", "Bombay", "British Shorthair", "Egyptian Mau", "Maine Coon", "Persian", "Ragdoll", "Russian Blue", "Siamese", "Sphynx", "Other"]


def calibration_error(confidence, right, bins=15):
    places = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    total = 0.0
    for b in range(bins):
        inside = places == b
        if inside.any():
            total += inside.mean() * abs(confidence[inside].mean() - right[inside].mean())
    return float(total)


graph, folder, split = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
session = onnxruntime.InferenceSession(graph)
answers, truth, rows = {}, [], []
for row in csv.DictReader((folder / "index.csv").open()):
    if row["split"] != split:
        continue
    path = folder / "images" / row["file"]
    label = row["breed"].replace("_", " ") if row["species"] == "cat" else "Other"
    scores = probabilities(session, opened(path))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    answers[row["file"]] = {"label": label, "sha256": sha256, "probabilities": scores.tolist()}
    truth.append(LABELS.index(label))
    rows.append(scores)

truth, rows = np.array(truth), np.array(rows)
predicted = rows.argmax(1)
order = np.argsort(-rows, axis=1, kind="stable")
confusion = np.zeros((13, 13), int)
np.add.at(confusion, (truth, predicted), 1)
support, found = confusion.sum(1), confusion.sum(0)
right = confusion.diagonal()
recall = right[support > 0] / support[support > 0]
is_cat, seen_cat = truth != 12, predicted != 12
print(json.dumps({
    "pictures": answers,
    "accuracy": float((predicted == truth).mean()),
    "top_k": {str(k): float((order[:, :k] == truth[:, None]).any(1).mean()) for k in (1, 3, 5)},
    "balanced_accuracy": float(recall.mean()),
    "confusion_matrix": confusion.tolist(),
    "f1": (2 * right / np.maximum(support + found, 1)).tolist(),
    "cat_not_cat": float((is_cat == seen_cat).mean()),
    "expected_calibration_error": calibration_error(rows.max(1), (predicted == truth).astype(float)),
}))
