"""Gradients of operators, layers and losses by torch.autograd in float64.

A case is one node. What is differentiated is loss = sum over every output and element of output * cotangent; `gradients` are those of the loss
with respect to each differentiable input, row-major, 15 digits. Before it is written, every case away from kinks is held to finite differences
(torch.autograd.gradcheck), and every node of ONNX to onnx.reference in float64 or to onnxruntime in float32.

{
  "id": "Add 3",           # operator and number
  "kind": "operator",      # an ONNX node | "layer" or "loss": see below
  "op", "opset", "attributes",
  "inputs": [              # by place; null where left out
    {"dtype", "shape", "differentiable", "scale", "shift"}   # numbers by formula
    {"dtype", "shape", "differentiable", "data"}             # numbers as they are; int64's largest and smallest stand for "to the end"
  ],
  "outputs": [{"dtype", "shape"}],
  "loss": number,
  "gradients": [[...] | null, ...],   # by place
  "at_kink": true          # only where an input lies on a kink or a tie: what PyTorch chooses there
}

Numbers by formula are those of shared/architectures_fill.py: float32((unit(name) - 0.5) * scale + shift), rounded once, with the name "<id> x<place>" for
an input, and "<id> y<place>", scale 2 and shift 0 for the cotangent of an output.

Kind "layer": Silu (x * sigmoid(x)); BatchNormTraining (inputs x, weight, bias, running_mean, running_var; attributes epsilon and PyTorch's momentum; statistics of
the batch; "running_mean" and "running_var" hold them afterwards, with PyTorch's unbiased variance). Kind "loss", each a scalar: CrossEntropy (logits
[n, classes], labels int64 [n], class weights [classes] or null; attributes label_smoothing, ignore_index; PyTorch's mean, divided by the weights of the
labels), MeanSquaredError (found, wanted; mean of all).

Run: python gradient-rules.py   (writes ../vectors/gradient-rules.json)
"""

import hashlib
import json
import math
import platform
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn.functional as F
from onnx import helper
from onnx.reference import ReferenceEvaluator

from shared import architectures_fill as fill

HERE = Path(__file__).resolve()
END, START = 2**63 - 1, -(2**63)
torch.set_num_threads(1)
cases, numbers_of, checked_by = [], Counter(), Counter()


class Formula:
    """An input by formula; differentiable unless told."""

    def __init__(self, *shape, scale=2.0, shift=0.0, differentiable=True, dtype="float64"):
        self.shape, self.scale, self.shift, self.differentiable, self.dtype = shape, scale, shift, differentiable, dtype

    def values(self, name):
        exact = (fill.unit(name, math.prod(self.shape)) - 0.5) * self.scale + self.shift
        return exact.astype(np.float32).astype(self.dtype).reshape(self.shape)


class Given:
    """Differentiable numbers as they are."""

    def __init__(self, values):
        self.array = np.array(values, np.float64)


def positive(*shape, **more):
    return Formula(*shape, scale=2.0, shift=1.25, **more)


def ints(*values):
    return np.array(values, np.int64)


def rounded(array):
    assert np.isfinite(array).all()
    return [float(f"{v:.15g}") for v in array.ravel()]


def describe(source, array):
    head = {"dtype": str(array.dtype), "shape": list(array.shape)}
    if isinstance(source, Formula):
        return head | {"differentiable": source.differentiable, "scale": source.scale, "shift": source.shift}
    data = [v.item() for v in array.ravel()]
    return head | {"differentiable": isinstance(source, Given), "data": data}


def check_node(id, op, opset, attributes, arrays, outputs):
    """Holds PyTorch's output to what ONNX says the node is."""

    def answers(narrow):
        used = [None if a is None else a.astype(np.float32) if narrow and a.dtype == np.float64 else a for a in arrays]
        names = ["" if a is None else f"x{i}" for i, a in enumerate(used)]
        kind = helper.np_dtype_to_tensor_dtype
        infos = [helper.make_tensor_value_info(n, kind(a.dtype), a.shape) for n, a in zip(names, used) if a is not None]
        ends = [helper.make_empty_tensor_value_info(f"y{i}") for i in range(len(outputs))]
        own = {**attributes, "to": 1} if narrow and op == "Cast" else attributes
        node = helper.make_node(op, names, [e.name for e in ends], **own)
        graph = helper.make_graph([node], "case", infos, ends)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=10)
        if narrow:
            ends = [helper.make_tensor_value_info(e.name, 1, None) for e in ends]
            model = helper.make_model(helper.make_graph([node], "case", infos, ends), opset_imports=[helper.make_opsetid("", opset)], ir_version=10)
            session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
            return session.run(None, {n: a for n, a in zip(names, used) if a is not None})
        return ReferenceEvaluator(model).run(None, {n: a for n, a in zip(names, used) if a is not None})

    def gap(found):
        assert len(found) == len(outputs)
        for f, o in zip(found, outputs):
            if f.shape != o.shape:
                return math.inf
        return max(float(np.abs(f - o).max() / max(np.abs(o).max(), 1e-9)) for f, o in zip(found, outputs))

    try:
        exact = gap(answers(False))
    except Exception as error:
        exact = f"{type(error).__name__}"
    # A slope of 1/6 is cut to float32 in ONNX.
    if isinstance(exact, float) and exact < (1e-7 if op == "HardSigmoid" else 1e-12):
        checked_by["onnx.reference"] += 1
        return
    narrow = gap(answers(True))
    assert narrow < 1e-5, (id, exact, narrow)
    checked_by["onnxruntime"] += 1


