"""Small GPT-2 and NanEcho models with random weights, in every layout their trainers save, and what PyTorch computes with them.

GPT-2 in Hugging Face's layout comes from transformers. nanoGPT's and NanEcho's modules are no library: they are defined here by what their
checkpoints hold and what their forward passes compute. NanEcho's random pattern injection is off.
"""

import base64
import hashlib
import json
import math
import pathlib

import safetensors
import safetensors.torch
import torch
import torch.nn.functional as F
import transformers
from torch import nn
from transformers import GPT2Config, GPT2LMHeadModel, GPT2Model

HERE = pathlib.Path(__file__)
VECTORS = HERE.parent.parent / "vectors"
FOLDER = VECTORS / "architectures"
PERSONAS = ["cognitive", "introspective", "adaptive", "recursive", "synergistic", "holographic", "neural_symbolic", "dynamic"]
TOKENIZER = {"name": "gpt2", "vocab_size": 50257, "eos_token": "<|endoftext|>", "eos_token_id": 50256}


# nanoGPT

class Norm(nn.Module):
    def __init__(self, width, bias):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width)) if bias else None

    def forward(self, x):
        return F.layer_norm(x, self.weight.shape, self.weight, self.bias, 1e-5)


class NanoAttention(nn.Module):
    def __init__(self, args, buffers):
        super().__init__()
        width = args["n_embd"]
        self.heads = args["n_head"]
        self.c_attn = nn.Linear(width, 3 * width, bias=args["bias"])
        self.c_proj = nn.Linear(width, width, bias=args["bias"])
        if buffers:
            size = args["block_size"]
            self.register_buffer("bias", torch.ones(size, size).tril()[None, None])

    def forward(self, x):
        parts = [p.unflatten(-1, (self.heads, -1)).transpose(1, 2) for p in self.c_attn(x).chunk(3, -1)]
        return self.c_proj(F.scaled_dot_product_attention(*parts, is_causal=True).transpose(1, 2).flatten(2))


class NanoMlp(nn.Module):
    def __init__(self, args):
        super().__init__()
        self.c_fc = nn.Linear(args["n_embd"], 4 * args["n_embd"], bias=args["bias"])
        self.c_proj = nn.Linear(4 * args["n_embd"], args["n_embd"], bias=args["bias"])

    def forward(self, x):
        return self.c_proj(F.gelu(self.c_fc(x)))


class NanoBlock(nn.Module):
    def __init__(self, args, buffers):
        super().__init__()
        self.ln_1 = Norm(args["n_embd"], args["bias"])
        self.attn = NanoAttention(args, buffers)
        self.ln_2 = Norm(args["n_embd"], args["bias"])
        self.mlp = NanoMlp(args)

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class NanoGpt(nn.Module):
    def __init__(self, args, buffers=False):
        super().__init__()
        width = args["n_embd"]
        self.transformer = nn.ModuleDict({
            "wte": nn.Embedding(args["vocab_size"], width),
            "wpe": nn.Embedding(args["block_size"], width),
            "h": nn.ModuleList([NanoBlock(args, buffers) for _ in range(args["n_layer"])]),
            "ln_f": Norm(width, args["bias"]),
        })
        self.lm_head = nn.Linear(width, args["vocab_size"], bias=False)
        self.transformer.wte.weight = self.lm_head.weight

    def forward(self, ids):
        t = self.transformer
        x = t.wte(ids) + t.wpe(torch.arange(ids.shape[1]))
        for block in t.h:
            x = block(x)
        return self.lm_head(t.ln_f(x))


# NanEcho

class ConnectionMask(nn.Module):
    def __init__(self, rows, columns, ratio):
        super().__init__()
        self.register_buffer("_current_ratio_tensor", torch.tensor(ratio))
        self.register_buffer("mask", torch.ones(rows, columns))


