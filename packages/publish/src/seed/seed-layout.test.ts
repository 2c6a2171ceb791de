import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openModel } from "@tiny-cats/architectures/node";
import { createWorkerPool } from "@tiny-cats/core/node";
import { afterAll, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { prepare } from "../prepare/prepare.ts";
import { classifierPt, golden } from "../testing/checkpoints.ts";
import { found } from "../testing/found.ts";
import { hashes } from "../testing/hashes.ts";
import { seedLayout } from "./seed-layout.ts";

const pool = createWorkerPool();
afterAll(() => pool.dispose());

test("models, reports, samples and the card lie where the seed has them", async () => {
  const parent = temporaryFolder();
  const models = [
    ...(await found("classifier", await classifierPt(join(parent, "c.pt")))),
    ...(await found("generator", golden("tinydit-seed-trainer.pt"))),
  ];
  const prepared = await prepare(models, join(parent, "house"), { pool });
  for (const folder of ["evaluation", "samples"]) mkdirSync(join(prepared.folder, folder));
  for (const path of [
    "README.md",
    "evaluation/evaluation_report.json",
    "samples/Bengal_000.png",
    "samples/generation_metadata.json",
  ]) {
    writeFileSync(join(prepared.folder, path), path);
  }
  const out = join(parent, "seed");
  const { files, absent } = await seedLayout(prepared, out);
  expect(Object.keys(hashes(out))).toEqual(files);
  expect(files).toEqual([
    "README.md",
    "classifier/config.json",
    "classifier/model.onnx",
    "classifier/model.pt",
    "evaluation/evaluation_report.json",
    "generator/config.json",
    "generator/model.onnx",
    "generator/model.pt",
    "samples/Bengal_000.png",
  ]);
  expect(absent).toEqual(["benchmarks/benchmark_report.json"]);
  expect(readFileSync(join(out, "README.md"), "utf8")).toBe("README.md");
  await using classifier = await openModel(join(out, "classifier/model.pt"));
  expect(classifier.dialect.name).toBe("seed-classifier");
  await using generator = await openModel(join(out, "generator/model.pt"));
  expect(generator.dialect.name).toBe("seed-trainer");
  const before = hashes(out);
  await seedLayout(prepared, out);
  expect(hashes(out)).toEqual(before);
  const bare = { ...prepared, models: prepared.models.map(({ weights, ...model }) => model) };
  expect((await errorOf(() => seedLayout(bare, out))).code).toBe("file-missing");
  expect(hashes(out)).toEqual(before);
});

test("a language model has no place in it", async () => {
  const prepared = await prepare(await found("language", golden("nanogpt.pt")), join(temporaryFolder(), "out"), {
    pool,
  });
  expect((await errorOf(() => seedLayout(prepared, join(temporaryFolder(), "seed")))).code).toBe("no-seed-layout");
});
