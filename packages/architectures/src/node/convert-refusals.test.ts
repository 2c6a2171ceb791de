import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openCheckpoint, writeSafetensors } from "@tiny-cats/checkpoint/node";
import { readModel } from "@tiny-cats/onnx";
import { describe, expect, test } from "vitest";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { folderContents } from "../testing/folder-contents.ts";
import { type ConvertOptions, convertCheckpoint } from "./convert-checkpoint.ts";
import { openModel } from "./open-model.ts";

const NANOGPT = vectorPath("architectures/nanogpt.pt");
const ALL = ["safetensors", "onnx", "pt", "hf"] as const;

describe("weights that were never trained", () => {
  const dummy = vectorPath("architectures/tinydit-seed-dummy.pt");

  test("are refused, whatever they are converted to", async () => {
    const out = join(temporaryFolder(), "new");
    for (const to of ["safetensors", "onnx", "pt"] as const) {
      expect(await errorOf(() => convertCheckpoint(dummy, out, { to: [to] }))).toMatchObject({
        code: "untrained-model",
        message: expect.stringContaining("step 0"),
      });
    }
    expect(folderContents(join(out, ".."))).toEqual({});
  });

  test("are marked in every file where they are allowed, and are known by the mark", async () => {
    const out = temporaryFolder();
    const to = ["safetensors", "onnx", "pt"] as const;
    const report = await convertCheckpoint(dummy, out, { to, allowUntrained: true });
    expect(report.untrained).toContain("step 0");
    expect(JSON.parse(await readFile(join(out, "config.json"), "utf8")).untrained).toBe(report.untrained);
    await using safetensors = await openCheckpoint(join(out, "model.safetensors"));
    expect(safetensors.metadata.get("untrained")).toBe(report.untrained);
    expect(readModel(await readFile(join(out, "onnx/model.onnx"))).metadata.get("untrained")).toBe(report.untrained);
    for (const name of ["model.safetensors", "model.pt"]) {
      const again = await errorOf(() => convertCheckpoint(join(out, name), join(out, "again")));
      expect(again).toMatchObject({ code: "untrained-model", value: report.untrained });
    }
  });

  test("are told by the numbers alone, in a folder for transformers too", async () => {
    const folder = temporaryFolder();
    await convertCheckpoint(NANOGPT, folder, { to: ["hf"] });
    await using model = await openModel(folder);
    const fresh = new Map(
      [...model.tensors].map(([name, { shape }]) => {
        const count = shape.reduce((a, b) => a * b, 1);
        const value = /ln_.*weight$/.test(name) ? 1 : 0;
        const spread = (i: number) => (/bias$/.test(name) ? 0 : Math.sin(i));
        const data = Float32Array.from({ length: count }, (_, i) => (value === 1 ? 1 : spread(i)));
        return [name, { dtype: "f32" as const, shape, data }] as const;
      }),
    );
    await writeSafetensors(join(folder, "model.safetensors"), fresh);
    expect(await errorOf(() => convertCheckpoint(folder, join(folder, "out"), { to: ["hf"] }))).toMatchObject({
      code: "untrained-model",
    });
    await convertCheckpoint(folder, join(folder, "out"), { to: ["hf"], allowUntrained: true });
    expect(JSON.parse(await readFile(join(folder, "out/config.json"), "utf8")).untrained).toMatch(/./);
    expect(await readFile(join(folder, "out/README.md"), "utf8")).toContain("were not trained");
  });
});