class EchoAttention(nn.Module):
    def __init__(self, c):
        super().__init__()
        d, size = c["n_embd"], c["block_size"]
        self.c = c
        self.qkv = nn.Linear(d, 3 * d, bias=c["bias"])
        self.out_proj = nn.Linear(d, d, bias=c["bias"])
        self.threshold_net = nn.Sequential(nn.Linear(d, d // 2), nn.ReLU(), nn.Linear(d // 2, 1), nn.Sigmoid())
        self.cognitive_load_estimator = nn.Linear(d, 1)
        self.connection_mask = ConnectionMask(d, d, c["initial_connections"])
        self.register_buffer("mask", torch.ones(size, size).tril()[None, None])

    def forward(self, x):
        c, t = self.c, x.shape[1]
        q, k, v = (p.unflatten(-1, (c["n_head"], -1)).transpose(1, 2) for p in self.qkv(x).chunk(3, -1))
        scores = q @ k.mT / math.sqrt(q.shape[-1])
        scores = scores.masked_fill(self.mask[..., :t, :t] == 0, -math.inf)
        if c["enable_adaptive_attention"]:
            low, high = c["attention_threshold_min"], c["attention_threshold_max"]
            mean = x.mean(1)
            threshold = low + (high - low) * self.threshold_net(mean)
            threshold = threshold * (1 + torch.sigmoid(self.cognitive_load_estimator(mean)) * c["cognitive_load_factor"])
            threshold = threshold.clamp(low, high)[:, :, None, None]
            scores = F.softplus(scores - threshold) - F.softplus(-threshold - scores)
        y = (scores.softmax(-1) @ v).transpose(1, 2).flatten(2)
        return F.linear(y, self.out_proj.weight * self.connection_mask.mask, self.out_proj.bias)


class Persona(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.transform = nn.Sequential(nn.Linear(d, d), nn.LayerNorm(d), nn.GELU(), nn.Linear(d, d))
        self.gate = nn.Sequential(nn.Linear(d, d // 2), nn.ReLU(), nn.Linear(d // 2, d), nn.Sigmoid())

    def forward(self, x):
        return x + self.gate(x) * self.transform(x)


class Recursive(nn.Module):
    def __init__(self, c):
        super().__init__()
        d, depth = c["n_embd"], c["max_recursion_depth"]
        self.c = c
        self.recursive_layers = nn.ModuleList([nn.Sequential(nn.Linear(d, d), nn.LayerNorm(d), nn.GELU()) for _ in range(depth)])
        self.depth_controller = nn.Linear(d, depth)
        self.combiner = nn.Linear(d * depth, d)

    def forward(self, x, iteration):
        least, most = self.c["min_recursion_depth"], self.c["max_recursion_depth"]
        depth = int(least + (most - least) * min(iteration / 10000, 1.0))
        weights = self.depth_controller(x.mean(1))[:, :depth].softmax(-1)
        total, current = 0, x
        for i in range(depth):
            current = self.recursive_layers[i](current)
            total = total + current * self.c["recursion_decay"] ** i * weights[:, i, None, None]
        return total


class Hypergraph(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.pattern_templates = nn.Parameter(torch.randn(8, d))
        self.pattern_encoder = nn.Sequential(nn.Linear(d, 2 * d), nn.ReLU(), nn.Linear(2 * d, d), nn.LayerNorm(d))
        self.node_encoder = nn.Linear(d, d)
        self.edge_attention = nn.MultiheadAttention(d, 4, batch_first=True)

    def forward(self, x):
        nodes = self.node_encoder(x)
        return self.pattern_encoder(self.edge_attention(nodes, nodes, nodes)[0])


class EchoBlock(nn.Module):
    def __init__(self, c, i):
        super().__init__()
        d, layers = c["n_embd"], c["n_layer"]
        self.c = c
        self.ln1, self.ln2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.attn = EchoAttention(c)
        self.mlp = nn.Sequential(nn.Linear(d, 4 * d, bias=c["bias"]), nn.GELU(), nn.Linear(4 * d, d, bias=c["bias"]))
        self.mlp_connection_mask = ConnectionMask(4 * d, d, c["initial_connections"])
        self.persona_dims = self.recursive = self.hypergraph = None
        if c["enable_persona_dimensions"] and i >= layers // 4:
            self.persona_dims = nn.ModuleDict({name: Persona(d) for name in c["persona_dimensions"]})
        if c["enable_recursive_reasoning"] and i >= layers // 2:
            self.recursive = Recursive(c)
        if c["enable_hypergraph_patterns"] and i >= 3 * layers // 4:
            self.hypergraph = Hypergraph(d)

    def forward(self, x, iteration):
        x = x + self.attn(self.ln1(x))
        for name, persona in (self.persona_dims or {}).items():
            x = x + self.c["dimension_weights"].get(name, 0.125) * persona(x)
        if self.recursive is not None:
            x = x + 0.5 * self.recursive(x, iteration)
        if self.hypergraph is not None:
            x = x + 0.3 * self.hypergraph(x)
        mask = self.mlp_connection_mask.mask
        hidden = F.gelu(F.linear(self.ln2(x), self.mlp[0].weight * mask, self.mlp[0].bias))
        return x + F.linear(hidden, self.mlp[2].weight * mask.T, self.mlp[2].bias)


class NanEcho(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.token_embedding = nn.Embedding(c["vocab_size"], c["n_embd"])
        self.position_embedding = nn.Embedding(c["block_size"], c["n_embd"])
        self.blocks = nn.ModuleList([EchoBlock(c, i) for i in range(c["n_layer"])])
        self.ln_f = nn.LayerNorm(c["n_embd"])
        self.lm_head = nn.Linear(c["n_embd"], c["vocab_size"], bias=False)
        self.token_embedding.weight = self.lm_head.weight

    def forward(self, ids, iteration):
        x = self.token_embedding(ids) + self.position_embedding(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x, iteration)
        return self.lm_head(self.ln_f(x))


def echo_config(**changes):
    names = changes.get("persona_dimensions", PERSONAS)
    return {
        "vocab_size": 29, "n_embd": 8, "n_head": 2, "n_layer": 4, "block_size": 10, "dropout": 0.1, "bias": True,
        "initial_connections": 0.1, "connection_growth_rate": 0.05, "max_connections": 1.0,
        "enable_adaptive_attention": True, "enable_persona_dimensions": True, "enable_recursive_reasoning": True,
        "enable_hypergraph_patterns": True, "persona_dimensions": names, "dimension_weights": {n: 1 / len(names) for n in names},
        "attention_threshold_min": 0.3, "attention_threshold_max": 0.9, "cognitive_load_factor": 0.5,
        "min_recursion_depth": 1, "max_recursion_depth": 5, "recursion_decay": 0.8,
        "pattern_injection_rate": 0.25, "pattern_complexity_scaling": True, **changes,
    }


# Vectors

def randomise(model, spread=0.3):
    """Weights so large that every part of the model matters; norms around 1; masks of 0 and 1."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.normal_(0, spread)
            if parameter.ndim == 1 and name.endswith("weight"):
                parameter.add_(1)
        for name, buffer in model.named_buffers():
            if name.endswith("connection_mask.mask"):
                buffer.copy_((torch.rand(buffer.shape) < 0.6).float())
            elif name.endswith("_current_ratio_tensor"):
                buffer.fill_(0.6)
    return model.eval()


def encode(tensor):
    return base64.b64encode(tensor.detach().contiguous().numpy().tobytes()).decode()


def shapes(state):
    return [[name, list(tensor.shape)] for name, tensor in state.items()]


@torch.no_grad()
def answers(model, ids, *more):
    logits = lambda m: getattr(m(ids, *more), "logits", None) if isinstance(m, GPT2LMHeadModel) else m(ids, *more)
    single = logits(model.float()).clone()
    double = logits(model.double()).clone()
    model.float()
    return {"input_ids": ids.tolist(), "logits_shape": list(single.shape), "float32": encode(single), "float64": encode(double)}


def save(name, value):
    torch.save(value, FOLDER / name)
    return name


def prefixed(state):
    return {f"_orig_mod.{name}": tensor for name, tensor in state.items()}


def nano_vectors():
    out = {}
    base = {"n_layer": 2, "n_head": 2, "n_embd": 12, "block_size": 9, "bias": True, "vocab_size": 31, "dropout": 0.0}
    run = {"out_dir": "out", "dataset": "letters", "learning_rate": 6e-4, "max_iters": 2000, "dtype": "float32", "compile": True}
    for name, changes, buffers, compiled in [
        ("nanogpt", {}, False, True), ("nanogpt-nobias", {"bias": False}, False, False), ("nanogpt-buffers", {"n_layer": 1}, True, False),
    ]:
        args = {**base, **changes}
        model = randomise(NanoGpt(args, buffers))
        state = model.state_dict()
        optimizer = torch.optim.AdamW(model.parameters(), lr=6e-4).state_dict()
        checkpoint = {"model": prefixed(state) if compiled else state, "optimizer": optimizer, "model_args": args,
                      "iter_num": 1750, "best_val_loss": torch.tensor(1.4697), "config": run}
        ids = torch.randint(0, args["vocab_size"], (2, 7))
        out[name] = {"file": save(f"{name}.pt", checkpoint), "config": args, "keys": shapes(state), **answers(model, ids)}
    return out


def hugging_face_vectors():
    out = {}
    base = dict(vocab_size=31, n_positions=9, n_embd=12, n_layer=2, n_head=3, bos_token_id=30, eos_token_id=30,
                embd_pdrop=0.0, attn_pdrop=0.0, resid_pdrop=0.0)
    for name, changes in [("gpt2-hf", {}), ("gpt2-hf-untied", {"tie_word_embeddings": False, "n_inner": 20, "activation_function": "gelu", "n_layer": 1, "layer_norm_epsilon": 1e-3})]:
        config = GPT2Config(**{**base, **changes})
        model = randomise(GPT2LMHeadModel(config))
        ids = torch.randint(0, 31, (2, 8))
        kept = {k: v.contiguous() for k, v in model.state_dict().items() if k != "lm_head.weight" or not config.tie_word_embeddings}
        safetensors.torch.save_file(kept, FOLDER / f"{name}.safetensors", {"format": "pt"})
        out[name] = {"file": f"{name}.safetensors", "config": config.to_dict(), "keys": shapes(model.state_dict()), **answers(model, ids)}
        if name != "gpt2-hf":
            continue
        old = dict(model.state_dict())
        for i in range(config.n_layer):
            old[f"transformer.h.{i}.attn.bias"] = torch.ones(9, 9, dtype=torch.bool).tril()[None, None]
            old[f"transformer.h.{i}.attn.masked_bias"] = torch.tensor(-1e4)
        out["gpt2-hf-bin"] = {**out[name], "file": save("gpt2-hf.bin", old)}
        bare = GPT2Model(config)
        bare.load_state_dict({k.removeprefix("transformer."): v for k, v in kept.items()}, strict=True)
        safetensors.torch.save_file({k: v.contiguous() for k, v in bare.state_dict().items()}, FOLDER / "gpt2-hf-bare.safetensors", {"format": "pt"})
        out["gpt2-hf-bare"] = {**out[name], "file": "gpt2-hf-bare.safetensors", "keys": shapes(bare.state_dict())}
    return out


def echo_layouts(state, config, iteration):
    metrics = {"train_loss": 2.5, "val_loss": 2.75}
    common = {"model_state_dict": state, "model_config": config}
    training = {"max_iters": 2000, "learning_rate": 3e-4, "batch_size": 4}
    data = {"dataset": "nanecho", "data_dir": "data"}
    format = "nanecho-pytorch-v1"
    optimizer = {"state": {}, "param_groups": []}
    return {
        "cache": {**common, "optimizer_state_dict": optimizer, "scheduler_state_dict": None, "iteration": iteration, "epoch": 0, **metrics,
                  "learning_rate": 3e-4, "training_config": training, "data_config": data, "metrics": metrics,
                  "timestamp": "2026-02-27T00:00:00", "checkpoint_id": "ckpt_20260227_000000_2600_01234567_89abcdef", "format": format,
                  "connection_ratio": 0.6, "current_iteration": iteration, "tokenizer": TOKENIZER},
        "export": {**common, "training_config": training, "exported_at": "2026-02-27T00:00:00", "metadata": {
            "checkpoint_id": "ckpt_20260227_000000_2600_01234567_89abcdef", "created_at": "2026-02-27T00:00:00", "iteration": iteration,
            "epoch": 0, **metrics, "learning_rate": 3e-4, "model_config": config, "training_config": training, "data_config": data,
            "metrics": metrics, "tags": ["best"], "parent_checkpoint": None, "notes": "", "file_size_mb": 0.1, "quality_score": 0.31}},
        "trainer": {"format": format, "iteration": iteration, "model_state_dict": prefixed(state), "optimizer_state_dict": optimizer,
                    "config": {**config, "dataset": "nanecho"}, "model_config": config, "training_run_config": training,
                    "metrics": metrics, "connection_ratio": 0.6, "tokenizer": TOKENIZER},
        "runtime": {"format": format, "iteration": iteration, "current_iteration": iteration, "model_state_dict": state, "config": config,
                    "metrics": metrics, "connection_ratio": 0.6, "tokenizer": TOKENIZER},
    }


def echo_vectors():
    out = {}
    for name, changes, iteration, layouts in [
        ("nanecho", {}, 7600, ["cache"]),
        ("nanecho-small", {"n_layer": 2, "persona_dimensions": ["dynamic", "cognitive"], "max_recursion_depth": 3}, 5200, ["export", "trainer", "runtime"]),
        ("nanecho-four", {"n_layer": 2, "persona_dimensions": PERSONAS[:4], "bias": False, "n_head": 4}, 2600, ["cache"]),
        ("nanecho-plain", {"n_layer": 1, "enable_adaptive_attention": False, "enable_persona_dimensions": False,
                           "enable_recursive_reasoning": False, "enable_hypergraph_patterns": False}, 10, ["export"]),
    ]:
        config = echo_config(**changes)
        model = randomise(NanEcho(config))
        state = model.state_dict()
        result = answers(model, torch.randint(0, config["vocab_size"], (2, 6)), iteration)
        # The first four of eight dimensions are what older trainers made, whatever their configuration says.
        written = {**config, "persona_dimensions": PERSONAS, "dimension_weights": {n: 0.125 for n in PERSONAS}} if name == "nanecho-four" else config
        if name == "nanecho-four":
            reference = NanEcho({**config, "dimension_weights": written["dimension_weights"]}).eval()
            reference.load_state_dict(state, strict=True)
            result = answers(reference, torch.tensor(result["input_ids"]), iteration)
        saved = echo_layouts(state, written, iteration)
        files = {layout: save(f"{name}-{layout}.pt", saved[layout]) for layout in layouts}
        out[name] = {"files": files, "config": config, "iteration": iteration, "keys": shapes(state), **result}
    return out


def whole_size_keys():
    with torch.device("meta"):
        gpt2 = GPT2LMHeadModel(GPT2Config())
        nano = NanoGpt({"n_layer": 12, "n_head": 12, "n_embd": 768, "block_size": 1024, "bias": True, "vocab_size": 50304})
        config = echo_config(vocab_size=50257, n_embd=256, n_head=4, n_layer=4, block_size=1024)
        echo = NanEcho(config)
    return {
        "gpt2": shapes(gpt2.state_dict()), "nanogpt": shapes(nano.state_dict()),
        "nanecho": {"config": config, "keys": shapes(echo.state_dict())},
    }


def main():
    FOLDER.mkdir(exist_ok=True)
    torch.manual_seed(20261122)
    torch.set_num_threads(1)
    result = {
        "script": HERE.name,
        "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
        "versions": {"torch": torch.__version__, "transformers": transformers.__version__, "safetensors": safetensors.__version__},
        "description": "GPT-2 and NanEcho with random weights: files in vectors/architectures, token ids, and PyTorch's logits in float32 and "
                       "float64 (base64, little-endian); names and shapes of the whole sizes.",
        "gpt2": {**nano_vectors(), **hugging_face_vectors()},
        "nanecho": echo_vectors(),
        "whole_sizes": whole_size_keys(),
    }
    (VECTORS / "architectures-language.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
