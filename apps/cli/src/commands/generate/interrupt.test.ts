import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { decodePng } from "@tiny-cats/core/png";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { INTERRUPTED } from "../../stop.ts";
import { QUICK } from "../../testing/quick.ts";
import { run } from "../../testing/run.ts";

describe("Ctrl-C", () => {
  test("in the middle of drawing leaves whole files alone", async () => {
    const cwd = temporaryFolder();
    const controller = new AbortController();
    onTestFinished(() => controller.abort());
    const onStdout = (text: string) => {
      if (text.includes("Bengal_000.png")) controller.abort(INTERRUPTED);
    };
    const { code, stdout, stderr } = await run(
      ["generate", "--seed", "1", ...QUICK, "--batch-size", "1", "--out", ".", "--format", "json"],
      { cwd, signal: controller.signal, onStdout },
    );
    expect(code).toBe(130);
    expect(stderr).toContain("interrupted");
    expect(JSON.parse(stdout)).toHaveLength(2);
    expect((await readdir(cwd)).sort()).toEqual(["Abyssinian_000.png", "Bengal_000.png"]);
    for (const name of await readdir(cwd)) expect((await decodePng(await readFile(join(cwd, name)))).width).toBe(64);
  });

  test("in the middle of a picture leaves nothing", async () => {
    const cwd = temporaryFolder();
    const controller = new AbortController();
    const onStderr = (text: string) => {
      if (text.includes("30 %")) controller.abort(INTERRUPTED);
    };
    const { code, stderr } = await run(["generate", "--seed", "1", "--out", "new"], {
      cwd,
      signal: controller.signal,
      onStderr,
    });
    expect(code).toBe(130);
    expect(stderr).not.toContain("90 %");
    expect(await readdir(join(cwd, "new"))).toEqual([]);
  });
});