describe("what can't be converted leaves the folder as it was", () => {
  const refusals: [what: string, code: string, options: ConvertOptions, path?: string][] = [
    ["no such form", "no-such-target", { to: ["gguf" as never] }],
    ["no form at all", "no-such-target", { to: [] }],
    ["ONNX in bfloat16", "target-dtype", { to: ["onnx"], dtype: "bfloat16" }],
    ["an element type there is not", "target-dtype", { dtype: "int8" as never }],
    ["weights it has not", "no-such-weights", { weights: "ema" }],
    ["a dialect there is not", "unknown-dialect", { to: [...ALL], dialect: "keras" }],
    ["a folder without tokenizer", "tokenizer-not-found", { to: ["safetensors", "hf"], tokenizer: vectorPath("hub") }],
    ["a configuration that does not fit", "invalid-model-config", { config: { n_head: 5 } }],
    ["weights not chosen", "weights-not-chosen", {}, "architectures/tinydit-seed-trainer.pt"],
    [
      "a vision model for transformers",
      "no-such-target",
      { to: ["safetensors", "hf"], weights: "ema" },
      "architectures/tinydit-seed-trainer.pt",
    ],
    ["a file without a model", "unknown-architecture", {}, "checkpoint/dtypes.pt"],
    ["a file of another kind", "corrupt-index", {}, "hub/hf.json"],
    ["a folder without weights", "no-weights-file", {}, "hub"],
    ["a file that is not there", "file-not-found", {}, "checkpoint/none.pt"],
  ];

  test.each(refusals)("%s", async (_, code, options, path = "architectures/nanogpt.pt") => {
    const out = temporaryFolder();
    await writeFile(join(out, "model.safetensors"), "mine");
    const before = folderContents(out);
    expect(await errorOf(() => convertCheckpoint(vectorPath(path), out, options))).toMatchObject({ code });
    expect(folderContents(out)).toEqual(before);
    const made = join(out, "a", "b");
    expect(await errorOf(() => convertCheckpoint(vectorPath(path), made, options))).toMatchObject({ code });
    expect(folderContents(out)).toEqual(before);
    await expect(readFile(join(out, "a"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("a file cut short anywhere, and one that would run something", async () => {
    const folder = temporaryFolder();
    const whole = await readFile(NANOGPT);
    for (const share of [0, 0.1, 0.5, 0.9, 0.999]) {
      await writeFile(join(folder, "cut.pt"), whole.subarray(0, Math.floor(share * whole.length)));
      const { code } = await errorOf(() => convertCheckpoint(join(folder, "cut.pt"), join(folder, "out"), { to: ALL }));
      expect(["corrupt-zip", "unknown-checkpoint"]).toContain(code);
    }
    // A legacy file of protocol 2 whose first object is os.system.
    const evil = Buffer.concat([Buffer.from([0x80, 2]), Buffer.from("cos\nsystem\n("), Buffer.from("U\x02idtR.")]);
    await writeFile(join(folder, "evil.pt"), evil);
    const { code } = await errorOf(() => convertCheckpoint(join(folder, "evil.pt"), join(folder, "out")));
    expect(["forbidden-pickle", "unsupported-checkpoint"]).toContain(code);
    expect(Object.keys(folderContents(folder))).toEqual(["cut.pt", "evil.pt"]);
  });

  test("a runtime that answers otherwise, or not with numbers", async () => {
    for (const wrong of [0.5, Number.NaN]) {
      const out = temporaryFolder();
      const runtime = {
        name: "a broken one",
        run: async (_: string, { input_ids }: Record<string, { data: ArrayLike<unknown> }>) => ({
          logits: new Float32Array(input_ids.data.length * 31).fill(wrong),
        }),
      };
      const error = await errorOf(() => convertCheckpoint(NANOGPT, out, { to: ALL, runtime }));
      expect(error).toMatchObject({ code: "parity-failed", value: { output: "logits", tolerance: 1e-4 } });
      expect(folderContents(out)).toEqual({});
    }
  });

  test("a folder in place of a file, and a file in place of the folder", async () => {
    const out = temporaryFolder();
    await mkdir(join(out, "config.json"));
    expect(await errorOf(() => convertCheckpoint(NANOGPT, out))).toMatchObject({ code: "folder-not-made" });
    expect(folderContents(out)).toEqual({});
    await rm(join(out, "config.json"), { recursive: true });
    await writeFile(join(out, "onnx"), "mine");
    const before = folderContents(out);
    expect(await errorOf(() => convertCheckpoint(NANOGPT, out, { to: ["hf", "onnx"] }))).toMatchObject({
      code: "folder-not-made",
    });
    expect(folderContents(out)).toEqual(before);
    await writeFile(join(out, "file"), "");
    expect(await errorOf(() => convertCheckpoint(NANOGPT, join(out, "file")))).toMatchObject({
      code: "folder-not-made",
    });
  });
});

test("an abort at any stage leaves nothing", async () => {
  for (const at of ["read", "safetensors", "onnx", "pt"] as const) {
    const out = join(temporaryFolder(), "new");
    const stop = new AbortController();
    const reason = new Error("enough");
    const conversion = convertCheckpoint(NANOGPT, out, {
      to: ["safetensors", "onnx", "pt"],
      signal: stop.signal,
      onProgress: ({ stage }) => stage === at && stop.abort(reason),
    });
    await expect(conversion, at).rejects.toBe(reason);
    await expect(readFile(out)).rejects.toMatchObject({ code: "ENOENT" });
  }
});
