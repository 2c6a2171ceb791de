import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { sha256 } from "@tiny-cats/files";
import { parseManifestText } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { tinyClassifier } from "../../../eval/src/testing/tiny-model-folders.ts";
import { kindOf } from "../model-kind.ts";
import type { PreparedModel } from "../prepared.ts";
import { catFolder, hfFolder } from "../testing/repository-folders.ts";
import { testHub, writeSums } from "../testing/test-hub.ts";
import { verifyPublished } from "./verify-published.ts";

const hashed = (root: string, path: string) => ({ path, sha256: sha256(readFileSync(join(root, path))) });

/** What a folder's models are, as prepare says it. */
function preparedIn(root: string): PreparedModel[] {
  return ["", "generator"].map((folder) => {
    const manifest = parseManifestText(readFileSync(join(root, folder, "tiny-cats.json"), "utf8"));
    const graph = hashed(root, join(folder, "model.onnx"));
    return { kind: kindOf(manifest), folder, manifest, graph, source: graph, missing: [], notes: [] };
  });
}

async function published(folder = catFolder()) {
  const hub = await testHub();
  const commit = await hub.put("ada/cats", folder);
  const repository = { repo: "ada/cats", commit, folder, models: preparedIn(folder) };
  return { ...hub, repository, request: { ...hub.options, cache: hub.folder("fresh") } };
}

describe("a repository that is what was published", () => {
  test("has every file, classifies and draws as the folder does", async () => {
    const hub = await published();
    const seen = new Set<string>();
    const onProgress = ({ stage, what }: { stage: string; what: string }) => seen.add(`${stage} ${what}`);
    const facts = await verifyPublished(hub.repository, { ...hub.request, onProgress });
    expect(facts).toMatchObject({
      commit: hub.repository.commit,
      // README.md, SHA256SUMS, two models with manifests, and what the Hub adds.
      files: 7,
      classified: { picture: "a made-up picture", largest_gap: 0, probability: expect.any(Number) },
      drawn: { breed: "Abyssinian", seed: 0, steps: 3, largest_gap: 0 },
    });
    expect(facts.classified!.runtime).toMatch(/^onnxruntime/);
    expect(facts).toEqual(JSON.parse(JSON.stringify(facts)));
    expect([...seen]).toEqual(["verify downloading", "verify hashing", "verify running"]);
  });

  test("its first sample is what is classified; clients' notes are no files of it", async () => {
    const folder = catFolder();
    mkdirSync(join(folder, "samples"));
    for (const name of ["Bengal_000.png", "Abyssinian_000.png"])
      cpSync(new URL("../../../../tooling/fixtures/chelsea.png", import.meta.url), join(folder, "samples", name));
    writeSums(folder);
    const hub = await published(folder);
    mkdirSync(join(folder, ".cache", "tiny-cats"), { recursive: true });
    writeFileSync(join(folder, ".cache", "tiny-cats", "journal"), "x");
    const facts = await verifyPublished(hub.repository, hub.request);
    expect(facts.classified!.picture).toBe("samples/Abyssinian_000.png");
  });

  test("continues tokens as its weights do, with the same perplexity", async () => {
    const folder = await hfFolder("nanogpt.pt");
    const graph = await convertedGraph(folder);
    const hub = await testHub();
    const commit = await hub.put("ada/gpt", folder);
    const models = [{ ...graph, kind: "language" as const, weights: hashed(folder, "model.safetensors") }];
    const tokens = folderOf({
      "metadata.json": JSON.stringify({
        ...{ tokenizer_type: "x", vocab_size: 31, total_tokens: 60, train_tokens: 0, val_tokens: 60, val_split: 1 },
        ...{ block_size: 8, num_documents: 1, source_files: [], dtype: "uint16" },
      }),
      "train.bin": new Uint8Array(),
      "val.bin": new Uint8Array(Uint16Array.from({ length: 60 }, (_, i) => (i * i) % 31).buffer),
    });
    const repository = { repo: "ada/gpt", commit, folder, models };
    const { language } = await verifyPublished(repository, { ...hub.options, cache: hub.folder("fresh"), tokens });
    expect(language).toMatchObject({ largest_gap: 0, parity: { tolerance: 1e-4 }, perplexity: { tokens: 59 } });
    expect(language!.parity!.largest_gap).toBeLessThan(1e-4);
    expect(language!.perplexity!.value).toBeGreaterThan(1);
    const fewer = { ...hub.options, cache: hub.folder("second"), tokens, tokenLimit: 20 };
    expect((await verifyPublished(repository, fewer)).language!.perplexity!.tokens).toBe(20);
    const [model] = models;
    const bare = { ...repository, models: [{ ...model, weights: undefined }] };
    const none = await verifyPublished(bare, { ...hub.options, cache: hub.folder("third") });
    expect(none.language).toMatchObject({ parity: null, perplexity: null });
  });
});

