"""What each ONNX operator answers, in float64.

References: PyTorch in float64 where it has the operation, else onnx.reference. Every model passes onnx.checker.
Run: python onnx-operators.py   (writes ../vectors/onnx-operators.json)
"""

import hashlib
import json
import math
import platform
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import helper, numpy_helper
from onnx.reference import ReferenceEvaluator

HERE = Path(__file__).resolve()
NAMES = {"float64", "float32", "int64", "int32", "bool", "uint8", "int8"}
rng = np.random.default_rng(20261122)
cases = []


def normal(*shape, scale=1.0):
    # Few digits keep the file small.
    return np.round(rng.standard_normal(shape) * scale * 256) / 256


def ints(*values, dtype=np.int64):
    return np.array(values, dtype)


def describe(array, constant=False):
    flat = [float(v) if array.dtype.kind == "f" else int(v) for v in array.ravel()]
    assert str(array.dtype) in NAMES and all(math.isfinite(v) for v in flat)
    return {"dtype": str(array.dtype), "shape": list(array.shape), "data": flat} | ({"constant": True} if constant else {})


def case(op, inputs, expected=None, opset=17, constants=(), outputs=1, **attributes):
    """`inputs` by place, None where left out; `expected` from torch, or None to ask onnx.reference."""
    arrays = [None if a is None else (a.numpy() if isinstance(a, torch.Tensor) else np.asarray(a)) for a in inputs]
    names = ["" if a is None else f"x{i}" for i, a in enumerate(arrays)]
    results = [f"y{i}" for i in range(outputs)]
    node = helper.make_node(op, names, results, **attributes)
    infos = [
        helper.make_tensor_value_info(n, helper.np_dtype_to_tensor_dtype(a.dtype), a.shape)
        for n, a in zip(names, arrays)
        if a is not None
    ]

    def model_with(ends):
        graph = helper.make_graph([node], "case", infos, ends)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=10)

    model = model_with([helper.make_empty_tensor_value_info(r) for r in results])
    reference = "torch" if expected is not None else "onnx"
    if expected is None:
        expected = ReferenceEvaluator(model).run(None, {n: a for n, a in zip(names, arrays) if a is not None})
    if not isinstance(expected, (list, tuple)):
        expected = [expected]
    expected = [e.numpy() if isinstance(e, torch.Tensor) else np.asarray(e) for e in expected]
    ends = [helper.make_tensor_value_info(r, helper.np_dtype_to_tensor_dtype(e.dtype), e.shape) for r, e in zip(results, expected)]
    onnx.checker.check_model(model_with(ends), full_check=True)
    cases.append(
        {
            "op": op,
            "opset": opset,
            "reference": reference,
            "attributes": {
                k: {"value": describe(numpy_helper.to_array(v))} if isinstance(v, onnx.TensorProto) else v
                for k, v in attributes.items()
            },
            "inputs": [None if a is None else describe(a, i in constants) for i, a in enumerate(arrays)],
            "outputs": [describe(e) for e in expected],
        }
    )


t = torch.from_numpy
x = normal(2, 3, 4)

# One operand.
for op, f in {
    "Abs": torch.abs, "Neg": torch.neg, "Relu": torch.relu, "Sigmoid": torch.sigmoid, "Tanh": torch.tanh, "Exp": torch.exp,
    "Sin": torch.sin, "Cos": torch.cos, "Reciprocal": torch.reciprocal, "Floor": torch.floor, "Ceil": torch.ceil,
    "Round": torch.round, "Sign": torch.sign, "Softplus": F.softplus, "HardSwish": F.hardswish, "Identity": lambda v: v,
}.items():
    case(op, [x * 3], f(t(x * 3)))
case("Round", [np.array([0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6])], torch.round(t(np.array([0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6]))))
case("Sigmoid", [np.array([-700.0, -40.0, 40.0, 700.0])], torch.sigmoid(t(np.array([-700.0, -40.0, 40.0, 700.0]))))
erf_at = np.concatenate([np.linspace(-6.5, 6.5, 53), [1e-300, 1e-9, 2.999999, 3.0, 3.000001, -40.0]])
case("Erf", [erf_at], torch.erf(t(erf_at)))
case("Sqrt", [np.abs(x)], torch.sqrt(t(np.abs(x))))
case("Log", [np.abs(x)], torch.log(t(np.abs(x))))
case("LeakyRelu", [x], F.leaky_relu(t(x), 0.25), alpha=0.25)
case("HardSigmoid", [x * 4], F.hardsigmoid(t(x * 4)), alpha=1 / 6, beta=0.5)
case("Gelu", [x * 2], F.gelu(t(x * 2)), opset=20)
case("Gelu", [x * 2], F.gelu(t(x * 2), approximate="tanh"), opset=20, approximate="tanh")
case("Not", [x > 0], ~t(x > 0))
case("Clip", [x, np.array(-0.5), np.array(0.75)], torch.clamp(t(x), -0.5, 0.75))
case("Clip", [x, None, np.array(0.25)], torch.clamp(t(x), max=0.25))
case("Clip", [x, np.array(0.25)], torch.clamp(t(x), min=0.25))
case("Clip", [x, np.array(1.0), np.array(-1.0)], torch.clamp(t(x), 1.0, -1.0))

