"""transformers' and PyTorch's side of architectures-language-python.test.ts.

`folders <folder>`: loads every model folder there with GPT2LMHeadModel; prints {name: {missing, unexpected, mismatched, config, logits}} for the token
ids in its ids.json.
`files <folder>`: loads pairs of <name>.json ({original, written}) with torch.load(weights_only=True); prints {name: {faults, tied}}.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import AutoTokenizer, GenerationConfig, GPT2LMHeadModel


def folders(root):
    answers = {}
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        model, info = GPT2LMHeadModel.from_pretrained(folder, output_loading_info=True, dtype=torch.float32)
        ids = torch.tensor(json.loads((folder / "ids.json").read_text()))
        with torch.no_grad():
            logits = model.eval()(ids).logits
        answers[folder.name] = {
            "missing": sorted(info["missing_keys"]), "unexpected": sorted(info["unexpected_keys"]), "mismatched": len(info["mismatched_keys"]),
            "tied": model.lm_head.weight.data_ptr() == model.transformer.wte.weight.data_ptr(),
            "activation": model.config.activation_function, "eos": GenerationConfig.from_pretrained(folder).eos_token_id,
            "tokens": AutoTokenizer.from_pretrained(folder)("ab a").input_ids if (folder / "tokenizer.json").exists() else None,
            "logits": logits.flatten().tolist(),
        }
    return answers


def state_of(checkpoint):
    state = checkpoint.get("model_state_dict", checkpoint.get("model"))
    return {name.removeprefix("_orig_mod."): tensor for name, tensor in state.items()}


def files(root):
    answers = {}
    for pair in sorted(root.glob("*.json")):
        paths = json.loads(pair.read_text())
        original, written = (state_of(torch.load(paths[key], weights_only=True)) for key in ("original", "written"))
        faults = [] if list(original) == list(written) else ["other names"]
        faults += [name for name in original if name in written and not identical(original[name], written[name])]
        head = written["lm_head.weight"]
        embedding = written.get("token_embedding.weight", written.get("transformer.wte.weight"))
        answers[pair.stem] = {"faults": faults, "tensors": len(written), "tied": head.data_ptr() == embedding.data_ptr()}
    return answers


def identical(a, b):
    return a.shape == b.shape and a.dtype == b.dtype and torch.equal(a.view(torch.int32), b.view(torch.int32))


print(json.dumps({"folders": folders, "files": files}[sys.argv[1]](Path(sys.argv[2]))))
