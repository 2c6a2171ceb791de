import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { vectorPath } from "../../../../../tooling/golden/vector-path.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { INTERRUPTED } from "../../stop.ts";
import { run, runJson } from "../../testing/run.ts";

const TRAINER = vectorPath("architectures/tinydit-seed-trainer.pt");
const NANOGPT = vectorPath("architectures/nanogpt.pt");

test("writes what is asked for and reports it as JSON", async () => {
  const cwd = temporaryFolder();
  const argv = ["convert", TRAINER, "--out", "mine", "--to", "safetensors, onnx", "--weights", "ema"];
  const { code, data, stderr } = await runJson(argv, { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain("Writing onnx: 100 %");
  expect(data).toMatchObject({
    architecture: "tinydit",
    dialect: "seed-trainer",
    weights: "ema",
    out: join(cwd, "mine"),
    files: [{ path: "config.json" }, { path: "model.safetensors" }, { path: "onnx/model.onnx" }],
    parity: [
      { target: "safetensors", largest_gap: 0 },
      { target: "onnx", tolerance: 1e-4 },
    ],
  });
  expect(data.parity[1].with).toMatch(/onnxruntime-node \d/);
  expect((await readdir(join(cwd, "mine"))).sort()).toEqual(["config.json", "model.safetensors", "onnx"]);
});

test("tells people what was read and how it was checked", async () => {
  const cwd = temporaryFolder();
  const dummy = vectorPath("architectures/tinydit-seed-dummy.pt");
  const argv = ["convert", dummy, "-o", "d", "--to", "onnx,pt", "--allow-untrained", "--format", "human", "--quiet"];
  const { code, stdout, stderr } = await run(argv, { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("tinydit, read as seed-dummy, raw weights");
  expect(stdout).toContain("not trained, and marked so: The file says that it was saved at step 0.");
  expect(stdout).toMatch(/d\/onnx\/model\.onnx +\d+ kB +[0-9a-f]{64}\n/);
  expect(stdout).toMatch(/onnx velocity held to .*largest gap \d.*0\.0001 allowed/);
  expect(stdout).toContain("pt every tensor held to the checkpoint, bit for bit\n");
});

test("to transformers and back, with a dialect, a configuration, an element type and an opset", async () => {
  const cwd = temporaryFolder();
  await writeFile(join(cwd, "c.json"), JSON.stringify({ activation_function: "gelu_new" }));
  const there = ["convert", NANOGPT, "-o", "hf", "--to", "hf", "--model-config", "c.json", "--pickle"];
  expect((await run(there, { cwd })).code).toBe(0);
  expect(JSON.parse(await readFile(join(cwd, "hf/config.json"), "utf8")).activation_function).toBe("gelu_new");
  const back = [
    "convert",
    "hf",
    "-o",
    "pt",
    "--to",
    "pt,onnx",
    "--dialect",
    "nanogpt",
    "--dtype",
    "float16",
    "--opset",
    "20",
  ];
  const { code, data } = await runJson(back, { cwd });
  expect(code).toBe(0);
  expect(data).toMatchObject({
    architecture: "gpt2",
    dialect: "huggingface",
    config: { activation_function: "gelu_new" },
  });
});

test("a TinyDiT for another size of picture", async () => {
  const cwd = temporaryFolder();
  const positions = { image_size: 16, patch_size: 4, embed_dim: 8, num_heads: 2, prediction: "sample" };
  await writeFile(join(cwd, "c.json"), JSON.stringify(positions));
  const own = ["convert", vectorPath("architectures/tinydit.safetensors"), "-o", "own", "--model-config", "c.json"];
  expect((await run(own, { cwd })).code).toBe(0);
  const { code, data } = await runJson(["convert", "own", "-o", "larger", "--image-size", "32", "--to", "onnx"], {
    cwd,
  });
  expect(code).toBe(0);
  expect(data.config).toMatchObject({ image_size: 32, patch_size: 4 });
  expect(data.notes).toContain("Positions of pictures of 16 were interpolated for those of 32.");
});

describe("refusals", () => {
  test.each([
    ["missing-argument", 2, [NANOGPT]],
    ["no-such-target", 2, [NANOGPT, "-o", "x", "--to", "gguf"]],
    ["fixed-image-size", 2, [NANOGPT, "-o", "x", "--image-size", "128"]],
    ["target-dtype", 2, [NANOGPT, "-o", "x", "--to", "onnx", "--dtype", "float64"]],
    ["weights-not-chosen", 2, [TRAINER, "-o", "x"]],
    ["no-such-weights", 2, [NANOGPT, "-o", "x", "--weights", "ema"]],
    ["unknown-dialect", 2, [NANOGPT, "-o", "x", "--to", "pt", "--dialect", "keras"]],
    ["tokenizer-not-found", 1, [NANOGPT, "-o", "x", "--to", "hf", "--tokenizer", "."]],
    ["untrained-model", 1, [vectorPath("architectures/tinydit-seed-dummy.pt"), "-o", "x"]],
    ["file-not-found", 1, ["none.pt", "-o", "x"]],
    ["invalid-model-config", 1, [NANOGPT, "-o", "x", "--model-config", "list.json"]],
  ])("%s ends with %i and writes nothing", async (error, status, argv) => {
    const cwd = temporaryFolder();
    await writeFile(join(cwd, "list.json"), "[]");
    const { code, stdout, stderr } = await run(["convert", ...argv], { cwd });
    expect(stderr).toContain(`see docs/errors.md#${error}`);
    expect([code, stdout]).toEqual([status, ""]);
    expect(await readdir(cwd)).toEqual(["list.json"]);
  });

  test("Ctrl-C in the middle leaves nothing", async () => {
    const cwd = temporaryFolder();
    const controller = new AbortController();
    const { code, stdout } = await run(
      ["convert", TRAINER, "-o", "x", "--to", "safetensors,onnx", "--weights", "raw"],
      {
        cwd,
        signal: controller.signal,
        onStderr: (text) => text.includes("Writing safetensors") && controller.abort(INTERRUPTED),
      },
    );
    expect([code, stdout]).toEqual([130, ""]);
    expect(await readdir(cwd)).toEqual([]);
  });
});