# Two operands, broadcast both ways.
for op, f in {"Add": torch.add, "Sub": torch.sub, "Mul": torch.mul, "Div": torch.div}.items():
    for a, b in [((2, 3, 4), (4,)), ((4,), (2, 3, 4)), ((2, 1, 4), (3, 1)), ((), (2, 3)), ((2, 3), (2, 3)), ((1, 1), (5,))]:
        left, right = normal(*a), normal(*b)
        case(op, [np.asarray(left), np.asarray(right)], f(t(np.asarray(left)), t(np.asarray(right))))
case("Div", [ints(7, -7, 7, -7), ints(2, 2, -2, -2)], torch.div(t(ints(7, -7, 7, -7)), t(ints(2, 2, -2, -2)), rounding_mode="trunc"))
case("Mod", [ints(7, -7, 7, -7), ints(3, 3, -3, -3)], torch.remainder(t(ints(7, -7, 7, -7)), t(ints(3, 3, -3, -3))))
case("Mod", [ints(7, -7, 7, -7), ints(3, 3, -3, -3)], torch.fmod(t(ints(7, -7, 7, -7)), t(ints(3, 3, -3, -3))), fmod=1)
case("Mod", [x * 5, normal(4)], fmod=1)
case("Pow", [np.abs(x), np.array(2.5)], torch.pow(t(np.abs(x)), 2.5))
case("Pow", [x, np.array(3.0)], torch.pow(t(x), 3.0))
case("Pow", [x, np.array(2, np.int64)], torch.pow(t(x), 2))
for op, f in {"Less": torch.lt, "LessOrEqual": torch.le, "Greater": torch.gt, "GreaterOrEqual": torch.ge, "Equal": torch.eq}.items():
    a, b = rng.integers(-2, 3, (3, 4)), rng.integers(-2, 3, (4,))
    case(op, [a, b], f(t(a), t(b)))
for op, f in {"And": torch.logical_and, "Or": torch.logical_or, "Xor": torch.logical_xor}.items():
    case(op, [ints(0, 0, 1, 1).astype(bool), ints(0, 1, 0, 1).astype(bool)], f(t(ints(0, 0, 1, 1)), t(ints(0, 1, 0, 1))))
y, z = normal(3, 1), normal(4)
case("Min", [x, y, z], torch.minimum(torch.minimum(t(x), t(y)), t(z)))
case("Max", [x, y, z], torch.maximum(torch.maximum(t(x), t(y)), t(z)))
case("Max", [x], t(x))
case("Sum", [x, y, z], t(x) + t(y) + t(z))
case("Where", [x[0] > 0, y, z], torch.where(t(x[0] > 0), t(y), t(z)))

# Types and makers of values.
values = np.array([-1.9, -0.5, 0.0, 0.5, 1.9, 300.7])
case("Cast", [values], t(values).to(torch.int64), to=7)
case("Cast", [values], t(values).to(torch.bool), to=9)
case("Cast", [ints(-1, 0, 2)], t(ints(-1, 0, 2)).to(torch.float64), to=11)
case("Cast", [ints(-1, 255, 256, 300)], t(ints(-1, 255, 256, 300)).to(torch.uint8), to=2)
case("Cast", [ints(127, 128, -129)], t(ints(127, 128, -129)).to(torch.int8), to=3)
case("Constant", [], value=numpy_helper.from_array(normal(2, 2)))
case("Constant", [], value_ints=[3, 1, 2])
case("Constant", [], value_float=0.5)
case("ConstantOfShape", [ints(2, 3)], torch.full((2, 3), 7, dtype=torch.int64), constants=[0], value=numpy_helper.from_array(ints(7)))
case("ConstantOfShape", [ints(2)], torch.zeros(2, dtype=torch.float32), constants=[0])
case("Range", [np.array(2), np.array(11), np.array(3)], torch.arange(2, 11, 3), constants=[0, 1, 2])
case("Range", [np.array(5), np.array(-1), np.array(-2)], torch.arange(5, -1, -2), constants=[0, 1, 2])
case("Range", [np.array(0.5), np.array(2.0), np.array(0.25)], torch.arange(0.5, 2, 0.25, dtype=torch.float64), constants=[0, 1, 2])
case("Dropout", [x], t(x))

