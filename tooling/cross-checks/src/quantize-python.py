"""onnxruntime.quantization's side of quantize-python.test.ts.

`quantize-python.py <model> <folder>`: quantizes the model as onnxruntime.quantization does, on the inputs in the folder (inputs.json with names,
types and shapes, <split>-<i>-<name>.bin with the numbers), and runs its results and ours (ours-*.onnx there) on those kept for that. Prints, by
file, the error of outputs beside the original's, and for the static ones how many of our 8-bit weights are theirs bit for bit.
"""

import json
import logging
import sys
from pathlib import Path

import numpy
import onnx
import onnxruntime
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)

logging.disable(logging.WARNING)
model, folder = Path(sys.argv[1]), Path(sys.argv[2])
told = json.loads((folder / "inputs.json").read_text())


def feeds(split):
    count = told["batches"][split]
    return [
        {
            name: numpy.fromfile(folder / f"{split}-{i}-{name}.bin", dtype).reshape(shape)
            for name, (dtype, shape) in told["inputs"].items()
        }
        for i in range(count)
    ]


class Reader(CalibrationDataReader):
    def __init__(self):
        self.rest = iter(feeds("calibration"))

    def get_next(self):
        return next(self.rest, None)


def outputs(path):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return numpy.concatenate([session.run(None, feed)[0].ravel() for feed in feeds("validation")]).astype(numpy.float64)


# Its ConvInteger knows no int8 weights.
kind = QuantType.QUInt8 if told["convolutions"] else QuantType.QInt8
quantize_dynamic(model, folder / "theirs-dynamic.onnx", weight_type=kind, per_channel=not told["convolutions"])
quantize_static(
    model,
    folder / "theirs-static.onnx",
    Reader(),
    quant_format=QuantFormat.QDQ,
    activation_type=QuantType.QUInt8,
    weight_type=QuantType.QInt8,
    per_channel=True,
    calibrate_method=CalibrationMethod.MinMax,
)

expected = outputs(model)
errors = {}
for path in sorted(folder.glob("*.onnx")):
    onnx.checker.check_model(onnx.load(path), full_check=True)
    errors[path.stem] = float(numpy.linalg.norm(outputs(path) - expected) / numpy.linalg.norm(expected))


def weights(name):
    tensors = onnx.load(folder / name).graph.initializer
    return [t.raw_data for t in tensors if t.data_type == onnx.TensorProto.INT8 and len(t.dims) > 1]


theirs = {bytes(data) for data in weights("theirs-static.onnx")}
ours = weights("ours-static.onnx")
print(json.dumps({"errors": errors, "weights": len(ours), "equal": sum(bytes(data) in theirs for data in ours)}))
