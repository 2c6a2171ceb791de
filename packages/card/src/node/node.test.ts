import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "@tiny-cats/files";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { buildModelCard } from "../build/build-model-card.ts";
import { samples } from "../testing/inputs.ts";
import { generatorManifest, textManifest } from "../testing/manifests.ts";
import { classifier, evaluation, graph, modelFiles, NOTES } from "../testing/model-files.ts";
import { cardOfFolder } from "./card-of-folder.ts";
import { validateCardFile } from "./validate-card-file.ts";

async function build(folder: string, repo?: string) {
  const { input } = await cardOfFolder(folder, repo === undefined ? {} : { repo });
  const card = buildModelCard(input);
  writeFileSync(join(folder, "README.md"), card.text);
  return card;
}

test("a folder gives its card, which is valid", async () => {
  const folder = folderOf({
    ...classifier,
    "evaluation/evaluation_report.json": evaluation(graph),
    "card-notes.md": NOTES,
    SHA256SUMS: "has the card's own hash",
    ".git/x": "1",
    "node_modules/a/b": "1",
  });
  symlinkSync("/etc/passwd", join(folder, "link.txt"));
  const progress: number[] = [];
  const { input, findings } = await cardOfFolder(folder, {
    onProgress: ({ bytes, total }) => progress.push(bytes / total),
  });
  expect(findings).toEqual([]);
  expect(progress.at(-1)).toBe(1);
  expect(input.files.map(({ path }) => path)).toEqual([
    "card-notes.md",
    "config.json",
    "evaluation/evaluation_report.json",
    "model.safetensors",
    "onnx/model.onnx",
    "preprocessor_config.json",
    "tiny-cats.json",
  ]);
  expect(input.parts[0].config).toEqual({ model_type: "mobilenet_v2" });
  const card = await build(folder, "me/cats");
  expect(card.text).toContain("90.27 %");
  expect(card.frontMatter.language).toBe("en");
  expect(await validateCardFile(folder)).toEqual({ valid: true, errors: [], warnings: [] });
});

test("notes of models in folders of their own stand under their names; the folder's own come first", async () => {
  const { "tiny-cats.json": manifest, ...files } = classifier;
  const of = (text: string) => `---\nlanguage: ${text}\n---\n\n## Limits\n\n${text} alone.\n\n## Odd\n\nx\n`;
  const below = Object.fromEntries(Object.entries(classifier).map(([path, content]) => [`b/${path}`, content]));
  const both = { ...files, "tiny-cats.json": manifest, ...below };
  const { input, findings } = await cardOfFolder(
    folderOf({ ...both, "card-notes.md": of("en"), "b/card-notes.md": `${of("fr")}\n## Bias\n\nAll.\n` }),
  );
  const { name } = input.parts[1].manifest;
  expect(input.notes).toEqual({
    frontMatter: { language: "en" },
    sections: { limits: `en alone.\n\n### ${name}\n\nfr alone.`, bias: "All." },
  });
  expect(findings.map(({ code, path }) => [code, path])).toEqual([
    ["unknown-note", "card-notes.md"],
    ["unknown-note", "b/card-notes.md"],
  ]);
  const one = await cardOfFolder(folderOf({ ...both, "b/card-notes.md": of("fr") }));
  expect(one.input.notes).toEqual({ frontMatter: { language: "fr" }, sections: { limits: "fr alone." } });
});