# Shapes.
case("Reshape", [x, ints(0, -1)], t(x).reshape(2, 12), constants=[1])
case("Reshape", [x, ints(4, 3, 2)], t(x).reshape(4, 3, 2), constants=[1])
case("Reshape", [x, ints(-1)], t(x).reshape(-1), constants=[1])
case("Reshape", [np.zeros((0, 3)), ints(3, 0)], constants=[1], allowzero=1)
case("Flatten", [x], t(x).flatten(1))
case("Flatten", [x], t(x).reshape(6, 4), axis=-1)
case("Flatten", [x], t(x).reshape(1, 24), axis=0)
case("Squeeze", [x[None, :, :1], ints(0, -2)], t(x[None, :, :1]).squeeze(0).squeeze(-2), constants=[1])
case("Squeeze", [x[None, :, :1]], t(x[None, :, :1]).squeeze())
case("Unsqueeze", [x, ints(-1, 0)], t(x)[None, ..., None], constants=[1])
case("Expand", [y, ints(2, 1, 4)], t(y).expand(2, 3, 4), constants=[1])
case("Expand", [y, ints(1)], t(y), constants=[1])
case("Shape", [x], torch.tensor([2, 3, 4]))
case("Shape", [x], torch.tensor([3]), start=-2, end=-1)
case("Size", [x], torch.tensor(24))

# Movements.
case("Transpose", [x], t(x).permute(2, 1, 0))
case("Transpose", [x], t(x).permute(1, 0, 2), perm=[1, 0, 2])
case("Transpose", [normal(2, 3, 2, 2)], perm=[0, 3, 1, 2])
case("Concat", [x, x[:, :1], x[:, 1:]], torch.cat([t(x), t(x[:, :1]), t(x[:, 1:])], 1), axis=1)
case("Concat", [x, x], torch.cat([t(x), t(x)], -1), axis=-1)
case("Split", [x, ints(1, 3)], torch.split(t(x), [1, 3], 2), constants=[1], outputs=2, axis=-1)
case("Split", [x], torch.split(t(x), 2, 2), outputs=2, axis=2)
case("Split", [normal(7, 2)], opset=18, outputs=3, num_outputs=3)
case("Slice", [x, ints(1), ints(3)], t(x)[1:3], constants=[1, 2])
case("Slice", [x, ints(-3, 1), ints(2**63 - 1, -1), ints(-1, 1)], t(x)[:, 1:-1, -3:], constants=[1, 2, 3])
case("Slice", [x, ints(-1), ints(-(2**63)), ints(2), ints(-1)], torch.flip(t(x), [2]), constants=[1, 2, 3, 4])
case("Slice", [x, ints(3), ints(0), ints(2), ints(-2)], t(x)[:, :, [3, 1]], constants=[1, 2, 3, 4])
case("Slice", [x, ints(0, 5), ints(4, 9), ints(2, 1), ints(3, 1)], t(x)[:, 5:9, 0:4:3], constants=[1, 2, 3, 4])
case("Tile", [x[0], ints(2, 3)], t(x[0]).repeat(2, 3), constants=[1])
case("Trilu", [x], torch.triu(t(x)))
case("Trilu", [x, np.array(1)], torch.tril(t(x), 1), constants=[1], upper=0)
case("Trilu", [x, np.array(-1)], torch.triu(t(x), -1), constants=[1])
case("Gather", [x, ints(1, -1, 0)], t(x)[:, [1, 2, 0]], constants=[1], axis=1)
case("Gather", [x, np.array(-1)], t(x)[-1], constants=[1])
case("Gather", [x, np.array([[0, 3], [1, 2]])], t(x)[..., torch.tensor([[0, 3], [1, 2]])], constants=[1], axis=-1)
index = rng.integers(-3, 3, (2, 2, 4))
case("GatherElements", [x, index], torch.gather(t(x), 1, t(index % 3)), constants=[1], axis=1)
case("Pad", [x[0], ints(1, 0, 2, 3)], F.pad(t(x[0]), (0, 3, 1, 2)), constants=[1])
case("Pad", [x[0], ints(1, -1, 0, 2), np.array(0.5)], F.pad(t(x[0]), (-1, 2, 1, 0), value=0.5), constants=[1])
case("Pad", [x, ints(0, 0, 2, 0, 0, 3)], F.pad(t(x), (2, 3), mode="reflect"), constants=[1], mode="reflect")
case("Pad", [x, ints(0, 0, 2, 0, 0, 5)], F.pad(t(x), (2, 5), mode="replicate"), constants=[1], mode="edge")
case("Pad", [x, ints(2, 3), None, ints(-1)], F.pad(t(x), (2, 3), mode="circular"), opset=19, constants=[1, 3], mode="wrap")

