import { join } from "node:path";
import { expect, test } from "vitest";
import { vectorPath } from "../../../../../tooling/golden/vector-path.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { run, runJson } from "../../testing/run.ts";

const TRAINER = vectorPath("architectures/tinydit-seed-trainer.pt");

test("a sound checkpoint ends with 0, an untrained one with 1", async () => {
  const good = await runJson(["verify", TRAINER, "--weights", "ema"]);
  expect(good.code).toBe(0);
  expect(good.data).toMatchObject({ ok: true, architecture: "tinydit", weights: "ema", tensors: 39 });
  const bad = await run(["verify", vectorPath("architectures/tinydit-seed-dummy.pt"), "--format", "human"]);
  expect(bad.code).toBe(1);
  expect(bad.stdout).toContain("not sound");
  expect(bad.stdout).toContain("untrained: The file says that it was saved at step 0.");
  expect(bad.stdout).toMatch(/^ {2}velocity from -?\d/m);
});

test("an ONNX file is held to its checkpoint, and to another's in vain", async () => {
  const cwd = temporaryFolder();
  await run(["convert", TRAINER, "-o", "x", "--to", "onnx", "--weights", "ema"], { cwd });
  const argv = ["verify", join("x", "onnx", "model.onnx"), "--against", TRAINER];
  const good = await runJson([...argv, "--weights", "ema"], { cwd });
  expect(good.code).toBe(0);
  expect(good.data.parity.largest_gap).toBeLessThan(1e-5);
  const human = await run([...argv, "--weights", "ema", "--format", "human", "--tolerance", "0.001"], { cwd });
  expect(human.stdout).toMatch(/: ok\n.*\n.*onnxruntime-node.*\n {2}largest gap .*, 0\.001 allowed/);
  const bad = await run([...argv, "--weights", "raw"], { cwd });
  expect(bad.code).toBe(1);
  expect(bad.stderr).toContain("#parity-failed");
});

test("says what it needs", async () => {
  expect(await run(["verify", "model.onnx"])).toMatchObject({ code: 2, stderr: expect.stringContaining("--against") });
  expect(await run(["verify", TRAINER, "--against", TRAINER])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("#conflicting-options"),
  });
});
