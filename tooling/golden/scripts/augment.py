"""Warped pictures by torch's grid_sample and colours by torchvision's functional transforms, in float64.

Run: python augment.py   (writes ../vectors/augment.json; needs torch and torchvision)
"""

import base64
import hashlib
import json
import math
import platform
from pathlib import Path

import numpy as np
import torch

# torchvision without its compiled operators imports when their names exist; none of them is used.
OPERATORS = torch.library.Library("torchvision", "FRAGMENT")
if not hasattr(torch.ops.torchvision, "nms"):
    for operator in ("nms", "qnms"):
        OPERATORS.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

import torchvision  # noqa: E402
from torchvision.transforms.v2 import functional  # noqa: E402

HERE = Path(__file__).resolve()


def noise(width, height):
    """RGB pixels by a formula; ../formula-picture.ts has the same."""
    state, values = width * 65536 + height, []
    for _ in range(width * height * 3):
        state = (1664525 * state + 1013904223) % 2**32
        values.append(state >> 24)
    return torch.tensor(values, dtype=torch.float64).reshape(height, width, 3).permute(2, 0, 1)


def encoded(picture):
    values = picture.permute(1, 2, 0).contiguous().numpy().astype("<f4")
    return base64.b64encode(values.tobytes()).decode()


def warp(side, flip, angle, translate, scale):
    """Mirrored, turned counter-clockwise and scaled about the centre, then moved: the inverse in pixels, then in grid_sample's -1 to 1."""
    width, height = side
    turn = math.radians(angle)
    forward = np.eye(3)
    for step in (
        np.diag([-1.0 if flip else 1.0, 1.0, 1.0]),
        np.array([[math.cos(turn), math.sin(turn), 0], [-math.sin(turn), math.cos(turn), 0], [0, 0, 1]]),
        np.diag([scale, scale, 1.0]),
        np.array([[1, 0, translate[0] * width], [0, 1, translate[1] * height], [0, 0, 1]]),
    ):
        forward = step @ forward
    half = np.diag([width / 2, height / 2, 1.0])
    theta = np.linalg.inv(half) @ np.linalg.inv(forward) @ half
    picture = noise(width, height)[None]
    grid = torch.nn.functional.affine_grid(torch.from_numpy(theta[None, :2]), list(picture.shape), align_corners=False)
    return torch.nn.functional.grid_sample(picture, grid, "bilinear", "reflection", align_corners=False)[0]


def warped(side, flip=False, angle=0.0, translate=(0.0, 0.0), scale=1.0):
    values = encoded(warp(side, flip, angle, translate, scale))
    return {"from": side, "flip": flip, "angle": angle, "translate": translate, "scale": scale, "values": values}


def coloured(order, brightness=1.0, contrast=1.0, saturation=1.0):
    factors = {"brightness": brightness, "contrast": contrast, "saturation": saturation}
    picture = noise(7, 5) / 255
    for name in order:
        picture = getattr(functional, f"adjust_{name}")(picture, factors[name])
    return {"from": [7, 5], "order": order, **factors, "values": encoded(picture * 255)}


B, C, S = "brightness", "contrast", "saturation"
document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
        "numpy": np.__version__,
    },
    "description": "Noise of the formula, computed in float64; values are float32 from 0 to 255, row by row, red, green, blue.",
    "warped": [
        warped([9, 7]),
        warped([9, 7], flip=True),
        warped([8, 11], angle=15.0),
        warped([11, 8], angle=-7.3, scale=0.9),
        warped([8, 8], flip=True, angle=12.5, translate=(0.1, -0.07), scale=1.1),
        warped([13, 5], flip=True, angle=-90.0),
        warped([5, 13], angle=171.0, translate=(-1.0, 1.0), scale=0.5),
        warped([6, 6], translate=(0.31, -0.9), scale=2.0),
        warped([1, 9], angle=33.0),
        warped([2, 1], angle=-44.0, scale=0.7),
    ],
    "coloured": [
        coloured([B, C, S], brightness=0.8),
        coloured([B, C, S], brightness=1.2),
        coloured([B, C, S], contrast=0.83),
        coloured([B, C, S], contrast=1.9),
        coloured([B, C, S], saturation=0.0),
        coloured([B, C, S], saturation=1.17),
        coloured([B, C, S], 1.2, 0.9, 1.1),
        coloured([B, S, C], 1.2, 1.2, 1.2),
        coloured([C, B, S], 0.8, 1.2, 0.85),
        coloured([C, S, B], 0.0, 1.2, 1.2),
        coloured([S, B, C], 1.15, 0.0, 0.9),
        coloured([S, C, B], 2.0, 2.0, 2.0),
    ],
}
lines = [f' "{key}": {json.dumps(value)}' for key, value in document.items() if not isinstance(value, list)]
lines += [f' "{key}": [\n  ' + ",\n  ".join(map(json.dumps, rows)) + "\n ]" for key, rows in document.items() if isinstance(rows, list)]
(HERE.parent.parent / "vectors" / "augment.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
