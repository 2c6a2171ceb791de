import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import { examples } from "./examples.ts";
import { readPackageJson } from "./published.ts";

const run = promisify(execFile);
const folders = inject("lowest");

test.each([
  ["onnxruntime-node", "1.20.0"],
  ["onnxruntime-web", "1.25.1"],
])("core's README classifies on the lowest %s that is supported", async (name, version) => {
  const folder = folders[name];
  expect(readPackageJson(join(folder, "node_modules", name)).version).toBe(version);
  const [classify] = examples("packages/core");
  writeFileSync(join(folder, "classify.mjs"), classify);
  const { stdout } = await run(process.execPath, ["classify.mjs"], { cwd: folder });
  const [, probability, catProbability] = stdout.match(/^Egyptian Mau (\S+) (\S+)$/m) ?? [];
  // What the newest runtime says, as the CLI's README has it.
  expect(Number(probability)).toBeCloseTo(0.4190819, 5);
  expect(Number(catProbability)).toBeCloseTo(0.9922221, 5);
});
