import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodePng } from "@tiny-cats/core/png";
import { parseDataReportText } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { INTERRUPTED } from "../../stop.ts";
import { run, runJson } from "../../testing/run.ts";

/** A picture of its own for every number. */
function picture(n: number): Promise<Uint8Array> {
  const data = Uint8ClampedArray.from(
    { length: 40 * 30 * 3 },
    (_, i) => (((i / 3) | 0) * (n + 3) * 7 + n * n * 31) % 253,
  );
  return encodePng({ data, width: 40, height: 30 });
}

async function makeSet(): Promise<string> {
  const cwd = temporaryFolder();
  for (const [file, n] of Object.entries({
    "train/Bengal/1": 1,
    "train/Persian/2": 2,
    "val/Bengal/3": 3,
    "val/Persian/4": 4,
  })) {
    await mkdir(join(cwd, "photos", file, ".."), { recursive: true });
    await writeFile(join(cwd, "photos", `${file}.png`), await picture(n));
  }
  return cwd;
}

test("prints the report as JSON, writes it beside, and ends with 0 where nothing is an error", async () => {
  const cwd = await makeSet();
  const { code, data, stderr } = await runJson(["data", "report", "photos", "-o", "r.json", "--name", "my cats"], {
    cwd,
  });
  expect(code).toBe(0);
  expect(data).toMatchObject({ name: "my cats", pictures: 4, broken: [] });
  expect(data.measured.command).toBe("tiny-cats data report photos --format json --name 'my cats' --out r.json");
  expect(stderr).toContain("Reading: 100 %");
  expect(parseDataReportText(await readFile(join(cwd, "r.json"), "utf8"))).toEqual(data);
});

test("tells people what is wrong, writes Markdown, and ends with 1 where something is an error", async () => {
  const cwd = await makeSet();
  await writeFile(join(cwd, "photos/val/Persian/5.png"), await picture(1));
  await writeFile(join(cwd, "photos/val/Persian/6.png"), "no picture");
  const argv = ["data", "report", "photos", "--out", "r.md", "--format", "human", "--threshold", "0"];
  const { code, stdout, stderr } = await run(argv, { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain("photos: 6 pictures, 2 classes\n");
  expect(stdout).toMatch(/^ {2}Persian +4 +1 +3$/m);
  expect(stdout).toContain("    val/Persian/6.png: this is no picture that can be read\n");
  expect(stdout).toContain("    train/Bengal/1.png (train) = val/Persian/5.png (val)\n");
  expect(stdout).toContain("error: 1 group of files with the same bytes in more than one split\n");
  expect(stdout).toContain("error: 1 picture can't be read\n");
  expect(stderr).toContain("the report is in r.md");
  expect(await readFile(join(cwd, "r.md"), "utf8")).toContain("| val/Persian/6.png | Persian | not-a-picture |");
});

test("an index can be named, and links followed", async () => {
  const cwd = await makeSet();
  await writeFile(join(cwd, "photos/mine.csv"), "file,breed\ntrain/Bengal/1.png,Sphynx\n");
  const { data } = await runJson(["data", "report", "photos", "--index", "mine.csv", "--follow-links"], { cwd });
  expect(data.labels).toEqual([{ label: "Sphynx", n: 1, splits: { none: 1 } }]);
  expect(data.measured.command).toBe("tiny-cats data report photos --follow-links --format json --index mine.csv");
});

describe("refusals", () => {
  test.each([
    ["invalid-option-value", 2, ["photos", "--out", "r.txt"]],
    ["invalid-option-value", 2, ["photos", "--threshold", "65"]],
    ["missing-argument", 2, []],
    ["set-not-found", 1, ["none"]],
    ["file-not-found", 1, ["photos", "--index", "none.csv"]],
    ["folder-not-found", 1, ["photos", "--out", "none/r.json"]],
  ])("%s ends with %i and writes nothing", async (error, status, argv) => {
    const cwd = await makeSet();
    const { code, stdout, stderr } = await run(["data", "report", ...argv], { cwd });
    expect(stderr).toContain(`see docs/errors.md#${error}`);
    expect([code, stdout]).toEqual([status, ""]);
    expect(await readdir(cwd)).toEqual(["photos"]);
  });

  test("Ctrl-C in the middle leaves nothing", async () => {
    const cwd = await makeSet();
    const controller = new AbortController();
    const { code, stdout } = await run(["data", "report", "photos", "-o", "r.json"], {
      cwd,
      signal: controller.signal,
      onStderr: (text) => text.includes("Reading") && controller.abort(INTERRUPTED),
    });
    expect([code, stdout]).toEqual([130, ""]);
    expect(await readdir(cwd)).toEqual(["photos"]);
  });
});
