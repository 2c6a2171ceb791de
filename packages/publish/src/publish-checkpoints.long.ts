import { copyFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { classifier } from "@tiny-cats/models";
import { expect, test } from "vitest";
import { errorOf } from "../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";
import { greySet } from "../../eval/src/testing/grey-set.ts";
import type { Stage } from "./progress.ts";
import { embeddedFolder } from "./testing/embedded-copy.ts";
import { hashes } from "./testing/hashes.ts";
import { parsed } from "./testing/model-folder.ts";
import { publication } from "./testing/publication.ts";
import { strayNumbers } from "./testing/stray-numbers.ts";
import { notesOn } from "./testing/token-set.ts";
import { writesOf } from "./testing/writes-of.ts";

/** An embedded model's weights as a training would have saved them, with notes beside them. */
async function trained(kind: "classifier" | "generator", dialect?: string): Promise<string> {
  const folder = join(temporaryFolder(), kind);
  await convertCheckpoint(embeddedFolder(kind), folder, { to: ["pt"], ...(dialect !== undefined && { dialect }) });
  writeFileSync(join(folder, "card-notes.md"), notesOn(`a ${kind}`));
  return folder;
}

/** Greys with heads, half of them held out: enough to measure on, and like no cat. */
const greys = () =>
  greySet(
    Array.from({ length: 24 }, (_, i) => ({
      ...{ file: `${i}.png`, breed: ["Dogs", "Bengal", "Persian", "Bengal"][i % 4], split: i < 12 ? "val" : "train" },
      ...{ level: 0.1 + i / 32, lift: 0.1, box: [8, 4, 40, 36] as const },
    })),
  );

test("checkpoints of a classifier and a generator become a repository: found, converted, measured, described, verified", {
  timeout: 300_000,
}, async () => {
  const { hub, work, publish } = await publication();
  const [folder, drawer] = [await trained("classifier"), await trained("generator", "seed-trainer")];
  // This network's tensors do not tell all of it: a .pt alone is refused, and the remedy is followed.
  const explicit = { classifier: join(folder, "model.pt"), generator: join(drawer, "model.pt") };
  const alone = await errorOf(() => publish({ explicit }));
  expect(alone.code).toBe("model-not-usable");
  expect(alone.remedy).toMatch(/a folder of its own as pytorch_model.bin .* with the model's config.json/);
  renameSync(join(folder, "model.pt"), join(folder, "pytorch_model.bin"));
  copyFileSync(join(embeddedFolder("classifier"), "config.json"), join(folder, "config.json"));

  const options = {
    explicit: { ...explicit, classifier: folder },
    ...{ data: (await greys()).folder, reports: [], license: "CC-BY-SA-4.0", extractor: classifier },
    amounts: { perBreed: 1, benchmark: { warmup: 0, runs: 2, batches: [1], enoughMs: 1 } },
  };
  const stages: Stage[] = [];
  const strict = await errorOf(() => publish({ ...options, onStage: (stage) => stages.push(stage) }));
  expect(strict.code).toBe("gates-failed");
  expect(strict.message.split("\n").slice(1)).toEqual([
    expect.stringMatching(/^- classifier cat-accuracy: [\d.]+ of 12 pictures, val of .* is not above 0.97; /),
    expect.stringMatching(/^- generator kid: /),
  ]);
  expect(stages.at(-1)).toBe("gates");
  expect(writesOf(hub)).toEqual([]);

  const kept: Stage[] = [];
  const thresholds = { min_cat_accuracy: 0, max_kid: 1000 };
  const outcome = await publish({ ...options, thresholds, onKept: (stage) => kept.push(stage) });
  if (outcome.status !== "published") throw new Error(outcome.status);
  // What is judged by other limits is neither made nor measured again.
  expect(kept).toEqual(["prepare", "measure"]);
  const { report } = outcome;
  expect(report.models).toMatchObject([
    { kind: "classifier", source: { path: "pytorch_model.bin", dialect: "huggingface" } },
    { kind: "generator", source: { path: "model.pt", dialect: "seed-trainer" } },
  ]);
  for (const { parity } of report.models) expect(parity!.largest_gap).toBeLessThan(1e-4);
  const tree = join(work, "tree");
  const all = hashes(tree);
  expect(Object.fromEntries(report.files.map(({ path, sha256 }) => [path, sha256]))).toEqual(all);
  for (const path of ["config.json", "model.safetensors", "onnx/model.onnx", "onnx/model_quantized.onnx"])
    for (const at of ["", "generator/"]) expect(Object.keys(all)).toContain(`${at}${path}`);
  expect(Object.keys(all).filter((path) => path.startsWith("samples/") && path.endsWith(".png"))).toHaveLength(12);

  const seen = parsed(tree, "evaluation/classification_report.json");
  const drawn = parsed(tree, "evaluation/evaluation_report.json");
  expect(seen.measured).toMatchObject({ n: 12, model: { sha256: all["onnx/model.onnx"] }, data: { split: "val" } });
  expect(drawn.measured).toMatchObject({ n: 12, model: { sha256: all["generator/onnx/model.onnx"] } });
  const gates = Object.fromEntries(report.gates.results.map((gate) => [`${gate.model} ${gate.name}`, gate]));
  expect(gates["classifier cat-accuracy"]).toMatchObject({
    value: seen.classification.cat_not_cat.accuracy,
    threshold: 0,
  });
  expect(gates["generator kid"]).toMatchObject({ value: drawn.kid.mean, threshold: 1000 });
  expect(strayNumbers(tree).stray).toEqual([]);
  const card = readFileSync(join(tree, "README.md"), "utf8");
  for (const words of ["To see a classifier.", "To see a generator.", "license: cc-by-sa-4.0"])
    expect(card).toContain(words);
  expect(report.verification).toMatchObject({
    classified: { picture: "samples/Abyssinian_000.png", largest_gap: 0 },
    drawn: { breed: "Abyssinian", largest_gap: 0 },
  });
});
