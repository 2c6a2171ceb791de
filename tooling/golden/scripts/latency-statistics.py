"""Quantiles, moments and intervals of the median of latencies.

References: numpy.quantile (its default, linear), numpy.mean and numpy.std with ddof=1; scipy.stats.binom for the ranks whose order
statistics enclose the median with at least a given probability.
Run: python latency-statistics.py   (writes ../vectors/latency-statistics.json)
"""

import hashlib
import json
import platform
from pathlib import Path

import numpy as np
import scipy
from scipy import stats

HERE = Path(__file__).resolve()
random = np.random.default_rng(20261122)


def summary(samples):
    x = np.asarray(samples)
    quantiles = {f"p{p}": float(np.quantile(x, p / 100)) for p in (50, 90, 95, 99)}
    std = float(np.std(x, ddof=1)) if len(x) > 1 else 0.0
    return {**quantiles, "mean": float(np.mean(x)), "std": std, "min": float(x.min()), "max": float(x.max())}


def ranks(n, level):
    """The largest 0-based rank k with P(k < X < n - k) >= level for X ~ B(n, 1/2), else 0, and that probability."""
    k = 0
    while 2 * (k + 1) < n and 1 - 2 * stats.binom.cdf(k + 1, n, 0.5) >= level:
        k += 1
    return {"n": n, "level": level, "rank": k, "coverage": float(max(0.0, 1 - 2 * stats.binom.cdf(k, n, 0.5)))}


samples = [
    [3.25],
    [2.0, 1.0],
    [5.0] * 7,
    [round(float(v), 4) for v in random.gamma(9, 0.4, 100)],
    [round(float(v), 4) for v in random.lognormal(3, 0.5, 61)],
    [round(float(v), 4) for v in random.normal(1000, 0.01, 24)],
]

document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "description": "Milliseconds. Ranks are 0-based, from either end.",
    "summaries": [{"samples": s, "summary": summary(s)} for s in samples],
    "ranks": [
        ranks(n, level)
        for n, level in [(1, 0.95), (2, 0.95), (5, 0.95), (6, 0.95), (7, 0.5), (20, 0.95), (100, 0.95), (101, 0.95)]
        + [(100, 0.99), (1000, 0.95), (5000, 0.95)]
    ],
}
(HERE.parent.parent / "vectors" / f"{HERE.stem}.json").write_text(json.dumps(document, indent=1) + "\n")
