"""Loads what was converted strictly into torchvision's and transformers' models, and prints their answers; or exports with torch.onnx."""

import importlib
import json
import pathlib
import sys

import safetensors.torch
import torch

# A build of torchvision for other hardware than torch's lacks operators that it, and transformers with it, only names.
LIBRARY = torch.library.Library("torchvision", "DEF")
for operator in ("nms", "qnms"):
    LIBRARY.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

SCRIPTS = pathlib.Path(__file__).resolve().parents[2] / "golden" / "scripts"


def tinydit():
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(SCRIPTS))
    return importlib.import_module("architectures-tinydit")


def build(kind, config):
    if kind == "tinydit":
        return tinydit().TinyDiT(config)
    if kind.startswith("torchvision"):
        import torchvision

        return getattr(torchvision.models, kind.split(":")[1])(weights=None, num_classes=config["num_labels"])
    import transformers

    name = "ResNet" if kind == "resnet" else "MobileNetV2"
    own = getattr(transformers, f"{name}Config")(**config)
    return getattr(transformers, f"{name}ForImageClassification")(own)


class Logits(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        out = self.model(pixel_values)
        return getattr(out, "logits", out)


def load(folder, job):
    model = build(job["kind"], job["config"])
    model.load_state_dict(safetensors.torch.load_file(folder / job["file"]), strict=True)
    return model.eval()


def picture(shape):
    return torch.arange(torch.Size(shape).numel(), dtype=torch.float64).mul(1.7).sin().float().reshape(shape)


def answers(folder, jobs):
    for job in jobs:
        with torch.no_grad():
            logits = Logits(load(folder, job))(picture((1, 3, 64, 64)))
        print(json.dumps(logits.flatten().tolist()))


def export(folder, jobs):
    for job in jobs:
        model = load(folder, job)
        batch, side = job["batch"], job["config"].get("image_size", 224)
        options = {"dynamo": job["exporter"] == "dynamo", "opset_version": job["opset"], "verbose": False}
        if options["dynamo"]:
            options["external_data"] = False
        path = folder / job["to"]
        if job["kind"] == "tinydit":
            inputs = (torch.randn(batch, 3, side, side), torch.rand(batch), torch.arange(batch))
            torch.onnx.export(model, inputs, path, input_names=["noise", "timestep", "breed"], output_names=["velocity"], **options)
        else:
            torch.onnx.export(Logits(model), (picture((batch, 3, side, side)),), path, input_names=["pixel_values"], output_names=["logits"], **options)


if __name__ == "__main__":
    where = pathlib.Path(sys.argv[2])
    {"answers": answers, "export": export}[sys.argv[1]](where, json.loads((where / "jobs.json").read_text()))
