"""TinyDiT's learned positions at another size, as users of ViT and DiT take them there: torch's bicubic interpolation, corners not aligned.

Beside the positions, what autograd gives for those of the model's own size, and a small model's velocities and gradient at another size.
"""

import argparse
import base64
import pathlib

import torch

from shared import architectures_fill as fill
from shared.tinydit import TinyDiT

HERE = pathlib.Path(__file__)
VECTORS = HERE.parent.parent / "vectors"

WIDTH = 2
SIDES = ((1, 3), (2, 5), (4, 8), (8, 16), (6, 8), (8, 6), (16, 8), (5, 1), (3, 3))
CONFIG = {"image_size": 16, "patch_size": 4, "embed_dim": 8, "depth": 2, "num_heads": 2, "num_classes": 13,
          "null_class": True, "pos_embed": True, "time_scale": 1000, "unpatchify": "spatial", "prediction": "sample"}
BATCH = 2


def numbers(tensor):
    return base64.b64encode(tensor.detach().contiguous().numpy().tobytes()).decode()


def resized(positions, side):
    """[1, N, D] -> [1, side^2, D]."""
    own = round(positions.shape[1] ** 0.5)
    grid = positions.transpose(1, 2).unflatten(2, (own, own))
    grid = torch.nn.functional.interpolate(grid, size=(side, side), mode="bicubic", align_corners=False)
    return grid.flatten(2).transpose(1, 2)


def grid(own, side):
    positions = fill.formula("positions", (1, own * own, WIDTH), 2).double().requires_grad_()
    found = resized(positions, side)
    cotangent = fill.formula("cotangent", tuple(found.shape), 2).double()
    (gradient,) = torch.autograd.grad(found, positions, cotangent)
    return {"from": own, "to": side, "positions": numbers(found), "gradient": numbers(gradient)}


def drawn(image_size):
    model = TinyDiT(CONFIG).eval()
    fill.fill(model)
    sized = TinyDiT({**CONFIG, "image_size": image_size}).eval()
    fill.fill(sized)
    sized = sized.double()
    positions = model.pos_embed.detach().double().requires_grad_()
    weights = {**dict(sized.named_parameters()), "pos_embed": resized(positions, image_size // CONFIG["patch_size"])}
    noise = fill.formula("input", (BATCH, 3, image_size, image_size), 2).double()
    timestep = torch.tensor([0.25, 0.5], dtype=torch.float64)
    breed = torch.tensor([3, 12])
    velocity = torch.func.functional_call(sized, weights, (noise, timestep, breed))
    (gradient,) = torch.autograd.grad(velocity, positions, fill.formula("cotangent", tuple(velocity.shape), 2).double())
    return {"config": CONFIG, "image_size": image_size, "timestep": timestep.tolist(), "breed": breed.tolist(),
            "velocity": numbers(velocity), "gradient": numbers(gradient)}


def main(folder):
    fill.write(HERE, folder / "tinydit-positions.json",
               "TinyDiT's positions at other sizes with gradients, and a model's velocities there; little-endian float64 in base64.",
               {"width": WIDTH, "grids": [grid(*sides) for sides in SIDES], "drawn": [drawn(24), drawn(8)]})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=VECTORS)
    main(parser.parse_args().folder)
