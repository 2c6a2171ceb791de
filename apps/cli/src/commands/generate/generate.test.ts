import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BREEDS, solvers } from "@tiny-cats/core";
import { decodePng, readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { parseGenerationMetadataText } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { contents } from "../../testing/contents.ts";
import { leavePartial } from "../../testing/leave-partial.ts";
import { QUICK } from "../../testing/quick.ts";
import { run, runJson } from "../../testing/run.ts";
import { GENERATE_OPTIONS } from "./spec.ts";

const NAMES = BREEDS.filter(({ label }) => label !== "Other").map(({ fileName }) => fileName);

async function furthest(a: string, b: string): Promise<number> {
  const read = async (file: string) => Array.from((await decodePng(await readFile(file))).data);
  const [one, other] = [await read(a), await read(b)];
  return one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i])), 0);
}

test("the solvers of the table are those of the generator", () => {
  expect(GENERATE_OPTIONS.find(({ name }) => name === "solver")).toMatchObject({ choices: Object.keys(solvers) });
});

describe("a folder of drawings", () => {
  test("holds a file for each breed and their metadata, and the same command makes the same bytes", async () => {
    const cwd = temporaryFolder();
    const first = await runJson(["generate", "--seed", "7", "--grid", ...QUICK, "--out", "a"], { cwd });
    const second = await run(
      ["generate", "--seed", "7", "--breed", "all", "--grid", ...QUICK, "--out", join(cwd, "b")],
      { cwd },
    );
    expect([first.code, second.code]).toEqual([0, 0]);
    const files = await contents(join(cwd, "a"));
    expect(Object.keys(files)).toEqual(
      [...NAMES.map((name) => `${name}_000.png`), "generation_metadata.json", "grid.png"].sort(),
    );
    expect(await contents(join(cwd, "b"))).toEqual(files);
    expect(first.data.map(({ file }: { file: string }) => file)).toEqual(
      NAMES.map((name) => join("a", `${name}_000.png`)),
    );
    for (const { file, sha256 } of first.data) expect(files[file.slice(2)]).toBe(sha256);
    expect(first.stderr).toContain(
      "12 pictures in a: seed 7, euler, 2 steps, guidance 2 from 0.1 to 0.9, on onnxruntime-",
    );
  });

  test("has metadata that say what was drawn and how", async () => {
    const cwd = temporaryFolder();
    const { code } = await run(
      [
        "generate",
        "--breed",
        "bsh",
        "--breed",
        "10",
        "--count",
        "2",
        "--seed",
        "3",
        "--guidance",
        "1.5",
        ...QUICK,
        "--out",
        "x",
      ],
      { cwd },
    );
    expect(code).toBe(0);
    const text = await readFile(join(cwd, "x", "generation_metadata.json"), "utf8");
    const metadata = parseGenerationMetadataText(text);
    expect(metadata).toMatchObject({
      checkpoint: "cat-portraits-tinydit-64",
      breeds_generated: [
        { breed_idx: 4, breed_name: "British Shorthair", num_samples: 2 },
        { breed_idx: 10, breed_name: "Siamese", num_samples: 2 },
      ],
      samples_per_breed: 2,
      config: { num_steps: 2, cfg_scale: 1.5, image_size: 64 },
      seed: 3,
      sampler: { solver: "euler", steps: 2, guidance: { scale: 1.5, interval: [0.1, 0.9], rescale: 0 } },
    });
    expect(metadata.files.map(({ file }) => file)).toEqual([
      "British_Shorthair_000.png",
      "British_Shorthair_001.png",
      "Siamese_000.png",
      "Siamese_001.png",
    ]);
    const files = await contents(join(cwd, "x"));
    for (const { file, sha256 } of metadata.files) expect(files[file]).toBe(sha256);
    expect(text).not.toContain(cwd);
    expect(text).not.toMatch(/20\d\d-\d\d/);
    for (const { file, index } of metadata.files) {
      const settings = readDrawingSettings(await readPngText(await readFile(join(cwd, "x", file))));
      expect(settings).toMatchObject({ seed: 3, index, steps: 2, solver: "euler", guidance: 1.5 });
    }
  });

  test("does not depend on batch size, nor a picture on what else is drawn", async () => {
    const cwd = temporaryFolder();
    await run(["generate", "--seed", "5", ...QUICK, "--out", "twelve", "--batch-size", "12"], { cwd });
    await run(["generate", "--seed", "5", ...QUICK, "--out", "one", "--batch-size", "1"], { cwd });
    await run(["generate", "--seed", "5", ...QUICK, "--out", "alone", "--breed", "siamese"], { cwd });
    for (const name of NAMES)
      expect(
        await furthest(join(cwd, "one", `${name}_000.png`), join(cwd, "twelve", `${name}_000.png`)),
      ).toBeLessThanOrEqual(2);
    expect(
      await furthest(join(cwd, "alone", "Siamese_000.png"), join(cwd, "twelve", "Siamese_000.png")),
    ).toBeLessThanOrEqual(2);
    expect(await furthest(join(cwd, "one", "Siamese_000.png"), join(cwd, "one", "Bombay_000.png"))).toBeGreaterThan(20);
  });

  test("heeds guidance, its interval, rescale and times", async () => {
    const cwd = temporaryFolder();
    const draw = async (out: string, ...more: string[]) => {
      const { code, stderr } = await run(
        ["generate", "--breed", "bombay", "--seed", "1", "--steps", "4", "--out", out, ...more],
        { cwd },
      );
      expect(stderr).not.toContain("error");
      expect(code).toBe(0);
      return (await contents(join(cwd, out)))["Bombay_000.png"];
    };
    const pictures = [
      await draw("a"),
      await draw("b", "--guidance", "4"),
      await draw("c", "--guidance-interval", "0.6,0.9"),
      await draw("d", "--rescale", "0.7"),
      await draw("e", "--times", "shifted:3"),
      await draw("f", "--times", "logit-normal:-0.4,1"),
      await draw("g", "--solver", "ab2"),
    ];
    expect(new Set(pictures).size).toBe(pictures.length);
    expect(await draw("h", "--times", "uniform", "--guidance", "2", "--solver", "heun")).toBe(pictures[0]);
  });

  test("prints and keeps a random seed where none is given", async () => {
    const cwd = temporaryFolder();
    const { data, stderr } = await runJson(["generate", "--breed", "bombay", ...QUICK], { cwd });
    expect(stderr).toMatch(new RegExp(`^seed ${data[0].seed}$`, "m"));
    const again = await runJson(["generate", "--breed", "bombay", ...QUICK, "--seed", String(data[0].seed)], { cwd });
    expect(again.data).toEqual(data);
  });

  test("keeps other files, replaces those of the same names, and clears away what a killed run left", async () => {
    const cwd = temporaryFolder();
    await writeFile(join(cwd, "Bombay_000.png"), "old");
    await writeFile(join(cwd, "mine.txt"), "mine");
    expect(await leavePartial(cwd, join(cwd, "Bombay_000.png"))).toHaveLength(1);
    await run(["generate", "--breed", "bombay", "--seed", "1", ...QUICK, "--out", "."], { cwd });
    expect((await readdir(cwd)).sort()).toEqual(["Bombay_000.png", "generation_metadata.json", "mine.txt"]);
    expect(await readFile(join(cwd, "mine.txt"), "utf8")).toBe("mine");
    expect((await decodePng(await readFile(join(cwd, "Bombay_000.png")))).width).toBe(64);
  });

  test("is listed for a human on a terminal", async () => {
    const cwd = temporaryFolder();
    const { stdout, stderr } = await run(["generate", "--breed", "bombay", "--seed", "1", ...QUICK], {
      cwd,
      terminal: { isTTY: true },
      env: { NO_COLOR: "1" },
    });
    expect(stdout).toBe(`${join("tiny-cats-drawings", "Bombay_000.png")}  Bombay\n`);
    expect(stderr).toContain("Drawing 1 picture █");
  });
});

