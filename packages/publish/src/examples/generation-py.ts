/** Draws with onnxruntime and numpy; nothing of this project is needed. */
export const GENERATION_PY = `"""Draws a cat of a breed.

Needs: pip install huggingface_hub onnxruntime numpy pillow
Use:   python generation_example.py Abyssinian drawing.png 7                  fetches the model; 7 is the seed
       python generation_example.py Abyssinian drawing.png 7 path/to/folder   uses the repository's files in that folder
"""

import json
import statistics
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image

REPO = "{{repo}}"
FOLDER = "{{folder}}"


def model_file(name, folder):
    if folder is not None:
        return Path(folder, FOLDER, name)
    from huggingface_hub import hf_hub_download

    return Path(hf_hub_download(REPO, FOLDER + "/" + name))


def normals(count, seed, index):
    """Standard normal numbers of Philox4x32-10 and Box and Muller's method: the same for a seed and index everywhere."""
    mask, top = np.uint64(0xFFFFFFFF), np.uint64(32)
    blocks = -(-count // 4)
    c0 = np.arange(blocks, dtype=np.uint64)
    c1, c2, c3 = np.full(blocks, index, np.uint64), np.zeros(blocks, np.uint64), np.zeros(blocks, np.uint64)
    k0, k1 = seed & 0xFFFFFFFF, seed >> 32
    for _ in range(10):
        p0, p1 = np.uint64(0xD2511F53) * c0, np.uint64(0xCD9E8D57) * c2
        c0, c1, c2, c3 = (p1 >> top) ^ c1 ^ np.uint64(k0), p1 & mask, (p0 >> top) ^ c3 ^ np.uint64(k1), p0 & mask
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    unit = (np.stack([c0, c1, c2, c3], 1).reshape(-1, 2) + 0.5) / 2.0**32
    radius, angle = np.sqrt(-2 * np.log(unit[:, 0])), 2 * np.pi * unit[:, 1]
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1).reshape(-1)[:count].astype(np.float32)


def grid(spec, steps):
    """Times from noise (0) to picture (1)."""
    inner = [step / steps for step in range(1, steps)]
    if spec["kind"] == "shifted":
        inner = [u / (1 + (spec["shift"] - 1) * (1 - u)) for u in inner]
    if spec["kind"] == "logit-normal":
        z = statistics.NormalDist().inv_cdf
        inner = [1 / (1 + np.exp(-(spec["mean"] + spec["std"] * z(u)))) for u in inner]
    return [0.0, *inner, 1.0]


def solve(solver, velocity, x, times):
    before = None
    for t, end in zip(times, times[1:]):
        h = end - t
        v = velocity(x, t)
        if solver == "euler" or end == 1 or (solver == "ab2" and before is None):
            change = h * v
        elif solver == "heun":
            change = h / 2 * (v + velocity(x + h * v, end))
        elif solver == "midpoint":
            change = h * velocity(x + h / 2 * v, t + h / 2)
        elif solver == "rk4":
            v2 = velocity(x + h / 2 * v, t + h / 2)
            v3 = velocity(x + h / 2 * v2, t + h / 2)
            v4 = velocity(x + h * v3, end)
            change = h / 6 * (v + 2 * v2 + 2 * v3 + v4)
        else:
            change = h * v + h * h / (2 * before[1]) * (v - before[0])
        x = (x + change).astype(np.float32)
        before = (v, h)
    return x


def main(breed, out, seed="7", folder=None):
    manifest = json.loads(model_file("tiny-cats.json", folder).read_text(encoding="utf-8"))
    graph = next(file["path"] for file in manifest["files"] if file["role"] == "model")
    session = onnxruntime.InferenceSession(str(model_file(graph, folder)), providers=["CPUExecutionProvider"])
    facts = manifest["generation"]
    sampler, side = facts["sampler"], facts["image_size"]
    drawable = {manifest["labels"][label]: label for label in facts["drawable"]}
    if breed not in drawable:
        sys.exit(f"{breed} is none of {', '.join(drawable)}")
    label = drawable[breed]
    guidance = sampler["guidance"]

    def run(x, t, of):
        feeds = {"noise": x.astype(np.float32), "timestep": np.array([t], np.float32), "breed": np.array([of], np.int64)}
        return session.run(["velocity"], feeds)[0]

    def velocity(x, t):
        v = run(x, t, label)
        first, last = guidance["interval"]
        if guidance["scale"] == 1 or t < first or t > last:
            return v
        free = run(x, t, facts["null_class"])
        guided = free + np.float32(guidance["scale"]) * (v - free)
        if guidance["rescale"] > 0 and guided.std() > 0:
            guided = guided * np.float32(guidance["rescale"] * v.std() / guided.std() + 1 - guidance["rescale"])
        return guided

    noise = normals(3 * side * side, int(seed), label * 65536).reshape(1, 3, side, side)
    picture = solve(sampler["solver"], velocity, noise, grid(sampler["times"], sampler["steps"]))
    pixels = np.clip(np.rint(picture[0].transpose(1, 2, 0) * 127.5 + 127.5), 0, 255)
    Image.fromarray(pixels.astype(np.uint8)).save(out)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
`;
