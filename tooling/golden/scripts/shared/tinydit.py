"""TinyDiT by its definition, in PyTorch."""

import math

import torch
from torch import nn


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
