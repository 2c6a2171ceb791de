import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { describe, expect, test } from "vitest";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { CLASSIFIER } from "../testing/embedded-folders.ts";
import { publishCats } from "../testing/publish-cats.ts";
import { CHELSEA } from "../testing/run.ts";
import { ended, start as startCli } from "../testing/start.ts";
import { testHub } from "../testing/test-hub.ts";
import { writeFiles } from "../testing/write-files.ts";

async function published() {
  const hub = await testHub();
  return { ...hub, commit: await publishCats(hub) };
}

describe("--model owner/name", () => {
  test("classifies with what is pulled on first use, and later without the Hub", async () => {
    const hub = await published();
    const argv = ["classify", CHELSEA, "--model", "ada/cats"];
    const first = await hub.runJson(argv);
    expect(first.code).toBe(0);
    expect(first.data[0].model).toEqual({ repo_id: "ada/cats", revision: "main", commit: hub.commit });
    expect(first.stderr).toContain(`ada/cats at ${hub.commit.slice(0, 12)}, `);
    const asked = hub.server.requests.length;
    const offline = await hub.runJson(argv, { env: { ...hub.env, HF_HUB_OFFLINE: "1" } });
    expect(offline.data).toEqual(first.data);
    expect(hub.server.requests).toHaveLength(asked);
    const pinned = await hub.runJson([...argv.slice(0, 3), `ada/cats@${hub.commit}`], {
      env: { ...hub.env, HF_HUB_OFFLINE: "1" },
    });
    expect(pinned.data[0].predictions).toEqual(first.data[0].predictions);
    await hub.server.close();
    const unreached = await hub.runJson(argv);
    expect(unreached.data).toEqual(first.data);
    expect(unreached.stderr).toContain("the cache's ada/cats is taken as it is");
  });

  test("draws with the generator of the same repository", async () => {
    const hub = await published();
    const argv = ["generate", "--model", "ada/cats@main", "--breed", "0", "--seed", "1", "--out", "out"];
    const { code, data } = await hub.runJson(argv);
    expect(code).toBe(0);
    expect(data[0].model).toMatchObject({ repo_id: "ada/cats", commit: hub.commit });
    const like = await hub.runJson([
      "generate",
      "--model",
      "ada/cats",
      "--like",
      "out/Abyssinian_000.png",
      "--out",
      "out",
    ]);
    expect(like.data.model.commit).toBe(hub.commit);
    const cache = join(hub.home, ".cache/huggingface/hub/models--ada--cats/snapshots", hub.commit);
    expect([existsSync(join(cache, "model.onnx")), existsSync(join(cache, "generator/model.onnx"))]).toEqual([
      false,
      true,
    ]);
  });

  test("is measured by eval and bench, whose reports name the commit", async () => {
    const hub = await published();
    const source = { repo_id: "ada/cats", revision: "main", commit: hub.commit };
    mkdirSync(join(hub.cwd, "photos", "Abyssinian"), { recursive: true });
    cpSync(CHELSEA, join(hub.cwd, "photos", "Abyssinian", "a.png"));
    const evaluated = await hub.runJson(["eval", "classifier", "--data", "photos", "--model", "ada/cats"]);
    expect([evaluated.code, evaluated.data.model_source]).toEqual([0, source]);
    const quick = ["--runs", "3", "--warmup", "0", "--batch-sizes", "none"];
    const benched = await hub.runJson(["bench", "ada/cats", ...quick]);
    expect([benched.code, benched.data.kind, benched.data.model_source]).toEqual([0, "classifier", source]);
    await convertCheckpoint(vectorPath("architectures/nanogpt.pt"), join(hub.cwd, "gpt"), { to: ["hf"] });
    await hub.run(["upload", "gpt", "--repo", "ada/gpt"]);
    const metadata = { vocab_size: 31, total_tokens: 30, train_tokens: 0, val_tokens: 30, val_split: 1, block_size: 8 };
    const more = { tokenizer_type: "x", num_documents: 1, source_files: [], dtype: "uint16" };
    const tokens = new Uint8Array(Uint16Array.from({ length: 30 }, (_, i) => (7 * i) % 11).buffer);
    await writeFiles(join(hub.cwd, "tokens"), {
      "metadata.json": JSON.stringify({ ...metadata, ...more }),
      "train.bin": new Uint8Array(),
      "val.bin": tokens,
    });
    const lm = await hub.runJson(["eval", "lm", "--data", "tokens", "--model", "ada/gpt"]);
    expect([lm.stderr, lm.code]).toEqual([expect.stringContaining("ada/gpt at "), 0]);
    expect(lm.data.model_source.repo_id).toBe("ada/gpt");
  });

  test("means the path where there is one", async () => {
    const hub = await published();
    cpSync(CLASSIFIER, join(hub.cwd, "ada", "cats"), { recursive: true });
    const asked = hub.server.requests.length;
    const { code, data } = await hub.runJson(["classify", CHELSEA, "--model", "ada/cats"]);
    expect([code, data[0].model]).toEqual([0, undefined]);
    expect(hub.server.requests).toHaveLength(asked);
  });

  test.each([
    ["ada/none", 1, "repo-not-found", {}],
    ["ada/cats@v9", 1, "revision-not-found", {}],
    ["ada/cats", 1, "offline-missing", { HF_HUB_OFFLINE: "1" }],
    ["ada/model.onnx", 1, "model-not-found", {}],
    ["./ada/cats", 1, "model-not-found", {}],
    ["../ada/cats", 1, "model-not-found", {}],
  ])(
    "%s ends with %i: %s %j",
    async (model, status, code, env) => {
      const hub = await published();
      const result = await hub.run(["classify", CHELSEA, "--model", model], { env: { ...hub.env, ...env } });
      expect(result).toMatchObject({ code: status, stdout: "" });
      expect(result.stderr).toContain(`#${code}`);
      expect(result.stderr).toMatch(/there is no (?:file or folder|model)|no such revision/);
    },
    60_000,
  );

  test("a repository of the other kind is refused", async () => {
    const hub = await published();
    await convertCheckpoint(vectorPath("architectures/nanogpt.pt"), join(hub.cwd, "gpt"), { to: ["hf"] });
    await hub.run(["upload", "gpt", "--repo", "ada/gpt"]);
    const { code, stderr } = await hub.run(["classify", CHELSEA, "--model", "ada/gpt"]);
    expect(code).toBe(1);
    expect(stderr).toContain("#no-manifest");
  });
});

test("what talks to the Hub is loaded by those alone who name a repository", async () => {
  // Written at once: what a thread says to the console is lost where the process ends before it.
  const hooks = `import { writeSync } from "node:fs";
  export async function resolve(name, context, next) {
    const found = await next(name, context);
    if (/tiny-cats.(?:publish|hub)|packages.(?:publish|hub).dist/.test(found.url)) writeSync(2, "loaded " + found.url + "\\n");
    return found;
  }`;
  const loader = `data:text/javascript,${encodeURIComponent(hooks)}`;
  const start = `import { register } from "node:module"; register(${JSON.stringify(loader)});`;
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(start)}`, HF_HUB_OFFLINE: "1" };
  const embedded = await ended(startCli(["classify", CHELSEA, "--quiet"], { env }));
  expect([embedded.code, embedded.stderr]).toEqual([0, ""]);
  const named = await ended(startCli(["classify", CHELSEA, "--quiet", "--model", "nobody/here"], { env }));
  expect(named.code).toBe(1);
  expect(named.stderr).toMatch(/loaded .*publish/);
});
