"""Draws with PyTorch: classifier-free guidance, Heun's method, an Euler step at the end. Arguments: model folder, threads."""

import json
import os
import sys

import numpy as np
import onnxruntime
import torch
from serve import serve
from tinydit import load

folder, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)
model = load(folder)
with open(os.path.join(folder, "tiny-cats.json"), encoding="utf-8") as file:
    generation = json.load(file)["generation"]
SIZE, NULL = generation["image_size"], generation["null_class"]


def largest_gap():
    """Between this network's velocity and the ONNX graph's, relative to the largest velocity."""
    session = onnxruntime.InferenceSession(os.path.join(folder, "onnx", "model.onnx"))
    generator = torch.Generator().manual_seed(0)
    noise = torch.randn(8, 3, SIZE, SIZE, generator=generator)
    gap = 0.0
    for time in (0.0, 0.05, 0.5, 0.95):
        feeds = (noise, torch.full((8,), time), torch.arange(6, 14))
        ours = session.run(None, dict(zip(("noise", "timestep", "breed"), (x.numpy() for x in feeds))))[0]
        theirs = model(*feeds).numpy()
        gap = max(gap, float(np.abs(ours - theirs).max() / np.abs(ours).max()))
    return gap


def draw(task):
    asked = json.loads(task)
    steps, scale, (low, high) = asked["steps"], asked["guidance"], asked["interval"]
    breeds = torch.tensor(asked["breeds"])
    both = torch.cat([breeds, torch.full_like(breeds, NULL)])
    count = len(breeds)

    def velocity(x, t):
        if not low <= t <= high:
            return model(x, torch.full((count,), t), breeds)
        labelled, free = model(torch.cat([x, x]), torch.full((2 * count,), t), both).chunk(2)
        return free + scale * (labelled - free)

    with torch.inference_mode():
        x = torch.randn(count, 3, SIZE, SIZE, generator=torch.Generator().manual_seed(1))
        for step in range(steps):
            t, end = step / steps, (step + 1) / steps
            h = end - t
            v = velocity(x, t)
            if step + 1 < steps:
                v = (v + velocity(x + h * v, end)) / 2
            x = x + h * v
        pictures = (x.clamp(-1, 1) * 127.5 + 127.5).round().to(torch.uint8).permute(0, 2, 3, 1).contiguous().numpy()
    return {"pictures": len(pictures), "deviation": float(pictures.std())}


with torch.inference_mode():
    gap = largest_gap()
assert gap < 1e-4, f"the velocity differs from the ONNX graph's by {gap}"
serve(f"PyTorch {torch.__version__} (velocity within {gap:.1e} of the ONNX graph's)", draw)
