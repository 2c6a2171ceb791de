"""Fifty steps of training by torch.optim, in float64 and in float32 on one thread: TinyDiT-64, MobileNetV2 with batch norm folded and kept, GPT-2.

Nothing large is stored. u(name)[k] are the numbers in [0, 1) and formula(name, scale)[k] = (u(name)[k] - 0.5) * scale those of
shared/architectures_fill.py, row-major. Weights begin as `fill` there gives them to their names, changed by every rule of the case's `begin` in order: where a
name has `part` in it, not `without`, and `axes` (1: one axis; 2: two and more) fits, times `times` plus `plus`, rounded to float32 at the end. Batches, for steps
0 .. 49, `case` the case's name, n pictures or rows a batch, and for MobileNetV2 step mod 5 (five batches again and again) in place of step; computed in float64
and rounded once to float32, which both runs take:

  labels       floor(u("<case> labels <step>") * classes) [n]; 14 classes of TinyDiT, the null class among them, 13 of MobileNetV2
  pictures     0.75 * blocks + 0.25 * formula("<case> grain <step>", 2) [n, 3, S, S], where blocks is formula("picture <label>", 2) [3, 8, 8]
               with every number as a square of S / 8 pixels
  TinyDiT      pictures (not rounded) are x1; x0 = formula("<case> noise <step>", 4) [n, 3, S, S]; t = floor(u("<case> time <step>") * 896) / 1024 [n];
               input round((1 - t) * x0 + t * x1), target round(x1 - x0); loss = mean((velocity - target)^2)
  MobileNetV2  loss = cross-entropy with label_smoothing and class_weights (PyTorch's mean, divided by the weights of the labels)
  GPT-2        rows of sequence + 1 tokens, the first floor(u("<case> start <step>") * 97), each next one (5 * token + 7) mod 97; the first `sequence` are
               the input, the last `sequence` the labels; loss = mean cross-entropy

A case holds `config` and `optimizer` (AdamW's and SGD's of PyTorch; weight_decay is of tensors of two and more axes, none of vectors; clip: gradients times
min(1, clip / (norm + 1e-6)), none where it is left out), and by step `learning_rates`, and of the float64 run `losses` and `norms` (global, before clipping), and
`losses_f32` of the other. `weights` are those of the float64 run after the last step, by name: {"rms", "sum", "moved": rms of the difference from the
beginning, "at8": elements at floor(u("<name> places")[0..7] * count)}. `ema` likewise, of a copy that begins as the weights and after step s = 0 .. 49 becomes
d * ema + (1 - d) * weights with d = min(decay, (2 + s) / (11 + s)): the count of updates, from 1, stands for t in (1 + t) / (10 + t).

`undetermined` names elements [from, to) that no loss depends on: the keys' biases in attention, which softmax takes away; biases whose sum the next batch
norm takes away, and so the running means of that. Their gradients are zero but for rounding, which AdamW takes to full steps; in float64 they stay. Summaries
leave them out: a tensor loses the elements before anything else, and is not there when none is left.

`float32_gap` is how far PyTorch's own float32 run is from its float64 run: `losses`, the largest relative difference of any step's; `weights`, of any tensor,
the norm of the difference over the norm of the tensor, and which is `worst`; `ema` likewise; `moved`, of all weights as one vector, the norm of the
difference over how far training moved them; `moved_one`, of any tensor, and which is `worst_moved`. Some tensors move by less than a thousandth: a test
that compares weights alone would not see that they stayed, so compare `moved` too.

Batch norm folded: convolutions with bias alone, named <norm>.bias; the other tensors of the norms are 1, 0, 0 and 1 - epsilon, and no weights. Kept:
statistics of the batch, running statistics (among `weights`) with momentum 0.1 and PyTorch's unbiased variance.

`accumulation`: one step of a tiny TinyDiT (case name "accumulation", step 0) on a batch of 8, equal to that on 2 x 4 and 8 x 1 with each gradient divided by how
many there are: `gradients` before clipping, and `weights`.

Run: python training-steps.py   (writes ../vectors/training-steps.json)
"""

import hashlib
import json
import math
import platform
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
import transformers
from torch import nn
from transformers import GPT2Config, GPT2LMHeadModel, MobileNetV2Config, MobileNetV2ForImageClassification

