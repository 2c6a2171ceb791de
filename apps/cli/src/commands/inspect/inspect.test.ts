import { expect, test } from "vitest";
import { vectorPath } from "../../../../../tooling/golden/vector-path.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { run, runJson } from "../../testing/run.ts";

const TRAINER = vectorPath("architectures/tinydit-seed-trainer.pt");

test("a checkpoint, as JSON and for people", async () => {
  const { code, data } = await runJson(["inspect", TRAINER]);
  expect(code).toBe(0);
  expect(data).toMatchObject({ kind: "checkpoint", model: { dialect: "seed-trainer", weights: ["raw", "ema"] } });
  expect(data.tensors).toHaveLength(78);
  const { stdout } = await run(["inspect", TRAINER, "--format", "human", "--statistics"]);
  expect(stdout).toMatch(/^ +dialect +tiny-cats-model DiT trainer \(seed-trainer\)$/m);
  expect(stdout).toMatch(/^ +weights +raw, ema$/m);
  expect(stdout).toMatch(/^ +model_state_dict +39 tensors$/m);
  expect(stdout).toMatch(/^ +f32 +\[8, 3, 4, 4\] +1\.5 kB +-\d\.\d+ .*model_state_dict\.patch_embed\.proj\.weight$/m);
});

test("files of no known model, with ties and odd values", async () => {
  const tied = await run(["inspect", vectorPath("checkpoint/tied.pt"), "--format", "human"]);
  expect(tied.code).toBe(0);
  expect(tied.stdout).toContain("none of those known");
  expect(tied.stdout).toMatch(/^ +tied: .+ = .+$/m);
  const values = await run(["inspect", vectorPath("checkpoint/values.pt"), "--format", "human"]);
  expect(values.code).toBe(0);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may reach a terminal.
  expect(values.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
});

test("an ONNX file", async () => {
  const path = vectorPath("models/tiny-generator.onnx");
  const { data } = await runJson(["inspect", path]);
  expect(data).toMatchObject({ kind: "onnx", nodes: 6, outputs: [{ name: "velocity" }] });
  const { stdout } = await run(["inspect", path, "--format", "human"]);
  expect(stdout).toMatch(/^ +inputs +noise float32 \[batch, 3, 8, 8\]/m);
  expect(stdout).toMatch(/^ +operators +6: /m);
});

test("what can't be read is told", async () => {
  const cwd = temporaryFolder();
  for (const [file, error] of [
    ["none.pt", "file-not-found"],
    ["none.onnx", "file-not-found"],
    [vectorPath("hub/hf.json"), "corrupt-index"],
    [cwd, "no-weights-file"],
  ]) {
    const { code, stderr } = await run(["inspect", file], { cwd });
    expect([code, stderr.includes(`#${error}`)]).toEqual([1, true]);
  }
});