async function convertedGraph(folder: string): Promise<Omit<PreparedModel, "kind" | "weights">> {
  await convertCheckpoint(vectorPath("architectures/nanogpt.pt"), join(folder, "aside"), { to: ["onnx"] });
  renameSync(join(folder, "aside", "onnx"), join(folder, "onnx"));
  rmSync(join(folder, "aside"), { recursive: true });
  const graph = hashed(folder, "onnx/model.onnx");
  const [{ manifest }] = preparedIn(catFolder());
  return { folder: "", manifest, graph, source: graph, missing: [], notes: [] };
}

describe("refused is a repository", () => {
  test("that lacks a file or has another's; all are named", async () => {
    const hub = await published();
    const { folder } = hub.repository;
    writeFileSync(join(folder, "README.md"), "# Other\n");
    writeFileSync(join(folder, "NOTICE"), "not sent\n");
    const error = await errorOf(() => verifyPublished(hub.repository, hub.request));
    expect(error.code).toBe("verification-failed");
    expect(error.value).toEqual([
      { path: "README.md", is: "changed" },
      { path: "NOTICE", is: "missing" },
    ]);
    expect(error.message).toContain("NOTICE is missing");
  });

  test("whose model can't be run", async () => {
    const folder = catFolder();
    writeFileSync(join(folder, "generator", "model.onnx"), "no graph");
    const hub = await published(folder);
    const error = await errorOf(() => verifyPublished(hub.repository, hub.request));
    expect(error.code).toBe("verification-failed");
    expect(error.message).toContain("the generator of ada/cats");
  });

  test("whose model answers otherwise than the local one", async () => {
    const hub = await published();
    const { folder } = hub.repository;
    // Changed between the comparison of files and the run.
    const onProgress = ({ what, done }: { what: string; done: number }) => {
      if (what !== "running" || done !== 0) return;
      const other = tinyClassifier({ flip: true }).folder;
      for (const name of ["model.onnx", "tiny-cats.json"]) cpSync(join(other, name), join(folder, name));
    };
    const error = await errorOf(() => verifyPublished(hub.repository, { ...hub.request, onProgress }));
    expect(error.code).toBe("verification-failed");
    expect(error.message).toContain("the downloaded classifier answers otherwise than the local one");
    expect(error.value).toBeGreaterThan(1);
  });

  test("that is not there, or whose files are damaged on the way", async () => {
    const hub = await published();
    const other = { ...hub.repository, commit: "c".repeat(40) };
    expect((await errorOf(() => verifyPublished(other, hub.request))).code).toMatch(/not-found/);
    hub.server.setFaults([{ match: { path: "README.md" }, action: { flipBit: 0 } }]);
    expect(await errorOf(() => verifyPublished(hub.repository, hub.request))).toMatchObject({
      code: "integrity-failed",
    });
  });

  test("by the signal, with its reason", async () => {
    const hub = await published();
    const controller = new AbortController();
    const verifying = verifyPublished(hub.repository, {
      ...hub.request,
      signal: controller.signal,
      onProgress: ({ what }) => what === "running" && controller.abort(new Error("enough")),
    });
    await expect(verifying).rejects.toThrow("enough");
  });
});
