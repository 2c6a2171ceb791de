"""PyTorch's side of onnx-python.test.ts.

`export <folder>`: small random networks in float64, by both of torch's exporters: <name>.onnx and <name>.json (inputs, outputs).
The newer exporter writes Python's numbers as float32 even then; so those in these networks are exact in float32, 1 / sqrt(16) among them.
`check <folder>`: onnx.checker on every *.onnx there; prints {file: {value: [type, shape]}} by onnx.shape_inference.
"""

import json
import sys
import warnings
from pathlib import Path

import onnx
import torch
import torch.nn.functional as F
from torch import nn

warnings.filterwarnings("ignore")


def conv(i, o, k, s=1, g=1, act=nn.ReLU6, **more):
    return nn.Sequential(nn.Conv2d(i, o, k, s, groups=g, bias=False, **{"padding": (k - 1) // 2, **more}), nn.BatchNorm2d(o), act())


class Inverted(nn.Module):
    def __init__(self, i, o, s):
        super().__init__()
        self.body = nn.Sequential(conv(i, i * 2, 1), conv(i * 2, i * 2, 3, s, i * 2), nn.Conv2d(i * 2, o, 1), nn.BatchNorm2d(o))
        self.same = i == o and s == 1

    def forward(self, x):
        return x + self.body(x) if self.same else self.body(x)


class Mobile2(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(conv(3, 8, 3, 2), Inverted(8, 8, 1), Inverted(8, 12, 2))
        self.head = nn.Linear(12, 5)

    def forward(self, x):
        return self.head(F.adaptive_avg_pool2d(self.body(x), 1).flatten(1))


class Mobile3(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem, self.squeeze, self.excite = conv(3, 8, 3, 2, act=nn.Hardswish), nn.Conv2d(8, 4, 1), nn.Conv2d(4, 8, 1)
        self.head = nn.Linear(8, 5)

    def forward(self, x):
        x = self.stem(x)
        gate = F.hardsigmoid(self.excite(F.relu(self.squeeze(F.adaptive_avg_pool2d(x, 1)))))
        return self.head(F.hardswish(x * gate).mean([2, 3]))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem, self.pool = conv(3, 6, 7, 2, act=nn.ReLU), nn.MaxPool2d(3, 2, 1)
        self.a, self.b = conv(6, 10, 3, 2, act=nn.ReLU), nn.Sequential(nn.Conv2d(10, 10, 3, padding=1), nn.BatchNorm2d(10))
        self.down, self.head = nn.Sequential(nn.Conv2d(6, 10, 1, 2), nn.BatchNorm2d(10)), nn.Linear(10, 4)

    def forward(self, x):
        x = self.pool(self.stem(x))
        x = F.relu(self.b(self.a(x)) + self.down(x))
        return F.log_softmax(self.head(torch.flatten(F.adaptive_avg_pool2d(x, (1, 1)), 1)), 1)


class Inception(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem, self.one = conv(3, 4, 3, 2, act=nn.ReLU, padding=0), conv(4, 3, 1, act=nn.ReLU)
        self.wide = nn.Sequential(nn.Conv2d(4, 3, (1, 5), padding=(0, 2)), nn.Conv2d(3, 3, (5, 1), padding=(2, 0)))
        self.pooled = conv(4, 2, 1, act=nn.ReLU)

    def forward(self, x):
        x = self.stem(x)
        branches = [self.one(x), self.wide(x), self.pooled(F.avg_pool2d(x, 3, 1, 1, count_include_pad=False))]
        return F.max_pool2d(torch.cat(branches, 1), 3, 2).mean((2, 3))


class Gpt(nn.Module):
    def __init__(self, approximate):
        super().__init__()
        self.tokens, self.places = nn.Embedding(20, 32), nn.Embedding(12, 32)
        self.n1, self.n2, self.n3 = nn.LayerNorm(32), nn.LayerNorm(32), nn.LayerNorm(32)
        self.qkv, self.proj, self.up, self.out = nn.Linear(32, 96), nn.Linear(32, 32), nn.Linear(32, 128), nn.Linear(128, 32)
        self.act, self.head = nn.GELU(approximate=approximate), nn.Linear(32, 20, bias=False)
        self.register_buffer("mask", torch.tril(torch.ones(12, 12)).view(1, 1, 12, 12))

    def forward(self, ids):
        b, t = ids.size()
        x = self.tokens(ids) + self.places(torch.arange(0, t))
        q, k, v = (part.view(b, t, 2, 16).transpose(1, 2) for part in self.qkv(self.n1(x)).split(32, dim=2))
        weights = (q @ k.transpose(-2, -1)) * (16**-0.5)
        weights = F.softmax(weights.masked_fill(self.mask[:, :, :t, :t] == 0, float("-inf")), dim=-1)
        x = x + self.proj((weights @ v).transpose(1, 2).contiguous().view(b, t, 32))
        return self.head(self.n3(x + self.out(self.act(self.up(self.n2(x))))))


class Dit(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch, self.place = nn.Conv2d(3, 32, 4, 4), nn.Parameter(torch.randn(1, 4, 32))
        self.time, self.breed = nn.Sequential(nn.Linear(8, 32), nn.SiLU(), nn.Linear(32, 32)), nn.Embedding(5, 32)
        self.norm, self.modulate, self.qkv = nn.LayerNorm(32), nn.Linear(32, 96), nn.Linear(32, 96, bias=False)
        self.last = nn.Linear(32, 48)

    def forward(self, noise, timestep, breed):
        f = torch.exp(-torch.arange(4, dtype=torch.float64) * 2.25)
        angles = timestep[:, None] * 1000 * f[None]
        c = self.time(torch.cat([torch.cos(angles), torch.sin(angles)], -1)) + self.breed(breed)
        x = self.patch(noise).flatten(2).transpose(1, 2) + self.place
        shift, scale, gate = self.modulate(F.silu(c)).chunk(3, dim=1)
        h = self.norm(x) * (1 + scale.unsqueeze(1)) + shift.unsqueeze(1)
        b, n, d = h.shape
        q, k, v = self.qkv(h).reshape(b, n, 3, 2, d // 2).permute(2, 0, 3, 1, 4).unbind(0)
        h = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(b, n, d)
        x = self.last(x + gate.unsqueeze(1) * h).reshape(b, 2, 2, 3, 4, 4)
        clean = x.permute(0, 3, 1, 4, 2, 5).reshape(b, 3, 8, 8)
        return (clean - noise) / torch.clamp(1 - timestep, min=2**-10)[:, None, None, None]


def networks():
    torch.manual_seed(20261122)
    picture = lambda: torch.randn(2, 3, 33, 31, dtype=torch.float64)
    for name, net in {"mobile2": Mobile2, "mobile3": Mobile3, "residual": Residual, "inception": Inception}.items():
        yield name, net(), {"x": picture()}
    ids = torch.randint(0, 20, (2, 7))
    yield "gpt", Gpt("none"), {"ids": ids}
    yield "gpt-tanh", Gpt("tanh"), {"ids": ids}
    noise = torch.randn(2, 3, 8, 8, dtype=torch.float64)
    yield "dit", Dit(), {"noise": noise, "timestep": torch.tensor([0.25, 0.9], dtype=torch.float64), "breed": torch.tensor([1, 4])}


def describe(tensor):
    return {"shape": list(tensor.shape), "data": tensor.flatten().tolist()}


def export(folder):
    for name, net, inputs in networks():
        net = net.double().eval()
        for module in net.modules():
            if isinstance(module, nn.BatchNorm2d):
                nn.init.uniform_(module.running_mean, -0.5, 0.5)
                nn.init.uniform_(module.running_var, 0.5, 2)
        with torch.no_grad():
            expected = net(*inputs.values())
        for exporter, opset in [("script", 17), ("dynamo", 18), ("dynamo", 20)]:
            options = {"dynamic_axes": {k: {0: "batch"} for k in [*inputs, "y"]}, "dynamo": False}
            if exporter == "dynamo":
                batch = torch.export.Dim("batch", min=2, max=64)
                options = {"dynamic_shapes": {k: {0: batch} for k in inputs}, "dynamo": True, "external_data": False, "verbose": False}
            path = Path(folder) / f"{name}-{exporter}-{opset}"
            torch.onnx.export(
                net, tuple(inputs.values()), f"{path}.onnx", opset_version=opset, input_names=list(inputs), output_names=["y"], **options
            )
            document = {"inputs": {k: describe(v) for k, v in inputs.items()}, "outputs": {"y": describe(expected)}}
            path.with_suffix(".json").write_text(json.dumps(document))


def shape_of(value):
    tensor = value.type.tensor_type
    if not tensor.HasField("shape"):
        return None
    return [d.dim_value if d.HasField("dim_value") else (d.dim_param or None) for d in tensor.shape.dim]


def check(folder):
    report = {}
    for path in sorted(Path(folder).glob("*.onnx")):
        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=True)
        del model.graph.value_info[:]
        inferred = onnx.shape_inference.infer_shapes(model, data_prop=True)
        report[path.name] = {
            v.name: [onnx.helper.tensor_dtype_to_np_dtype(v.type.tensor_type.elem_type).name, shape_of(v)]
            for v in inferred.graph.value_info
        }
    print(json.dumps(report))


{"export": export, "check": check}[sys.argv[1]](sys.argv[2])
