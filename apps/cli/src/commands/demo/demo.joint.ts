import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { BREEDS } from "@tiny-cats/core";
import { decodePng } from "@tiny-cats/core/png";
import { parseGenerationMetadataText } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { CHELSEA, run } from "../../testing/run.ts";

const DRAWN = BREEDS.filter(({ label }) => label !== "Other");

describe("tiny-cats demo", () => {
  test("classifies, draws twelve, says what the classifier sees in each, and what to do next", async () => {
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = await run(["demo", CHELSEA, "--out", "out"], { cwd, program: "node main.js" });
    expect(code).toBe(0);
    expect(stdout).toContain("Classifying 1 picture\n");
    expect(stdout).toMatch(/^ {2}Egyptian Mau +41\.9 % {2}█+/m);

    expect((await readdir(join(cwd, "out"))).sort()).toEqual(
      [...DRAWN.map(({ fileName }) => `${fileName}_000.png`), "generation_metadata.json", "grid.png"].sort(),
    );
    const metadata = parseGenerationMetadataText(await readFile(join(cwd, "out", "generation_metadata.json"), "utf8"));
    expect(metadata.seed).toBe(1);

    const seen = [...stdout.matchAll(/^ {2}(\S.*?) +seen as (\S.*?) +([\d.]+) %$/gm)].map(([, drawn, as]) => [
      drawn,
      as,
    ]);
    expect(seen.map(([drawn]) => drawn)).toEqual(DRAWN.map(({ label }) => label));
    const agreeing = seen.filter(([drawn, as]) => drawn === as).length;
    expect(stdout).toContain(`The classifier agrees with ${agreeing} of 12.`);

    expect(stdout).toMatch(/^ {2}[ ░▒▓█]{60,64}$/m);
    expect(stdout).toContain("the drawing the classifier knows best");
    expect(stdout).toContain(`${join("out", "grid.png")}  all 12 drawings on one sheet`);
    expect(stdout.match(/^ {2}node main\.js \w+/gm)).toHaveLength(3);
    expect(stdout).not.toContain("\u001b");
    expect(stderr).toContain("Drawing 12 pictures: 100 %");
  });

  test("shows a drawing in colour, no wider than the terminal, and needs no picture", async () => {
    const cwd = temporaryFolder();
    const { code, stdout } = await run(["demo"], {
      cwd,
      terminal: { isTTY: true, columns: 44 },
      env: { COLORTERM: "truecolor" },
    });
    expect(code).toBe(0);
    expect(stdout).not.toContain("Classifying");
    const preview = stdout.split("\n").filter((line) => line.includes("▀"));
    expect(preview).toHaveLength(20);
    for (const line of preview) expect(line.match(/▀/g)).toHaveLength(40);
    const grid = await decodePng(await readFile(join(cwd, "out", "grid.png")));
    expect(grid.width).toBeGreaterThan(4 * 64);
  });

  test("skips the preview on a dumb terminal, and ends with 1 when a picture can't be read", async () => {
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = await run(["demo", "missing.jpg", "--quiet"], { cwd, env: { TERM: "dumb" } });
    expect(code).toBe(1);
    expect(stdout).not.toContain("knows best");
    expect(stdout).toContain("The classifier agrees with");
    expect(stderr).toMatch(/^error: missing.jpg: .+\nfix: .+\nsee docs\/errors.md#file-not-found\n$/);
  });
});
