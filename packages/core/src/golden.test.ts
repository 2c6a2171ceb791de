import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const golden = new URL("../../../tooling/golden/", import.meta.url);
const vectors = readdirSync(new URL("vectors/", golden)).filter((file) => file.endsWith(".json"));
const scripts = readdirSync(new URL("scripts/", golden)).filter((file) => file.endsWith(".py"));
const read = (path: string) => readFileSync(new URL(path, golden));

test.each(vectors)("%s was made by the script as it stands, and names versions", (file) => {
  const { script, script_sha256, versions } = JSON.parse(read(`vectors/${file}`).toString());
  expect(scripts).toContain(script);
  expect(
    createHash("sha256")
      .update(read(`scripts/${script}`))
      .digest("hex"),
  ).toBe(script_sha256);
  expect(Object.keys(versions).length).toBeGreaterThan(0);
});

test.each(scripts)("%s has left its vectors", (script) => {
  expect(vectors.map((file) => JSON.parse(read(`vectors/${file}`).toString()).script)).toContain(script);
});
