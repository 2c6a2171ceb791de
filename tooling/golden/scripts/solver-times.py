"""Percentage points of the normal distribution, and grids of time from noise (0) to picture (1).

References: scipy.special.ndtri (Cephes), scipy.stats.norm, scipy.special.expit; the shift as published for time from
picture (0) to noise (1), t' = s t / (1 + (s - 1) t) (Esser et al. 2024, section 5.3.2), turned round.
Run: python solver-times.py   (writes ../vectors/solver-times.json)
"""

import base64
import hashlib
import json
import platform
from pathlib import Path

import numpy as np
import scipy
from scipy import special, stats

HERE = Path(__file__).resolve()


def doubles(values):
    return base64.b64encode(np.asarray(values, "<f8").tobytes()).decode()


p = np.concatenate([np.arange(1, 1000) / 1000, 10.0 ** -np.arange(1.0, 300.0, 7.0), 1 - 2.0 ** -np.arange(1, 50)])


def logit_normal(steps, mean, std):
    inner = special.expit(stats.norm.ppf(np.arange(1, steps) / steps, loc=mean, scale=std))
    return np.concatenate([[0.0], inner, [1.0]])


def shifted(steps, shift):
    noise = 1 - np.arange(steps + 1) / steps
    return 1 - shift * noise / (1 + (shift - 1) * noise)


document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "description": "Numbers are little-endian float64 in base64.",
    "inverse_normal": {"p": doubles(p), "z": doubles(special.ndtri(p))},
    "logit_normal": [
        {"steps": steps, "mean": mean, "std": std, "times": doubles(logit_normal(steps, mean, std))}
        for steps, mean, std in [(1, 0, 1), (2, 0, 1), (10, 0, 1), (50, -0.5, 1.2), (100, 1, 0.5), (1000, 0, 1)]
    ],
    "shifted": [
        {"steps": steps, "shift": shift, "times": doubles(shifted(steps, shift))}
        for steps, shift in [(1, 3), (10, 1), (10, 3), (50, 0.5), (28, 6), (1000, 12)]
    ],
}
(HERE.parent.parent / "vectors" / "solver-times.json").write_text(json.dumps(document, indent=1) + "\n")
