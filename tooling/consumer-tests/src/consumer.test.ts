import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readVectors } from "../../golden/read-vectors.ts";
import { installAsUser, oldestNode, published, root } from "./install.ts";

interface Stream {
  seed: number;
  index: number;
  purpose: number;
  normals_sha256: string;
}

const run = promisify(execFile);
const fixtures = join(root, "tooling", "fixtures");
const folder = mkdtempSync(join(tmpdir(), "tiny-cats-consumer-"));
const app = join(folder, "app");
const readmes = [root, ...published.filter((path) => !path.endsWith("cli"))].map((path) => ({
  path,
  name: path === root ? "the project" : basename(path),
}));
const nodes: Record<string, string | undefined> = { "this Node": process.execPath };

beforeAll(async () => {
  await installAsUser(folder);
  nodes["Node 20.19"] = await oldestNode(join(folder, "node20"));
  copyFileSync(join(fixtures, "chelsea.png"), join(app, "cat.png"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The examples of a README that a reader would paste into a file and run. */
function examples(packageFolder: string): string[] {
  const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
  return [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);
}

describe.each(["this Node", "Node 20.19"])("on %s", (name) => {
  describe.each(readmes)("$name", ({ path }) => {
    test("the README's examples run as they stand", async ({ skip }) => {
      const node = nodes[name];
      if (!node) return skip("there is no such Node for this machine");
      const found = examples(path);
      expect(found.length).toBeGreaterThan(0);
      for (const [i, code] of found.entries()) {
        const file = `${basename(path)}-${i}-${name.replaceAll(" ", "")}.mjs`;
        writeFileSync(join(app, file), code);
        await run(node, [file], { cwd: app });
      }
    });
  });

  test("noise has the bits of the golden vectors", async ({ skip }) => {
    const node = nodes[name];
    if (!node) return skip("there is no such Node for this machine");
    const { length, cases } = readVectors<{ length: number; cases: Stream[] }>("random-normals");
    const script = `
      import { createHash } from "node:crypto";
      import { normals } from "@tiny-cats/core";
      const hash = ({ seed, index, purpose }) =>
        createHash("sha256").update(new Uint8Array(normals(seed, { index, purpose, length: ${length} }).buffer)).digest("hex");
      console.log(JSON.stringify(${JSON.stringify(cases)}.map(hash)));`;
    writeFileSync(join(app, "noise.mjs"), script);
    const { stdout } = await run(node, ["noise.mjs"], { cwd: app });
    expect(JSON.parse(stdout)).toEqual(cases.map(({ normals_sha256 }) => normals_sha256));
  });

  test("the installed CLI classifies and draws", async ({ skip }) => {
    const node = nodes[name];
    if (!node) return skip("there is no such Node for this machine");
    const cli = join(app, "node_modules", "@tiny-cats", "cli", "dist", "main.js");
    const { stdout } = await run(node, [cli, "classify", "cat.png", "--format", "json"], { cwd: app });
    expect(JSON.parse(stdout)[0].predictions[0].label).toBe("Egyptian Mau");
    const out = join(folder, `out-${name.replaceAll(" ", "")}`);
    await run(node, [cli, "generate", "--breed", "siamese", "--seed", "7", "--steps", "2", "--out", out], { cwd: app });
    expect(readFileSync(join(out, "Siamese_000.png")).subarray(1, 4).toString()).toBe("PNG");
  });
});
