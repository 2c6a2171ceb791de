import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createWorkerPool } from "@tiny-cats/core/node";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { hashOf, put } from "../testing/model-folder.ts";
import { publishedFolder } from "../testing/published.ts";
import { handGenerator } from "../testing/tiny-graphs.ts";
import { validate } from "./validate.ts";

const pool = createWorkerPool({ workers: 1 });
afterAll(() => pool.dispose());

/** What is put into a document: nonsense, or something that may pass for what was there. */
const values = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, "", -1, 1e300, 2 ** 53, true, [], {}, "../x", "/etc/passwd", "\u0000"),
  fc.jsonValue(),
  fc.constantFrom<unknown>(0, 1, 2, 3, 13, 0.5, 1000, 1e6, false, "x", "MIT", "a".repeat(5000), [0], [1, 0]),
);
/** A place in a document, by the places of its keys, and what is put there. */
const damage = fc.record({
  path: fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 5 }),
  value: values,
});

function damaged(document: unknown, { path, value }: { path: number[]; value: unknown }): unknown {
  if (path.length === 0 || typeof document !== "object" || document === null) return value;
  const copy = (Array.isArray(document) ? [...document] : { ...document }) as Record<string, unknown>;
  const keys = Object.keys(copy);
  if (keys.length === 0) return value;
  const key = keys[path[0] % keys.length];
  copy[key] = path.length === 1 ? value : damaged(copy[key], { path: path.slice(1), value });
  return copy;
}

/** Whether a folder is judged; false where it is refused by a typed error. Any other error is a failure. */
async function judged(folder: string): Promise<boolean> {
  try {
    const report = await validate(folder, { pool });
    expect(JSON.stringify(report)).not.toContain(folder);
    return true;
  } catch (error) {
    if (!isTinyCatsError(error)) throw error;
    expect(error.remedy).not.toBe("");
    return false;
  }
}

test("damaged manifests are judged or refused", { timeout: 120_000 }, async () => {
  const folder = handGenerator((g, { noise, time, breed }) => g.sub(g.mul(breed, g.add(time, 1)), g.mul(noise, 0.5)));
  const manifest = JSON.parse(readFileSync(join(folder, "tiny-cats.json"), "utf8"));
  const seen = { judged: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(damage, async (one) => {
      put(folder, "tiny-cats.json", damaged(manifest, one) as object);
      seen[(await judged(folder)) ? "judged" : "refused"]++;
    }),
    { seed: 20261122, numRuns: 600 },
  );
  expect(Math.min(seen.judged, seen.refused)).toBeGreaterThan(60);
});

test("damaged graphs fail their gates", { timeout: 120_000 }, async () => {
  const folder = handGenerator((g, { noise, time, breed }) => g.sub(g.mul(breed, g.add(time, 1)), g.mul(noise, 0.5)));
  const bytes = readFileSync(join(folder, "onnx/model.onnx"));
  const manifest = JSON.parse(readFileSync(join(folder, "tiny-cats.json"), "utf8"));
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), async (at, value, length) => {
      const broken = Uint8Array.from(bytes);
      broken[at] = value;
      const cut = length % 3 === 0 ? broken.subarray(0, length) : broken;
      put(folder, "onnx/model.onnx", cut);
      const [file] = manifest.files;
      put(folder, "tiny-cats.json", { ...manifest, files: [{ ...file, bytes: cut.length, sha256: hashOf(cut) }] });
      expect(await judged(folder)).toBe(true);
    }),
    { seed: 20261122, numRuns: 60 },
  );
});

test("damaged reports and cards fail their gates", { timeout: 120_000 }, async () => {
  const folder = publishedFolder();
  const places = ["evaluation/evaluation_report.json", "benchmarks/benchmark_report.json", "reports/generator.json"];
  const documents = places.map((path) => JSON.parse(readFileSync(join(folder, path), "utf8")));
  const only = ["licence", "quantized-loss", "cat-accuracy", "fid", "kid", "cpu-p95"] as const;
  await fc.assert(
    fc.asyncProperty(fc.nat(2), damage, fc.string({ maxLength: 40 }), async (i, one, text) => {
      put(folder, places[i], (damaged(documents[i], one) ?? "null") as object);
      put(folder, "README.md", `---\n${text}\n---\n`);
      const report = await validate(folder, { only, pool });
      expect(report.results.length).toBeGreaterThan(5);
      put(folder, places[i], documents[i]);
    }),
    { seed: 20261122, numRuns: 100 },
  );
});
