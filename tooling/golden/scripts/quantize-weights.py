"""Scales, zero points and 8-bit numbers of weights as onnxruntime.quantization rounds them.

Reference: compute_scale_zp and quantize_nparray of onnxruntime.quantization.quant_utils.
Run: python quantize-weights.py   (writes ../vectors/quantize-weights.json)
"""

import base64
import hashlib
import json
import platform
from pathlib import Path

import numpy
import onnx
import onnxruntime
from onnxruntime.quantization.quant_utils import (
    QuantType,
    compute_scale_zp,
    get_qmin_qmax_for_qType,
    quantize_nparray,
)

HERE = Path(__file__).resolve()
random = numpy.random.default_rng(20261122)

ROWS = {
    "normal": random.standard_normal(64),
    "positive": random.random(64) + 0.5,
    "negative": -random.random(64) * 3,
    "zeros": numpy.zeros(64),
    "tiny": random.standard_normal(64) * 1e-39,
    "outlier": numpy.concatenate([random.standard_normal(63) * 0.01, [9.0]]),
    # Quotients that end in a half, which rounds to even.
    "ties": numpy.concatenate([numpy.arange(-31, 32) * 0.5, [127.0]]),
}


def encode(values, kind):
    return base64.b64encode(numpy.ascontiguousarray(values, kind).tobytes()).decode()


cases = []
for name, row in ROWS.items():
    row = row.astype(numpy.float32)
    for dtype, kind in (("int8", QuantType.QInt8), ("uint8", QuantType.QUInt8)):
        for symmetric in (False, True):
            for reduced in (False, True):
                if symmetric and dtype == "uint8":
                    continue  # there the reference's range has no middle
                qmin, qmax = get_qmin_qmax_for_qType(kind.tensor_type, reduce_range=reduced, symmetric=symmetric)
                zero, scale = compute_scale_zp(row.min(), row.max(), qmin, qmax, symmetric)
                whole = quantize_nparray(kind.tensor_type, row, scale, zero, qmin, qmax)
                cases.append(
                    {
                        "name": name,
                        "dtype": dtype,
                        "symmetric": symmetric,
                        "reduced": reduced,
                        "scale": float(scale),
                        "zero": int(zero),
                        "whole": [int(value) for value in whole],
                    }
                )

document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "onnx": onnx.__version__,
        "onnxruntime": onnxruntime.__version__,
    },
    "description": "rows are little-endian float32 in base64; whole are the rows in 8 bits.",
    "rows": {name: encode(row, "<f4") for name, row in ROWS.items()},
    "cases": cases,
}
(HERE.parent.parent / "vectors" / "quantize-weights.json").write_text(json.dumps(document) + "\n")
