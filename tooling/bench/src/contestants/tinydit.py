"""TinyDiT in PyTorch, by the definition in tooling/golden/scripts, with PyTorch's own attention for its speed."""

import json
import pathlib
import sys

import torch.nn.functional as F
from safetensors.torch import load_file

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden" / "scripts"))
from shared import tinydit as definition


def attend(self, x):
    b, n, width = x.shape
    q, k, v = self.qkv(x).view(b, n, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
    return self.proj(F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(b, n, width))


definition.Attention.forward = attend
TinyDiT = definition.TinyDiT


def load(folder):
    """The network of a folder's config.json with the weights of its model.safetensors."""
    folder = pathlib.Path(folder)
    model = TinyDiT(json.loads((folder / "config.json").read_text("utf-8")))
    model.load_state_dict(load_file(folder / "model.safetensors"))
    return model.eval()
