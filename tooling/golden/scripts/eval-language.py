"""The loss of a small GPT-2 on tokens by formula, by transformers and torch in float64, and the bytes of its text by tokenizers.

Reads the model that architectures-language.py wrote. A byte-level vocabulary is made up for it, whose last token is special.
Run: python eval-language.py   (writes ../vectors/eval-language.json)
"""

import hashlib
import json
import platform
from pathlib import Path

import numpy as np
import safetensors.torch
import tokenizers
import torch
import transformers
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import GPT2Config, GPT2LMHeadModel

HERE = Path(__file__).resolve()
VECTORS = HERE.parent.parent / "vectors"
WORDS = ["a", "b", "c", "Ġ", "Ġthe", "Ġcat", "Ċ", "Ã©", "ðŁĺº", "ĠÄ±"] + [f"w{i}" for i in range(20)]
END = "<|endoftext|>"


def formula_bytes(seed, length):
    state, values = seed, []
    for _ in range(length):
        state = (1664525 * state + 1013904223) % 2**32
        values.append(state >> 24)
    return values


def model_of(case):
    config = GPT2Config(**case["config"], attn_implementation="eager")
    model = GPT2LMHeadModel(config)
    weights = safetensors.torch.load_file(VECTORS / "architectures" / case["file"])
    missing, unexpected = model.load_state_dict(weights, strict=False)
    assert set(missing) <= {"lm_head.weight"} and not unexpected, (missing, unexpected)
    model.tie_weights()
    return model.double().eval()


@torch.no_grad()
def losses(model, tokens, block, stride):
    """The loss of every token but the first, each once, from its window's tokens before it; the manner of transformers' guide on perplexity."""
    found, reached = [], 0
    for begin in range(0, len(tokens), stride):
        window = tokens[begin : begin + block + 1]
        each = torch.nn.functional.cross_entropy(model(window[None, :-1]).logits[0], window[1:], reduction="none")
        found += each[max(0, reached - begin) :].tolist()
        reached = begin + len(window) - 1
        if reached == len(tokens) - 1:
            break
    assert len(found) == len(tokens) - 1
    return found


def tokenizer():
    made = Tokenizer(models.BPE(vocab={word: i for i, word in enumerate(WORDS)}, merges=[]))
    made.add_special_tokens([END])
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    return made


made = tokenizer()
case = json.loads((VECTORS / "architectures-language.json").read_text())["gpt2"]["gpt2-hf"]
model = model_of(case)
tokens = torch.tensor([byte % 31 for byte in formula_bytes(77, 150)])
text = made.decode(tokens[1:].tolist(), skip_special_tokens=True)
count = len(text.encode())
cases = []
for block, stride in ((9, 9), (9, 4), (5, 5)):
    loss = np.array(losses(model, tokens, block, stride))
    cases.append({
        "block": block, "stride": stride, "sum": loss.sum(), "cross_entropy": loss.mean(), "perplexity": np.exp(loss.mean()),
        "bits_per_byte": loss.sum() / np.log(2) / count, "first_50": loss[:50].mean(),
    })
document = {
    "script": HERE.name,
    "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
    "versions": {
        "python": platform.python_version(), "numpy": np.__version__, "torch": torch.__version__,
        "transformers": transformers.__version__, "tokenizers": tokenizers.__version__,
    },
    "description": "Token i is byte i of the formula with seed 77, modulo 31. The tokenizer is as tokenizers saves it.",
    "model": case["file"], "config": case["config"], "tokens": tokens.tolist(), "bytes": count,
    "token_bytes": [len(made.decode([i], skip_special_tokens=True).encode()) for i in range(31)],
    "tokenizer": json.loads(made.to_str()),
    "cases": cases,
}
(VECTORS / "eval-language.json").write_text(json.dumps(document) + "\n")
