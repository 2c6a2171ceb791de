"""What Python makes of prepared repositories.

`load <model.pt> ...`: the names that torch.load(weights_only=True) finds, a line of JSON a file.
`pipeline <folder> <picture>`: what transformers' image-classification says, and its logits for fixed pixel values beside onnxruntime's.
`gap <a.png> <b.png>`: the largest difference of two pictures' pixels, and the standard deviation of the first.
"""

import json
import sys


def load(paths):
    import torch

    for path in paths:
        tree = torch.load(path, weights_only=True)
        tensors = tree.get("model_state_dict", tree)
        finite = all(bool(torch.isfinite(tensor).all()) for tensor in tensors.values() if tensor.is_floating_point())
        print(json.dumps({"keys": sorted(tree)[:3], "tensors": len(tensors), "finite": finite}))


def pipeline(folder, picture):
    import numpy as np
    import onnxruntime
    import torch
    from PIL import Image
    from transformers import AutoImageProcessor, AutoModelForImageClassification
    from transformers import pipeline as make

    answer = make("image-classification", model=folder, top_k=13)(Image.open(picture).convert("RGB"))
    model, info = AutoModelForImageClassification.from_pretrained(folder, output_loading_info=True)
    processor = AutoImageProcessor.from_pretrained(folder)
    pixels = processor(Image.open(picture).convert("RGB"), return_tensors="np")["pixel_values"].astype(np.float32)
    with torch.no_grad():
        logits = model.eval()(torch.from_numpy(pixels)).logits.numpy()
    session = onnxruntime.InferenceSession(f"{folder}/onnx/model.onnx", providers=["CPUExecutionProvider"])
    expected = session.run(["logits"], {"pixel_values": pixels})[0]
    missing = sorted(key for name in ("missing_keys", "unexpected_keys", "mismatched_keys") for key in map(str, info[name]))
    gap = float(np.abs(logits - expected).max() / np.abs(expected).max())
    print(json.dumps({"answer": answer, "gap": gap, "wrong": missing, "shape": list(pixels.shape)}))


def gap(first, second):
    import numpy as np
    from PIL import Image

    a, b = (np.asarray(Image.open(path).convert("RGB")).astype(int) for path in (first, second))
    print(json.dumps({"gap": int(np.abs(a - b).max()), "deviation": float(a.std())}))


if __name__ == "__main__":
    command, *args = sys.argv[1:]
    if command == "load":
        load(args)
    else:
        {"pipeline": pipeline, "gap": gap}[command](*args)
