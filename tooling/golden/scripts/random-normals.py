"""Philox4x32-10 words and the standard normals that Box and Muller's method makes of them.

Philox: written from Salmon et al., SC 2011, on Python's integers, after passing the three known answers of Random123.
Normals: mpmath at 50 digits, rounded once to float32.
key = (seed low, seed high), counter = (block, index, purpose, 0), uniform = (word + 1/2) / 2^32.
Run: python random-normals.py   (writes ../vectors/random-normals.json)
"""

import base64
import hashlib
import json
import platform
import struct
from pathlib import Path

import mpmath
import numpy as np

mpmath.mp.dps = 50
HERE = Path(__file__).resolve()
MASK = 0xFFFFFFFF


def philox(counter, key):
    c, (k0, k1) = list(counter), key
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(p1 >> 32) ^ c[1] ^ k0, p1 & MASK, (p0 >> 32) ^ c[3] ^ k1, p0 & MASK]
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return c


assert philox((0,) * 4, (0, 0)) == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
assert philox((MASK,) * 4, (MASK, MASK)) == [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]
assert philox((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0)) == [
    0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1,
]  # fmt: skip


def words(seed, index, purpose, blocks):
    key = (seed & MASK, seed >> 32)
    return [word for block in range(blocks) for word in philox((block, index, purpose, 0), key)]


def to_float32(value):
    with mpmath.workprec(24):
        return float(+value)


def normals(stream):
    unit = [(mpmath.mpf(word) + mpmath.mpf(1) / 2) / 2**32 for word in stream]
    for a, b in zip(unit[::2], unit[1::2]):
        radius = mpmath.sqrt(-2 * mpmath.log(a))
        yield to_float32(radius * mpmath.cospi(2 * b))
        yield to_float32(radius * mpmath.sinpi(2 * b))


def encode(values, dtype):
    return base64.b64encode(np.asarray(values, dtype).tobytes()).decode()


STREAMS = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (7, 11, 0), (2**32, 0, 0), (2**53 - 1, 2**32 - 1, 0), (42, 3, 1), (42, 3, 3)]
LENGTH, HEAD = 12288, 256
cases = []
for seed, index, purpose in STREAMS:
    stream = words(seed, index, purpose, LENGTH // 4)
    drawn = np.array(list(normals(stream)), "<f4")
    cases.append(
        {
            "seed": seed,
            "index": index,
            "purpose": purpose,
            "words": encode(stream[:HEAD], "<u4"),
            "words_sha256": hashlib.sha256(np.array(stream, "<u4").tobytes()).hexdigest(),
            "normals": encode(drawn[:HEAD], "<f4"),
            "normals_sha256": hashlib.sha256(drawn.tobytes()).hexdigest(),
        }
    )

document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {"python": platform.python_version(), "mpmath": mpmath.__version__, "numpy": np.__version__},
    "description": "Little-endian in base64: the first 256 words (uint32) and normals (float32); hashes are over the first 12288.",
    "length": LENGTH,
    "cases": cases,
}
(HERE.parent.parent / "vectors" / "random-normals.json").write_text(json.dumps(document, indent=1) + "\n")
