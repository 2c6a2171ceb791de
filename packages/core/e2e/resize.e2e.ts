import { expect } from "@playwright/test";
import { formulaPicture } from "../../../tooling/golden/formula-picture.ts";
import { pillowResize, type ResizeCase } from "../test/pillow-resize.ts";
import { test } from "./page.ts";
import type { Intercept } from "./serve-packages.ts";

const pictures = new Map<string, ResizeCase[]>();
for (const one of pillowResize.bytes) {
  const name = [one.kind, ...one.from].join();
  pictures.set(name, [...(pictures.get(name) ?? []), one]);
}

/** Lets the page run scripts of its own server, and none compile WebAssembly. */
const noWebAssembly: Intercept = (_request, response) => {
  response.setHeader("Content-Security-Policy", "script-src 'self' 'unsafe-inline'");
  return false;
};

for (const intercept of [undefined, noWebAssembly]) {
  const where = intercept ? "where a policy forbids WebAssembly" : "with WebAssembly";
  test(`resize has the bits of Pillow 12 in Chromium, ${where}`, async ({ page, open }) => {
    await open({ intercept });
    const compiles = await page.evaluate(() => {
      try {
        return !!new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
      } catch {
        return false;
      }
    });
    expect(compiles).toBe(!intercept);
    for (const cases of pictures.values()) {
      const [{ kind, from }] = cases;
      const pixels = Buffer.from(formulaPicture(kind, ...from).data).toString("base64");
      const hashes = await page.evaluate(resizedHashes, { pixels, from, cases });
      expect(hashes).toEqual(cases.map(({ sha256 }) => sha256));
    }
  });
}

/** In the page: the SHA-256 of what each case makes of a picture. */
async function resizedHashes({ pixels, from, cases }: { pixels: string; from: number[]; cases: ResizeCase[] }) {
  const entry = "@tiny-cats/core";
  const { resize } = (await import(entry)) as typeof import("../dist/index.js");
  const data = Uint8ClampedArray.from(atob(pixels), (byte) => byte.charCodeAt(0));
  const hashes: string[] = [];
  for (const { filter, to, box } of cases) {
    const image = { data, width: from[0], height: from[1] };
    const resized = resize(image, { width: to[0], height: to[1], filter, box });
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", resized.data as BufferSource));
    hashes.push(Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  }
  return hashes;
}