# Reductions.
for op, f in {"ReduceMean": torch.mean, "ReduceSum": torch.sum, "ReduceMax": torch.amax, "ReduceMin": torch.amin}.items():
    for axes, keep in [([1], 1), ([-1, 0], 0), ([2], 0)]:
        expected = f(t(x), dim=axes, keepdim=bool(keep))
        case(op, [x, ints(*axes)], expected, opset=18, constants=[1], keepdims=keep)
        if op == "ReduceSum":
            case(op, [x, ints(*axes)], expected, constants=[1], keepdims=keep)
        else:
            case(op, [x], expected, axes=axes, keepdims=keep)
    case(op, [x], f(t(x), dim=[0, 1, 2], keepdim=True))
case("ReduceMean", [x], t(x), opset=18, noop_with_empty_axes=1)
case("ReduceProd", [x, ints(1)], t(x).prod(1), opset=18, constants=[1], keepdims=0)
case("ReduceSumSquare", [x, ints(1)], (t(x) ** 2).sum(1), opset=18, constants=[1], keepdims=0)
case("ReduceL2", [x, ints(-1)], torch.linalg.norm(t(x), dim=-1, keepdim=True), opset=18, constants=[1])
ties = np.array([[1.0, 3.0, 3.0], [2.0, 2.0, 1.0]])
case("ArgMax", [x], torch.argmax(t(x), 1, keepdim=True), axis=1)
case("ArgMax", [ties], torch.tensor([1, 0]), axis=-1, keepdims=0)
case("ArgMax", [ties], torch.tensor([2, 1]), axis=-1, keepdims=0, select_last_index=1)
case("ArgMin", [ties], torch.tensor([[0], [2]]), axis=1)
case("CumSum", [x, np.array(-1)], torch.cumsum(t(x), -1), constants=[1])
case("CumSum", [x, np.array(1)], constants=[1], exclusive=1)
case("CumSum", [x, np.array(1)], torch.flip(torch.cumsum(torch.flip(t(x), [1]), 1), [1]), constants=[1], reverse=1)
case("CumSum", [x, np.array(0)], constants=[1], reverse=1, exclusive=1)
large = x * 300
for axis in [-1, 1, 0]:
    case("Softmax", [large], torch.softmax(t(large), axis), axis=axis)
    case("LogSoftmax", [large], torch.log_softmax(t(large), axis), axis=axis)

# Products.
for a, b in [((3, 4), (4, 5)), ((2, 3, 4), (4, 5)), ((2, 1, 3, 4), (5, 4, 2)), ((4,), (4, 5)), ((2, 3, 4), (4,)), ((4,), (4,)), ((3, 0), (0, 2))]:
    left, right = normal(*a), normal(*b)
    case("MatMul", [left, right], torch.matmul(t(left), t(right)))
a, b, c = normal(3, 4), normal(4, 5), normal(5)
case("Gemm", [a, b], t(a) @ t(b))
case("Gemm", [a, b, c], t(a) @ t(b) + t(c))
case("Gemm", [a.T.copy(), b.T.copy(), normal(3, 1) * 0 + 2], 0.5 * (t(a) @ t(b)) + 0.25 * 2, alpha=0.5, beta=0.25, transA=1, transB=1)
case("Gemm", [a, b.T.copy(), np.array(1.5)], t(a) @ t(b) + 1.5, transB=1)

