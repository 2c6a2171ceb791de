import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compare } from "./compare.ts";
import { askCli, askPython, missingPeers } from "./peers.ts";

const reason = missingPeers(["PIL", "numpy", "onnxruntime"]);
const folder = mkdtempSync(join(tmpdir(), "tiny-cats-cross-"));
const picture = join(folder, "chelsea.png");

beforeAll(() => copyFileSync(join(import.meta.dirname, "..", "..", "fixtures", "chelsea.png"), picture));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the CLI and Pillow with onnxruntime agree on chelsea.png to 1e-4", async ({ skip }) => {
  if (reason) return skip(reason);
  const { missing, different, largestGap } = compare(await askCli(folder), await askPython([picture]));
  expect({ missing, different }).toEqual({ missing: [], different: [] });
  expect(largestGap).toBeLessThan(1e-4);
});
