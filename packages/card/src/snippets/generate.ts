import { joinPath } from "../build/join-path.ts";
import { inRepo } from "./in-repo.ts";
import type { Snippet, SnippetSubject } from "./snippet.ts";

/** Snippets that draw. */
export const GENERATE: readonly Snippet[] = [
  {
    id: "generate-in-folder",
    language: "js",
    about: "In this folder, with `@tiny-cats/core` and `onnxruntime-node` from npm:",
    template: `import { writeFile } from "node:fs/promises";
import { loadGenerator } from "@tiny-cats/core/node";
import { encodePng } from "@tiny-cats/core/png";

const model = await loadGenerator("{{path}}");
for await (const { image } of model.draw(["{{label}}"], { seed: 7 })) {
  await writeFile("drawing.png", await encodePng(image));
}`,
    values: (subject) =>
      subject.repo === undefined && subject.part.manifest.generation
        ? { path: joinPath(".", subject.part.folder), ...first(subject) }
        : undefined,
  },
  {
    id: "generate-from-hub",
    language: "js",
    about: "With `@tiny-cats/core`, `@tiny-cats/hub` and `onnxruntime-node` from npm:",
    template: `import { writeFile } from "node:fs/promises";
import { loadGenerator } from "@tiny-cats/core/node";
import { encodePng } from "@tiny-cats/core/png";
import { download } from "@tiny-cats/hub";

await download("{{repo}}", { dir: "{{name}}" });
const model = await loadGenerator("{{path}}");
for await (const { image } of model.draw(["{{label}}"], { seed: 7 })) {
  await writeFile("drawing.png", await encodePng(image));
}`,
    values: (subject) => (subject.part.manifest.generation ? inRepoWith(subject, first(subject)) : undefined),
  },
  {
    id: "generate-onnxruntime",
    language: "python",
    about:
      "With `huggingface_hub`, `onnxruntime`, `numpy` and `pillow` from PyPI, by Euler's method; noise is numpy's, so that a seed draws another picture than above:",
    template: `import numpy as np
import onnxruntime
from huggingface_hub import hf_hub_download
from PIL import Image

model = onnxruntime.InferenceSession(hf_hub_download("{{repo}}", "{{path}}"))
x = np.random.default_rng(7).standard_normal((1, 3, {{size}}, {{size}})).astype(np.float32)


def velocity(label, t):
    inputs = {"noise": x, "timestep": np.array([t], np.float32), "breed": np.array([label], np.int64)}
    return model.run(["velocity"], inputs)[0]


steps = {{steps}}
for step in range(steps):
    t = step / steps
    v = velocity({{id}}, t)
    if {{from}} <= t <= {{to}}:
        free = velocity({{nullClass}}, t)
        v = free + {{scale}} * (v - free)
    x = x + v / steps
pixels = np.clip((x[0].transpose(1, 2, 0) + 1) * 127.5, 0, 255)
Image.fromarray(pixels.round().astype(np.uint8)).save("drawing.png")`,
    values: (subject) =>
      subject.part.manifest.inputs.some(({ name }) => name === "breed") ? euler(subject) : undefined,
  },
];

function first({ part: { manifest } }: SnippetSubject): Record<string, string> {
  const id = manifest.generation?.drawable[0] ?? 0;
  return { label: manifest.labels?.[id] ?? "", id: String(id) };
}

function inRepoWith(subject: SnippetSubject, more: Record<string, string>): Record<string, string> | undefined {
  const values = inRepo(subject);
  return values && { ...values, ...more };
}

function euler(subject: SnippetSubject): Record<string, string> | undefined {
  const { generation } = subject.part.manifest;
  if (!generation || !subject.has("onnx/model.onnx")) return undefined;
  const { guidance, steps } = generation.sampler;
  return inRepoWith(subject, {
    ...first(subject),
    path: joinPath(subject.part.folder, "onnx/model.onnx"),
    size: String(generation.image_size),
    // Euler takes as many looks at the network as Heun with half the steps.
    steps: String(steps * 2),
    nullClass: String(generation.null_class),
    scale: String(guidance.scale),
    from: String(guidance.interval[0]),
    to: String(guidance.interval[1]),
  });
}
