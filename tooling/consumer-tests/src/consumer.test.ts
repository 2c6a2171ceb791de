import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, inject, test } from "vitest";
import { readVectors } from "../../golden/read-vectors.ts";
import { examples } from "./examples.ts";
import { published } from "./published.ts";

interface Stream {
  seed: number;
  index: number;
  purpose: number;
  normals_sha256: string;
}

const run = promisify(execFile);
const app = inject("app");
const engines = inject("engines");
const libraries = published.filter((path) => !path.startsWith("apps") || path === join("apps", "api"));
const readmes = ["", ...libraries].map((path) => ({
  path,
  name: path === "" ? "the project" : basename(path),
}));
const none = "there is no such engine for this machine";

/** Runs a script of the app's folder in an engine; returns what it printed. */
async function runScript([command, ...args]: string[], file: string, code: string): Promise<string> {
  writeFileSync(join(app, file), code);
  return (await run(command, [...args, file], { cwd: app })).stdout;
}

describe.each(["this Node", "Node 20.19"])("on %s", (name) => {
  const engine = engines[name];
  const suffix = name.replaceAll(" ", "");

  describe.each(readmes)("$name", ({ path }) => {
    test("the README's examples run as they stand", async ({ skip }) => {
      if (!engine) return skip(none);
      const found = examples(path);
      expect(found.length).toBeGreaterThan(0);
      for (const [i, code] of found.entries())
        await runScript(engine, `example-${basename(path)}-${i}-${suffix}.mjs`, code);
    });
  });

  test("the installed CLI classifies and draws", async ({ skip }) => {
    if (!engine) return skip(none);
    const [node] = engine;
    const cli = join(app, "node_modules", "@tiny-cats", "cli", "dist", "main.js");
    const { stdout } = await run(node, [cli, "classify", "cat.png", "--format", "json"], { cwd: app });
    expect(JSON.parse(stdout)[0].predictions[0].label).toBe("Egyptian Mau");
    const out = join(app, `out-${suffix}`);
    await run(node, [cli, "generate", "--breed", "siamese", "--seed", "7", "--steps", "2", "--out", out], { cwd: app });
    expect(readFileSync(join(out, "Siamese_000.png")).subarray(1, 4).toString()).toBe("PNG");
  });
});

describe.each(["Deno", "Bun"])("on %s", (name) => {
  const engine = engines[name];
  // Each example with a line of what it prints.
  const portable = [
    { path: "packages/schema", index: 0, prints: /^unknown-document-version: version 2 / },
    { path: "packages/files", index: 0, prints: /^4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865$/m },
    { path: "packages/core", index: 2, prints: /^20 1$/m },
  ];

  test.for(portable)("an example of $path prints what it does on Node", async ({ path, index, prints }, { skip }) => {
    if (!engine) return skip(none);
    expect(await runScript(engine, `example-${basename(path)}-${name}.mjs`, examples(path)[index])).toMatch(prints);
  });
});

test.for(["this Node", "Node 20.19", "Deno", "Bun"])(
  "noise has the bits of the golden vectors on %s",
  async (name, { skip }) => {
    const engine = engines[name];
    if (!engine) return skip(none);
    const { length, cases } = readVectors<{ length: number; cases: Stream[] }>("random-normals");
    const script = `
    import { createHash } from "node:crypto";
    import { normals } from "@tiny-cats/core";
    const hash = ({ seed, index, purpose }) =>
      createHash("sha256").update(new Uint8Array(normals(seed, { index, purpose, length: ${length} }).buffer)).digest("hex");
    console.log(JSON.stringify(${JSON.stringify(cases)}.map(hash)));`;
    const printed = await runScript(engine, `noise-${name.replaceAll(" ", "")}.mjs`, script);
    expect(JSON.parse(printed)).toEqual(cases.map(({ normals_sha256 }) => normals_sha256));
  },
);
