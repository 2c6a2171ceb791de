import { copyFile, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { INTERRUPTED } from "../../stop.ts";
import { BAD_PICTURES, writeBadPictures } from "../../testing/bad-pictures.ts";
import { CLASSIFIER, GENERATOR } from "../../testing/embedded-folders.ts";
import { CHELSEA, run, runJson } from "../../testing/run.ts";

/** As Pillow 12.3 and Python's onnxruntime 1.30 compute them. */
const EXPECTED = [
  ["Egyptian Mau", 0.419082],
  ["Abyssinian", 0.285887],
  ["Bengal", 0.119447],
] as const;

describe("what is printed", () => {
  test("JSON where stdout is no terminal: an array of files with predictions", async () => {
    const { code, stdout, stderr } = await run(["classify", CHELSEA, "--top-k", "3"]);
    expect(code).toBe(0);
    const [item, ...more] = JSON.parse(stdout);
    expect(more).toEqual([]);
    expect(item.file).toBe(CHELSEA);
    expect(item.predictions.map(({ label }: { label: string }) => label)).toEqual(EXPECTED.map(([label]) => label));
    for (const [i, [, probability]] of EXPECTED.entries())
      expect(item.predictions[i].probability).toBeCloseTo(probability, 4);
    expect(item.predictions[0].id).toBe(5);
    expect(item.cat_probability).toBeCloseTo(0.992222, 4);
    expect(stderr).toMatch(/^1 picture classified by \S+ \(sha256 [0-9a-f]{12}\) on onnxruntime-\S+ \S+ \(\w+\)\n$/);
  });

  test("JSON lines: one picture a line", async () => {
    const { stdout } = await run(["classify", CHELSEA, CHELSEA, "--format", "jsonl", "-k", "1"]);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2);
    expect(lines[1]).toEqual(lines[0]);
  });

  test("bars on a terminal, without a picture's path in the home folder", async () => {
    const terminal = { isTTY: true, columns: 80 };
    const { stdout, stderr } = await run(["classify", CHELSEA, "--top-k", "2"], {
      terminal,
      env: { NO_COLOR: "1" },
      home: dirname(CHELSEA),
    });
    expect(stdout.split("\n")).toEqual([
      "~/chelsea.png",
      "  Egyptian Mau        41.9 %  ██████████",
      "  Abyssinian          28.6 %  ██████▉",
      "  a cat at all        99.2 %",
      "",
    ]);
    expect(stderr).toContain("Classifying 1 picture");
  });

  test("--quiet leaves data alone", async () => {
    const { stdout, stderr } = await run(["classify", CHELSEA, "--quiet", "--format", "json"]);
    expect(JSON.parse(stdout)).toHaveLength(1);
    expect(stderr).toBe("");
  });

  test("--verbose says how long things took", async () => {
    const { stderr } = await run(["classify", CHELSEA, "--verbose"]);
    expect(stderr).toMatch(/^loading the model: \d+ ms$/m);
    expect(stderr).toMatch(/^classifying: \d+ ms$/m);
  });
});

describe("where pictures come from", () => {
  test("standard input", async () => {
    const { data } = await runJson(["classify", "-"], { stdin: await readFile(CHELSEA) });
    expect(data).toEqual([expect.objectContaining({ file: "-", cat_probability: expect.closeTo(0.992222, 4) })]);
  });

  test("every format that is promised", async () => {
    const cwd = temporaryFolder();
    const picture = sharp(await readFile(CHELSEA));
    for (const format of ["jpeg", "png", "webp", "avif", "gif", "tiff"] as const)
      await picture
        .clone()
        .toFormat(format)
        .toFile(join(cwd, `cat.${format}`));
    const { code, data } = await runJson(["classify", "."], { cwd });
    expect(code).toBe(0);
    expect(data.map(({ file }: { file: string }) => file)).toEqual([
      "cat.avif",
      "cat.gif",
      "cat.jpeg",
      "cat.png",
      "cat.tiff",
      "cat.webp",
    ]);
    for (const { file, predictions } of data) expect(predictions[0].label, file).toBe("Egyptian Mau");
  });
});