def case(op, inputs, f, *, opset=17, kind="operator", at_kink=False, extra=lambda *_: {}, **attributes):
    """`f` takes every input that is there, as tensors, and gives a tensor or several."""
    id = f"{op} {numbers_of[op]}"
    numbers_of[op] += 1
    arrays = []
    for i, source in enumerate(inputs):
        if isinstance(source, Formula):
            arrays.append(source.values(f"{id} x{i}"))
        else:
            arrays.append(None if source is None else source.array if isinstance(source, Given) else np.asarray(source))
    differentiable = [isinstance(s, Given) or (isinstance(s, Formula) and s.differentiable) for s in inputs]
    tensors = [None if a is None else torch.from_numpy(a.copy()).requires_grad_(d) for a, d in zip(arrays, differentiable)]
    many = lambda result: list(result) if isinstance(result, (list, tuple)) else [result]
    present = lambda some: [v for v in some if v is not None]
    outputs = many(f(*present(tensors)))
    if kind == "operator":
        check_node(id, op, opset, attributes, arrays, [o.detach().numpy() for o in outputs])
    cotangents = [
        torch.from_numpy(Formula(*o.shape, dtype=str(o.dtype).removeprefix("torch.")).values(f"{id} y{i}")) for i, o in enumerate(outputs)
    ]
    loss = sum((o.double() * c.double()).sum() for o, c in zip(outputs, cotangents))
    wanted = [t for t, d in zip(tensors, differentiable) if d]
    found = iter(torch.autograd.grad(loss, wanted))
    gradients = [next(found).detach().double().numpy() if d else None for d in differentiable]
    if not at_kink and op != "Cast":
        assert torch.autograd.gradcheck(lambda *_: tuple(many(f(*present(tensors)))), wanted, eps=1e-6, atol=1e-6, rtol=1e-5), id
    cases.append(
        {
            "id": id,
            "kind": kind,
            "op": op,
            "opset": opset,
            "attributes": attributes,
            "inputs": [None if a is None else describe(s, a) for s, a in zip(inputs, arrays)],
            "outputs": [{"dtype": str(o.dtype).removeprefix("torch."), "shape": list(o.shape)} for o in outputs],
            "loss": float(f"{loss.item():.15g}"),
            "gradients": [None if g is None else rounded(g) for g in gradients],
        }
        | ({"at_kink": True} if at_kink else {})
        | extra(*present(tensors))
    )


