import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toRgb } from "@tiny-cats/core";
import { decodePng, drawingText, encodePng, readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { contents } from "../../testing/contents.ts";
import { GENERATOR } from "../../testing/embedded-folders.ts";
import { QUICK } from "../../testing/quick.ts";
import { CHELSEA, run, runJson } from "../../testing/run.ts";

describe("--like", () => {
  async function drawn(cwd: string): Promise<string> {
    await run(
      [
        "generate",
        "--breed",
        "ragdoll",
        "--seed",
        "11",
        "--times",
        "shifted:2",
        "--guidance",
        "3",
        ...QUICK,
        "--out",
        "first",
      ],
      { cwd },
    );
    return join("first", "Ragdoll_000.png");
  }

  test("draws the same picture again, beside the first", async () => {
    const cwd = temporaryFolder();
    const like = await drawn(cwd);
    const before = await contents(join(cwd, "first"));
    const env = { TINY_CATS_SEED: "5", TINY_CATS_BREED: "bombay", TINY_CATS_STEPS: "3" };
    const { code, data } = await runJson(["generate", "--like", like, "--out", "first"], { cwd, env });
    expect(code).toBe(0);
    const file = join("first", "Ragdoll_000_redrawn.png");
    expect(data).toEqual({
      file,
      like,
      breed_name: "Ragdoll",
      index: 0,
      seed: 11,
      same_model: true,
      max_difference: 0,
      mean_difference: 0,
    });
    const after = await contents(join(cwd, "first"));
    expect(after).toEqual({ ...before, "Ragdoll_000_redrawn.png": before["Ragdoll_000.png"] });
  });

  test("tells a human, and writes to standard output as well", async () => {
    const cwd = temporaryFolder();
    const like = await drawn(cwd);
    const { stdout } = await run(["generate", "--like", like, "--format", "human"], { cwd });
    expect(stdout).toBe(
      `${join("tiny-cats-drawings", "Ragdoll_000_redrawn.png")}: the pixels differ by 0 of 255 at most, 0 on average\n`,
    );
    const { bytes, stderr } = await run(["generate", "--like", like, "--out", "-"], { cwd });
    expect(bytes.equals(await readFile(join(cwd, like)))).toBe(true);
    expect(stderr).toContain("the pixels differ by 0 of 255 at most");
    const { stdout: line } = await run(["generate", "--like", like, "--format", "jsonl"], { cwd });
    expect(JSON.parse(line)).toMatchObject({ max_difference: 0 });
  });

  test("says when another model drew it, and how far apart the two come out", async () => {
    const cwd = temporaryFolder();
    const like = join(cwd, await drawn(cwd));
    const model = join(cwd, "model");
    await cp(GENERATOR, model, { recursive: true });
    // The same graph under a changed hash in the drawing is another model as far as anybody can tell.
    const bytes = await readFile(like);
    const settings = readDrawingSettings(await readPngText(bytes));
    const image = toRgb(await decodePng(bytes));
    image.data[0] ^= 64;
    await writeFile(like, await encodePng(image, { text: drawingText({ ...settings, modelSha256: "0".repeat(64) }) }));
    const { code, data, stderr } = await runJson(["generate", "--like", like, "--model", model], { cwd });
    expect(code).toBe(0);
    expect(data).toMatchObject({ same_model: false, max_difference: 64, mean_difference: 64 / (64 * 64 * 3) });
    expect(stderr).toContain("was drawn by another model (sha256 000000000000,");
  });

  test("does not compare pictures of different sizes", async () => {
    const cwd = temporaryFolder();
    const like = join(cwd, await drawn(cwd));
    const settings = readDrawingSettings(await readPngText(await readFile(like)));
    const small = { width: 1, height: 1, data: new Uint8ClampedArray(3) };
    await writeFile(like, await encodePng(small, { text: drawingText(settings) }));
    const { code, data } = await runJson(["generate", "--like", like], { cwd });
    expect(code).toBe(0);
    expect(data).toMatchObject({ max_difference: null, mean_difference: null });
  });

  test.each([
    [["--like", CHELSEA], 1, "no-drawing-settings"],
    [["--like", "missing.png"], 1, "file-not-found"],
    [["--like", CHELSEA, "--seed", "1"], 2, "conflicting-options"],
    [["--like", CHELSEA, "--grid"], 2, "conflicting-options"],
  ])("%j ends with %i", async (argv, code, expected) => {
    const result = await run(["generate", ...argv]);
    expect(result.stderr).toContain(`#${expected}`);
    expect(result.code).toBe(code);
  });
});