describe("what can't be read", () => {
  test("is reported, and the rest is done in order", async () => {
    const cwd = temporaryFolder();
    await mkdir(join(cwd, "empty"));
    await writeBadPictures(cwd);
    await copyFile(CHELSEA, join(cwd, "a.png"));
    const bad = Object.keys(BAD_PICTURES);
    const args = ["a.png", ...bad, "a.png", "missing.jpg", "empty", "*.avif", "a.png"];
    const { code, data, stderr } = await runJson(["classify", ...args, "--batch-size", "2"], { cwd });
    expect(code).toBe(1);
    expect(data.map(({ file }: { file: string }) => file)).toEqual(args);
    const codes = data.map(({ error }: { error?: { code: string; remedy: string } }) => error?.code);
    expect(codes).toEqual([
      undefined,
      ...Object.values(BAD_PICTURES),
      undefined,
      "file-not-found",
      "no-pictures",
      "no-match",
      undefined,
    ]);
    for (const { error } of data) expect(error?.remedy ?? "fine").not.toBe("");
    for (const name of bad)
      expect(stderr).toMatch(new RegExp(`^error: ${name}: .+\\nfix: .+\\nsee docs/errors.md#`, "m"));
    expect(stderr).toContain("3 pictures classified by");
    expect(stderr).toContain("; 7 could not be read");
  });

  test("alone gives an empty result and status 1", async () => {
    const { code, data } = await runJson(["classify", "missing.jpg"]);
    expect(code).toBe(1);
    expect(data).toEqual([{ file: "missing.jpg", error: expect.objectContaining({ code: "file-not-found" }) }]);
  });

  test("a hundred pictures report their progress by tenths", async () => {
    const { code, stderr } = await run([
      "classify",
      ...Array.from({ length: 99 }, () => CHELSEA),
      "missing.jpg",
      "-k",
      "1",
    ]);
    expect(code).toBe(1);
    expect(stderr.match(/^Classifying 100 pictures: \d+ %$/gm)).toHaveLength(10);
  });
});

describe("--top-k", () => {
  test("may be all classes; their probabilities sum to 1", async () => {
    const { data } = await runJson(["classify", CHELSEA, "--top-k", "13"]);
    expect(data[0].predictions).toHaveLength(13);
    expect(
      data[0].predictions.reduce((sum: number, { probability }: { probability: number }) => sum + probability, 0),
    ).toBeCloseTo(1, 5);
  });

  test.each(["0", "14", "-1", "1.5", "many"])("%s is refused", async (value) => {
    const { code, stdout, stderr } = await run(["classify", CHELSEA, "--top-k", value]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("see docs/errors.md#invalid-option-value");
  });
});

describe("--model", () => {
  test("takes a folder, or a file that its manifest lists", async () => {
    const cwd = temporaryFolder();
    await cp(CLASSIFIER, join(cwd, "mine"), { recursive: true });
    const [folder, file] = await Promise.all(
      ["mine", "mine/onnx/model.onnx"].map((model) => runJson(["classify", CHELSEA, "--model", model], { cwd })),
    );
    expect(folder.code).toBe(0);
    expect(file.data).toEqual(folder.data);
  });

  test.each([
    ["a generator", GENERATOR, "wrong-model"],
    ["nothing", "nowhere", "model-not-found"],
    ["a folder without a manifest", dirname(CHELSEA), "no-manifest"],
  ])("refuses %s", async (_, model, expected) => {
    const { code, stdout, stderr } = await run(["classify", CHELSEA, "--model", model]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(`see docs/errors.md#${expected}`);
  });

  test("refuses a graph that is not the one its manifest describes", async () => {
    const cwd = temporaryFolder();
    await cp(CLASSIFIER, cwd, { recursive: true });
    const graph = await readFile(join(cwd, "onnx/model.onnx"));
    graph[graph.length >> 1] ^= 1;
    await writeFile(join(cwd, "onnx/model.onnx"), graph);
    const { code, stderr } = await run(["classify", CHELSEA, "--model", cwd]);
    expect(code).toBe(1);
    expect(stderr).toContain("see docs/errors.md#hash-mismatch");
  });
});

describe("Ctrl-C", () => {
  test.each(["json", "jsonl"])("leaves %s that can be read", async (format) => {
    const controller = new AbortController();
    const onStdout = (text: string) => {
      if (text.includes('"file"')) controller.abort(INTERRUPTED);
    };
    const many = Array.from({ length: 30 }, () => CHELSEA);
    const { code, stdout, stderr } = await run(["classify", ...many, "--format", format, "--batch-size", "4"], {
      signal: controller.signal,
      onStdout,
    });
    expect(code).toBe(130);
    const done =
      format === "json"
        ? JSON.parse(stdout)
        : stdout
            .trimEnd()
            .split("\n")
            .map((line) => JSON.parse(line));
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(30);
    expect(stderr).toContain("interrupted");
  });
});
