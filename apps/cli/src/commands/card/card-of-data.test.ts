import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { encodePng } from "@tiny-cats/core/png";
import { expect, test } from "vitest";
import { folderOf } from "../../../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { CLASSIFIER } from "../../testing/embedded-folders.ts";
import { run, runJson } from "../../testing/run.ts";

const NOTES = "---\nlicense: mit\n---\n## Intended use\n\nCats.\n\n## Limits\n\nDogs.\n\n## Bias\n\nTwo breeds.\n";

/** A picture of its own for every number. */
function picture(n: number): Promise<Uint8Array> {
  const data = Uint8ClampedArray.from({ length: 20 * 10 * 3 }, (_, i) => (((i / 3) | 0) * (n + 3) * 7 + n * 31) % 253);
  return encodePng({ data, width: 20, height: 10 });
}

async function photos(): Promise<string> {
  return folderOf({
    "photos/train/Bengal/1.png": await picture(1),
    "photos/train/Persian/2.png": await picture(2),
    "photos/val/Bengal/3.png": await picture(3),
    "photos/val/Persian/4.png": await picture(4),
    "photos/card-notes.md": NOTES,
  });
}

test("pictures: built, valid, no longer so with a picture more, updated", async () => {
  const cwd = await photos();
  const readme = join(cwd, "photos", "README.md");
  const { code, data, stderr } = await runJson(
    ["card", "build", "photos", "--dataset", "--title", "My photos", "--repo", "me/photos"],
    { cwd },
  );
  expect([code, data]).toEqual([0, { path: readme, changed: true, written: true, omitted: [], findings: [] }]);
  for (const stage of ["Reading", "Hashing"]) expect(stderr).toContain(`${stage}: 100 %`);
  const text = readFileSync(readme, "utf8");
  expect(text).toMatch(/^# My photos$/m);
  expect(text).toContain("| Bengal | 1 | 1 |\n| Persian | 1 | 1 |");
  expect(text).toContain("| width | 20 to 20 pixels, median 20 |");
  // It is known of the card what it is of.
  const valid = await runJson(["card", "validate", "photos"], { cwd });
  expect([valid.code, valid.data]).toMatchObject([0, { valid: true, errors: [], warnings: [] }]);
  expect((await run(["card", "update", "photos", "--check"], { cwd })).code).toBe(0);

  writeFileSync(join(cwd, "photos/val/Persian/5.png"), await picture(5));
  const stale = await runJson(["card", "validate", "photos"], { cwd });
  expect(stale.code).toBe(1);
  expect(stale.data.errors).toMatchObject([
    { code: "stale-card-section", path: "splits" },
    { code: "stale-card-section", path: "contents" },
  ]);
  const update = await runJson(["card", "update", "photos"], { cwd });
  expect(update.data.sections.replaced).toEqual(["overview", "splits", "contents", "files"]);
  expect((await run(["card", "validate", "photos"], { cwd })).code).toBe(0);
  expect(readFileSync(readme, "utf8")).toContain("pretty_name: My photos");
});

test("tokens", async () => {
  const counts = { total_tokens: 3, train_tokens: 2, val_tokens: 1 };
  const cwd = folderOf({
    "train.bin": new Uint8Array([1, 0, 2, 0]),
    "val.bin": new Uint8Array([3, 0]),
    "metadata.json": JSON.stringify({ tokenizer_type: "char", vocab_size: 65, ...counts }),
    "card-notes.md": NOTES,
  });
  expect((await run(["card", "build", "--dataset"], { cwd })).code).toBe(0);
  expect(readFileSync(join(cwd, "README.md"), "utf8")).toContain("| tokenizer | char |\n| vocabulary | 65 |");
  expect((await run(["card", "validate"], { cwd })).code).toBe(0);
  writeFileSync(join(cwd, "train.bin"), new Uint8Array([1, 0, 3, 0]));
  expect((await runJson(["card", "validate"], { cwd })).data.errors).toMatchObject([
    { code: "wrong-card-hash", path: "train.bin" },
    { code: "stale-card-section", path: "splits" },
    { code: "stale-card-section", path: "contents" },
  ]);
});

test("an index is named again; options of the other kind, and folders that are none, are refused", async () => {
  const cwd = await photos();
  writeFileSync(join(cwd, "photos/mine.csv"), "file,breed\ntrain/Bengal/1.png,Sphynx\n");
  const { data } = await runJson(["card", "build", "photos", "--dataset", "--index", "mine.csv", "--dry-run"], { cwd });
  expect(data.text).toContain("| Sphynx | 1 |");
  mkdirSync(join(cwd, "empty"));
  for (const [argv, error, status] of [
    [["photos", "--dataset", "--reports", "."], "conflicting-options", 2],
    [["photos", "--index", "mine.csv"], "conflicting-options", 2],
    [["photos"], "no-manifest", 1],
    [["empty", "--dataset"], "no-pictures", 1],
    [["none", "--dataset"], "set-not-found", 1],
  ] as const) {
    const { code, stderr } = await run(["card", "build", ...argv], { cwd });
    expect([argv, code, stderr]).toEqual([argv, status, expect.stringContaining(`#${error}`)]);
  }
});

test("reports beside the model's folder", async () => {
  const cwd = temporaryFolder();
  cpSync(CLASSIFIER, join(cwd, "m"), { recursive: true });
  cpSync(join(dirname(CLASSIFIER), "reports", "classifier"), join(cwd, "r"), { recursive: true });
  const argv = ["card", "build", "m", "--reports", "r", "-o", "other.md"];
  const { code, data } = await runJson(argv, { cwd });
  expect([code, data.omitted, data.findings]).toEqual([0, [], []]);
  const text = readFileSync(join(cwd, "other.md"), "utf8");
  for (const name of ["evaluation", "benchmark", "quantization"]) expect(text).toContain(`](../r/${name}_report.json)`);
  expect((await run([...argv, "--repo", "me/cats"], { cwd })).stderr).toContain("#reports-out-of-reach");
});