describe("a folder that is not as its documents say", () => {
  const codes = async (folder: string) => {
    const { errors, warnings } = await validateCardFile(folder);
    return [...new Set([...errors, ...warnings].map(({ code }) => code))].sort();
  };

  test("a changed, a missing and an unexpected file", async () => {
    const folder = folderOf({ ...classifier, "card-notes.md": NOTES });
    await build(folder);
    expect(await codes(folder)).toEqual([]);
    writeFileSync(join(folder, "onnx/model.onnx"), "other");
    expect(await codes(folder)).toEqual(["stale-card-section", "wrong-card-hash"]);
    const lacking = folderOf(Object.fromEntries(Object.entries(classifier).filter(([path]) => path !== "config.json")));
    const { findings } = await cardOfFolder(lacking);
    expect(findings).toMatchObject([{ code: "missing-card-file", path: "config.json" }]);
  });

  test("reports of another model, broken ones, and JSON of others", async () => {
    const folder = folderOf({ ...classifier, "card-notes.md": `${NOTES}\n## History\n\nlong\n` });
    await build(folder);
    mkdirSync(join(folder, "reports"));
    const report = JSON.parse(evaluation(graph));
    const put = (name: string, text: string | Uint8Array) => writeFileSync(join(folder, "reports", name), text);
    put("a.json", evaluation("9".repeat(64)));
    put("b.json", JSON.stringify({ ...report, classification: 3 }));
    put("c.json", "[1]");
    put("d.json", "{");
    put("e.json", '{"schema":"someone/else"}');
    put("f.json", '{"schema":"__proto__"}');
    put("g.json", Uint8Array.of(0xff));
    const { errors, warnings } = await validateCardFile(folder);
    expect(errors.map(({ code, path }) => [code, path])).toEqual([
      ["unreadable-report", "reports/b.json"],
      ["unreadable-report", "reports/g.json"],
      ["report-of-another-model", "reports/a.json"],
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(["unknown-note", "stale-card-section"]);
  });

  test("no card, no model, no folder", async () => {
    expect((await errorOf(() => validateCardFile(folderOf(classifier)))).code).toBe("no-card");
    const noText = folderOf({ ...classifier, "README.md": Uint8Array.of(0xff) });
    expect((await errorOf(() => validateCardFile(noText))).code).toBe("not-utf8");
    expect((await errorOf(() => cardOfFolder(folderOf({ "a.txt": "a" })))).code).toBe("no-manifest");
    expect((await errorOf(() => cardOfFolder(join(folderOf({}), "none")))).code).toBe("no-such-folder");
    expect((await errorOf(() => cardOfFolder(folderOf({ [`${"a/".repeat(14)}b`]: "" })))).code).toBe("too-many-files");
    expect((await errorOf(() => cardOfFolder(folderOf({ "tiny-cats.json": "{}" })))).code).toBe("wrong-document");
    const many = (count: number, path: (i: number) => string) =>
      folderOf({ ...classifier, ...Object.fromEntries(Array.from({ length: count }, (_, i) => [path(i), "{}"])) });
    for (const folder of [many(201, (i) => `reports/${i}.json`), many(16, (i) => `m${i}/tiny-cats.json`)]) {
      expect((await errorOf(() => cardOfFolder(folder))).code).toBe("too-many-files");
    }
  });
});

test("two models in one repository, and drawings whose bytes are looked at", async () => {
  const artist = modelFiles(generatorManifest, "generator/");
  const drawn = sha256(Buffer.from(artist["generator/onnx/model.onnx"]));
  const metadata = samples("1");
  const report = {
    ...metadata,
    model: { file: "onnx/model.onnx", sha256: drawn },
    files: metadata.files.map((file, i) => (i === 0 ? { ...file, sha256: sha256(Buffer.from("png")) } : file)),
  };
  const folder = folderOf({
    ...classifier,
    ...artist,
    "samples/generation_metadata.json": JSON.stringify(report),
    "samples/Abyssinian_000.png": "png",
    "samples/Abyssinian_001.png": "changed",
  });
  const { sections } = await build(folder);
  const text = sections.find(({ id }) => id === "samples")?.markdown;
  expect(text).toContain("Abyssinian_000.png");
  expect(text).not.toContain("Abyssinian_001.png");
});

test("a language model: tokenizer, tensors and metadata", async () => {
  const tokenizer = JSON.stringify({
    model: { type: "BPE", vocab: { a: 0, b: 1 } },
    added_tokens: [{ content: "b" }, { content: "<|end|>" }],
  });
  const folder = folderOf({
    ...modelFiles(textManifest, "", { "tokenizer.json": tokenizer, "config.json": '{"n_positions":64}' }),
    "training_metadata.json": '{"checkpoint_id":"c1"}',
  });
  const asked: string[] = [];
  const { input } = await cardOfFolder(folder, {
    readTensorNames: async (path) => {
      asked.push(path);
      return ["blocks.0.recursive.combiner.weight"];
    },
  });
  expect(asked).toEqual([join(folder, "model.safetensors")]);
  expect(input.parts[0]).toMatchObject({
    tokenizer: { kind: "BPE", vocabulary: 3 },
    tensorNames: ["blocks.0.recursive.combiner.weight"],
    trainingMetadata: { checkpoint_id: "c1" },
  });
  const { input: other } = await cardOfFolder(
    folderOf({
      ...modelFiles(textManifest, "", { "tokenizer.json": '{"model":{"type":"Unigram","vocab":[["a",0],["b",1]]}}' }),
    }),
  );
  expect(other.parts[0].tokenizer).toEqual({ kind: "Unigram", vocabulary: 2 });
});

test("a signal stops it", async () => {
  const folder = folderOf(classifier);
  const stop = new AbortController();
  await expect(cardOfFolder(folder, { signal: stop.signal, onProgress: () => stop.abort("enough") })).rejects.toBe(
    "enough",
  );
  await expect(validateCardFile(folder, { signal: AbortSignal.abort("no") })).rejects.toBe("no");
  expect(readFileSync(join(folder, "onnx/model.onnx"), "utf8")).toBe(classifier["onnx/model.onnx"]);
});