describe("one picture to standard output", () => {
  test("is the PNG and nothing else", async () => {
    const cwd = temporaryFolder();
    const { code, bytes, stderr } = await run(["generate", "--breed", "persian", "--seed", "1", ...QUICK, "-o", "-"], {
      cwd,
    });
    expect(code).toBe(0);
    expect(readDrawingSettings(await readPngText(bytes))).toMatchObject({ breed: "Persian", seed: 1, index: 0 });
    expect(stderr).toContain("Persian: seed 1, euler, 2 steps");
    await run(["generate", "--breed", "persian", "--seed", "1", ...QUICK, "--out", "."], { cwd });
    expect(bytes.equals(await readFile(join(cwd, "Persian_000.png")))).toBe(true);
  });

  test.each([
    [["--breed", "persian", "--count", "2"], {}, "conflicting-options"],
    [[], {}, "conflicting-options"],
    [["--breed", "persian", "--grid"], {}, "conflicting-options"],
    [["--breed", "persian"], { terminal: { isTTY: true } }, "stdout-is-a-terminal"],
  ])("is refused with %j %j", async (argv, options, code) => {
    const result = await run(["generate", ...argv, "--seed", "1", "-o", "-"], options);
    expect(result.code).toBe(2);
    expect(result.stdout).toBe("");
    expect(result.stderr).toContain(`#${code}`);
  });
});
