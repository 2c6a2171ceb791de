import { copyFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { CLASSIFIER, GENERATOR } from "../../testing/embedded-folders.ts";
import { QUICK } from "../../testing/quick.ts";
import { run } from "../../testing/run.ts";

describe("what can't be drawn is refused before the model is loaded", () => {
  // A model whose manifest is there and whose graph is not: whoever tries to load it fails otherwise.
  async function hollowModel(): Promise<string> {
    const folder = temporaryFolder();
    await copyFile(join(GENERATOR, "tiny-cats.json"), join(folder, "tiny-cats.json"));
    return folder;
  }

  test.each([
    [["--breed", "tiger"], "unknown-breed"],
    [["--breed", "siamse"], "unknown-breed"],
    [["--breed", "other"], "not-drawable"],
    [["--breed", "12"], "not-drawable"],
    [["--steps", "0"], "invalid-steps"],
    [["--steps", "1001"], "invalid-steps"],
    [["--steps", "2.5"], "invalid-steps"],
    [["--guidance", "NaN"], "invalid-guidance"],
    [["--guidance", "-1"], "invalid-guidance"],
    [["--guidance", "inf"], "invalid-guidance"],
    [["--guidance", "strong"], "invalid-option-value"],
    [["--guidance-interval", "0.9,0.1"], "invalid-guidance"],
    [["--guidance-interval", "1"], "invalid-option-value"],
    [["--rescale", "2"], "invalid-guidance"],
    [["--seed", "9007199254740992"], "invalid-seed"],
    [["--seed", "-1"], "invalid-seed"],
    [["--seed", "1.5"], "invalid-seed"],
    [["--count", "0"], "invalid-option-value"],
    [["--batch-size", "0"], "invalid-batch-size"],
    [["--batch-size", "257"], "invalid-batch-size"],
    [["--solver", "rk5"], "invalid-option-value"],
    [["--times", "sometimes"], "invalid-option-value"],
    [["--times", "shifted"], "invalid-option-value"],
    [["--times", "shifted:x"], "invalid-option-value"],
    [["--times", "shifted:-1"], "invalid-time-grid"],
  ])("%j is %s", async (argv, expected) => {
    const model = await hollowModel();
    const { code, stdout, stderr } = await run(["generate", ...argv, "--model", model], { cwd: model });
    expect(stderr).toMatch(new RegExp(`^error: .+\\nfix: .+\\nsee docs/errors.md#${expected}\\n$`));
    expect(stdout).toBe("");
    expect(code).toBe(2);
    expect(await readdir(model)).toEqual(["tiny-cats.json"]);
  });

  test("and what can, is not", async () => {
    const { code, stderr } = await run(["generate", "--seed", "1", "--model", await hollowModel()]);
    expect(stderr).toContain("#file-not-found");
    expect(code).toBe(1);
  });

  test("a classifier draws nothing", async () => {
    const { code, stderr } = await run(["generate", "--model", CLASSIFIER]);
    expect(stderr).toContain("#wrong-model");
    expect(code).toBe(1);
  });
});

test("a folder that can't be made is an error with a remedy", async () => {
  const cwd = temporaryFolder();
  await writeFile(join(cwd, "file"), "");
  for (const out of ["file", join("file", "below")]) {
    const argv = ["generate", "--seed", "1", ...QUICK, "--breed", "bombay", "--out", out];
    const { code, stderr } = await run(argv, { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("see docs/errors.md#folder-not-made");
  }
});
