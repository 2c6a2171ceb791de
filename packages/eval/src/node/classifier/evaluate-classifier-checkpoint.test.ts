import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plainPreprocessing } from "@tiny-cats/architectures";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { classifier } from "@tiny-cats/models";
import { parseEvaluationReport, parseManifestText } from "@tiny-cats/schema";
import { expect, onTestFinished, test, vi } from "vitest";
import { vectorPath } from "../../../../../tooling/golden/vector-path.ts";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { greySet } from "../../testing/grey-set.ts";
import { tinyResNet } from "../../testing/tiny-resnet.ts";
import { evaluateClassifier, type PicturePrediction } from "./evaluate-classifier.ts";
import { evaluateClassifierCheckpoint } from "./evaluate-classifier-checkpoint.ts";

const options = { command: "vitest run", bootstrap: { replicates: 5 } };
const pictures = ["Bengal", "Persian", "Other"].map((breed, n) => ({ file: `${n}.png`, breed, level: 0.2 + 0.3 * n }));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("a safetensors file is measured as the graph that was made of it, under its own name and hash", async () => {
  const set = await greySet(pictures);
  const temporary = temporaryFolder();
  vi.stubEnv("TMPDIR", temporary);
  onTestFinished(() => void vi.unstubAllEnvs());
  const weights = fileURLToPath(new URL("model.safetensors", classifier.manifest));
  const seen: PicturePrediction[][] = [[], []];
  const converting: number[] = [];
  const expected = await evaluateClassifier(classifier, set, { ...options, onPrediction: (one) => seen[0].push(one) });
  const report = await evaluateClassifierCheckpoint(weights, set, {
    ...options,
    onPrediction: (one) => seen[1].push(one),
    onConverting: ({ done, total }) => converting.push(done / total),
  });
  expect(seen[1]).toHaveLength(3);
  for (const [i, { probabilities }] of seen[1].entries())
    for (const [k, p] of probabilities.entries()) expect(p).toBeCloseTo(seen[0][i].probabilities[k], 5);
  expect(report.classification?.confusion_matrix).toEqual(expected.classification?.confusion_matrix);
  expect(report.measured.model).toEqual({ file: "model.safetensors", sha256: sha256(readFileSync(weights)) });
  expect(report.weights).toBe("raw");
  expect(report.metadata.config).toMatchObject({ num_labels: 13, image_size: 224 });
  expect(parseEvaluationReport(report)).toEqual(report);
  expect(converting.at(-1)).toBe(1);
  expect(readdirSync(temporary).filter((name) => name.startsWith("tiny-cats"))).toEqual([]);
});

test("a checkpoint of the older trainer is read without a config.json", async () => {
  const folder = folderOf({ "model.safetensors": tinyResNet() });
  await convertCheckpoint(join(folder, "model.safetensors"), join(folder, "pt"), {
    to: ["pt"],
    dialect: "seed-classifier",
  });
  const checkpoint = join(folder, "pt/model.pt");
  const { measured, labels, metadata } = await evaluateClassifierCheckpoint(
    checkpoint,
    await greySet(pictures),
    options,
  );
  expect(measured).toMatchObject({ n: 3, model: { file: "model.pt", sha256: sha256(readFileSync(checkpoint)) } });
  expect(labels).toHaveLength(13);
  expect(metadata.config).toMatchObject({ hidden_sizes: [4, 4, 4, 4] });
});

test("pictures are prepared as for the embedded classifier", () => {
  const manifest = parseManifestText(readFileSync(classifier.manifest, "utf8"));
  expect(manifest).toMatchObject({ preprocessing: plainPreprocessing(224) });
});

test.each([
  ["not-a-classifier", "it has 12 outputs, and which class is which is not told", { labels: 12 }, {}],
  ["not-a-classifier", "it takes pictures of 128 pixels, and how they are made is not told", {}, { image_size: 128 }],
  ["untrained-model", "", { trained: false }, {}],
])("%s: %s", async (code, message, model, config) => {
  const folder = folderOf({ "model.safetensors": tinyResNet(model) });
  const error = await errorOf(async () =>
    evaluateClassifierCheckpoint(join(folder, "model.safetensors"), await greySet(pictures), { ...options, config }),
  );
  expect(error.code).toBe(code);
  expect(error.message).toContain(message);
  expect(error.remedy).not.toBe("");
});

test("a language model is no classifier, whatever its outputs, and weights that are not there are missed", async () => {
  const set = await greySet(pictures);
  const of = (path: string, more: object) =>
    errorOf(() => evaluateClassifierCheckpoint(vectorPath(path), set, { ...options, ...more }));
  expect(await of("architectures/nanogpt.pt", {})).toMatchObject({
    code: "not-a-classifier",
    message: "nanogpt.pt can't be measured as a classifier of the project: it is a gpt2",
  });
  expect((await of("architectures/nanogpt.pt", { weights: "ema" })).code).toBe("no-such-weights");
});

test("stops when it is told to, in the middle of the conversion, and leaves nothing", async () => {
  const temporary = temporaryFolder();
  const set = await greySet(pictures);
  vi.stubEnv("TMPDIR", temporary);
  onTestFinished(() => void vi.unstubAllEnvs());
  const controller = new AbortController();
  const reason = new Error("enough");
  const folder = folderOf({ "model.safetensors": tinyResNet() });
  const evaluating = evaluateClassifierCheckpoint(join(folder, "model.safetensors"), set, {
    ...options,
    signal: controller.signal,
    onConverting: () => controller.abort(reason),
  });
  await expect(evaluating).rejects.toBe(reason);
  expect(readdirSync(temporary).filter((name) => name.startsWith("tiny-cats-eval"))).toEqual([]);
});
