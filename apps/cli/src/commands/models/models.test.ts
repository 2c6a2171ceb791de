import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { INTERRUPTED } from "../../stop.ts";
import { CLASSIFIER } from "../../testing/embedded-folders.ts";
import { run, runJson } from "../../testing/run.ts";

async function copy(): Promise<string> {
  const cwd = temporaryFolder();
  await cp(CLASSIFIER, join(cwd, "mine"), { recursive: true });
  return cwd;
}

describe("models list", () => {
  test("names the embedded models", async () => {
    const { code, data } = await runJson(["models", "list"]);
    expect(code).toBe(0);
    expect(data).toEqual([
      expect.objectContaining({
        model: "classifier",
        name: "cat-breeds-mobilenetv2",
        task: "image-classification",
        bytes: 8_914_705,
      }),
      expect.objectContaining({
        model: "generator",
        name: "cat-portraits-tinydit-64",
        task: "class-conditional-image-generation",
      }),
    ]);
  });

  test("finds one of the embedded models by its name", async () => {
    const { code, data } = await runJson(["models", "list", "generator"]);
    expect(code).toBe(0);
    expect(data).toEqual([expect.objectContaining({ model: "generator", name: "cat-portraits-tinydit-64" })]);
  });

  test("lists given folders for a human, reports what is none, and ends with 1", async () => {
    const cwd = await copy();
    const { code, stdout, stderr } = await run(["models", "list", "mine", "nowhere", "--format", "human"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^NAME +TASK +SIZE +MODEL\ncat-breeds-mobilenetv2 +image-classification +8\.9 MB +mine\n$/);
    expect(stderr).toMatch(/^error: nowhere: .+\nfix: .+\nsee docs\/errors.md#model-not-found\n$/);
  });

  test("prints nothing where there is nothing", async () => {
    expect((await run(["models", "list", "nowhere", "--format", "human"])).stdout).toBe("");
    expect((await run(["models", "list", "nowhere", "--format", "json"])).stdout).toBe("[]\n");
    expect((await run(["models", "list", "nowhere", "--format", "jsonl"])).stdout).toBe("");
  });
});

describe("models info", () => {
  test("gives the manifest whole, and names files that are absent", async () => {
    const cwd = await copy();
    await rm(join(cwd, "mine", "model.safetensors"));
    const { data } = await runJson(["models", "info", "mine"], { cwd });
    const manifest = JSON.parse(await readFile(join(CLASSIFIER, "tiny-cats.json"), "utf8"));
    expect(data).toEqual([{ model: "mine", folder: join(cwd, "mine"), manifest, absent: ["model.safetensors"] }]);
  });

  test("tells a human what a model takes, gives and was made for", async () => {
    const { code, stdout } = await run(["models", "info", "--format", "human"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ +inputs +pixel_values float32 \[batch, 3, 224, 224\]$/m);
    expect(stdout).toMatch(/^ +labels +Abyssinian, .*Sphynx, Other$/m);
    expect(stdout).toMatch(/^ +draws +Abyssinian, .*Sphynx$/m);
    expect(stdout).toMatch(/^ +sampler +heun, 20 steps, times uniform, guidance 2 from 0.1 to 0.9, rescale 0$/m);
    expect(stdout).toMatch(/^ +licence +CC-BY-SA-4.0$/m);
  });

  test("marks what is missing", async () => {
    const cwd = await copy();
    const file = join(cwd, "mine", "tiny-cats.json");
    const manifest = JSON.parse(await readFile(file, "utf8"));
    manifest.files.push({ path: "notes.md", role: "notes", bytes: 3, sha256: "0".repeat(64), optional: true });
    await writeFile(file, JSON.stringify(manifest));
    await rm(join(cwd, "mine", "config.json"));
    const { stdout } = await run(["models", "info", "mine", "--format", "human"], { cwd });
    expect(stdout).toMatch(/^ +notes.md +notes +3 B +absent \(optional\)$/m);
    expect(stdout).toMatch(/^ +config.json +config +\S+ kB +missing$/m);
    expect(stdout).toMatch(/^ +model.safetensors +weights +9.1 MB$/m);
  });
});

describe("models verify", () => {
  test("finds the embedded models as their manifests describe them", async () => {
    const { code, data } = await runJson(["models", "verify"]);
    expect(code).toBe(0);
    expect(data.map(({ ok }: { ok: boolean }) => ok)).toEqual([true, true]);
    const states = data
      .flatMap(({ files }: { files: { path: string; state: string }[] }) => files)
      .map(({ state }: { state: string }) => state);
    expect(new Set(states)).toEqual(new Set(["ok"]));
  });

  test("finds one flipped bit, another length and a missing file; one that may be absent may", async () => {
    const cwd = await copy();
    const at = (...path: string[]) => join(cwd, "mine", ...path);
    const graph = await readFile(at("onnx", "model.onnx"));
    graph[1_000_000] ^= 1;
    await writeFile(at("onnx", "model.onnx"), graph);
    await writeFile(at("config.json"), "{}");
    await rm(at("preprocessor_config.json"));
    await rm(at("model.safetensors"));
    const manifest = JSON.parse(await readFile(at("tiny-cats.json"), "utf8"));
    manifest.files.find(({ path }: { path: string }) => path === "model.safetensors").optional = true;
    await writeFile(at("tiny-cats.json"), JSON.stringify(manifest));

    const { code, data } = await runJson(["models", "verify", "mine"], { cwd });
    expect(code).toBe(1);
    const states = Object.fromEntries(
      data[0].files.map(({ path, state }: { path: string; state: string }) => [path, state]),
    );
    expect(states).toEqual({
      "onnx/model.onnx": "damaged",
      "onnx/model_quantized.onnx": "ok",
      "model.safetensors": "absent (optional)",
      "config.json": "damaged",
      "preprocessor_config.json": "missing",
    });
    const { stdout } = await run(["models", "verify", "mine", "--format", "human"], { cwd });
    expect(stdout).toContain("(mine): not what its manifest describes");
    expect(stdout).toMatch(/^ +damaged +onnx\/model.onnx +8.9 MB +its sha256 is [0-9a-f]{64}, not d2b5d5cf/m);
    expect(stdout).toMatch(/^ +damaged +config.json +1.1 kB +it has 2 bytes$/m);
  });

  test("stops between files", async () => {
    const controller = new AbortController();
    controller.abort(INTERRUPTED);
    expect((await run(["models", "verify"], { signal: controller.signal })).code).toBe(130);
  });
});
