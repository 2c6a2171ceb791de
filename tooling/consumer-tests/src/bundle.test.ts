import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, inject, test } from "vitest";

/** The browser's bundle of a module that a user writes in the app's folder, and the files of packages that are in it. */
async function bundle(code: string): Promise<{ text: string; gzipped: number; files: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: inject("app") },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  return { text: outputFiles[0].text, gzipped: gzipSync(outputFiles[0].contents, { level: 9 }).length, files };
}

describe("a browser's bundle of one solver", async () => {
  const { text, gzipped, files } = await bundle('export { heun } from "@tiny-cats/core";');

  test("holds the solver and its own checks", () => {
    expect(text).toContain("invalid-times");
    expect(text).toContain("invalid-velocity");
  });

  test("holds nothing of Node, and no other package's code", () => {
    expect(text).not.toMatch(/\bnode:|\brequire\(|\bprocess\./);
    const packages = new Set(files.map((file) => file.match(/@tiny-cats\/[a-z]+\/dist\//)?.[0] ?? file));
    expect(packages).toEqual(new Set(["<stdin>", "@tiny-cats/core/dist/", "@tiny-cats/schema/dist/"]));
  });

  test.each(["unknown-solver", "invalid-time-grid", "invalid-guidance", "unknown-breed", "valibot"])(
    "holds no %s",
    (other) => {
      expect(text).not.toContain(other);
    },
  );

  test("is smaller than 2 kB gzipped", () => {
    expect(gzipped).toBeLessThan(2000);
  });
});

describe("a browser's bundle of all that @tiny-cats/core exports", async () => {
  const { text, files } = await bundle('export * from "@tiny-cats/core";');

  test("holds every solver, and nothing of Node", () => {
    for (const code of ["unknown-solver", "invalid-time-grid", "invalid-guidance", "unknown-breed"])
      expect(text).toContain(code);
    expect(text).not.toMatch(/\bnode:|\brequire\(/);
  });

  test("brings no runtime, no decoder and no schema library along", () => {
    expect(files.filter((file) => /onnxruntime|sharp|valibot/.test(file))).toEqual([]);
  });
});

test("Node's entry can't slip into a browser's bundle unseen", async () => {
  await expect(bundle('export * from "@tiny-cats/core/node";')).rejects.toThrow(/Could not resolve "node:/);
});
