import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodePng } from "@tiny-cats/core/png";
import { describe, expect, test } from "vitest";
import { INTERRUPTED } from "../../stop.ts";
import { photos } from "../../testing/photos.ts";
import { run, runJson } from "../../testing/run.ts";

const bytesOf = (cwd: string, name: string) => readFileSync(join(cwd, name));

test("draws a sheet, and says what is on it", async () => {
  const cwd = await photos();
  const argv = ["data", "preview", "photos", "--augment", "full", "--size", "48", "--changes", "3", "--heads"];
  const { code, data, stderr } = await runJson(argv, { cwd });
  expect(code).toBe(0);
  expect(data).toMatchObject({ file: "preview.png", width: 4 * 48 + 5 * 4, augment: "full", seed: 0 });
  expect(data.pictures.sort()).toEqual(["0.png", "1.png"]);
  expect(stderr).toContain("Changing: 100 %");
  expect(await decodePng(bytesOf(cwd, "preview.png"))).toMatchObject({ width: data.width, height: data.height });
  const { stdout } = await run([...argv, "--out", "s.png", "--format", "human"], { cwd });
  expect(stdout).toBe(`s.png: 2 pictures, 3 times changed, ${data.width} x ${data.height} pixels\n`);
  expect(bytesOf(cwd, "s.png").equals(bytesOf(cwd, "preview.png"))).toBe(true);
});

test.each([
  ["--augment", "none"],
  ["--size", "40"],
  ["--heads"],
  ["--seed", "4"],
  ["--count", "1"],
  ["--changes", "2"],
  ["--index", "other.csv"],
])("another sheet comes of %s %s", async (...flag) => {
  const cwd = await photos();
  const text = readFileSync(join(cwd, "photos/index.csv"), "utf8");
  writeFileSync(join(cwd, "photos/other.csv"), text.replaceAll(",train,", ",test,").replaceAll(",val,", ",train,"));
  await run(["data", "preview", "photos"], { cwd });
  expect((await run(["data", "preview", "photos", "-o", "other.png", ...flag], { cwd })).code).toBe(0);
  expect(bytesOf(cwd, "other.png").equals(bytesOf(cwd, "preview.png"))).toBe(false);
});

test("1 where a picture could not be read; the others are drawn", async () => {
  const cwd = await photos();
  writeFileSync(join(cwd, "photos/images/0.png"), "torn");
  const { code, stdout, stderr } = await run(["data", "preview", "photos", "--format", "human"], { cwd });
  expect([code, stdout]).toEqual([1, expect.stringContaining("1 picture,")]);
  expect(stderr).toContain("error: 0.png: ");
});

describe("refusals", () => {
  test.each([
    ["invalid-option-value", 2, ["photos", "--out", "sheet.jpg"]],
    ["invalid-option-value", 2, ["photos", "--augment", "more"]],
    ["set-not-found", 1, ["none"]],
  ])("%s ends with %i and writes nothing", async (error, status, argv) => {
    const cwd = await photos();
    const { code, stdout, stderr } = await run(["data", "preview", ...argv], { cwd });
    expect([code, stdout, stderr]).toEqual([status, "", expect.stringContaining(`#${error}`)]);
    expect(readdirSync(cwd)).toEqual(["photos"]);
  });

  test("Ctrl-C leaves nothing", async () => {
    const cwd = await photos();
    const { code } = await run(["data", "preview", "photos"], { cwd, signal: AbortSignal.abort(INTERRUPTED) });
    expect([code, readdirSync(cwd)]).toEqual([130, ["photos"]]);
  });
});
