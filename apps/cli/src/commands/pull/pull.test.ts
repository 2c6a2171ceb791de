import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { PULL_DIALECTS } from "@tiny-cats/publish/pull";
import { expect, test } from "vitest";
import { vectorPath } from "../../../../../tooling/golden/vector-path.ts";
import { publishCats, textOf } from "../../testing/publish-cats.ts";
import { CHELSEA } from "../../testing/run.ts";
import { testHub } from "../../testing/test-hub.ts";
import { PULL_OPTIONS } from "./spec.ts";

test("the dialects are those of the package", () => {
  const { choices } = PULL_OPTIONS.find(({ name }) => name === "dialect") as { choices: readonly string[] };
  expect(choices).toEqual(Object.keys(PULL_DIALECTS));
});

test("a pulled folder classifies and draws, in an empty home", async () => {
  const hub = await testHub();
  const commit = await publishCats(hub);
  const { code, data } = await hub.runJson(["pull", "ada/cats", "--dir", "cats"]);
  expect(code).toBe(0);
  expect(data).toMatchObject({ repo_id: "ada/cats", revision: "main", commit, folder: join(hub.cwd, "cats") });
  expect(data.models).toEqual([
    { kind: "classifier", folder: "", name: "tiny-classifier", architecture: "mean" },
    { kind: "generator", folder: "generator", name: "tiny-generator", architecture: "table" },
  ]);
  expect(JSON.parse(textOf(hub.cwd, "cats", "lineage.json")).parent.commit).toBe(commit);
  const classified = await hub.runJson(["classify", CHELSEA, "--model", "cats"]);
  expect(classified.code).toBe(0);
  expect(classified.data[0].model).toBeUndefined();
  const drawn = await hub.runJson(["generate", "--model", "cats", "--breed", "0", "--seed", "1", "--out", "out"]);
  expect(drawn.code).toBe(0);
  expect(readdirSync(join(hub.cwd, "out"))).toContain("Abyssinian_000.png");
  const again = await hub.run(["pull", "ada/cats", "--dir", "cats", "--format", "human"]);
  expect(again.stderr).toContain("0 B fetched");
  expect(again.stdout).toBe(
    `${join(hub.cwd, "cats")}\n  classifier tiny-classifier\n  generator tiny-generator, in generator\n`,
  );
});

test("a checkpoint is made in the dialect asked for", async () => {
  const hub = await testHub();
  await convertCheckpoint(vectorPath("architectures/nanogpt.pt"), join(hub.cwd, "gpt"), { to: ["hf"] });
  await hub.run(["upload", "gpt", "--repo", "ada/gpt"]);
  const { code, data, stderr } = await hub.runJson(["pull", "ada/gpt", "--dir", "training", "--dialect", "nanogpt"]);
  expect([code, stderr]).toEqual([0, expect.stringContaining("no tiny-cats.json")]);
  expect(data.checkpoint).toMatchObject({ file: join(hub.cwd, "training", "ckpt.pt"), dialect: "nanogpt" });
  const inspected = await hub.runJson(["inspect", "training/ckpt.pt"]);
  expect(inspected.data).toMatchObject({ format: "pytorch-zip" });
  const wrong = await hub.run(["pull", "ada/gpt", "--dir", "other", "--dialect", "dit-trainer"]);
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain("holds gpt2, of which no dit-trainer can be made");
  expect(wrong.stderr).toContain("ask for nanogpt; see docs/huggingface.md#pull");
  expect(existsSync(join(hub.cwd, "other"))).toBe(false);
});

test.each([
  [["pull", "cats"], 2, "invalid-repo"],
  [["pull", "ada/none"], 1, "repo-not-found"],
  [["pull", "ada/cats@v9"], 1, "revision-not-found"],
  [["pull", "ada/cats", "--as", "checkpoint"], 2, "missing-argument"],
  [["pull", "ada/cats", "--as", "folder", "--dialect", "nanogpt"], 2, "conflicting-options"],
  [["pull", "ada/cats", "--only", "dogs"], 2, "invalid-option-value"],
  [["pull", "ada/cats", "--only", "language"], 1, "wrong-model"],
  [["pull", "ada/cats", "--offline"], 1, "offline-missing"],
  [["pull", "ada/cats", "--dir", "home/.."], 1, "pull-folder-taken"],
  [["pull", `ada/${"x".repeat(5000)}`], 2, "invalid-repo"],
])("refusal %#", async (argv, status, code) => {
  const hub = await testHub();
  await publishCats(hub);
  const result = await hub.run(argv);
  expect(result).toMatchObject({ code: status, stdout: "" });
  expect(result.stderr).toContain(`#${code}`);
});

test("a private repository is refused without a token, and no token is said", async () => {
  const hub = await testHub();
  await publishCats(hub, "ada/secret", ["--private"]);
  const { HF_TOKEN, ...env } = hub.env;
  for (const argv of [
    ["pull", "ada/secret"],
    ["classify", CHELSEA, "--model", "ada/secret"],
  ]) {
    const result = await hub.run(argv, { env });
    expect(result).toMatchObject({ code: 1, stdout: "" });
    expect(result.stderr).toContain("tiny-cats login");
    expect(result.stderr).not.toContain(HF_TOKEN);
    expect((await hub.run(argv)).code).toBe(0);
  }
});
