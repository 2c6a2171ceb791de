import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { readVectors } from "../../../tooling/golden/read-vectors.ts";
import * as index from "../dist/index.js";
import * as png from "../dist/png.js";
import { test } from "./page.ts";

const fixture = join(import.meta.dirname, "..", "..", "..", "tooling", "fixtures", "chelsea.png");

function sha256(data: Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

const core = { ...index, ...png };

/** Runs a function in the page with the built package as its argument;
 * numbers come back as plain arrays. */
async function inPage<A, R>(
  page: Page,
  work: (api: typeof core, argument: A) => Promise<R> | R,
  argument: A,
): Promise<R> {
  return page.evaluate(
    async ([source, value]) => {
      const entries = await Promise.all(["@tiny-cats/core", "@tiny-cats/core/png"].map((entry) => import(entry)));
      const api = Object.assign({}, ...entries);
      return new Function(`return (${source})`)()(api, value);
    },
    [work.toString(), argument] as const,
  ) as Promise<R>;
}

test("noise has the bits of the golden vectors, in Chromium as in Node", async ({ page, open }) => {
  await open();
  const { length, cases } = readVectors<{
    length: number;
    cases: { seed: number; index: number; purpose: number; normals_sha256: string }[];
  }>("random-normals");
  const noise = (api: typeof core, [seed, index, length]: [number, number, number]) =>
    Array.from(new Uint8Array(api.normals(seed, { index, length }).buffer));
  const noiseCases = cases.filter(({ purpose }) => purpose === 0);
  expect(noiseCases.length).toBeGreaterThan(1);
  for (const { seed, index, normals_sha256 } of noiseCases) {
    expect(sha256(Uint8Array.from(noise(core, [seed, index, length])))).toBe(normals_sha256);
    expect(sha256(Uint8Array.from(await inPage(page, noise, [seed, index, length])))).toBe(normals_sha256);
  }
});

test("a photo becomes the same tensor, bit for bit", async ({ page, open }) => {
  await open();
  const manifest = JSON.parse(
    await readFile(join(import.meta.dirname, "..", "..", "models", "classifier", "tiny-cats.json"), "utf8"),
  );
  const pixels = async (api: typeof core, [bytes, spec]: [number[], Parameters<typeof core.preprocess>[1]]) => {
    const image = api.toRgb(await api.decodePng(Uint8Array.from(bytes)));
    return Array.from(new Uint8Array(api.preprocess(image, spec).buffer));
  };
  const argument: Parameters<typeof pixels>[1] = [[...(await readFile(fixture))], manifest.preprocessing];
  const here = Uint8Array.from(await pixels(core, argument));
  expect(here).toHaveLength(3 * 224 * 224 * 4);
  expect(sha256(Uint8Array.from(await inPage(page, pixels, argument)))).toBe(sha256(here));
});

test("every filter resizes to the same bytes", async ({ page, open }) => {
  await open();
  const resized = (api: typeof core) =>
    (["box", "bilinear", "hamming", "bicubic", "lanczos"] as const).map((filter) => {
      const data = Uint8ClampedArray.from({ length: 61 * 47 * 3 }, (_, i) => (i * 2654435761) >>> 24);
      return Array.from(api.resize({ data, width: 61, height: 47 }, { width: 23, height: 90, filter }).data);
    });
  expect(await inPage(page, resized, undefined)).toEqual(resized(core));
});

test("a PNG written in one is read in the other, pixels and settings", async ({ page, open }) => {
  await open();
  const write = async (api: typeof core, side: number) => {
    const data = Uint8ClampedArray.from({ length: side * side * 3 }, (_, i) => (i * 40503) >>> 3);
    return Array.from(
      await api.encodePng({ data, width: side, height: side }, { text: { breed: "Maine Coon", note: "déjà vu" } }),
    );
  };
  const read = async (api: typeof core, bytes: number[]) => {
    const image = api.toRgb(await api.decodePng(Uint8Array.from(bytes)));
    return { pixels: Array.from(image.data), text: await api.readPngText(Uint8Array.from(bytes)) };
  };
  const written = await inPage(page, write, 37);
  expect(await inPage(page, write, 37)).toEqual(written);
  const here = await read(core, await write(core, 37));
  expect(here.text).toEqual({ breed: "Maine Coon", note: "déjà vu" });
  expect(await read(core, written)).toEqual(here);
  expect(await inPage(page, read, await write(core, 37))).toEqual(here);
});

test("the solvers end at the same numbers", async ({ page, open }) => {
  await open();
  const solve = async (api: typeof core) => {
    const ends: number[][] = [];
    for (const solver of ["euler", "heun", "midpoint", "rk4", "ab2"]) {
      const x = api.normals(1, { index: 0, length: 64 });
      const velocity = (state: Float32Array, t: number) =>
        state.map((value) => (value * value * 0.3 - value) / (1.25 - t));
      ends.push(Array.from(await api.findSolver(solver).solve(velocity, x, api.timeGrid({ kind: "uniform" }, 9))));
    }
    return ends;
  };
  expect(await inPage(page, solve, undefined)).toEqual(await solve(core));
});
