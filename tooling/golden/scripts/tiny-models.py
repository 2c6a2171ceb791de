"""Writes models small enough to commit, whose answers can be worked out by hand.

tiny-classifier.onnx: logits[b, k] = k * mean of channel (k mod 3) of pixel_values[b], 13 classes, 32x32.
tiny-generator.onnx:  velocity = (table[breed] - noise) / max(1 - timestep, 1e-3), 8x8: every label flows to one even grey.
tiny-nan.onnx:        the classifier, with 0 / 0 for logits.
"""

import hashlib
import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OUT = pathlib.Path(__file__).parent.parent / "vectors" / "models"
F32, I64 = TensorProto.FLOAT, TensorProto.INT64
CLASSES = 13


def const(name, value, dtype=np.float32):
    return numpy_helper.from_array(np.asarray(value, dtype), name)


def save(name, nodes, inputs, outputs, initializers):
    graph = helper.make_graph(nodes, name, inputs, outputs, initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    (OUT / f"{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))


def info(name, dtype, dims):
    return helper.make_tensor_value_info(name, dtype, dims)


def classifier(name, divisor):
    matrix = np.zeros((3, CLASSES), np.float32)
    for k in range(CLASSES):
        matrix[k % 3, k] = k
    save(
        name,
        [
            helper.make_node("GlobalAveragePool", ["pixel_values"], ["pooled"]),
            helper.make_node("Flatten", ["pooled"], ["means"]),
            helper.make_node("Gemm", ["means", "matrix"], ["raw"]),
            helper.make_node("Mul", ["raw", "factor"], ["scaled"]),
            helper.make_node("Div", ["scaled", "divisor"], ["logits"]),
        ],
        [info("pixel_values", F32, ["batch", 3, 32, 32])],
        [info("logits", F32, ["batch", CLASSES])],
        [const("matrix", matrix), const("factor", divisor), const("divisor", divisor)],
    )


def generator():
    table = np.linspace(-0.65, 0.65, CLASSES + 1, dtype=np.float32)[:, None, None, None]
    save(
        "tiny-generator",
        [
            helper.make_node("Gather", ["table", "breed"], ["clean"], axis=0),
            helper.make_node("Sub", ["clean", "noise"], ["difference"]),
            helper.make_node("Sub", ["one", "timestep"], ["left"]),
            helper.make_node("Max", ["left", "floor"], ["floored"]),
            helper.make_node("Reshape", ["floored", "shape"], ["column"]),
            helper.make_node("Div", ["difference", "column"], ["velocity"]),
        ],
        [info("noise", F32, ["batch", 3, 8, 8]), info("timestep", F32, ["batch"]), info("breed", I64, ["batch"])],
        [info("velocity", F32, ["batch", 3, 8, 8])],
        [const("table", table), const("one", 1), const("floor", 1e-3), const("shape", [-1, 1, 1, 1], np.int64)],
    )


OUT.mkdir(parents=True, exist_ok=True)
classifier("tiny-classifier", 1.0)
classifier("tiny-nan", 0.0)
generator()
files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(OUT.glob("*.onnx"))}
script = pathlib.Path(__file__)
(OUT.parent / "tiny-models.json").write_text(
    json.dumps(
        {
            "script": script.name,
            "script_sha256": hashlib.sha256(script.read_bytes()).hexdigest(),
            "versions": {"onnx": onnx.__version__, "numpy": np.__version__},
            "files": files,
        },
        indent=1,
    )
    + "\n"
)
