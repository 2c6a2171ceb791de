import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FetchPetsOptions } from "@tiny-cats/data";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { makeTarGz } from "../../../../../packages/data/src/testing/make-tar.ts";
import { petsFiles } from "../../../../../packages/data/src/testing/pets-files.ts";
import { breakOff, serveArchives } from "../../../../../packages/data/src/testing/serve-archives.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { INTERRUPTED } from "../../stop.ts";
import { run, runJson } from "../../testing/run.ts";

/** What stands for the archives of the data set here; undefined leaves it those themselves. */
let archives: FetchPetsOptions["archives"];

vi.mock("@tiny-cats/data", async (original) => {
  const real = await original<typeof import("@tiny-cats/data")>();
  return {
    ...real,
    fetchPets: (folder: string, options: FetchPetsOptions) =>
      real.fetchPets(folder, { ...options, retryBaseMs: 1, ...(archives && { archives }) }),
  };
});

let files: Record<string, Uint8Array>;
beforeEach(async () => {
  const { images, annotations } = await petsFiles();
  const pack = (entries: Record<string, string | Uint8Array>) =>
    makeTarGz(Object.entries(entries).map(([name, content]) => ({ name, content })));
  files = { "images.tar.gz": pack(images), "annotations.tar.gz": pack(annotations) };
  archives = Object.entries(files).map(([name, bytes]) => ({
    name,
    md5: createHash("md5").update(bytes).digest("hex"),
  }));
});

function putArchives(cwd: string): void {
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(cwd, name), bytes);
}

describe("data fetch", () => {
  test("brings the archives over a connection that breaks, and has nothing to do the second time", async () => {
    const { source } = await serveArchives(files, {
      interfere: (one, response) => one.number === 1 && breakOff(one, response, 5000),
    });
    const cwd = temporaryFolder();
    const { code, data, stderr } = await runJson(["data", "fetch", "pets", "--source", source], { cwd });
    expect(code).toBe(0);
    expect(data).toMatchObject({ folder: join(cwd, "pets"), license: "CC-BY-SA-4.0" });
    expect(data.files.map(({ file, reused }: { file: string; reused: boolean }) => [file, reused])).toEqual([
      ["images.tar.gz", false],
      ["annotations.tar.gz", false],
    ]);
    expect(stderr).toMatch(/could not be fetched: .*; trying again in 0\.0 s/);
    expect(stderr).toContain("Fetching the images: 100 %");
    const again = await run(["data", "fetch", "pets", "--source", source, "--format", "human"], { cwd });
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/images\.tar\.gz {2}\S+ kB, was there, MD5 as it should be\n/);
  });

  test("other archives than the data set's own are refused", async () => {
    archives = undefined;
    const { source } = await serveArchives(files);
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = await run(["data", "fetch", "pets", "--source", source], { cwd });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("not 5c4f3ee8e5d25df40f4fd59a7f44e54c");
    expect(stderr).toContain("see docs/errors.md#wrong-archive");
    expect(readdirSync(join(cwd, "pets"))).toEqual(["NOTICE.txt"]);
  });

  test("after Ctrl-C in the middle the same command goes on", async () => {
    const controller = new AbortController();
    const { source, asked } = await serveArchives(files, {
      interfere: (one, response) =>
        one.number === 1 && breakOff(one, response, Math.floor(one.bytes.length * 0.9), () => {}),
    });
    const cwd = temporaryFolder();
    const stopped = await run(["data", "fetch", "pets", "--source", source], {
      cwd,
      signal: controller.signal,
      onStderr: (text) => text.includes("Fetching") && controller.abort(INTERRUPTED),
    });
    expect([stopped.code, stopped.stdout]).toEqual([130, ""]);
    expect(stopped.stderr).toContain("what was done is kept");
    const { size } = statSync(join(cwd, "pets", "images.tar.gz.part"));
    expect((await run(["data", "fetch", "pets", "--source", source], { cwd })).code).toBe(0);
    expect(asked[1].headers.range).toBe(`bytes=${size}-`);
  });
});

describe("data prepare", () => {
  test("makes a set that the other commands read", async () => {
    const cwd = temporaryFolder();
    putArchives(cwd);
    const { code, data, stderr } = await runJson(["data", "prepare", ".", "--out", "pets", "--val", "0.2"], { cwd });
    expect(code).toBe(0);
    expect(data).toMatchObject({ folder: join(cwd, "pets"), splits: { train: 24, val: 6, test: 6 }, left_out: [] });
    expect(stderr).toContain("Preparing: 100 %");
    const report = await runJson(["data", "report", "pets"], { cwd });
    expect([report.code, report.data.pictures]).toEqual([0, 36]);
  });

  test("cuts heads out and tells people what is left", async () => {
    const cwd = temporaryFolder();
    putArchives(cwd);
    const argv = ["data", "prepare", ".", "-o", "heads", "--heads", "--size", "16", "--format", "human", "--seed", "3"];
    const { code, stdout } = await run(argv, { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe(
      `${join(cwd, "heads")}: 27 pictures\n  train  24\n  val  3\n  test  0\n  9 pictures without a head left out\n`,
    );
    const manifest = JSON.parse(readFileSync(join(cwd, "heads", "manifest.json"), "utf8"));
    expect(manifest).toMatchObject({ heads: true, size: 16, margin: 1.3, split: { seed: 3, val: 0.1 } });
  });

  test.each([
    ["missing-argument", 2, ["."]],
    ["invalid-option-value", 2, [".", "--out", "x", "--size", "0"]],
    ["invalid-option-value", 2, [".", "--out", "x", "--margin", "0.5"]],
    ["set-not-found", 1, ["none", "--out", "x"]],
    ["folder-not-empty", 1, [".", "--out", "."]],
  ])("%s ends with %i and makes nothing", async (error, status, argv) => {
    const cwd = temporaryFolder();
    putArchives(cwd);
    const { code, stdout, stderr } = await run(["data", "prepare", ...argv], { cwd });
    expect(stderr).toContain(`see docs/errors.md#${error}`);
    expect([code, stdout]).toEqual([status, ""]);
    expect(readdirSync(cwd).sort()).toEqual(["annotations.tar.gz", "images.tar.gz"]);
  });

  test("Ctrl-C in the middle leaves nothing", async () => {
    const cwd = temporaryFolder();
    putArchives(cwd);
    const controller = new AbortController();
    const { code } = await run(["data", "prepare", ".", "--out", "pets", "--size", "8"], {
      cwd,
      signal: controller.signal,
      onStderr: (text) => text.includes("Preparing") && controller.abort(INTERRUPTED),
    });
    expect(code).toBe(130);
    expect(readdirSync(cwd).sort()).toEqual(["annotations.tar.gz", "images.tar.gz"]);
  });
});
