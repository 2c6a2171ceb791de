"""Velocities and trajectories of the embedded generator, from ONNX Runtime and solvers written in PyTorch.

All arithmetic of solvers and guidance is on float32 tensors; labelled and unlabelled velocities come from separate runs.
Starts are the formula noise described in read-vectors.ts. Arrays are samples: every `stride`-th number of the flat array.
Run: python solver-generator.py [model.onnx]   (writes ../vectors/solver-generator.json)
"""

import base64
import hashlib
import json
import platform
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch

HERE = Path(__file__).resolve()
DEFAULT_MODEL = HERE.parents[3] / "packages" / "models" / "generator" / "onnx" / "model.onnx"
MODEL = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_MODEL
NULL_CLASS, SIZE, SAMPLE = 13, 3 * 64 * 64, 512

session_options = onnxruntime.SessionOptions()
session_options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(str(MODEL), session_options, providers=["CPUExecutionProvider"])


def formula_noise(seed, pictures):
    state, numbers = seed, np.empty(pictures * SIZE)
    for i in range(numbers.size):
        total = 0
        for _ in range(12):
            state = (1664525 * state + 1013904223) % 2**32
            total += state >> 16
        numbers[i] = (total - 393210) / 65536
    return torch.from_numpy(numbers.astype(np.float32)).reshape(pictures, 3, 64, 64)


def model(x, t, breeds):
    feeds = {
        "noise": x.numpy(),
        "timestep": np.broadcast_to(np.float32(t), (len(breeds),)),
        "breed": np.array(breeds, np.int64),
    }
    return torch.from_numpy(session.run(["velocity"], feeds)[0])


def field(breeds, scale=1.0, interval=(0.0, 1.0), rescale=0.0):
    def velocity(x, t):
        labelled = model(x, t, breeds)
        if scale == 1 or not interval[0] <= t <= interval[1]:
            return labelled
        none = model(x, t, [NULL_CLASS] * len(breeds))
        guided = none + scale * (labelled - none)
        if rescale > 0:
            across = (1, 2, 3)
            matched = guided * labelled.std(across, keepdim=True) / guided.std(across, keepdim=True)
            guided = rescale * matched + (1 - rescale) * guided
        return guided

    return velocity


def euler(f, x, t, end, past):
    return x + (end - t) * f(x, t)


def heun(f, x, t, end, past):
    first = f(x, t)
    return x + (end - t) * (first + f(x + (end - t) * first, end)) / 2


def midpoint(f, x, t, end, past):
    half = (end - t) / 2
    return x + (end - t) * f(x + half * f(x, t), t + half)


def rk4(f, x, t, end, past):
    h = end - t
    a = f(x, t)
    b = f(x + h / 2 * a, t + h / 2)
    c = f(x + h / 2 * b, t + h / 2)
    d = f(x + h * c, end)
    return x + h * (a + 2 * b + 2 * c + d) / 6


def ab2(f, x, t, end, past):
    h, v = end - t, f(x, t)
    step = v if not past else v + h / (2 * past[-1][0]) * (v - past[-1][1])
    past.append((h, v))
    return x + h * step


def solve(step, f, x, times):
    states, past = [], []
    for t, end in zip(times[:-1], times[1:]):
        x = euler(f, x, t, end, past) if end == 1 else step(f, x, t, end, past)
        states.append(x)
    return states


def sample(x):
    flat = x.numpy().ravel()
    stride = flat.size // SAMPLE
    return {
        "stride": stride,
        "values": base64.b64encode(flat[::stride].astype("<f4").tobytes()).decode(),
        "mean": float(flat.mean(dtype=np.float64)),
        "std": float(flat.std(dtype=np.float64)),
    }


VELOCITIES = [
    (1, 0.0, [0]), (1, 0.0, [11]), (1, 0.0, [NULL_CLASS]), (2, 0.1, [3]), (3, 0.25, [5]), (4, 0.5, [0]), (4, 0.5, [7]),
    (4, 0.5, [12]), (4, 0.5, [NULL_CLASS]), (5, 0.75, [9]), (6, 0.9, [2]), (7, 0.99, [4]), (7, 0.99, [NULL_CLASS]),
    (8, 0.3, [1, 6, 8, 10]),
]  # fmt: skip
GUIDED = {"scale": 2.0, "interval": [0.1, 0.9], "rescale": 0.0}
RESCALED = {**GUIDED, "rescale": 0.7}
PLAIN = {"scale": 1.0, "interval": [0.0, 1.0], "rescale": 0.0}
TRAJECTORIES = [
    ("euler", euler, PLAIN), ("heun", heun, PLAIN), ("euler", euler, GUIDED), ("heun", heun, GUIDED),
    ("midpoint", midpoint, GUIDED), ("rk4", rk4, GUIDED), ("ab2", ab2, GUIDED), ("euler", euler, RESCALED),
    ("heun", heun, RESCALED),
]  # fmt: skip
BREEDS, SEED, STEPS, TOLD = [3, 8], 21, 10, [1, 2, 5, 9, 10]

velocities = []
for seed, t, breeds in VELOCITIES:
    v = model(formula_noise(seed, len(breeds)), t, breeds)
    velocities.append({"seed": seed, "t": t, "breeds": breeds, "velocity": sample(v)})

trajectories = []
times = [i / STEPS for i in range(STEPS + 1)]
for name, step, guidance in TRAJECTORIES:
    states = solve(step, field(BREEDS, **guidance), formula_noise(SEED, len(BREEDS)), times)
    told = [{"step": n, "state": sample(states[n - 1])} for n in TOLD]
    trajectories.append({"solver": name, "seed": SEED, "breeds": BREEDS, "steps": STEPS, **guidance, "states": told})

document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": torch.__version__,
        "onnxruntime": onnxruntime.__version__,
    },
    "description": "Samples are little-endian float32 in base64; mean and std are over the whole array.",
    "model_sha256": hashlib.sha256(MODEL.read_bytes()).hexdigest(),
    "null_class": NULL_CLASS,
    "tolerance": {"velocity": 1e-4, "state": 1e-3},
    "velocities": velocities,
    "trajectories": trajectories,
}
(HERE.parent.parent / "vectors" / "solver-generator.json").write_text(json.dumps(document, indent=1) + "\n")