# Convolutions.
picture = normal(1, 4, 6, 5)
for w, options in [
    ((6, 4, 3, 3), {}),
    ((6, 4, 1, 1), {}),
    ((6, 4, 3, 3), {"stride": 2, "padding": 1}),
    ((6, 2, 3, 2), {"groups": 2, "padding": (1, 0)}),
    ((4, 1, 3, 3), {"groups": 4, "padding": 1}),
    ((8, 1, 3, 3), {"groups": 4, "stride": (2, 1), "padding": (0, 2)}),
    ((3, 4, 2, 3), {"dilation": (2, 1), "padding": 2, "stride": 2}),
    ((3, 4, 1, 1), {"stride": 2}),
]:
    weight, bias = normal(*w), normal(w[0])
    pair = lambda v: list(v) if isinstance(v, tuple) else [v, v]
    pads = pair(options.get("padding", 0))
    attributes = {"strides": pair(options.get("stride", 1)), "dilations": pair(options.get("dilation", 1)), "pads": pads + pads, "group": options.get("groups", 1)}
    case("Conv", [picture, weight, bias], F.conv2d(t(picture), t(weight), t(bias), **options), **attributes)
both, weight = normal(2, 2, 4, 3), normal(4, 1, 2, 2)
case("Conv", [both, weight], F.conv2d(t(both), t(weight), groups=2), group=2)
weight = normal(3, 4, 3, 2)
case("Conv", [picture, weight], F.conv2d(F.pad(t(picture), (1, 0, 0, 2)), t(weight)), pads=[0, 1, 2, 0], kernel_shape=[3, 2])
case("Conv", [picture, weight], F.conv2d(F.pad(t(picture), (0, 1, 1, 1)), t(weight)), auto_pad="SAME_UPPER")
case("Conv", [picture, weight], F.conv2d(F.pad(t(picture), (1, 0, 1, 1)), t(weight)), auto_pad="SAME_LOWER")
case("Conv", [picture, weight], F.conv2d(F.pad(t(picture), (0, 1, 0, 1)), t(weight), stride=2), auto_pad="SAME_UPPER", strides=[2, 2])
case("Conv", [picture, weight], F.conv2d(t(picture), t(weight)), auto_pad="VALID")
line, weight = normal(2, 3, 9), normal(5, 3, 4)
case("Conv", [line, weight, normal(5) * 0], F.conv1d(t(line), t(weight), padding=2, stride=2, dilation=2), pads=[2, 2], strides=[2], dilations=[2])

# Poolings.
for size, options in [((2, 2), {"stride": 2}), ((3, 3), {"stride": 2, "padding": 1}), ((3, 2), {"stride": (2, 3), "ceil_mode": True}), ((3, 3), {"stride": 2, "padding": 1, "ceil_mode": True}), ((2, 2), {"stride": 1})]:
    pads = [options.get("padding", 0)] * 4
    # Only since opset 22 does ONNX's own shape rule leave out a last window that begins in the padding, as PyTorch and onnxruntime do.
    opset = 22 if "ceil_mode" in options else 17
    stride = options["stride"]
    attributes = {"kernel_shape": list(size), "strides": list(stride) if isinstance(stride, tuple) else [stride] * 2, "pads": pads, "ceil_mode": int(options.get("ceil_mode", False))}
    case("MaxPool", [picture], F.max_pool2d(t(picture), size, **options), opset=opset, **attributes)
    for counted in [True, False]:
        expected = F.avg_pool2d(t(picture), size, count_include_pad=counted, **options)
        case("AveragePool", [picture], expected, opset=opset, count_include_pad=int(counted), **attributes)
case("MaxPool", [picture], F.max_pool2d(t(picture), 2, 1, dilation=2), kernel_shape=[2, 2], dilations=[2, 2])
case("MaxPool", [line], F.max_pool1d(t(line), 3, 2), kernel_shape=[3], strides=[2])
case("AveragePool", [line], F.avg_pool1d(t(line), 3, 2), kernel_shape=[3], strides=[2])
case("GlobalAveragePool", [picture], F.adaptive_avg_pool2d(t(picture), 1))
case("GlobalMaxPool", [picture], F.adaptive_max_pool2d(t(picture), 1))

# Normalisations. Epsilons are powers of two: attributes are float32, and theirs is then the one that was meant.
scale, bias, mean, variance = normal(4), normal(4), normal(4), np.abs(normal(4))
expected = F.batch_norm(t(picture), t(mean), t(variance), t(scale), t(bias), eps=2**-10)
case("BatchNormalization", [picture, scale, bias, mean, variance], expected, epsilon=2**-10)
expected = F.batch_norm(t(picture[:, :, 0, 0].copy()), t(mean), t(variance), t(scale), t(bias), eps=2**-10)
case("BatchNormalization", [picture[:, :, 0, 0].copy(), scale, bias, mean, variance], expected, epsilon=2**-10)
case("LayerNormalization", [x, scale, bias], F.layer_norm(t(x), [4], t(scale), t(bias), 2**-17), epsilon=2**-17)
case("LayerNormalization", [x, scale], F.layer_norm(t(x), [4], t(scale), None, 2**-17), epsilon=2**-17)
wide = normal(3, 4)
case("LayerNormalization", [x, wide, wide], F.layer_norm(t(x), [3, 4], t(wide), t(wide), 2**-17), epsilon=2**-17, axis=-2)

