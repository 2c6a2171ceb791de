"""Writes a TinyDiT's .pt as safetensors or as ONNX, the shortest way there is with PyTorch."""

import sys

import torch

kind, source, target = sys.argv[1:]
checkpoint = torch.load(source, map_location="cpu", weights_only=True)
state, config = checkpoint["model_state_dict"], checkpoint["config"]
if kind == "safetensors":
    import safetensors.torch

    safetensors.torch.save_file(state, target)
else:
    import tinydit

    # The seed's config names neither positions nor the null class: the tensors do.
    full = {"num_classes": 13, "null_class": True, "pos_embed": True, **config}
    model = tinydit.TinyDiT(full)
    model.load_state_dict(state)
    model.eval()
    side = full["image_size"]
    inputs = (torch.zeros(2, 3, side, side), torch.full((2,), 0.5), torch.zeros(2, dtype=torch.int64))
    names = {"input_names": ["noise", "timestep", "breed"], "output_names": ["velocity"]}
    if kind == "dynamo":
        batch = torch.export.Dim("batch")
        shapes = ({0: batch},) * 3
        torch.onnx.export(
            model, inputs, target, dynamo=True, external_data=False, verbose=False, dynamic_shapes=shapes, **names
        )
    else:
        axes = {name: {0: "batch"} for name in ("noise", "timestep", "breed", "velocity")}
        torch.onnx.export(model, inputs, target, dynamo=False, opset_version=17, dynamic_axes=axes, **names)
