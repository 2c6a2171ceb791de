import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createWorkerPool } from "@tiny-cats/core/node";
import { afterAll, describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { tinyClassifier, tinyGenerator } from "../../../eval/src/testing/tiny-model-folders.ts";
import type { FoundModelSource } from "../discover/discovery.ts";
import { golden } from "../testing/checkpoints.ts";
import { embeddedCopy, embeddedFolder } from "../testing/embedded-copy.ts";
import { found } from "../testing/found.ts";
import { hashes } from "../testing/hashes.ts";
import { prepare } from "./prepare.ts";

const pool = createWorkerPool();
afterAll(() => pool.dispose());
const json = (...path: string[]) => JSON.parse(readFileSync(join(...path), "utf8"));
const newFolder = () => join(temporaryFolder(), "out");

test("the embedded models are copied as they are, both into one repository", async () => {
  const models = [
    ...(await found("classifier", embeddedFolder("classifier"))),
    ...(await found("generator", embeddedFolder("generator"))),
  ];
  const out = newFolder();
  const { models: made } = await prepare(models, out, { pool, name: "cats" });
  const all = hashes(out);
  for (const [kind, folder] of [
    ["classifier", ""],
    ["generator", "generator/"],
  ] as const) {
    const manifest = json(embeddedFolder(kind), "tiny-cats.json");
    for (const { path, sha256 } of manifest.files) expect([path, all[folder + path]]).toEqual([path, sha256]);
    const { optional, ...last } = manifest.files[2];
    expect(json(out, `${folder}tiny-cats.json`)).toMatchObject({
      ...manifest,
      name: `cats-${kind}`,
      files: manifest.files.with(2, last),
    });
  }
  expect(made.map(({ kind, folder, missing, notes }) => ({ kind, folder, missing, notes }))).toEqual([
    { kind: "classifier", folder: "", missing: [], notes: [] },
    { kind: "generator", folder: "generator", missing: [], notes: [] },
  ]);
  expect(made[1].quantized?.sha256).toBe("bbbaacab33a959add6a1c3a9dc160df4d23e4d9e2e144ea083dfbfed3e92700b");
});

describe("of a folder without its weights", () => {
  test("they are made again of the graph, to the byte", async () => {
    const folder = embeddedCopy("generator", newFolder(), ["model.safetensors"]);
    const out = newFolder();
    const { models } = await prepare(await found("generator", folder), out, { pool });
    expect(hashes(out)["generator/model.safetensors"]).toBe(
      "836efaf7890452b2cf6e8e37dcf210304407502fcbbd9c52064208700723a541",
    );
    expect(models[0].missing).toEqual([]);
    expect(models[0].notes[0]).toContain("was made again of the graph");
  });

  test("which the graph does not give, they are missing with the reason, or refused", async () => {
    const folder = embeddedCopy("classifier", newFolder(), ["model.safetensors"]);
    const models = await found("classifier", folder);
    const out = newFolder();
    const error = await errorOf(() => prepare(models, out, { pool }));
    expect(error).toMatchObject({ code: "file-missing", value: "model.safetensors" });
    expect(error.remedy).toContain("--allow-missing model.safetensors");
    const allowed = await prepare(models, out, { pool, allowMissing: ["model.safetensors"] });
    expect(allowed.models[0].missing).toEqual([
      { path: "model.safetensors", allowed_because: "--allow-missing names model.safetensors" },
    ]);
    expect(allowed.models[0].weights).toBeUndefined();
    expect(allowed.models[0].manifest.files.map(({ path }) => path)).not.toContain("model.safetensors");
    const manifest = json(folder, "tiny-cats.json");
    manifest.files[2].optional = true;
    writeFileSync(join(folder, "tiny-cats.json"), JSON.stringify(manifest));
    const optional = await prepare(models, out, { pool });
    expect(optional.models[0].missing[0].allowed_because).toBe("tiny-cats.json marks it as optional");
  });

  test("the graph can't be missing", async () => {
    const models = await found("generator", embeddedFolder("generator"));
    const folder = embeddedCopy("generator", newFolder(), ["onnx/model.onnx"]);
    const moved = [{ ...models[0], path: folder }];
    const error = await errorOf(() => prepare(moved, newFolder(), { pool, allowMissing: ["model.onnx"] }));
    expect(error).toMatchObject({ code: "file-missing", value: "generator/onnx/model.onnx" });
  });
});

test.each([
  ["generator", "tinydit-seed-trainer.pt"],
  ["language", "nanecho-cache.pt"],
] as const)("a %s that was prepared can be prepared again, and is the same", async (kind, name) => {
  const first = newFolder();
  await prepare(await found(kind, golden(name)), first, { pool, license: "MIT" });
  const inside = kind === "generator" ? join(first, "generator") : first;
  const again = newFolder();
  const data = kind === "language" ? folderOf({ "val.bin": "ab" }) : undefined;
  const { models } = await prepare(await found(kind, inside), again, { pool, ...(data && { data }) });
  const { "datasets/val.bin": tokens, ...same } = hashes(again);
  expect(same).toEqual(hashes(first));
  expect(tokens !== undefined).toBe(kind === "language");
  expect(models[0].missing).toEqual([]);
});

test("a file that was changed is refused", async () => {
  const folder = embeddedCopy("classifier", newFolder());
  writeFileSync(join(folder, "config.json"), "{}");
  const error = await errorOf(async () => prepare(await found("classifier", folder), newFolder(), { pool }));
  expect(error).toMatchObject({
    code: "hash-mismatch",
    value: { expected: "cd8490f6cb2b25da7befe6d7f911485226709aa7dbae2369ec2d998a44feb913" },
  });
});

describe("a folder that is laid out otherwise", () => {
  const allowMissing = ["model.safetensors", "config.json"];

  test("gets the repository's names, a graph in 8 bits and what transformers needs", async () => {
    const { folder, sha256 } = tinyClassifier();
    const out = newFolder();
    const { models } = await prepare(await found("classifier", folder), out, { pool, allowMissing, license: "MIT" });
    expect(Object.keys(hashes(out))).toEqual([
      "onnx/model.onnx",
      "onnx/model_quantized.onnx",
      "preprocessor_config.json",
      "tiny-cats.json",
    ]);
    expect(models[0].graph).toEqual({ path: "onnx/model.onnx", sha256 });
    expect(models[0].manifest.license).toBe("MIT");
    expect(models[0].missing.map(({ path }) => path)).toEqual(allowMissing);
    expect(models[0].notes.join("\n")).toMatch(
      /model\.onnx lies at onnx\/model\.onnx[\s\S]*preprocessor_config\.json was written[\s\S]*quantized from the graph[\s\S]*licence is MIT/,
    );
    expect(json(out, "preprocessor_config.json").size).toEqual({ shortest_edge: 32 });
  });

  test("is refused without weights", async () => {
    const models = await found("generator", tinyGenerator().folder);
    expect(await errorOf(() => prepare(models, newFolder(), { pool }))).toMatchObject({
      code: "file-missing",
      value: "generator/model.safetensors",
    });
  });
});

describe("a graph that was given for a model's folder", () => {
  test("is taken where it gives the weights' outputs, and others are refused", async () => {
    const models = await found("generator", embeddedFolder("generator"));
    const graph = join(temporaryFolder(), "mine.onnx");
    cpSync(join(embeddedFolder("generator"), "onnx/model.onnx"), graph);
    const out = newFolder();
    const { models: made } = await prepare([{ ...models[0], graph }], out, { pool, quantize: false });
    expect(made[0].parity!.largest_gap).toBeLessThan(1e-4);
    expect(made[0].source.path).toBe("mine.onnx");
    expect(made[0].quantized).toBeUndefined();
    const other = join(embeddedFolder("generator"), "onnx/model_quantized.onnx");
    expect((await errorOf(() => prepare([{ ...models[0], graph: other }], out, { pool }))).code).toBe("parity-failed");
  });
});

test("a model whose manifest says that it was not trained is refused", async () => {
  const folder = embeddedCopy("generator", newFolder());
  const models = await found("generator", folder);
  const manifest = json(folder, "tiny-cats.json");
  manifest.provenance.untrained = true;
  writeFileSync(join(folder, "tiny-cats.json"), JSON.stringify(manifest));
  expect((await errorOf(() => prepare(models, newFolder(), { pool }))).code).toBe("untrained-model");
});

describe("the folder to prepare in", () => {
  const model = async (): Promise<FoundModelSource[]> => found("classifier", embeddedFolder("classifier"));

  test("is left alone where others' files are in it", async () => {
    const out = folderOf({ "precious.txt": "mine" });
    expect(await errorOf(async () => prepare(await model(), out, { pool }))).toMatchObject({
      code: "folder-not-empty",
    });
    expect(Object.keys(hashes(out))).toEqual(["precious.txt"]);
    rmSync(join(out, "precious.txt"));
    await prepare(await model(), out, { pool });
  });

  test("must not hold what it is made of", async () => {
    const out = newFolder();
    const models = await found("classifier", embeddedCopy("classifier", join(out, "inside")));
    expect((await errorOf(() => prepare(models, out, { pool }))).code).toBe("output-is-source");
    expect((await errorOf(() => prepare(models, join(out, "inside"), { pool }))).code).toBe("output-is-source");
  });

  test("is made whole by the next run where a kill came between its two names", async () => {
    const out = newFolder();
    await prepare(await model(), out, { pool });
    const before = hashes(out);
    renameSync(out, join(out, "..", ".out.replaced"));
    await prepare(await model(), out, { pool });
    expect(hashes(join(out, ".."))).toEqual({
      ".out.made": expect.any(String),
      ...Object.fromEntries(Object.entries(before).map(([path, hash]) => [`out/${path}`, hash])),
    });
  });
});
