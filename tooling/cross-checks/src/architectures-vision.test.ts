import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Architecture, convertTensors, loadTensors, mobileNetV2, resNet } from "@tiny-cats/architectures";
import { writeSafetensors } from "@tiny-cats/checkpoint/node";
import { interpret } from "@tiny-cats/onnx";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { randomTensors } from "./architectures-random.ts";
import { missingPeers } from "./peers.ts";

const reason = missingPeers(["torch", "safetensors", "transformers"]);
// Importing all of it fails where its build is for other hardware than torch's; the script knows how to go on.
const noTorchvision = missingPeers(["importlib.metadata; importlib.metadata.version('torchvision')"]);

/** Random weights through a dialect's file into a Python model: its logits beside ours. */
async function compare<Config>(architecture: Architecture<Config>, config: Config, dialect: string, kind: string) {
  const folder = temporaryFolder();
  const tensors = randomTensors(architecture, config);
  const file = `${architecture.name}-${dialect}.safetensors`;
  await writeSafetensors(join(folder, file), convertTensors(architecture, config, tensors, { to: dialect }));
  writeFileSync(join(folder, "jobs.json"), JSON.stringify([{ kind, config, file }]));
  const script = join(import.meta.dirname, "architectures-vision.py");
  const command = process.env.TINY_CATS_PYTHON ?? "python3";
  const { status, stdout, stderr } = spawnSync(command, [script, "answers", folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr.slice(-3000));
  const expected: number[] = JSON.parse(stdout);
  const weights = await loadTensors(tensors, { dtype: "float64" });
  const data = Float32Array.from({ length: 3 * 64 * 64 }, (_, i) => Math.sin(i * 1.7));
  const { logits } = interpret(architecture.graph(config, weights, { dtype: "float64" }), {
    pixel_values: { shape: [1, 3, 64, 64], data },
  });
  const size = Math.max(...expected.map(Math.abs));
  expect(logits.data).toHaveLength(expected.length);
  expect(Math.max(...expected.map((value, i) => Math.abs(value - logits.data[i]))) / size).toBeLessThan(1e-4);
}

const sides = { image_size: 64, num_labels: 13 };
const mobile = { ...mobileNetV2.presets["mobilenet-v2"], ...sides };

for (const name of ["resnet18", "resnet50"]) {
  const config = { ...resNet.presets[name], ...sides };
  test(`${name} in transformers' names loads strictly there and gives its logits`, async ({ skip }) => {
    if (reason) return skip(reason);
    await compare(resNet, config, "huggingface", "resnet");
  });

  test(`${name} in torchvision's names loads strictly there and gives its logits`, async ({ skip }) => {
    if (reason ?? noTorchvision) return skip(reason ?? noTorchvision);
    await compare(resNet, config, "torchvision", `torchvision:${name}`);
  });
}

test("MobileNetV2 in transformers' names loads strictly there and gives its logits", async ({ skip }) => {
  if (reason) return skip(reason);
  await compare(mobileNetV2, { ...mobile, tf_padding: true, depth_multiplier: 1.4 }, "huggingface", "mobilenet-v2");
});

test("MobileNetV2 in torchvision's names loads strictly there and gives its logits", async ({ skip }) => {
  if (reason ?? noTorchvision) return skip(reason ?? noTorchvision);
  await compare(mobileNetV2, mobile, "torchvision", "torchvision:mobilenet_v2");
});
