"""TinyDiT in PyTorch: the velocity of the weights in model.safetensors, as config.json describes the network."""

import json
import math
import os

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn


def modulate(x, shift, scale):
    return x * (1 + scale[:, None]) + shift[:, None]


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.proj = nn.Linear(width, width)

    def forward(self, x):
        b, n, width = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        return self.proj(F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(b, n, width))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attn = Attention(width, heads)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = nn.ModuleDict({"fc1": nn.Linear(width, 4 * width), "fc2": nn.Linear(4 * width, width)})
        self.adaLN_modulation = nn.Sequential(nn.SiLU(), nn.Linear(width, 6 * width))

    def forward(self, x, c):
        shift1, scale1, gate1, shift2, scale2, gate2 = self.adaLN_modulation(c).chunk(6, dim=1)
        x = x + gate1[:, None] * self.attn(modulate(self.norm1(x), shift1, scale1))
        h = self.mlp["fc2"](F.gelu(self.mlp["fc1"](modulate(self.norm2(x), shift2, scale2))))
        return x + gate2[:, None] * h


class TinyDiT(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, patch, size = config["embed_dim"], config["patch_size"], config["image_size"]
        self.patch, self.grid, self.time_scale = patch, size // patch, config["time_scale"]
        classes = config["num_classes"] + config["null_class"]
        self.patch_embed = nn.ModuleDict({"proj": nn.Conv2d(3, width, patch, patch)})
        self.pos_embed = nn.Parameter(torch.empty(1, self.grid**2, width))
        self.t_embedder = nn.ModuleDict(
            {"mlp": nn.Sequential(nn.Linear(256, width), nn.SiLU(), nn.Linear(width, width))}
        )
        self.breed_embedder = nn.ModuleDict({"embedding": nn.Embedding(classes, width)})
        self.blocks = nn.ModuleList(Block(width, config["num_heads"]) for _ in range(config["depth"]))
        self.final_layer = nn.ModuleDict(
            {
                "norm_final": nn.LayerNorm(width),
                "linear": nn.Linear(width, 3 * patch * patch),
                "adaLN_modulation": nn.Sequential(nn.SiLU(), nn.Linear(width, 2 * width)),
            }
        )
        frequencies = torch.exp(-math.log(1e4) * torch.arange(128) / 128)
        self.register_buffer("frequencies", frequencies, persistent=False)

    def forward(self, noise, timestep, breed):
        x = self.patch_embed["proj"](noise).flatten(2).transpose(1, 2) + self.pos_embed
        angles = timestep[:, None] * self.time_scale * self.frequencies
        c = self.t_embedder["mlp"](torch.cat([angles.cos(), angles.sin()], dim=1))
        c = c + self.breed_embedder["embedding"](breed)
        for block in self.blocks:
            x = block(x, c)
        last = self.final_layer
        shift, scale = last["adaLN_modulation"](c).chunk(2, dim=1)
        x = last["linear"](modulate(last["norm_final"](x), shift, scale))
        x = x.view(-1, self.grid, self.grid, 3, self.patch, self.patch).permute(0, 3, 1, 4, 2, 5)
        clean = x.reshape(noise.shape)
        return (clean - noise) / torch.clamp(1 - timestep, min=1e-3)[:, None, None, None]


def load(folder):
    """The network with its weights; refuses any other than the kind trained here."""
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
        config = json.load(file)
    assert (config["pos_embed"], config["unpatchify"], config["prediction"]) == (True, "spatial", "sample")
    model = TinyDiT(config)
    model.load_state_dict(load_file(os.path.join(folder, "model.safetensors")))
    return model.eval()