from shared import architectures_fill as fill
from shared import tinydit

HERE = Path(__file__).resolve()
STEPS = 50
TINY = {"image_size": 16, "patch_size": 4, "embed_dim": 8, "depth": 2, "num_heads": 2}
FULL = {"image_size": 64, "patch_size": 8, "embed_dim": 192, "depth": 8, "num_heads": 3}
OURS = {"num_classes": 13, "null_class": True, "pos_embed": True, "time_scale": 1000, "unpatchify": "spatial", "prediction": "sample"}
# Random weights of full size make losses that float32 cannot follow: each step's rounding grows by itself.
CALM = [{"part": "", "axes": 2, "times": 0.5}, {"part": "adaLN", "times": 0.125}, {"part": "final_layer.linear", "times": 0.125}]
# Most of what ReLU6 sees lies between its kinks, since every element that rounding carries across one changes a gradient at once.
FOLDED = [{"part": "classifier", "times": 2}, {"part": "convolution", "without": "reduce", "axes": 2, "times": 0.5},
          {"part": "conv_1x1.convolution", "times": 0.25}, {"part": "normalization.bias", "without": "reduce", "plus": 0.5},
          {"part": "v2.conv_1x1.normalization.bias", "plus": -0.5}]
KEPT = [{"part": "classifier", "times": 0.125}, {"part": "normalization.bias", "without": "reduce", "plus": 2.25}]
CLASS_WEIGHTS = [0.5 + (c % 4) / 4 for c in range(13)]
torch.set_num_threads(1)


# Batches

def numbers(name, shape, scale):
    return ((fill.unit(name, math.prod(shape)) - 0.5) * scale).reshape(shape)


def single(values):
    return torch.from_numpy(np.asarray(values).astype(np.float32))


def labels_of(case, step, batch, classes):
    return np.floor(fill.unit(f"{case} labels {step}", batch) * classes).astype(np.int64)