def elementwise():
    shapes = [(2, 3, 4), (7,), ()]
    plain = {
        "Abs": torch.abs, "Neg": torch.neg, "Relu": torch.relu, "Sigmoid": torch.sigmoid, "Tanh": torch.tanh, "Exp": torch.exp, "Sin": torch.sin,
        "Cos": torch.cos, "Erf": torch.erf, "Softplus": F.softplus, "HardSwish": F.hardswish, "Identity": lambda v: v.clone(),
    }
    for op, f in plain.items():
        for shape in shapes:
            case(op, [Formula(*shape, scale=8.0)], f)
    for op, f in {"Sqrt": torch.sqrt, "Log": torch.log, "Reciprocal": torch.reciprocal}.items():
        for shape in shapes:
            case(op, [positive(*shape)], f)
    case("Reciprocal", [Formula(6, scale=2.0, shift=-1.5)], torch.reciprocal)
    for op, f in {"Sigmoid": torch.sigmoid, "Tanh": torch.tanh, "Softplus": F.softplus}.items():
        # Far out, where a careless rule overflows.
        case(op, [Given([-800.0, -40.0, -20.0, 15.0, 19.0, 40.0, 800.0])], f)
    case("LeakyRelu", [Formula(2, 5)], lambda x: F.leaky_relu(x, 0.25), alpha=0.25)
    case("HardSigmoid", [Formula(3, 8, scale=16.0)], F.hardsigmoid, alpha=1 / 6, beta=0.5)
    case("HardSigmoid", [Formula(3, 8, scale=8.0)], lambda x: (x * 0.25 + 0.5).clamp(0, 1), alpha=0.25, beta=0.5)
    for shape in shapes:
        for approximate in ("none", "tanh"):
            case("Gelu", [Formula(*shape, scale=8.0)], lambda x: F.gelu(x, approximate=approximate), opset=20, approximate=approximate)
        case("Silu", [Formula(*shape, scale=8.0)], F.silu, kind="layer")
    case("Gelu", [Given([-40.0, -8.0, 8.0, 40.0])], F.gelu, opset=20, approximate="none")
    case("Gelu", [Given([-40.0, -8.0, 8.0, 40.0])], lambda x: F.gelu(x, approximate="tanh"), opset=20, approximate="tanh")
    scalar = lambda v: np.array(v, np.float64)
    case("Clip", [Formula(4, 6, scale=16.0), scalar(0), scalar(6)], lambda x, *_: F.relu6(x))
    case("Clip", [Formula(9), scalar(-0.5), scalar(0.75)], lambda x, *_: x.clamp(-0.5, 0.75))
    case("Clip", [Formula(9), None, scalar(0.25)], lambda x, *_: x.clamp(max=0.25))
    case("Clip", [Formula(9), scalar(0.25)], lambda x, *_: x.clamp(min=0.25))
    case("Clip", [Formula(9)], lambda x: x.clone())

    pairs = [
        ((2, 3), (2, 3)), ((2, 3, 4), (4,)), ((4,), (2, 3, 4)), ((2, 1, 4), (3, 1)), ((), (2, 3)), ((2, 3), ()), ((), ()), ((1, 1), (5,)),
        ((2, 1, 3, 1), (1, 4, 1, 5)), ((3, 2, 4), (1, 2, 1)), ((1,), (1, 1, 1)), ((2, 3, 2, 2), (3, 1, 1)),
    ]
    for op, f in {"Add": torch.add, "Sub": torch.sub, "Mul": torch.mul, "Div": torch.div}.items():
        for a, b in pairs:
            case(op, [Formula(*a), positive(*b) if op == "Div" else Formula(*b)], f)
        case(op, [Formula(3, 4, differentiable=False), positive(4)], f)
        case(op, [Formula(4), positive(3, 4, differentiable=False)], f)
    case("Div", [Formula(3, 4), Formula(4, scale=2.0, shift=-2.0)], torch.div)
    for a, b in pairs[:9]:
        case("Pow", [positive(*a), Formula(*b, scale=4.0)], torch.pow)
    for exponent in (2.0, 3.0, 2.5, 0.5, -1.0, -0.5, 1.0, 0.0):
        negative = exponent in (2.0, 3.0)
        case("Pow", [Formula(2, 4) if negative else positive(2, 4), scalar(exponent)], lambda x, _: torch.pow(x, exponent))
    case("Pow", [Formula(2, 4), np.array(2, np.int64)], lambda x, _: x**2)
    case("Pow", [scalar(2.0), Formula(2, 4)], lambda _, y: torch.pow(2.0, y))
    for op, f in {"Min": torch.minimum, "Max": torch.maximum}.items():
        for a, b in pairs:
            case(op, [Formula(*a), Formula(*b)], f)
        case(op, [Formula(2, 3, 4), Formula(3, 1), Formula(4)], lambda x, y, z: f(f(x, y), z))
        case(op, [Formula(2, 3)], lambda x: x.clone())
        case(op, [Formula(2, 5), np.array(0.125)], lambda x, y: f(x, y))
    case("Sum", [Formula(2, 3, 4), Formula(3, 1), Formula(4)], lambda x, y, z: x + y + z)
    case("Sum", [Formula(2, 3)], lambda x: x.clone())
    bools = lambda *v: np.array(v, bool)
    case("Where", [bools(True, False, True, False), Formula(3, 1), Formula(4)], torch.where)
    case("Where", [bools(True, False).reshape(2, 1, 1), Formula(3, 4), Formula(2, 3, 4)], torch.where)
    case("Where", [bools(True, False, False).reshape(3, 1), Formula(1, 2), Formula()], torch.where)
    case("Where", [np.array(True), Formula(2, 2), Formula(2)], torch.where)
    case("Where", [bools(True, False, True), np.array(-100.0), Formula(2, 3)], torch.where)
    case("Cast", [Formula(2, 3, dtype="float32")], lambda x: x.double(), to=11)
    case("Cast", [Formula(2, 3)], lambda x: x.float(), to=1)
    case("Cast", [Formula(2, 3)], lambda x: x.double().clone(), to=11)


