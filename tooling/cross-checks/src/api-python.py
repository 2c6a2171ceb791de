"""Asks a server at the given address as Python's InferenceClient does, and prints what it was told as JSON."""

import base64
import io
import json
import sys

from huggingface_hub import InferenceClient
from huggingface_hub.errors import HfHubHTTPError

url, picture = sys.argv[1:]
with open(picture, "rb") as file:
    data = file.read()


def classes(answer):
    return [{"label": one.label, "score": one.score} for one in answer]


def pixels(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return {"size": image.size, "rgb": base64.b64encode(image.convert("RGB").tobytes()).decode()}


def refused(work):
    try:
        work()
    except HfHubHTTPError as error:
        return [error.response.status_code, str(error)]


classifier = InferenceClient(model=f"{url}models/classifier")
generator = InferenceClient(model=f"{url}models/generator")
other = InferenceClient()
parameters = {"seed": 9, "num_inference_steps": 3, "guidance_scale": 2.5, "scheduler": "heun"}
answers = {
    "bytes": classes(classifier.image_classification(data)),
    "path": classes(classifier.image_classification(picture)),
    "by model": classes(other.image_classification(data, model=f"{url}models/classifier")),
    "top 3": classes(classifier.image_classification(data, top_k=3)),
    "sigmoid": classes(classifier.image_classification(data, top_k=13, function_to_apply="sigmoid")),
    "none": classes(classifier.image_classification(data, top_k=13, function_to_apply="none")),
    "drawing": pixels(generator.text_to_image("a siamese cat", seed=7)),
    "drawing with parameters": pixels(generator.text_to_image("siamese", width=64, height=64, **parameters)),
    "no breed": refused(lambda: generator.text_to_image("a dog")),
    "another size": refused(lambda: generator.text_to_image("siamese", width=512)),
    "no picture": refused(lambda: classifier.image_classification(b"no picture")),
}
print(json.dumps(answers))
