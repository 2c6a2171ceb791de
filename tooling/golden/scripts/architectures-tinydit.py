"""TinyDiT by its definition, in PyTorch: small checkpoints in every dialect, and velocities in float32 and float64.

Weights of the full-size model are not stored: both sides fill them by the formula in shared/architectures_fill.py.
"""

import argparse
import base64
import hashlib
import math
import pathlib

import safetensors.torch
import torch
from torch import nn

from shared import architectures_fill as fill

HERE = pathlib.Path(__file__)
VECTORS = HERE.parent.parent / "vectors"


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.proj = nn.Linear(width, width)

    def forward(self, x):
        b, n, d = x.shape
        q, k, v = (part.view(b, n, self.heads, d // self.heads).transpose(1, 2) for part in self.qkv(x).split(d, dim=2))
        weights = (q @ k.transpose(2, 3) / math.sqrt(d // self.heads)).softmax(-1)
        return self.proj((weights @ v).transpose(1, 2).flatten(2))


class Mlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)

    def forward(self, x):
        return self.fc2(nn.functional.gelu(self.fc1(x)))


def modulation(width, parts):
    return nn.Sequential(nn.SiLU(), nn.Linear(width, parts * width))


def modulate(x, shift, scale):
    return x * (1 + scale[:, None]) + shift[:, None]


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attn = Attention(width, heads)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = Mlp(width)
        self.adaLN_modulation = modulation(width, 6)

    def forward(self, x, c):
        shift1, scale1, gate1, shift2, scale2, gate2 = self.adaLN_modulation(c).chunk(6, dim=1)
        x = x + gate1[:, None] * self.attn(modulate(self.norm1(x), shift1, scale1))
        return x + gate2[:, None] * self.mlp(modulate(self.norm2(x), shift2, scale2))


class Final(nn.Module):
    def __init__(self, width, patch):
        super().__init__()
        self.norm_final = nn.LayerNorm(width)
        self.linear = nn.Linear(width, 3 * patch * patch)
        self.adaLN_modulation = modulation(width, 2)

    def forward(self, x, c):
        shift, scale = self.adaLN_modulation(c).chunk(2, dim=1)
        return self.linear(modulate(self.norm_final(x), shift, scale))


class TinyDiT(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        d, p = config["embed_dim"], config["patch_size"]
        if config["pos_embed"]:
            self.pos_embed = nn.Parameter(torch.zeros(1, (config["image_size"] // p) ** 2, d))
        self.patch_embed = nn.Module()
        self.patch_embed.proj = nn.Conv2d(3, d, p, p)
        self.breed_embedder = nn.Module()
        self.breed_embedder.embedding = nn.Embedding(config["num_classes"] + config["null_class"], d)
        self.t_embedder = nn.Module()
        self.t_embedder.mlp = nn.Sequential(nn.Linear(256, d), nn.SiLU(), nn.Linear(d, d))
        self.blocks = nn.ModuleList(Block(d, config["num_heads"]) for _ in range(config["depth"]))
        self.final_layer = Final(d, p)

    def forward(self, noise, timestep, breed):
        config = self.config
        frequencies = torch.exp(-math.log(1e4) * torch.arange(128, dtype=noise.dtype) / 128)
        angles = (timestep * config["time_scale"])[:, None] * frequencies
        c = self.t_embedder.mlp(torch.cat([angles.cos(), angles.sin()], dim=1)) + self.breed_embedder.embedding(breed)
        x = self.patch_embed.proj(noise).flatten(2).transpose(1, 2)
        if config["pos_embed"]:
            x = x + self.pos_embed
        for block in self.blocks:
            x = block(x, c)
        x = self.final_layer(x, c)
        b, s, p = len(x), config["image_size"], config["patch_size"]
        if config["unpatchify"] == "strided":
            out = x.transpose(1, 2).reshape(b, 3, s, s)
        else:
            out = torch.einsum("bhwcyx->bchywx", x.view(b, s // p, s // p, 3, p, p)).reshape(b, 3, s, s)
        if config["prediction"] == "sample":
            out = (out - noise) / (1 - timestep).clamp(min=1e-3)[:, None, None, None]
        return out


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
               {"files": files, "variants": variants, "full": full})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=VECTORS)
    main(parser.parse_args().folder)
