import { createHash } from "node:crypto";
import { copyFile, cp, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BREEDS, solvers, toRgb } from "@tiny-cats/core";
import { decodePng, drawingText, encodePng, readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { classifier, generator } from "@tiny-cats/models";
import { parseGenerationMetadataText } from "@tiny-cats/schema";
import { describe, expect, onTestFinished, test } from "vitest";
import { INTERRUPTED } from "../../stop.ts";
import { leavePartial } from "../../testing/leave-partial.ts";
import { CHELSEA, run, runJson } from "../../testing/run.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { GENERATE_OPTIONS } from "./spec.ts";

const CLASSIFIER = dirname(fileURLToPath(classifier.manifest));
const GENERATOR = dirname(fileURLToPath(generator.manifest));

/** Two evaluations a picture in place of the model's own eighty. */
const QUICK = ["--steps", "2", "--solver", "euler"];
const NAMES = BREEDS.filter(({ label }) => label !== "Other").map(({ fileName }) => fileName);

async function contents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const hashes = names.map(async (name) => [
    name,
    createHash("sha256")
      .update(await readFile(join(folder, name)))
      .digest("hex"),
  ]);
  return Object.fromEntries(await Promise.all(hashes));
}

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
    const cwd = await temporaryFolder();
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
    const cwd = await temporaryFolder();
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
    const cwd = await temporaryFolder();
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
    const cwd = await temporaryFolder();
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
    const cwd = await temporaryFolder();
    const { data, stderr } = await runJson(["generate", "--breed", "bombay", ...QUICK], { cwd });
    expect(stderr).toMatch(new RegExp(`^seed ${data[0].seed}$`, "m"));
    const again = await runJson(["generate", "--breed", "bombay", ...QUICK, "--seed", String(data[0].seed)], { cwd });
    expect(again.data).toEqual(data);
  });

  test("keeps other files, replaces those of the same names, and clears away what a killed run left", async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, "Bombay_000.png"), "old");
    await writeFile(join(cwd, "mine.txt"), "mine");
    expect(await leavePartial(cwd, join(cwd, "Bombay_000.png"))).toHaveLength(1);
    await run(["generate", "--breed", "bombay", "--seed", "1", ...QUICK, "--out", "."], { cwd });
    expect((await readdir(cwd)).sort()).toEqual(["Bombay_000.png", "generation_metadata.json", "mine.txt"]);
    expect(await readFile(join(cwd, "mine.txt"), "utf8")).toBe("mine");
    expect((await decodePng(await readFile(join(cwd, "Bombay_000.png")))).width).toBe(64);
  });

  test("is listed for a human on a terminal", async () => {
    const cwd = await temporaryFolder();
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
    const cwd = await temporaryFolder();
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

describe("what can't be drawn is refused before the model is loaded", () => {
  // A model whose manifest is there and whose graph is not: whoever tries to load it fails otherwise.
  async function hollowModel(): Promise<string> {
    const folder = await temporaryFolder();
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
    const cwd = await temporaryFolder();
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
    const cwd = await temporaryFolder();
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
    const cwd = await temporaryFolder();
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
    const cwd = await temporaryFolder();
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

describe("Ctrl-C", () => {
  test("in the middle of drawing leaves whole files alone", async () => {
    const cwd = await temporaryFolder();
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
    const cwd = await temporaryFolder();
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

test("a folder that can't be made is an error with a remedy", async () => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "file"), "");
  for (const out of ["file", join("file", "below")]) {
    const argv = ["generate", "--seed", "1", ...QUICK, "--breed", "bombay", "--out", out];
    const { code, stderr } = await run(argv, { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("see docs/errors.md#folder-not-made");
  }
});