def kinks():
    """What PyTorch chooses where the derivative is not one number."""
    around = Given([-1.0, 0.0, 1.0])
    for op, f in {"Abs": torch.abs, "Relu": torch.relu}.items():
        case(op, [around], f, at_kink=True)
    case("LeakyRelu", [around], lambda x: F.leaky_relu(x, 0.25), at_kink=True, alpha=0.25)
    six = Given([-1.0, 0.0, 3.0, 6.0, 7.0])
    bounds = [np.array(0.0), np.array(6.0)]
    # clamp passes the gradient at its bounds, relu6 (the same numbers) does not: this is relu6, which MobileNet is made of.
    case("Clip", [six, *bounds], lambda x, *_: F.relu6(x), at_kink=True)
    case("HardSwish", [Given([-4.0, -3.0, 0.0, 3.0, 4.0])], F.hardswish, at_kink=True)
    case("HardSigmoid", [Given([-4.0, -3.0, 0.0, 3.0, 4.0])], F.hardsigmoid, at_kink=True, alpha=1 / 6, beta=0.5)
    same = [Given([1.0, 2.0, 3.0]), Given([2.0, 2.0, 2.0])]
    case("Max", same, torch.maximum, at_kink=True)
    case("Min", same, torch.minimum, at_kink=True)
    ties = Given([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]])
    case("ReduceMax", [ties, ints(1)], lambda x, _: x.amax(1), opset=18, at_kink=True, keepdims=0)
    case("ReduceMin", [ties, ints(1)], lambda x, _: x.amin(1), opset=18, at_kink=True, keepdims=0)
    flat = Given(np.zeros((1, 1, 4, 4)))
    case("MaxPool", [flat], lambda x: F.max_pool2d(x, 3, 2, 1), at_kink=True, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    case("GlobalMaxPool", [Given([[[1.0, 2.0, 2.0]]])], lambda x: x.amax(-1, keepdim=True), at_kink=True)


def products():
    for a, b in [
        ((3, 4), (4, 5)), ((4,), (4, 5)), ((3, 4), (4,)), ((4,), (4,)), ((2, 3, 4), (4, 5)), ((2, 3, 4), (4,)), ((4,), (2, 4, 3)), ((3, 4), (2, 4, 2)),
        ((2, 3, 4), (2, 4, 5)), ((1, 3, 4), (2, 4, 2)), ((2, 3, 4), (1, 4, 2)), ((2, 1, 3, 4), (5, 4, 2)), ((2, 3, 2, 4), (2, 3, 4, 2)), ((3, 1, 1, 2), (1, 2, 2, 3)),
        ((2, 3, 2, 4), (3, 4, 2)), ((1, 1), (1, 1)), ((1, 7), (7, 1)),
    ]:
        case("MatMul", [Formula(*a), Formula(*b)], torch.matmul)
    case("MatMul", [Formula(2, 3, 4, differentiable=False), Formula(4, 5)], torch.matmul)
    case("MatMul", [Formula(2, 3, 4), Formula(4, 5, differentiable=False)], torch.matmul)
    m, k, n = 3, 4, 5
    for trans_a in (0, 1):
        for trans_b in (0, 1):
            a, b = ((k, m) if trans_a else (m, k)), ((n, k) if trans_b else (k, n))
            for alpha, beta, c in [(1.0, 1.0, None), (1.0, 1.0, (n,)), (0.5, 0.25, (m, n)), (2.0, 0.5, (m, 1)), (1.0, 2.0, (1, n)), (0.25, 1.0, ()), (1.0, 1.0, (1,))]:

                def gemm(x, y, z=None):
                    out = alpha * ((x.T if trans_a else x) @ (y.T if trans_b else y))
                    return out if z is None else out + beta * z

                inputs = [Formula(*a), Formula(*b)] + ([] if c is None else [Formula(*c)])
                case("Gemm", inputs, gemm, transA=trans_a, transB=trans_b, alpha=alpha, beta=beta)


def convolutions():
    pair = lambda v: list(v) if isinstance(v, tuple) else [v, v]
    for x, w, options in [
        ((2, 4, 6, 5), (3, 4, 3, 3), {}),
        ((2, 4, 5, 4), (6, 4, 1, 1), {}),
        ((2, 3, 7, 6), (4, 3, 3, 3), {"padding": 1}),
        ((2, 3, 6, 7), (4, 3, 3, 3), {"stride": 2, "padding": 1}),
        ((1, 3, 7, 8), (4, 3, 3, 3), {"stride": 3, "padding": 1}),
        ((1, 4, 7, 6), (3, 4, 1, 1), {"stride": 2}),
        ((1, 2, 8, 7), (3, 2, 1, 1), {"stride": 3}),
        ((1, 4, 6, 5), (6, 2, 3, 2), {"groups": 2, "padding": (1, 0)}),
        ((2, 2, 4, 3), (4, 1, 2, 2), {"groups": 2}),
        ((2, 4, 6, 5), (4, 1, 3, 3), {"groups": 4, "padding": 1}),
        ((2, 4, 7, 6), (4, 1, 3, 3), {"groups": 4, "padding": 1, "stride": 2}),
        ((1, 3, 8, 8), (3, 1, 5, 5), {"groups": 3, "padding": 2, "stride": 2}),
        ((1, 4, 6, 5), (8, 1, 3, 3), {"groups": 4, "stride": (2, 1), "padding": (0, 2)}),
        ((1, 4, 6, 7), (3, 4, 2, 3), {"dilation": (2, 1), "padding": 2, "stride": 2}),
        ((1, 2, 9, 8), (2, 2, 3, 3), {"dilation": 2, "padding": 2}),
        ((1, 2, 9, 8), (2, 1, 3, 3), {"dilation": 2, "padding": 2, "groups": 2, "stride": 3}),
        ((1, 3, 13, 12), (2, 3, 7, 7), {"stride": 2, "padding": 3}),
        ((1, 3, 8, 8), (4, 3, 4, 4), {"stride": 4}),
        ((2, 3, 4, 4), (5, 3, 4, 4), {}),
        ((1, 1, 5, 5), (1, 1, 2, 2), {"stride": 3}),
    ]:
        pads = pair(options.get("padding", 0))
        attributes = {"strides": pair(options.get("stride", 1)), "dilations": pair(options.get("dilation", 1)), "pads": pads + pads, "group": options.get("groups", 1)}
        case("Conv", [Formula(*x), Formula(*w), Formula(w[0])], lambda x, w, b: F.conv2d(x, w, b, **options), **attributes)
    case("Conv", [Formula(1, 2, 5, 4), Formula(3, 2, 3, 3)], lambda x, w: F.conv2d(x, w, padding=1), pads=[1, 1, 1, 1])
    case("Conv", [Formula(1, 2, 5, 4), Formula(3, 2, 3, 3, differentiable=False), Formula(3)], F.conv2d)
    case("Conv", [Formula(1, 2, 5, 4, differentiable=False), Formula(3, 2, 3, 3), Formula(3)], F.conv2d)
    # torch pads left, right, top, bottom; ONNX top, left, bottom, right.
    uneven = lambda *p, **more: lambda x, w, *b: F.conv2d(F.pad(x, p), w, *b, **more)
    case("Conv", [Formula(1, 2, 6, 5), Formula(3, 2, 3, 2)], uneven(1, 0, 0, 2), pads=[0, 1, 2, 0])
    case("Conv", [Formula(2, 3, 8, 7), Formula(4, 3, 3, 3), Formula(4)], uneven(0, 1, 0, 1, stride=2), pads=[0, 0, 1, 1], strides=[2, 2])
    case("Conv", [Formula(1, 4, 8, 8), Formula(4, 1, 3, 3)], uneven(0, 1, 0, 1, stride=2, groups=4), pads=[0, 0, 1, 1], strides=[2, 2], group=4)
    case("Conv", [Formula(1, 2, 6, 5), Formula(3, 2, 3, 2)], uneven(0, 1, 0, 1, stride=2), auto_pad="SAME_UPPER", strides=[2, 2])
    for x, w, options in [
        ((2, 3, 9), (5, 3, 4), {"stride": 2, "padding": 2, "dilation": 2}), ((2, 3, 7), (4, 3, 3), {"padding": 1}), ((1, 4, 8), (4, 1, 3), {"groups": 4, "stride": 3, "padding": 1}),
    ]:
        one = lambda name, other: [options.get(name, other)]
        attributes = {"strides": one("stride", 1), "dilations": one("dilation", 1), "pads": one("padding", 0) * 2, "group": options.get("groups", 1)}
        case("Conv", [Formula(*x), Formula(*w), Formula(w[0])], lambda x, w, b: F.conv1d(x, w, b, **options), **attributes)


def poolings():
    for size, options in [
        ((2, 2), {"stride": 2}), ((3, 3), {"stride": 2, "padding": 1}), ((3, 2), {"stride": (2, 3), "ceil_mode": True}),
        ((3, 3), {"stride": 2, "padding": 1, "ceil_mode": True}), ((2, 2), {"stride": 1}), ((2, 2), {"stride": 3}), ((3, 3), {"stride": 1, "padding": 1}),
    ]:
        pads = [options.get("padding", 0)] * 4
        # Only since opset 22 does ONNX's own shape rule leave out a last window that begins in the padding, as PyTorch and onnxruntime do.
        opset = 22 if "ceil_mode" in options else 17
        stride = options["stride"]
        attributes = {"kernel_shape": list(size), "strides": list(stride) if isinstance(stride, tuple) else [stride] * 2, "pads": pads, "ceil_mode": int(options.get("ceil_mode", False))}
        for shape in [(1, 2, 6, 5), (2, 2, 7, 8)]:
            case("MaxPool", [Formula(*shape)], lambda x: F.max_pool2d(x, size, **options), opset=opset, **attributes)
            for counted in (True, False):
                average = lambda x: F.avg_pool2d(x, size, count_include_pad=counted, **options)
                case("AveragePool", [Formula(*shape)], average, opset=opset, count_include_pad=int(counted), **attributes)
    case("MaxPool", [Formula(1, 2, 6, 5)], lambda x: F.max_pool2d(x, 2, 1, dilation=2), kernel_shape=[2, 2], dilations=[2, 2])
    case("MaxPool", [Formula(2, 3, 9)], lambda x: F.max_pool1d(x, 3, 2), kernel_shape=[3], strides=[2])
    case("AveragePool", [Formula(2, 3, 9)], lambda x: F.avg_pool1d(x, 3, 2), kernel_shape=[3], strides=[2])
    case("AveragePool", [Formula(2, 2, 8, 8)], lambda x: F.avg_pool2d(x, 8), kernel_shape=[8, 8])
    for shape in [(2, 3, 4, 5), (1, 2, 1, 1), (2, 3, 7)]:
        axes = list(range(2, len(shape)))
        case("GlobalAveragePool", [Formula(*shape)], lambda x: x.mean(axes, keepdim=True))
        case("GlobalMaxPool", [Formula(*shape)], lambda x: x.amax(axes, keepdim=True))


def normalisations():
    # Epsilons are powers of two: attributes are float32, and theirs is then the one that was meant.
    for shape, axis in [((2, 3, 4), -1), ((3, 8), -1), ((2, 3, 4), -2), ((2, 3, 4), 1), ((2, 2, 3, 4), 2), ((4, 3), 0), ((5, 2), -1)]:
        inner = shape[axis:]
        norm = lambda x, w, b=None: F.layer_norm(x, inner, w, b, 2**-17)
        case("LayerNormalization", [Formula(*shape), positive(*inner), Formula(*inner)], norm, epsilon=2**-17, axis=axis)
    case("LayerNormalization", [Formula(2, 3, 4), positive(4)], lambda x, w: F.layer_norm(x, [4], w, None, 2**-17), epsilon=2**-17)
    # Far from zero and small: the variance has to be taken about the mean.
    case("LayerNormalization", [Formula(3, 6, scale=2**-4, shift=8.0), positive(6), Formula(6)], lambda x, w, b: F.layer_norm(x, [6], w, b, 2**-17), epsilon=2**-17)
    for shape in [(2, 3, 4, 5), (4, 3), (3, 2, 6), (1, 2, 3, 3), (2, 4, 2, 2)]:
        c = shape[1]
        statistics = [Formula(c, differentiable=False), positive(c, differentiable=False)]
        inputs = [Formula(*shape, scale=4.0), positive(c), Formula(c), *statistics]
        case("BatchNormalization", inputs, lambda x, w, b, m, v: F.batch_norm(x, m, v, w, b, eps=2**-10), epsilon=2**-10)

        def after(x, w, b, mean, variance):
            mean, variance = mean.clone(), variance.clone()
            F.batch_norm(x, mean, variance, w, b, True, 0.125, 2**-10)
            return {"running_mean": rounded(mean.numpy()), "running_var": rounded(variance.numpy())}

        training = lambda x, w, b, m, v: F.batch_norm(x, m.clone(), v.clone(), w, b, True, 0.125, 2**-10)
        case("BatchNormTraining", inputs, training, kind="layer", extra=after, epsilon=2**-10, momentum=0.125)
    for op, f in {"Softmax": torch.softmax, "LogSoftmax": torch.log_softmax}.items():
        for shape, axis, scale in [((2, 3, 4), -1, 4.0), ((2, 3, 4), 1, 4.0), ((2, 3, 4), 0, 4.0), ((2, 2, 3, 5), -1, 64.0), ((6,), 0, 4.0), ((3, 1), -1, 4.0)]:
            case(op, [Formula(*shape, scale=scale)], lambda x: f(x, axis), axis=axis)


def movements():
    x = lambda: Formula(2, 3, 4)
    case("Gather", [x(), ints(1, -1, 0)], lambda x, _: x[:, [1, 2, 0]], axis=1)
    case("Gather", [x(), ints(0, 0, 1, 0)], lambda x, _: x[[0, 0, 1, 0]], axis=0)
    case("Gather", [x(), ints(2, 2, -1)], lambda x, _: x[:, [2, 2, 2]], axis=1)
    case("Gather", [x(), np.array(-1)], lambda x, _: x[-1])
    case("Gather", [x(), np.array(2)], lambda x, _: x[:, 2], axis=1)
    case("Gather", [x(), ints([0, 3], [1, 1])], lambda x, i: x[..., i], axis=-1)
    case("Gather", [Formula(7, 4), ints([3, 0, 3], [6, 3, 5])], lambda x, i: F.embedding(i, x))
    case("Gather", [Formula(5), ints(4, 4, 0)], lambda x, i: x[i])
    for axis, high in [(0, 2), (1, 3), (-1, 4)]:
        index = (fill.unit(f"index {axis}", 24).reshape(2, 3, 4) * 2 * high).astype(np.int64) - high
        case("GatherElements", [x(), index], lambda x, i: torch.gather(x, axis, i % high), axis=axis)
    case("GatherElements", [Formula(3, 5), ints([1], [4], [0])], lambda x, i: torch.gather(x, 1, i), axis=1)
    case("Slice", [x(), ints(1), ints(3)], lambda x, *_: x[1:3])
    case("Slice", [x(), ints(-3, 1), ints(END, -1), ints(-1, 1)], lambda x, *_: x[:, 1:-1, -3:])
    case("Slice", [x(), ints(-1), ints(START), ints(2), ints(-1)], lambda x, *_: torch.flip(x, [2]))
    case("Slice", [x(), ints(3), ints(0), ints(2), ints(-2)], lambda x, *_: x[:, :, [3, 1]])
    case("Slice", [x(), ints(0, 0), ints(4, 9), ints(2, 1), ints(3, 2)], lambda x, *_: x[:, 0:9:2, 0:4:3])
    case("Slice", [Formula(9, 2), ints(1), ints(8), ints(0), ints(3)], lambda x, *_: x[1:8:3])
    case("Slice", [Formula(9, 2), ints(-2), ints(-8), ints(0), ints(-3)], lambda x, *_: x[[7, 4]])
    case("Slice", [Formula(2, 3, 6), ints(2), ints(4), ints(-1)], lambda x, *_: x[..., 2:4])
    case("Split", [x(), ints(1, 3)], lambda x, _: torch.split(x, [1, 3], 2), axis=-1)
    case("Split", [x()], lambda x: torch.split(x, 1, 1), opset=18, axis=1, num_outputs=3)
    case("Split", [Formula(7, 2)], lambda x: torch.split(x, 3), opset=18, num_outputs=3)
    case("Split", [Formula(2, 6, 3), ints(1, 1, 1, 1, 1, 1)], lambda x, _: torch.split(x, 1, 1), axis=1)
    case("Concat", [x(), Formula(2, 1, 4), Formula(2, 2, 4)], lambda *p: torch.cat(p, 1), axis=1)
    case("Concat", [x(), x()], lambda *p: torch.cat(p, -1), axis=-1)
    case("Concat", [Formula(1, 3), Formula(2, 3, differentiable=False), Formula(3, 3)], lambda *p: torch.cat(p), axis=0)
    case("Concat", [x()], lambda x: x.clone(), axis=0)
    case("Transpose", [x()], lambda x: x.permute(2, 1, 0))
    case("Transpose", [x()], lambda x: x.permute(1, 0, 2), perm=[1, 0, 2])
    case("Transpose", [x()], lambda x: x.permute(2, 0, 1), perm=[2, 0, 1])
    case("Transpose", [Formula(2, 3, 2, 2)], lambda x: x.permute(0, 3, 1, 2), perm=[0, 3, 1, 2])
    case("Transpose", [Formula(1, 2, 2, 3, 2, 2)], lambda x: x.permute(0, 3, 1, 4, 2, 5), perm=[0, 3, 1, 4, 2, 5])
    case("Reshape", [x(), ints(0, -1)], lambda x, _: x.reshape(2, 12))
    case("Reshape", [x(), ints(4, 3, 2)], lambda x, _: x.reshape(4, 3, 2))
    case("Reshape", [x(), ints(-1)], lambda x, _: x.reshape(-1))
    case("Squeeze", [Formula(1, 3, 1, 4), ints(0, -2)], lambda x, _: x.squeeze(0).squeeze(-2))
    case("Squeeze", [Formula(1, 3, 1)], torch.squeeze)
    case("Unsqueeze", [x(), ints(-1, 0)], lambda x, _: x[None, ..., None])
    case("Unsqueeze", [Formula(3), ints(1)], lambda x, _: x[:, None])
    for axis, shape in [(1, (2, 12)), (-1, (6, 4)), (0, (1, 24))]:
        case("Flatten", [x()], lambda x: x.reshape(shape), axis=axis)
    case("Expand", [Formula(3, 1), ints(2, 1, 4)], lambda x, _: x.expand(2, 3, 4))
    case("Expand", [Formula(3, 1), ints(1)], lambda x, _: x.clone())
    case("Expand", [Formula(), ints(2, 3)], lambda x, _: x.expand(2, 3))
    case("Expand", [Formula(2, 1, 3), ints(2, 5, 1)], lambda x, _: x.expand(2, 5, 3))
    case("Tile", [Formula(3, 4), ints(2, 3)], lambda x, _: x.repeat(2, 3))
    case("Tile", [x(), ints(1, 2, 1)], lambda x, _: x.repeat(1, 2, 1))
    case("Pad", [Formula(3, 4), ints(1, 0, 2, 3)], lambda x, _: F.pad(x, (0, 3, 1, 2)))
    case("Pad", [Formula(3, 4), ints(1, -1, 0, 2), np.array(0.5)], lambda x, *_: F.pad(x, (-1, 2, 1, 0), value=0.5))
    case("Pad", [Formula(1, 2, 3, 3), ints(0, 0, 1, 1, 0, 0, 1, 1)], lambda x, _: F.pad(x, (1, 1, 1, 1)))
    case("Trilu", [x()], torch.triu)
    case("Trilu", [x(), np.array(1)], lambda x, _: torch.tril(x, 1), upper=0)
    case("Trilu", [Formula(4, 3), np.array(-1)], lambda x, _: torch.triu(x, -1))
    case("Trilu", [Formula(4, 4)], torch.tril, upper=0)
    case("Dropout", [x()], lambda x: x.clone())


def reductions():
    of = {
        "ReduceSum": lambda x, a, k: x.sum(a, keepdim=k), "ReduceMean": lambda x, a, k: x.mean(a, keepdim=k), "ReduceMax": lambda x, a, k: x.amax(a, keepdim=k),
        "ReduceMin": lambda x, a, k: x.amin(a, keepdim=k), "ReduceSumSquare": lambda x, a, k: (x**2).sum(a, keepdim=k),
        "ReduceL2": lambda x, a, k: torch.linalg.vector_norm(x, dim=a, keepdim=k),
    }
    for op, f in of.items():
        for axes in [[1], [-1, 0], [2], [0, 1, 2]]:
            for keep in (1, 0):
                case(op, [Formula(2, 3, 4), ints(*axes)], lambda x, _: f(x, axes, bool(keep)), opset=18, keepdims=keep)
        case(op, [Formula(2, 3, 4)], lambda x: f(x, [0, 1, 2], False), opset=18, keepdims=0)
        case(op, [Formula(2, 3, 4)], lambda x: f(x, [0, 1, 2], True), opset=18)
    case("ReduceMean", [Formula(2, 3, 4)], lambda x: x.mean([1], keepdim=True), axes=[1])
    case("ReduceMean", [Formula(2, 3)], lambda x: x.clone(), opset=18, noop_with_empty_axes=1)
    case("ReduceProd", [positive(2, 3, 4), ints(1)], lambda x, _: x.prod(1), opset=18, keepdims=0)
    flip = lambda x, a: torch.flip(x, [a])
    shifted = lambda x, a: torch.cumsum(x, a) - x
    case("CumSum", [Formula(2, 3, 4), np.array(-1)], lambda x, _: torch.cumsum(x, -1))
    case("CumSum", [Formula(2, 3, 4), np.array(1)], lambda x, _: shifted(x, 1), exclusive=1)
    case("CumSum", [Formula(2, 3, 4), np.array(1)], lambda x, _: flip(torch.cumsum(flip(x, 1), 1), 1), reverse=1)
    case("CumSum", [Formula(2, 3, 4), np.array(0)], lambda x, _: flip(shifted(flip(x, 0), 0), 0), reverse=1, exclusive=1)


def losses():
    labels = lambda n, classes: (fill.unit(f"labels {n} {classes}", n) * classes).astype(np.int64)
    for n, classes, smoothing, weighted in [
        (1, 13, 0.0, False), (4, 13, 0.0, False), (4, 13, 0.1, False), (5, 13, 0.0, True), (5, 13, 0.1, True), (3, 2, 0.25, True), (8, 29, 0.0, False), (6, 3, 1.0, True),
    ]:
        weights = positive(classes, differentiable=False) if weighted else None
        loss = lambda x, y, w=None: F.cross_entropy(x, y, w, label_smoothing=smoothing)
        inputs = [Formula(n, classes, scale=8.0), labels(n, classes), weights]
        case("CrossEntropy", inputs, loss, kind="loss", label_smoothing=smoothing, ignore_index=-100)
    left_out = ints(2, -100, 0, 1, -100)
    for smoothing, weights in [(0.0, None), (0.1, None), (0.1, positive(4, differentiable=False))]:
        loss = lambda x, y, w=None: F.cross_entropy(x, y, w, label_smoothing=smoothing, ignore_index=-100)
        case("CrossEntropy", [Formula(5, 4, scale=8.0), left_out, weights], loss, kind="loss", label_smoothing=smoothing, ignore_index=-100)
    # Logits so large that exp of them overflows.
    case("CrossEntropy", [Given([[900.0, -900.0, 0.0], [0.0, 1.0, 800.0]]), ints(1, 2), None], F.cross_entropy, kind="loss", label_smoothing=0.0, ignore_index=-100)
    for shape in [(2, 3, 4, 4), (5,), ()]:
        case("MeanSquaredError", [Formula(*shape), Formula(*shape)], F.mse_loss, kind="loss")
    case("MeanSquaredError", [Formula(2, 3), Formula(2, 3, differentiable=False)], F.mse_loss, kind="loss")


def main():
    # onnx.reference warns of numbers that overflow on their way to a right answer.
    warnings.simplefilter("ignore")
    for part in (elementwise, kinks, products, convolutions, poolings, normalisations, movements, reductions, losses):
        part()
    document = {
        "script": HERE.name,
        "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
        "shared_sha256": hashlib.sha256(Path(fill.__file__).read_bytes()).hexdigest(),
        "versions": {
            "python": platform.python_version(), "numpy": np.__version__, "onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__, "torch": torch.__version__,
        },
        "description": "Gradients of sum(output * cotangent) in float64; inputs and cotangents by formula. The script says what a case holds.",
    }
    lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
    text = json.dumps(document, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n ]\n}\n"
    json.loads(text)
    (HERE.parent.parent / "vectors" / "gradient-rules.json").write_text(text)
    print(len(cases), "cases", len(text), "bytes", len(numbers_of), "operators, layers and losses; nodes held to", dict(checked_by))


if __name__ == "__main__":
    main()