def pictures_of(case, step, labels, side):
    blocks = np.stack([numbers(f"picture {label}", (3, 8, 8), 2) for label in labels])
    blocks = blocks.repeat(side // 8, axis=2).repeat(side // 8, axis=3)
    return 0.75 * blocks + 0.25 * numbers(f"{case} grain {step}", blocks.shape, 2)


def flow_batch(case, step, batch, side):
    labels = labels_of(case, step, batch, 14)
    x1 = pictures_of(case, step, labels, side)
    x0 = numbers(f"{case} noise {step}", x1.shape, 4)
    t = np.floor(fill.unit(f"{case} time {step}", batch) * 896) / 1024
    at = t[:, None, None, None]
    return single((1 - at) * x0 + at * x1), single(t), torch.from_numpy(labels), single(x1 - x0)


def picture_batch(case, step, batch, side):
    labels = labels_of(case, step, batch, 13)
    return single(pictures_of(case, step, labels, side)), torch.from_numpy(labels)


def token_batch(case, step, batch, sequence):
    rows = [np.floor(fill.unit(f"{case} start {step}", batch) * 97).astype(np.int64)]
    for _ in range(sequence):
        rows.append((5 * rows[-1] + 7) % 97)
    ids = torch.from_numpy(np.stack(rows, axis=1))
    return ids[:, :-1], ids[:, 1:]


# Where training begins

def begin(tensors, rules):
    with torch.no_grad():
        for name, tensor in tensors.items():
            value = tensor.double()
            for rule in rules:
                fits = rule["part"] in name and ("without" not in rule or rule["without"] not in name)
                if fits and rule.get("axes", min(tensor.ndim, 2)) == min(tensor.ndim, 2):
                    value = value * rule.get("times", 1) + rule.get("plus", 0)
            tensor.copy_(value.float())


# Models: each gives the module, its tensors by the names they are compared under, and the loss of a batch.

def flow(config):
    model = tinydit.TinyDiT(config)
    fill.fill(model)

    def loss(batch, dtype):
        noise, t, labels, target = batch
        return F.mse_loss(model(noise.to(dtype), t.to(dtype), labels), target.to(dtype))

    return model, dict(model.named_parameters()), loss


def mobilenet(config, folded, smoothing):
    model = MobileNetV2ForImageClassification(MobileNetV2Config(**config))
    fill.fill(model)
    names = {}
    for path, module in list(model.named_modules()):
        if isinstance(module, nn.BatchNorm2d):
            # transformers sets 0.997, which TensorFlow counts the other way round.
            module.momentum = 0.1
            if folded:
                parent = model.get_submodule(path.rpartition(".")[0])
                parent.convolution.bias = nn.Parameter(module.bias.detach().clone())
                parent.normalization = nn.Identity()
                names[f"{path.rpartition('.')[0]}.convolution.bias"] = f"{path}.bias"
    tensors = {names.get(name, name): parameter for name, parameter in model.named_parameters()}
    tensors |= {name: buffer for name, buffer in model.named_buffers() if "running" in name}

    def loss(batch, dtype):
        pixels, labels = batch
        weights = torch.tensor(CLASS_WEIGHTS, dtype=dtype)
        return F.cross_entropy(model(pixels.to(dtype)).logits, labels, weights, label_smoothing=smoothing)

    return model.train(), tensors, loss


def gpt2(config):
    model = GPT2LMHeadModel(GPT2Config(**config, bos_token_id=0, eos_token_id=0, embd_pdrop=0.0, attn_pdrop=0.0, resid_pdrop=0.0, attn_implementation="eager"))
    fill.fill(model)
    # A tied head is filled under both its names; the embedding's is meant.
    name = "transformer.wte.weight"
    with torch.no_grad():
        model.transformer.wte.weight.copy_(fill.value_of(name, model.transformer.wte.weight))
    assert model.lm_head.weight is model.transformer.wte.weight

    def loss(batch, dtype):
        ids, labels = batch
        return F.cross_entropy(model(ids).logits.flatten(0, 1), labels.flatten())

    return model.train(), dict(model.named_parameters()), loss


# Training

def optimizer_of(tensors, options):
    trained = [t for t in tensors.values() if t.requires_grad]
    groups = [{"params": [t for t in trained if t.ndim >= 2], "weight_decay": options["weight_decay"]},
              {"params": [t for t in trained if t.ndim < 2], "weight_decay": 0.0}]
    if options["kind"] == "sgd":
        return torch.optim.SGD(groups, lr=options["lr"], momentum=options["momentum"])
    return torch.optim.AdamW(groups, lr=options["lr"], betas=tuple(options["betas"]), eps=options["eps"])


def rate(options, step):
    if "warmup_steps" in options:
        return options["lr"] * min(1, (step + 1) / options["warmup_steps"])
    if "min_lr" in options:
        return options["min_lr"] + (options["lr"] - options["min_lr"]) * (1 + math.cos(math.pi * step / (STEPS - 1))) / 2
    return options["lr"]


def doubles(tensors):
    return {name: tensor.detach().double().clone() for name, tensor in tensors.items()}


def train(make, rules, batch_of, options, dtype):
    model, tensors, loss_of = make()
    begin(tensors, rules)
    model.to(dtype)
    # Buffers are replaced by `to`, parameters are not.
    tensors = {name: dict(model.named_buffers()).get(name, tensor) for name, tensor in tensors.items()}
    start = doubles(tensors)
    shadow = {name: tensor.detach().clone() for name, tensor in tensors.items()}
    optimizer = optimizer_of(tensors, options)
    losses, norms = [], []
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = rate(options, step)
        optimizer.zero_grad()
        loss = loss_of(batch_of(step), dtype)
        loss.backward()
        trained = [t for t in tensors.values() if t.requires_grad]
        norms.append(nn.utils.clip_grad_norm_(trained, options.get("clip") or math.inf).item())
        losses.append(loss.item())
        optimizer.step()
        if "ema" in options:
            d = min(options["ema"], (2 + step) / (11 + step))
            for name, tensor in tensors.items():
                shadow[name].mul_(d).add_(tensor.detach(), alpha=1 - d)
    return {"losses": losses, "norms": norms, "start": start, "end": doubles(tensors), "ema": doubles(shadow)}


def digits(values):
    return [float(f"{v:.12g}") for v in values]


def determined(run, undetermined):
    """A run whose tensors are flat and lack what no loss depends on."""

    def flat(tensors):
        kept = {}
        for name, tensor in tensors.items():
            start, end = undetermined.get(name, (0, 0))
            kept[name] = torch.cat([tensor.flatten()[:start], tensor.flatten()[end:]])
        return {name: tensor for name, tensor in kept.items() if tensor.numel()}

    return {key: flat(value) if isinstance(value, dict) else value for key, value in run.items()}


def summary(flat, name, start=None):
    flat = flat.flatten()
    places = np.floor(fill.unit(f"{name} places", 8) * flat.numel()).astype(np.int64)
    root = lambda v: v.square().mean().sqrt().item()
    rms, total, moved = digits([root(flat), flat.sum().item(), 0 if start is None else root(flat - start.flatten())])
    return {"rms": rms, "sum": total} | ({} if start is None else {"moved": moved}) | {"at8": digits(flat[places].tolist())}


def gap_of(single_run, double_run, key="end"):
    a, b = single_run[key], double_run[key]
    relative = {name: ((a[name] - b[name]).norm() / b[name].norm()).item() for name in b}
    worst = max(relative, key=relative.get)
    whole = lambda x, y: math.sqrt(sum((x[n] - y[n]).square().sum().item() for n in x if "running" not in n))
    moved = {n: ((a[n] - b[n]).norm() / (b[n] - double_run["start"][n]).norm()).item() for n in b}
    worst_moved = max(moved, key=moved.get)
    return {"weights": relative[worst], "worst": worst, "moved": whole(a, b) / whole(b, double_run["start"]),
            "moved_one": moved[worst_moved], "worst_moved": worst_moved}


def compare(name, make, batch_of, options, config, batch, rules=(), undetermined=lambda tensors: {}, **more):
    runs = [train(make, rules, batch_of, options, dtype) for dtype in (torch.float64, torch.float32)]
    without = undetermined(runs[0]["end"])
    for key, (start, end) in without.items():
        strayed = [(run["end"][key] - run["start"][key]).flatten()[start:end].abs().max().item() for run in runs]
        assert "running" in key or strayed[0] < 1e-6, (key, strayed)
    double_run, single_run = (determined(run, without) for run in runs)
    gap = {"losses": max(abs(a - b) / abs(b) for a, b in zip(single_run["losses"], double_run["losses"])), **gap_of(single_run, double_run)}
    if "ema" in options:
        gap["ema"] = gap_of(single_run, double_run, "ema")["weights"]
    losses, norms, fifth = double_run["losses"], double_run["norms"], lambda v: round(sum(v) / 5, 4)
    print(name, "losses", losses[0], losses[-1], "means of five", fifth(losses[:5]), fifth(losses[-5:]), "norms", norms[0], norms[-1])
    print("   gap", gap)
    summaries = lambda tensors: {n: summary(t, n, double_run["start"][n]) for n, t in tensors.items()}
    return {
        "config": config, "batch": batch, **more, "begin": list(rules), "undetermined": without, "optimizer": options,
        "learning_rates": digits(rate(options, step) for step in range(STEPS)),
        "losses": digits(losses), "norms": digits(norms), "losses_f32": digits(single_run["losses"]),
        "float32_gap": {k: v if isinstance(v, str) else float(f"{v:.3g}") for k, v in gap.items()},
        "weights": summaries(double_run["end"]),
        **({"ema": summaries(double_run["ema"])} if "ema" in options else {}),
    }


def accumulation():
    config, options = {**TINY, **OURS}, {"kind": "adamw", "lr": 1e-3, "betas": [0.9, 0.95], "eps": 1e-8, "weight_decay": 0.01, "clip": 1.0}
    whole = flow_batch("accumulation", 0, 8, 16)
    found = []
    for parts in (1, 2, 8):
        model, tensors, loss_of = flow(config)
        begin(tensors, CALM)
        model.double()
        start, optimizer, total = doubles(tensors), optimizer_of(tensors, options), 0
        for piece in zip(*(part.chunk(parts) for part in whole)):
            loss = loss_of(piece, torch.float64) / parts
            loss.backward()
            total += loss.item()
        gradients = {name: tensor.grad.clone() for name, tensor in tensors.items()}
        norm = nn.utils.clip_grad_norm_(tensors.values(), options["clip"]).item()
        optimizer.step()
        found.append((total, norm, gradients, doubles(tensors)))
    total, norm, gradients, weights = found[0]
    for other in found[1:]:
        assert abs(other[0] / total - 1) < 1e-12 and abs(other[1] / norm - 1) < 1e-12
        assert all((other[2][n] - gradients[n]).abs().max() < 1e-12 * norm for n in gradients)
        assert all((other[3][n] - weights[n]).abs().max() < 1e-9 for n in weights)
    smallest = min(g.abs()[g != 0].min().item() for g in gradients.values())
    print("accumulation", total, norm, "smallest gradient", smallest)
    return {
        "config": config, "batch": 8, "begin": CALM, "optimizer": options, "loss": digits([total])[0], "norm": digits([norm])[0],
        "gradients": {n: summary(g, n) for n, g in gradients.items()},
        "weights": {n: summary(w, n, start[n]) for n, w in weights.items()},
    }


def lost_in_norms(tensors):
    """Of MobileNetV2 with batch norm kept: what a norm after a 1x1 convolution takes away."""
    parts = ("reduce_1x1.normalization.bias", "expand_1x1.normalization.running_mean", "v2.conv_1x1.normalization.running_mean")
    return {name: [0, tensor.numel()] for name, tensor in tensors.items() if name.endswith(parts)}


def main():
    adamw = {"kind": "adamw", "lr": 1e-3, "betas": [0.9, 0.95], "eps": 1e-8, "weight_decay": 0.01, "clip": 1.0}
    dit = {**FULL, **OURS}
    mobile = {"image_size": 64, "depth_multiplier": 0.35, "tf_padding": False, "layer_norm_eps": 1e-3, "num_labels": 13, "classifier_dropout_prob": 0.0}
    language = {"vocab_size": 97, "n_positions": 24, "n_embd": 32, "n_layer": 2, "n_head": 4, "activation_function": "gelu_new"}
    pictures = lambda case: lambda step: picture_batch(case, step % 5, 8, 64)
    smooth = {"label_smoothing": 0.1, "class_weights": CLASS_WEIGHTS}
    kept = {**adamw, "lr": 1e-4, "betas": [0.9, 0.999], "warmup_steps": 10}
    keys = {f"transformer.h.{i}.attn.c_attn.bias": [32, 64] for i in range(2)}
    runs = {
        "tinydit-64": (lambda: flow(dit), lambda s: flow_batch("tinydit-64", s, 4, 64), {**adamw, "warmup_steps": 10, "ema": 0.99}, dit, 4, CALM),
        "mobilenet-v2-folded": (lambda: mobilenet(mobile, True, 0.1), pictures("mobilenet-v2-folded"),
                                {"kind": "sgd", "lr": 0.002, "momentum": 0.9, "weight_decay": 0.0}, {**mobile, "batch_norm": "folded"}, 8, FOLDED),
        "mobilenet-v2-kept": (lambda: mobilenet(mobile, False, 0.1), pictures("mobilenet-v2-kept"), kept, {**mobile, "batch_norm": "kept"}, 8, KEPT, lost_in_norms),
        "gpt2": (lambda: gpt2(language), lambda s: token_batch("gpt2", s, 6, 24), {**adamw, "min_lr": 1e-4}, language, 6, [], lambda _: keys),
    }
    more = {"mobilenet-v2-folded": smooth, "mobilenet-v2-kept": smooth, "gpt2": {"sequence": 24}}
    cases = {name: compare(name, *run, **more.get(name, {})) for name, run in runs.items()}
    document = {
        "script": HERE.name,
        "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
        "shared_sha256": hashlib.sha256(Path(fill.__file__).read_bytes()).hexdigest(),
        "definition_sha256": hashlib.sha256(Path(tinydit.__file__).read_bytes()).hexdigest(),
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "torch": torch.__version__, "transformers": transformers.__version__},
        "description": "Losses, norms and weights of 50 training steps in float64, and how far float32 strays. The script says what a case holds.",
        "cases": cases,
        "accumulation": accumulation(),
    }
    text = json.dumps(document, indent=1)
    lines = json.dumps(document, separators=(",", ":")).replace('},"', '},\n"').replace('],"', '],\n"')
    assert json.loads(lines) == json.loads(text)
    (HERE.parent.parent / "vectors" / "training-steps.json").write_text(lines + "\n")
    print(len(lines), "bytes")


if __name__ == "__main__":
    main()
