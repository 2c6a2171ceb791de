"""ResNet, MobileNet and InceptionV3 by torchvision, transformers and timm: keys with shapes, and outputs in float32 and float64.

Needs torchvision and timm beside what the other scripts need. The network of Frechet distances is torchvision's with what pytorch-fid
changes: average pooling leaves padding out, and the last block pools by maximum.
"""

import argparse
import base64
import pathlib

import torch
from torch import nn
from torch.nn import functional

# A build of torchvision for other hardware than torch's lacks operators that it only names here.
library = torch.library.Library("torchvision", "DEF")
for operator in ("nms", "qnms"):
    library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

import timm
import torchvision
from torchvision.models import inception
from transformers import MobileNetV2Config, MobileNetV2ForImageClassification, ResNetConfig, ResNetForImageClassification

from shared import architectures_fill as fill

HERE = pathlib.Path(__file__)
VECTORS = HERE.parent.parent / "vectors"


def fid_inception():
    model = torchvision.models.inception_v3(weights=None, num_classes=1008, aux_logits=False, init_weights=False)
    real = functional.avg_pool2d

    def forward(x):
        def average(value, kernel_size, stride, padding):
            return real(value, kernel_size, stride, padding, count_include_pad=False)

        def largest(value, kernel_size, stride, padding):
            return functional.max_pool2d(value, kernel_size, stride, padding)

        for name, module in model.named_children():
            if name == "fc":
                features = functional.adaptive_avg_pool2d(x, 1).flatten(1)
                return model.fc(features), features
            if name in ("avgpool", "dropout"):
                continue
            inception.F.avg_pool2d = largest if name == "Mixed_7c" else average
            x = module(x)
            inception.F.avg_pool2d = real

    return model, forward


def torchvision_model(make, features, head=None):
    model = make(weights=None, num_classes=13)
    if head:
        head(model)
    return model, lambda x: (model(x), features(model, x))


def seed_resnet(model):
    model.fc = nn.Sequential(nn.Dropout(0.3), nn.Linear(model.fc.in_features, 13))


def seed_mobilenet(model):
    model.classifier[-1] = nn.Sequential(nn.Dropout(0.3), nn.Linear(model.classifier[-1].in_features, 13))


def body(model, x):
    return nn.Sequential(*list(model.children())[:-1])(x).flatten(1)


def v3_features(model, x):
    return model.classifier[:2](model.avgpool(model.features(x)).flatten(1))


def pooled(model, x):
    return model.features(x).mean((2, 3))


def hugging_face(make, config):
    model = make(config)

    def forward(x):
        base = model.resnet if hasattr(model, "resnet") else model.mobilenet_v2
        return model(x).logits, base(x).pooler_output.flatten(1)

    return model, forward


def timm_v3():
    model = timm.create_model("mobilenetv3_small_100", num_classes=13)
    return model, lambda x: (model(x), model.forward_head(model.forward_features(x), pre_logits=True))


LABELS = {"num_labels": 13}
BASIC = {"hidden_sizes": [64, 128, 256, 512], "layer_type": "basic"}
NARROW = {"embedding_size": 8, "hidden_sizes": [16, 24, 32, 48], "depths": [1, 2, 1, 1]}


def cases():
    models = torchvision.models
    yield "resnet", "torchvision", 64, {}, torchvision_model(models.resnet18, body)
    yield "resnet", "torchvision", 64, {}, torchvision_model(models.resnet34, body)
    yield "resnet", "torchvision", 64, {}, torchvision_model(models.resnet50, body)
    yield "resnet", "seed-classifier", 64, {}, torchvision_model(models.resnet18, body, seed_resnet)
    for own in ({**BASIC, "depths": [2, 2, 2, 2]}, {**NARROW, "layer_type": "bottleneck"}, {**NARROW, "layer_type": "basic"}):
        yield "resnet", "huggingface", 64, own, hugging_face(ResNetForImageClassification, ResNetConfig(**own, **LABELS))
    yield "mobilenet-v2", "torchvision", 64, {}, torchvision_model(models.mobilenet_v2, pooled)
    for side, own in ((64, {"tf_padding": False, "depth_multiplier": 1.0}), (65, {"tf_padding": True, "depth_multiplier": 0.35}),
                      (64, {"tf_padding": True, "depth_multiplier": 1.4, "finegrained_output": False})):
        config = MobileNetV2Config(**own, **LABELS)
        yield "mobilenet-v2", "huggingface", side, config.to_dict(), hugging_face(MobileNetV2ForImageClassification, config)
    yield "mobilenet-v3-small", "torchvision", 64, {}, torchvision_model(models.mobilenet_v3_small, v3_features)
    yield "mobilenet-v3-small", "seed-classifier", 64, {}, torchvision_model(models.mobilenet_v3_small, v3_features, seed_mobilenet)
    yield "mobilenet-v3-small", "timm", 64, {}, timm_v3()
    yield "inception-v3", "pytorch-fid", 75, {}, fid_inception()


def numbers(tensor):
    return base64.b64encode(tensor.contiguous().numpy().tobytes()).decode()


def main(folder):
    vectors = []
    for architecture, dialect, side, config, (model, forward) in cases():
        model.eval()
        fill.fill(model)
        case = {"architecture": architecture, "dialect": dialect, "image_size": side,
                "config": {key: value for key, value in config.items() if isinstance(value, (int, float, str, list))},
                "keys": fill.keys(model)}
        x = fill.formula("input", (2, 3, side, side), 4)
        for dtype, name in ((torch.float32, "f32"), (torch.float64, "f64")):
            with torch.no_grad():
                logits, features = model.to(dtype) and forward(x.to(dtype))
            case[name] = {"logits": numbers(logits), "features": numbers(features[:, ::8])}
        print(architecture, dialect, float(logits.std()), float(features.std()))
        vectors.append(case)
    fill.write(HERE, folder / "architectures-vision.json",
               "Vision models with weights by formula: keys with shapes, logits and every 8th feature in float32 and float64.",
               {"cases": vectors}, torchvision=torchvision.__version__, timm=timm.__version__)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=VECTORS)
    main(parser.parse_args().folder)
