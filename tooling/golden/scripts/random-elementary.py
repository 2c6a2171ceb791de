"""Correctly rounded log, exp, sin and cos of turns, at arguments that are exact doubles.

Reference: mpmath at 60 digits, rounded once to double.
Run: python random-elementary.py   (writes ../vectors/random-elementary.json)
"""

import base64
import hashlib
import json
import math
import platform
import random
import struct
from pathlib import Path

import mpmath

mpmath.mp.dps = 60
HERE = Path(__file__).resolve()
generator = random.Random(20261121)


def doubles(values):
    return base64.b64encode(struct.pack(f"<{len(values)}d", *values)).decode()


def table(function, arguments):
    results = [float(function(mpmath.mpf(x))) for x in arguments]
    return {"x": doubles(arguments), "y": doubles(results)}


units = [(generator.getrandbits(32) + 0.5) * 2.0**-32 for _ in range(1500)]
edges = [2.0**-33, 1.5 * 2.0**-32, 0.5, 1 - 2.0**-33, 1 - 3 * 2.0**-33]
near_one = [1 + sign * generator.random() * 2.0**-k for k in range(2, 50, 2) for sign in (1, -1)]
near_root = [math.sqrt(2) * 2.0**k * (1 + sign * 2.0**-40) for k in range(-33, 3) for sign in (1, -1)]
wide = [generator.uniform(1, 2) * 2.0 ** generator.randint(-1022, 1023) for _ in range(400)]
eighths = [k / 8 + d for k in range(8) for d in (0.0, 2.0**-33, 2.0**-20)] + [k / 8 - 2.0**-33 for k in range(1, 9)]
far = [generator.uniform(-1000, 1000) for _ in range(200)]
powers = [generator.uniform(-708, 709) for _ in range(600)] + [generator.uniform(-1, 1) for _ in range(400)]

log_arguments = units + edges + near_one + near_root + wide + [1.0, 2.0, math.e, 2.0**-1022]
turn_arguments = units + edges + eighths + far
exp_arguments = powers + [0.0, 1.0, -1.0, math.log(2) / 2, -708.0, 709.0, 2.0**-40]

document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {"python": platform.python_version(), "mpmath": mpmath.__version__},
    "description": "x and y are little-endian float64 in base64; y is the correctly rounded value.",
    "log": table(mpmath.log, log_arguments),
    "exp": table(mpmath.exp, exp_arguments),
    "sinTurns": table(lambda x: mpmath.sinpi(2 * x), turn_arguments),
    "cosTurns": table(lambda x: mpmath.cospi(2 * x), turn_arguments),
}
(HERE.parent.parent / "vectors" / "random-elementary.json").write_text(json.dumps(document, indent=1) + "\n")
