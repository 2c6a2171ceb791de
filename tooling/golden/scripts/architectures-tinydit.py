"""TinyDiT by its definition, in PyTorch: small checkpoints in every dialect, and velocities in float32 and float64.

Weights of the full-size model are not stored: both sides fill them by the formula in shared/architectures_fill.py.
"""

import argparse
import base64
import hashlib
import pathlib

import safetensors.torch
import torch
from torch import nn

from shared import architectures_fill as fill
from shared.tinydit import TinyDiT

HERE = pathlib.Path(__file__)
DEFINITION = HERE.parent / "shared" / "tinydit.py"
VECTORS = HERE.parent.parent / "vectors"

LEGACY = {"num_classes": 13, "null_class": False, "pos_embed": False, "time_scale": 1, "unpatchify": "strided",
          "prediction": "velocity"}
OURS = {"num_classes": 13, "null_class": True, "pos_embed": True, "time_scale": 1000, "unpatchify": "spatial",
        "prediction": "sample"}
SMALL = {"image_size": 16, "patch_size": 4, "embed_dim": 8, "depth": 2, "num_heads": 2}
SIZES = ("image_size", "patch_size", "embed_dim", "depth", "num_heads")


def numbers(tensor):
    return base64.b64encode(tensor.detach().contiguous().numpy().tobytes()).decode()


def run(model, batch, stride=1):
    side = model.config["image_size"]
    noise = fill.formula("input", (batch, 3, side, side), 2)
    timestep = torch.tensor([0.25, 0.9990234375, 0.0][:batch])
    breed = torch.tensor([3, 12, 0][:batch])
    found = {"config": model.config, "timestep": timestep.tolist(), "breed": breed.tolist(), "stride": stride}
    for dtype, name in ((torch.float32, "f32"), (torch.float64, "f64")):
        with torch.no_grad():
            velocity = model.to(dtype)(noise.to(dtype), timestep.to(dtype), breed)
        found[name] = numbers(velocity.flatten()[::stride])
    model.float()
    return found


def random_model(config, seed):
    torch.manual_seed(seed)
    model = TinyDiT(config).eval()
    for parameter in model.parameters():
        nn.init.normal_(parameter, std=0.3)
    return model


def main(folder):
    files = {}

    def save(name, value, cases):
        path = folder / "architectures" / name
        if name.endswith(".pt"):
            torch.save(value, path)
        else:
            safetensors.torch.save_file(value, path)
        path.chmod(0o644)
        files[name] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), **cases}

    (folder / "architectures").mkdir(parents=True, exist_ok=True)
    legacy = {**SMALL, **LEGACY}
    raw, ema = random_model(legacy, 1), random_model(legacy, 2)
    sizes = {key: legacy[key] for key in SIZES}
    save("tinydit-seed-trainer.pt", {
        "step": 1000, "model_state_dict": raw.state_dict(), "optimizer_state_dict": {"state": {}, "param_groups": []},
        "ema_shadow_params": dict(ema.named_parameters()), "ema_step": 1000, "loss": 0.5,
        "timestamp": "2026-01-01T00:00:00", "config": sizes,
    }, {"raw": run(raw, 2), "ema": run(ema, 2)})
    dummy = random_model(legacy, 3)
    nn.init.zeros_(dummy.final_layer.linear.weight)
    nn.init.zeros_(dummy.final_layer.linear.bias)
    save("tinydit-seed-dummy.pt", {
        "model": dummy.state_dict(), "ema_params": None, "step": 0, "config": {**sizes, "num_classes": 13},
    }, {"raw": run(dummy, 2)})
    ours = random_model({**SMALL, **OURS}, 4)
    save("tinydit.safetensors", ours.state_dict(), {"raw": run(ours, 3)})

    variants = []
    for change in ({"prediction": "velocity"}, {"unpatchify": "strided"}, {"pos_embed": False}, {"null_class": False},
                   {"time_scale": 1}, {"image_size": 24, "patch_size": 3, "embed_dim": 12, "num_heads": 3, "depth": 1}):
        model = TinyDiT({**SMALL, **OURS, **change}).eval()
        fill.fill(model)
        variants.append(run(model, 2, 4))
    full = {}
    for name, config in (("legacy-128", {"image_size": 128, "patch_size": 16, "embed_dim": 384, "depth": 12,
                                         "num_heads": 6, **LEGACY}),
                         ("tinydit-64", {"image_size": 64, "patch_size": 8, "embed_dim": 192, "depth": 8,
                                         "num_heads": 3, **OURS})):
        model = TinyDiT(config).eval()
        fill.fill(model)
        full[name] = {**run(model, 1, 37), "keys": fill.keys(model),
                      "parameters": sum(parameter.numel() for parameter in model.parameters())}
    fill.write(HERE, folder / "architectures-tinydit.json",
               "TinyDiT: checkpoints, keys with shapes, velocities (every stride-th) in float32 and float64.",
               {"definition_sha256": hashlib.sha256(DEFINITION.read_bytes()).hexdigest(), "files": files,
                "variants": variants, "full": full})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=VECTORS)
    main(parser.parse_args().folder)
