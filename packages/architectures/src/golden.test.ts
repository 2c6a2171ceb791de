import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tinyDitGolden, visionGolden } from "./testing/golden.ts";
import { languageGolden } from "./testing/language-golden.ts";

const root = new URL("../../../tooling/golden/", import.meta.url);
const sha256 = (path: string) =>
  createHash("sha256")
    .update(readFileSync(new URL(path, root)))
    .digest("hex");

test.each([tinyDitGolden, visionGolden, languageGolden])(
  "the vectors are of the scripts that stand beside them",
  (golden) => {
    expect(sha256(`scripts/${golden.script}`)).toBe(golden.script_sha256);
  },
);

test.each([tinyDitGolden, visionGolden])("and of what those share", (golden) => {
  expect(sha256("scripts/shared/architectures_fill.py")).toBe(golden.shared_sha256);
});

test("TinyDiT's are of its definition", () => {
  expect(sha256("scripts/shared/tinydit.py")).toBe(tinyDitGolden.definition_sha256);
});

test.each(Object.entries(tinyDitGolden.files))("%s is the file that was written", (name, { sha256: expected }) => {
  expect(sha256(`vectors/architectures/${name}`)).toBe(expected);
});
