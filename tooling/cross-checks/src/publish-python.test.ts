import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { type Architecture, convertTensors, mobileNetV2, resNet } from "@tiny-cats/architectures";
import { encodePyTorch } from "@tiny-cats/checkpoint";
import { loadClassifier, loadGenerator } from "@tiny-cats/core/node";
import { encodePng } from "@tiny-cats/core/png";
import * as embedded from "@tiny-cats/models";
import { discover, type Prepared, prepare, seedLayout, writeChecksums, writeExamples } from "@tiny-cats/publish";
import { expect, test } from "vitest";
import { vectorPath } from "../../golden/vector-path.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { randomTensors } from "./architectures-random.ts";
import { missingPeers, python } from "./peers.ts";

const script = join(import.meta.dirname, "publish-python.py");
const picture = join(import.meta.dirname, "..", "..", "fixtures", "chelsea.png");
const runners = missingPeers(["huggingface_hub", "onnxruntime", "numpy", "PIL"]);
const torch = missingPeers(["torch"]);
const transformers = missingPeers(["torch", "transformers", "onnxruntime", "PIL"]);

/** What Python prints; its errors fail the test. */
function ask(args: readonly string[], cwd = temporaryFolder()): string {
  const { status, stdout, stderr } = spawnSync(python, args, { encoding: "utf8", cwd });
  if (status !== 0) throw new Error(stderr.slice(-3000));
  return stdout;
}

async function embeddedCats(): Promise<Prepared> {
  const { models } = await discover({ embedded });
  const prepared = await prepare(models, join(temporaryFolder(), "cats"));
  await writeExamples(prepared, { repo: "me/cats" });
  return prepared;
}

test("the examples in Python give our answers: the same scores to 1e-3, the same drawing to 2 of 255", async ({
  skip,
}) => {
  if (runners) return skip(runners);
  const { folder } = await embeddedCats();
  const printed = ask([join(folder, "examples/classification_example.py"), picture, folder]);
  const rows = printed
    .trim()
    .split("\n")
    .map((line) => line.split("  "));
  await using classifier = await loadClassifier(folder);
  const { predictions } = await classifier.classify(picture);
  expect(rows[0][1]).toBe(predictions[0].label);
  for (const [score, label] of rows) {
    const ours = predictions.find((prediction) => prediction.label === label)!.probability;
    expect(Math.abs(Number(score) - ours)).toBeLessThan(1e-3);
  }
  const out = temporaryFolder();
  ask([join(folder, "examples/generation_example.py"), "Siamese", join(out, "theirs.png"), "9007199254740991", folder]);
  await using generator = await loadGenerator(join(folder, "generator"));
  for await (const { image } of generator.draw(["Siamese"], { seed: 2 ** 53 - 1 })) {
    writeFileSync(join(out, "ours.png"), await encodePng(image));
  }
  const { gap, deviation } = JSON.parse(ask([script, "gap", join(out, "theirs.png"), join(out, "ours.png")]));
  expect(gap).toBeLessThanOrEqual(2);
  expect(deviation).toBeGreaterThan(10);
});

test("the example in Python continues token ids as the one in JavaScript does", async ({ skip }) => {
  if (runners) return skip(runners);
  const { models } = await discover({ explicit: { language: vectorPath("architectures/nanogpt.pt") } });
  const prepared = await prepare(models, join(temporaryFolder(), "lm"));
  await writeExamples(prepared, { repo: "me/lm" });
  const theirs = ask([join(prepared.folder, "examples/continue_text_example.py"), "1,2", prepared.folder]);
  const home = join(import.meta.dirname, "..", "node_modules", ".examples");
  mkdirSync(home, { recursive: true });
  const file = join(home, `continue-${process.pid}.mjs`);
  copyFileSync(join(prepared.folder, "examples/continue_text_example.mjs"), file);
  try {
    expect(execFileSync(process.execPath, [file, "1,2", prepared.folder], { encoding: "utf8" })).toBe(theirs);
  } finally {
    rmSync(file);
  }
});

test("sha256sum reads SHA256SUMS", async ({ skip }) => {
  const { error } = spawnSync("sha256sum", ["--version"]);
  if (error) return skip("sha256sum is not there");
  const { folder } = await embeddedCats();
  const sums = await writeChecksums(folder);
  const printed = execFileSync("sha256sum", ["-c", "--strict", "SHA256SUMS"], { cwd: folder, encoding: "utf8" });
  expect(printed.trim().split("\n")).toEqual(Object.keys(sums).map((path) => `${path}: OK`));
});

test("model.pt of the seed's layout loads with torch.load(weights_only=True)", async ({ skip }) => {
  if (torch) return skip(torch);
  const { models } = await discover({ embedded });
  const out = join(temporaryFolder(), "seed");
  await seedLayout(await prepare(models, join(temporaryFolder(), "cats")), out);
  const lines = ask([script, "load", join(out, "classifier/model.pt"), join(out, "generator/model.pt")])
    .trim()
    .split("\n");
  const [classifier, generator] = lines.map((line) => JSON.parse(line));
  expect(classifier).toMatchObject({ tensors: 314, finite: true });
  expect(generator).toMatchObject({ keys: ["config", "model_state_dict"], finite: true });
});

/** A checkpoint of random weights in torchvision's names, prepared. */
async function prepared<Config>(architecture: Architecture<Config>, config: Config): Promise<string> {
  const folder = temporaryFolder();
  const named = convertTensors(architecture, config, randomTensors(architecture, config), { to: "torchvision" });
  const chunks: Uint8Array[] = [];
  for await (const chunk of encodePyTorch(named, { crc32 })) chunks.push(chunk);
  writeFileSync(join(folder, "model.pt"), Buffer.concat(chunks));
  const { models } = await discover({ explicit: { classifier: join(folder, "model.pt") } });
  await prepare(models, join(folder, "out"), { quantize: false });
  return join(folder, "out");
}

test.for([
  ["ResNet-18", () => prepared(resNet, { ...resNet.presets.resnet18, num_labels: 13 })],
  [
    "MobileNetV2",
    () =>
      prepared(mobileNetV2, {
        ...mobileNetV2.presets["mobilenet-v2"],
        num_labels: 13,
        tf_padding: false,
        layer_norm_eps: 1e-5,
      }),
  ],
  ["the embedded model", async () => (await embeddedCats()).folder],
] as const)("transformers' pipeline takes %s, with the graph's logits", async ([, make], { skip }) => {
  if (transformers) return skip(transformers);
  const { answer, gap, wrong, shape } = JSON.parse(ask([script, "pipeline", await make(), picture]));
  // Steps of training that a checkpoint did not count are not used afterwards.
  expect(wrong.filter((key: string) => !key.endsWith("num_batches_tracked"))).toEqual([]);
  expect(shape).toEqual([1, 3, 224, 224]);
  expect(gap).toBeLessThan(1e-4);
  expect(answer.map(({ label }: { label: string }) => label)).toContain("British Shorthair");
});