# Quantization, on float32 numbers that no rounding of ours can move.
q = (rng.integers(-200, 200, (3, 4)) / 8).astype(np.float32)
step = np.array(0.25, np.float32)
case("QuantizeLinear", [q, step, np.array(3, np.uint8)], opset=19)
case("QuantizeLinear", [q, step, np.array(-3, np.int8)], opset=19)
case("QuantizeLinear", [q, step], opset=19)
steps = np.array([0.25, 0.5, 1, 2], np.float32)
case("QuantizeLinear", [q, steps, ints(0, 1, 2, 3, dtype=np.int8)], axis=-1, opset=19)
case("QuantizeLinear", [q, steps[:3].copy(), ints(0, 1, 2, dtype=np.int8)], axis=0, opset=19)
case("QuantizeLinear", [q, step], opset=21, output_dtype=3)
bytes_ = rng.integers(0, 256, (3, 4)).astype(np.uint8)
case("DequantizeLinear", [bytes_, step, np.array(7, np.uint8)], opset=19)
case("DequantizeLinear", [bytes_, step], opset=19)
case("DequantizeLinear", [bytes_, steps, ints(0, 1, 2, 3, dtype=np.uint8)], axis=1, opset=19)
case("DequantizeLinear", [ints(-5, 9, dtype=np.int32), step], opset=19)
case("DynamicQuantizeLinear", [np.array([-1, 0, 0.5, 191 / 64], np.float32)], outputs=3)
signed = rng.integers(-128, 128, (4, 5)).astype(np.int8)
case("MatMulInteger", [bytes_, signed, np.array(12, np.uint8), np.array(-3, np.int8)], torch.matmul(t(bytes_.astype(np.int32)) - 12, t(signed.astype(np.int32)) + 3))
case("MatMulInteger", [bytes_, signed], torch.matmul(t(bytes_.astype(np.int32)), t(signed.astype(np.int32))))
zeros = ints(1, -2, 3, -4, 5, dtype=np.int8)
case("MatMulInteger", [bytes_, signed, np.array(12, np.uint8), zeros], torch.matmul(t(bytes_.astype(np.int32)) - 12, t(signed.astype(np.int32) - zeros.astype(np.int32))))
photo, kernel = rng.integers(0, 256, (1, 2, 5, 5)).astype(np.uint8), rng.integers(0, 256, (3, 2, 3, 3)).astype(np.uint8)
expected = F.conv2d(t(photo.astype(np.float64)) - 9, t(kernel.astype(np.float64)) - 4, padding=1).to(torch.int32)
case("ConvInteger", [photo, kernel, np.array(9, np.uint8), np.array(4, np.uint8)], expected, pads=[1, 1, 1, 1])

# Last, so that the numbers of the cases above stay as they are.
index, updates = rng.integers(-3, 3, (2, 2, 4)), normal(2, 2, 4)
once = np.argsort(rng.standard_normal((2, 3, 4)), axis=1)[:, :2] - 3
case("ScatterElements", [x, once, updates], torch.scatter(t(x), 1, t(once % 3), t(updates)), axis=1)
case("ScatterElements", [x, index, updates], torch.scatter_add(t(x), 1, t(index % 3), t(updates)), axis=1, reduction="add")
for reduction, name in {"mul": "prod", "max": "amax", "min": "amin"}.items():
    expected = t(x).scatter_reduce(2, t(index % 4), t(updates), name)
    case("ScatterElements", [x, index, updates], expected, opset=18, axis=-1, reduction=reduction)

document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "onnx": onnx.__version__, "torch": torch.__version__},
    "description": "One node a case; row-major numbers; attributes that are tensors as {value}.",
}
lines = ",\n".join(json.dumps(c) for c in cases)
text = json.dumps(document, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n ]\n}\n"
json.loads(text)
(HERE.parent.parent / "vectors" / "onnx-operators.json").write_text(text)
print(len(cases), "cases", len(text), "bytes", len({c["op"] for c in cases}), "operators")
