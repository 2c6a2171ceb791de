import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { folderOf } from "../../../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { CLASSIFIER } from "../../testing/embedded-folders.ts";
import { run, runJson } from "../../testing/run.ts";

const NOTES = "## Intended use\n\nCats.\n\n## Limits\n\nDogs.\n\n## Bias\n\nTwelve breeds.\n";

/** A copy of the embedded classifier with notes, and without its README.md. */
function model(): { cwd: string; readme: string } {
  const cwd = temporaryFolder();
  cpSync(CLASSIFIER, join(cwd, "m"), { recursive: true, filter: (path) => !path.endsWith("README.md") });
  writeFileSync(join(cwd, "m", "card-notes.md"), NOTES);
  return { cwd, readme: join(cwd, "m", "README.md") };
}

test("built, valid, checked, edited, updated and shown", async () => {
  const { cwd, readme } = model();
  const dry = await run(["card", "build", "m", "--repo", "me/cats", "--dry-run", "--format", "human"], { cwd });
  expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining("Not measured: no report here")]);
  expect(() => readFileSync(readme)).toThrow("ENOENT");

  const { code, data, stderr } = await runJson(["card", "build", "m", "--repo", "me/cats"], { cwd });
  expect([code, data]).toEqual([0, { path: readme, changed: true, written: true, omitted: [], findings: [] }]);
  expect(stderr).toContain("Hashing: 100 %");
  expect(`${readFileSync(readme, "utf8")}`).toBe(dry.stdout);

  const valid = await runJson(["card", "validate", "m"], { cwd });
  expect([valid.code, valid.data]).toEqual([0, { folder: join(cwd, "m"), valid: true, errors: [], warnings: [] }]);
  expect((await run(["card", "update", "m", "--check"], { cwd })).code).toBe(0);

  const mine = readFileSync(readme, "utf8").replace("Dogs.", "Dogs and birds.").replace("Not measured", "99.9 %");
  writeFileSync(readme, mine);
  writeFileSync(join(cwd, "m", "card-notes.md"), NOTES.replace("Twelve", "13"));
  const bad = await run(["card", "validate", "m", "--format", "human"], { cwd });
  expect(bad.code).toBe(1);
  expect(bad.stdout).toContain("(docs/errors.md#edited-measurements)");
  expect(bad.stdout).toContain("(docs/errors.md#wrong-card-hash)");
  expect(bad.stdout).toMatch(/not valid, 2 errors, 2 warnings\n$/);

  expect((await run(["card", "update", "m", "--check"], { cwd })).code).toBe(1);
  expect(readFileSync(readme, "utf8")).toBe(mine);
  const update = await run(["card", "update", "m", "--format", "human"], { cwd });
  expect(update.code).toBe(0);
  expect(update.stdout).toContain("section bias: replaced");
  expect(update.stdout).toContain("section limits: left as it is");
  expect(readFileSync(readme, "utf8")).toContain("Dogs and birds.");

  const shown = await run(["card", "show", "m", "--format", "human"], { cwd, terminal: { columns: 60 } });
  expect(shown.stdout).toMatch(/^license: cc-by-sa-4\.0\n/);
  expect(shown.stdout).toMatch(/^0 {3}Abyssinian$/m);
  const json = await runJson(["card", "show", "m/README.md"], { cwd });
  expect(json.data.front_matter.pipeline_tag).toBe("image-classification");
  expect(json.data.sections).toContainEqual({ id: "limits", untouched: false });
});

test("refusals, and a file that changed", async () => {
  const { cwd, readme } = model();
  for (const [argv, error, status] of [
    [["validate", "m"], "no-card", 1],
    [["update", "m"], "no-card", 1],
    [["show", "m"], "no-card", 1],
    [["build", "."], undefined, 0],
    [["build", "none"], "no-such-folder", 1],
    [["build", "m", "--repo", "cats"], "invalid-repo", 2],
  ] as const) {
    const { code, stderr } = await run(["card", ...argv], { cwd });
    expect([argv, code]).toEqual([argv, status]);
    if (error) expect(stderr).toContain(`docs/errors.md#${error}`);
  }
  writeFileSync(readme, "mine");
  const exists = await run(["card", "build", "m"], { cwd });
  expect([exists.code, exists.stderr]).toEqual([1, expect.stringContaining("#card-exists")]);
  expect(readFileSync(readme, "utf8")).toBe("mine");
  expect((await run(["card", "build", "m", "--check"], { cwd })).code).toBe(1);
  writeFileSync(readme, new Uint8Array([0xff, 0xfe]));
  expect((await run(["card", "show", "m"], { cwd })).stderr).toContain("#not-utf8");
  writeFileSync(join(cwd, "m", "config.json"), "{}");
  const { data } = await runJson(["card", "build", "m", "-o", "other.md"], { cwd });
  expect(data.findings).toMatchObject([{ code: "wrong-card-hash", path: "config.json" }]);
});

test("what a language model has is read in its weights", async () => {
  const header = JSON.stringify({
    "blocks.0.persona_dims.a.gate.0.weight": { dtype: "F32", shape: [1], data_offsets: [0, 4] },
  });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const weights = Buffer.concat([length, Buffer.from(header), Buffer.alloc(4)]);
  const manifest = {
    schema: "tiny-cats/manifest",
    version: 1,
    name: "echo",
    task: "text-generation",
    architecture: "nanecho",
    license: "MIT",
    files: [{ path: "model.safetensors", role: "weights", bytes: weights.length, sha256: sha256(weights) }],
    inputs: [{ name: "input_ids", dtype: "int64", shape: ["batch", "sequence"] }],
    outputs: [{ name: "logits", dtype: "float32", shape: ["batch", "sequence", 8] }],
  };
  const cwd = folderOf({ "tiny-cats.json": JSON.stringify(manifest), "model.safetensors": weights });
  const { code, data } = await runJson(["card", "build", "--dry-run"], { cwd });
  expect([code, data.findings]).toEqual([0, []]);
  expect(data.text).toContain("| persona dimensions | 1 tensor |");
  expect(data.text).not.toContain("hypergraph");
});
