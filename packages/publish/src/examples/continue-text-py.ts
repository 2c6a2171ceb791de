/** Continues a text with onnxruntime; with a tokenizer in the repository, text needs the package tokenizers. */
export const CONTINUE_TEXT_PY = String.raw`"""Continues a text with the likeliest tokens.

Needs: pip install huggingface_hub onnxruntime numpy
Use:   python continue_text_example.py 464,3797                   continues token ids; fetches the model
       python continue_text_example.py 464,3797 path/to/folder    uses the repository's files in that folder
       python continue_text_example.py "The cat" path/to/folder   text needs tokenizer.json there, and: pip install tokenizers
"""

import json
import re
import sys
from pathlib import Path

import numpy as np
import onnxruntime

REPO = "{{repo}}"
NEW_TOKENS = 20


def model_file(name, folder):
    if folder is not None:
        return Path(folder, name)
    from huggingface_hub import hf_hub_download

    return Path(hf_hub_download(REPO, name))


def main(prompt, folder=None):
    manifest = json.loads(model_file("tiny-cats.json", folder).read_text(encoding="utf-8"))
    config = json.loads(model_file("config.json", folder).read_text(encoding="utf-8"))
    paths = [file["path"] for file in manifest["files"]]
    for path in paths:
        if path.startswith("onnx/"):
            model_file(path, folder)
    graph = next(file["path"] for file in manifest["files"] if file["role"] == "model")
    session = onnxruntime.InferenceSession(str(model_file(graph, folder)), providers=["CPUExecutionProvider"])
    tokenizer = None
    if re.fullmatch(r"\d+(,\d+)*", prompt):
        ids = [int(token) for token in prompt.split(",")]
    elif "tokenizer.json" in paths:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(model_file("tokenizer.json", folder)))
        ids = tokenizer.encode(prompt).ids
    else:
        sys.exit("this model has no tokenizer.json: give token ids, such as 464,3797")
    if not ids:
        sys.exit("there is no token to begin with")
    for _ in range(NEW_TOKENS):
        seen = np.array([ids[-config["n_positions"] :]], np.int64)
        logits = session.run([manifest["outputs"][0]["name"]], {manifest["inputs"][0]["name"]: seen})[0]
        ids.append(int(logits[0, -1].argmax()))
        if ids[-1] == config.get("eos_token_id"):
            break
    print(tokenizer.decode(ids) if tokenizer else ",".join(str(token) for token in ids))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
`;
