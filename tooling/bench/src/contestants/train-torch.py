"""Training steps with PyTorch: AdamW (fused), clipping, autocast for bfloat16. Argument: the case as JSON, with `precision` and `threads`.

As who knows PyTorch would write it: its own attention, and channels_last for convolutions.
"""

import json
import resource
import sys

import numpy as np
import torch
import torch.nn.functional as F
from serve import serve
from tinydit import TinyDiT
from torch import nn

from shared import architectures_fill as fill

case = json.loads(sys.argv[1])
torch.set_num_threads(case["threads"])
config, batch = case["config"], case["batch"]


def numbers(name, *shape, scale=2):
    return torch.from_numpy(((fill.unit(name, int(np.prod(shape))) - 0.5) * scale).astype(np.float32).reshape(shape))


def indices(name, count):
    return torch.from_numpy(np.floor(fill.unit(name, batch) * count).astype(np.int64))


def begin(tensors):
    with torch.no_grad():
        for name, tensor in tensors.items():
            tensor.copy_(fill.value_of(name, tensor) * (0.5 if tensor.ndim > 1 else 1))


if case["architecture"] == "tinydit":
    model = TinyDiT(config)
    begin(dict(model.named_parameters()))
    side = config["image_size"]
    noise, target = numbers("noise", batch, 3, side, side), numbers("target", batch, 3, side, side)
    time, breed = torch.from_numpy((fill.unit("time", batch) * 0.9).astype(np.float32)), indices("breed", 14)
    loss_of = lambda: F.mse_loss(model(noise, time, breed).float(), target)
else:
    from transformers import MobileNetV2Config, MobileNetV2ForImageClassification

    folded = config.pop("batch_norm", "kept") == "folded"
    model = MobileNetV2ForImageClassification(MobileNetV2Config(**config, classifier_dropout_prob=0.0))
    begin(dict(model.named_parameters()))
    for path, module in list(model.named_modules()):
        if folded and isinstance(module, nn.BatchNorm2d):
            parent = model.get_submodule(path.rpartition(".")[0])
            parent.convolution.bias = nn.Parameter(module.bias.detach().clone())
            parent.normalization = nn.Identity()
    model = model.train().to(memory_format=torch.channels_last)
    pixels = numbers("pixels", batch, 3, 224, 224).to(memory_format=torch.channels_last)
    labels = indices("labels", 13)
    loss_of = lambda: F.cross_entropy(model(pixels).logits.float(), labels)

optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=True)
losses = []


def step(_):
    optimizer.zero_grad()
    with torch.autocast("cpu", torch.bfloat16, enabled=case["precision"] == "bfloat16"):
        loss = loss_of()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    losses.append(loss.item())
    return {"first": losses[0], "last": losses[-1], "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


serve(f"PyTorch {torch.__version__}", step)
