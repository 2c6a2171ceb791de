import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseDataReport } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { openImageSet } from "../images/open-image-set.ts";
import { hashImageSet } from "../split/hash-image-set.ts";
import { itemsSha256 } from "../split/items-sha256.ts";
import { drawJpeg, drawPng } from "../testing/draw.ts";
import { type ReportOptions, reportImageSet } from "./report-image-set.ts";

const command = "the test";

async function reportOn(files: Record<string, string | Uint8Array>, options: Partial<ReportOptions> = {}) {
  const set = await openImageSet(folderOf(files), { allowEmpty: true });
  return reportImageSet(set, { command, ...options });
}

const kinds = ({ problems }: { problems: { level: string; kind: string }[] }) =>
  problems.map(({ level, kind }) => `${level} ${kind}`);

test("counts pictures by class and split, and measures them", async () => {
  const report = await reportOn(
    {
      "train/Bengal/1.png": await drawPng(1, { width: 40, height: 20 }),
      "train/Bengal/2.png": await drawPng(2, { width: 20, height: 20 }),
      "train/zebra/3.png": await drawPng(3, { width: 60, height: 20 }),
      "val/Bengal/4.png": await drawPng(4, { width: 20, height: 40 }),
      "val/zebra/5.png": await drawPng(5, { width: 20, height: 20 }),
    },
    { name: "drawings" },
  );
  expect(report).toMatchObject({
    name: "drawings",
    layout: "folders",
    pictures: 5,
    labels: [
      { label: "Bengal", n: 3, splits: { train: 2, val: 1 } },
      { label: "zebra", n: 2, splits: { train: 1, val: 1 } },
    ],
    splits: { train: { n: 3 }, val: { n: 2 } },
    sizes: {
      width: { min: 20, p50: 20, p75: 40, max: 60 },
      height: { min: 20, p50: 20, max: 40 },
      aspect: { min: 0.5, p50: 1, p75: 2, max: 3 },
    },
    broken: [],
    mismatches: [],
    exact_duplicates: [],
    near_duplicates: { threshold: 10, compared: 5, truncated: false, pairs: [] },
    measured: { n: 5, seed: null, model: null, command, data: { name: "drawings", split: "all", n: 5 } },
    not_measured: {},
  });
  expect(kinds(report)).toEqual(["warning small-class", "warning small-class"]);
  expect(parseDataReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
});

test("pictures that look the same are told of a set without splits, too", async () => {
  const report = await reportOn({
    "a/1.png": await drawPng(1, { width: 40, height: 40 }),
    "b/2.jpg": await drawJpeg(1, { width: 40, height: 40 }),
  });
  const [{ files, leak }] = report.near_duplicates!.pairs;
  expect([files.map(({ split }) => split), leak, report.not_measured]).toEqual([[null, null], false, {}]);
});

test("its hashes are those of the hashed set, whole and by split", async () => {
  const root = folderOf({ "train/a/1.png": await drawPng(1), "test/a/2.png": await drawPng(2) });
  const set = await openImageSet(root);
  const report = await reportImageSet(set, { command });
  const { items } = await hashImageSet(set);
  expect(report.measured.data?.sha256).toBe(itemsSha256(items));
  expect(report.splits.test.sha256).toBe(itemsSha256(items.filter(({ split }) => split === "test")));
});

describe("broken pictures", () => {
  test("are each listed with the reason, and counted", async () => {
    const whole = await drawJpeg(1, { width: 200, height: 200 });
    const root = folderOf({
      "a/cut.jpg": whole.slice(0, whole.length / 2),
      "a/empty.png": "",
      "a/large.png": await drawPng(2, { width: 101, height: 100 }),
      "a/text.jpg": "this is a text",
      "a/whole.jpg": whole,
      "b/gone.png": "x",
    });
    const set = await openImageSet(root);
    rmSync(join(root, "b/gone.png"));
    const report = await reportImageSet(set, { command, maxPixels: 10_000 });
    expect(report.broken.map(({ file, code }) => [file, code])).toEqual([
      ["a/cut.jpg", "picture-too-large"],
      ["a/empty.png", "not-a-picture"],
      ["a/large.png", "picture-too-large"],
      ["a/text.jpg", "not-a-picture"],
      ["a/whole.jpg", "picture-too-large"],
      ["b/gone.png", "file-not-found"],
    ]);
    expect(report.broken[5].message).toBe("there is no file b/gone.png");
    expect(JSON.stringify(report)).not.toContain(root);
    expect(report.sizes).toBeNull();
    expect(report.not_measured).toEqual({ sizes: "no picture could be read" });
    const again = await reportImageSet(set, { command });
    expect(again.broken.map(({ file, code }) => [file, code])).toEqual([
      ["a/cut.jpg", "corrupt-picture"],
      ["a/empty.png", "not-a-picture"],
      ["a/text.jpg", "not-a-picture"],
      ["b/gone.png", "file-not-found"],
    ]);
    expect(again.problems.slice(0, 2)).toEqual([
      { level: "error", kind: "empty-class", message: "none of b's pictures can be read" },
      { level: "error", kind: "broken-pictures", message: "4 pictures can't be read" },
    ]);
    expect(again.sizes?.width.max).toBe(200);
  });
});

describe("what an index says", () => {
  const header = "file,breed,width,height,head_xmin,head_ymin,head_xmax,head_ymax,sha256\n";

  test("is held to the files", async () => {
    const picture = await drawPng(1, { width: 30, height: 20 });
    const sha256 = createHash("sha256").update(picture).digest("hex");
    const rows = [
      `1.png,Bengal,30,20,1,1,30.9,20.9,${sha256}\n`,
      `2.png,Bengal,20,30,1,1,31.1,9,${"0".repeat(64)}\n`,
      "3.png,Bengal,,,-1.5,1,5,5,\n",
      "4.png,Bengal,30,21,,,,,\n",
    ];
    const report = await reportOn({
      "index.csv": header + rows.join(""),
      "1.png": picture,
      "2.png": picture,
      "3.png": picture,
      "4.png": picture,
    });
    expect(report.mismatches).toEqual([
      { file: "2.png", field: "sha256", expected: "0".repeat(64), found: sha256 },
      { file: "2.png", field: "size", expected: "20x30", found: "30x20" },
      { file: "2.png", field: "box", expected: "inside 30x20", found: "1 1 31.1 9" },
      { file: "3.png", field: "box", expected: "inside 30x20", found: "-1.5 1 5 5" },
      { file: "4.png", field: "size", expected: "30x21", found: "30x20" },
    ]);
    expect(report.problems[0]).toEqual({
      level: "error",
      kind: "index-mismatch",
      message: "what the index says of 3 files is not so",
    });
  });
});

describe("duplicates", () => {
  test("of bytes: a leak where splits differ, a conflict where classes do", async () => {
    const [x, y, z] = await Promise.all([drawPng(1), drawPng(2), drawPng(3)]);
    const report = await reportOn({
      "train/a/1.png": x,
      "train/a/2.png": y,
      "train/a/3.png": y,
      "train/b/4.png": z,
      "val/a/5.png": x,
      "val/b/6.png": z,
      "val/a/7.png": z,
    });
    expect(report.exact_duplicates.map(({ files, leak }) => [files.map(({ file }) => file), leak])).toEqual([
      [["train/a/1.png", "val/a/5.png"], true],
      [["train/a/2.png", "train/a/3.png"], false],
      [["train/b/4.png", "val/a/7.png", "val/b/6.png"], true],
    ]);
    expect(report.near_duplicates).toMatchObject({ compared: 3, pairs: [] });
    expect(kinds(report)).toEqual([
      "error duplicate-across-splits",
      "error label-conflict",
      "warning small-class",
      "warning small-class",
      "warning duplicates",
    ]);
  });

  test("that look the same are found through saving, reducing and cropping, others are not", async () => {
    const report = await reportOn({
      "train/a/1.png": await drawPng(1, { width: 300, height: 250 }),
      "train/a/2.png": await drawPng(2),
      "train/b/3.jpg": await drawJpeg(2, { quality: 30 }),
      "val/a/4.png": await drawPng(1, { width: 60, height: 50 }),
      "val/b/5.png": await drawPng(3),
    });
    const { pairs } = report.near_duplicates!;
    expect(pairs.map(({ files, leak }) => [...files.map(({ file }) => file), leak])).toEqual(
      expect.arrayContaining([
        ["train/a/1.png", "val/a/4.png", true],
        ["train/a/2.png", "train/b/3.jpg", false],
      ]),
    );
    expect(pairs).toHaveLength(2);
    expect(kinds(report).slice(-2)).toEqual(["warning near-duplicate-across-splits", "warning near-duplicates"]);
  });

  test("are not looked for when told so, and pictures of one grey are no pair", async () => {
    const grey = (side: number) => drawPng(0, { width: side, height: side });
    const files = {
      "a/1.png": await grey(1),
      "a/2.png": await grey(1),
      "a/3.png": await drawPng(9),
    };
    expect((await reportOn(files)).near_duplicates).toMatchObject({ compared: 1, pairs: [] });
    const without = await reportOn(files, { threshold: null });
    expect(without.near_duplicates).toBeNull();
    expect(without.not_measured).toEqual({ near_duplicates: "it was not asked for" });
    expect(without.exact_duplicates).toHaveLength(1);
  });
});

test("classes: empty ones are errors, in all or in a split, small ones warnings, and so are files of none", async () => {
  const picture = await drawPng(1);
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`train/b/${i}.png`, picture]));
  const report = await reportOn({ ...many, "train/c/1.png": picture, "val/b/1.png": "broken", "val/d/x.txt": "" });
  expect(report.labels).toEqual([
    { label: "b", n: 51, splits: { train: 50, val: 1 } },
    { label: "c", n: 1, splits: { train: 1, val: 0 } },
    { label: "d", n: 0, splits: { train: 0, val: 0 } },
  ]);
  expect(report.ignored).toEqual(["val/d/x.txt"]);
  const told = report.problems.map(({ kind, message }) => `${kind}: ${message}`);
  expect(told).toContain("empty-class: d has no pictures");
  expect(told).toContain("empty-class: c has no pictures in val");
  expect(told).toContain("small-class: c has 1 pictures that can be read, fewer than 50");
  expect(told).toContain("ignored-files: left out as no picture of a class: 1 file");
  expect(told.filter((line) => line.startsWith("small-class: b"))).toEqual([]);
});

test("stops when it is told to, having shown how far it was", async () => {
  const files = Object.fromEntries(
    await Promise.all(Array.from({ length: 8 }, async (_, i) => [`a/${i}.png`, await drawPng(i)] as const)),
  );
  const seen: string[] = [];
  await reportOn(files, { onProgress: ({ stage, done, total }) => void seen.push(`${stage} ${done}/${total}`) });
  expect(seen.at(0)).toBe("reading 1/8");
  expect(seen.slice(-2)).toEqual(["reading 8/8", "comparing 28/28"]);
  const controller = new AbortController();
  const reason = new Error("enough");
  const stopped = reportOn(files, { signal: controller.signal, onProgress: () => controller.abort(reason) });
  await expect(stopped).rejects.toBe(reason);
});

test.each([
  [{ threshold: 65 }, "invalid-threshold"],
  [{ threshold: 1.5 }, "invalid-threshold"],
  [{ concurrency: 0 }, "invalid-concurrency"],
])("refuses %j", async (options, code) => {
  expect((await errorOf(() => reportOn({ "a/1.png": "" }, options))).code).toBe(code);
});
