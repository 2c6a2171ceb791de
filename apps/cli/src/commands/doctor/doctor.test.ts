import { mkdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadClassifier, loadGenerator } from "@tiny-cats/core/node";
import { classifier, generator } from "@tiny-cats/models";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { VERSION } from "../../cli.ts";
import { fakeIo } from "../../testing/fake-io.ts";
import { run, runJson } from "../../testing/run.ts";
import { works } from "./check-runtime.ts";
import type { Examination } from "./examine.ts";
import { facts } from "./facts.ts";
import { hasHubToken } from "./hub-token.ts";
import { KNOWN_MODELS } from "./known-answers.ts";
import { packageVersion } from "./package-version.ts";
import { checkClassifier, checkGenerator } from "./self-check.ts";

const signal = new AbortController().signal;

describe("the known answers", () => {
  test("are those of the models embedded now", async () => {
    for (const [source, expected] of [
      [classifier, KNOWN_MODELS.classifier] as const,
      [generator, KNOWN_MODELS.generator] as const,
    ]) {
      const manifest = JSON.parse(await readFile(fileURLToPath(source.manifest), "utf8"));
      expect(manifest.files[0].sha256).toBe(expected);
    }
  });

  test("are told from others", async () => {
    const asClassifier = await loadClassifier(classifier);
    expect(await checkClassifier(asClassifier, { signal })).toMatchObject({ ok: true });
    const tilted = {
      ...asClassifier,
      classify: async (...args: Parameters<typeof asClassifier.classify>) => {
        const found = await asClassifier.classify(...args);
        return {
          ...found,
          predictions: found.predictions.map((each) => ({ ...each, probability: each.probability * 0.99 })),
        };
      },
    };
    expect((await checkClassifier(tilted, { signal })).ok).toBe(false);
    await asClassifier.dispose();

    const asGenerator = await loadGenerator(generator);
    expect(await checkGenerator(asGenerator, { signal })).toMatchObject({ ok: true });
    const otherSeed: typeof asGenerator = {
      ...asGenerator,
      draw: (requests, options) => asGenerator.draw(requests, { ...options, seed: 2 }),
    };
    expect((await checkGenerator(otherSeed, { signal })).ok).toBe(false);
    const silent: typeof asGenerator = { ...asGenerator, draw: async function* () {} };
    expect((await checkGenerator(silent, { signal })).ok).toBe(false);
    await asGenerator.dispose();
  });
});

describe("tiny-cats doctor", () => {
  test("finds versions, runtimes and that they work here", async () => {
    const { code, data } = await runJson(["doctor"], { env: { HF_TOKEN: "hf_notarealtoken" } });
    expect(code).toBe(0);
    expect(data).toMatchObject({
      ok: true,
      cli: VERSION,
      node: process.versions.node,
      hub_signed_in: true,
      config: null,
    });
    expect(data.runtimes.map(({ name }: { name: string }) => name)).toEqual(["onnxruntime-node", "onnxruntime-web"]);
    for (const runtime of data.runtimes)
      expect(runtime, runtime.name).toMatchObject({ error: null, classifier: { ok: true }, generator: { ok: true } });
    expect(data.decoder.libvips).toMatch(/^\d+\.\d+/);
    expect(JSON.stringify(data)).not.toContain("hf_notarealtoken");
  });

  test("--report is a Markdown table without home folder, machine name or token", async () => {
    const home = temporaryFolder();
    await mkdir(join(home, ".config", "tiny-cats"), { recursive: true });
    await writeFile(join(home, ".config", "tiny-cats", "config.json"), "{}");
    const { code, stdout } = await run(["doctor", "--report"], { home, env: { HF_TOKEN: "hf_notarealtoken" } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^### tiny-cats doctor\n\n\| \| \|\n\|---\|---\|\n\| tiny-cats \| /);
    expect(stdout).toContain("| Hugging Face token | present |");
    for (const own of [home, hostname(), "hf_notarealtoken", "~"]) expect(stdout).not.toContain(own);
    for (const line of stdout.trimEnd().split("\n").slice(2)) expect(line).toMatch(/^\|.*\|$/);
  });

  test("tells a human", async () => {
    const home = temporaryFolder();
    const { stdout } = await run(["doctor", "--format", "human"], { home });
    expect(stdout).toMatch(/^onnxruntime-node +\d+\.\d+\.\d+ on cpu: classifies as it should, draws as it should$/m);
    expect(stdout).toMatch(/^cache folder +~\/\.cache\/tiny-cats \(not there\)$/m);
    expect(stdout).toMatch(/^Hugging Face token +absent$/m);
    expect(stdout).toContain("This machine can classify and draw.");
  });
});

describe("what doctor says of machines other than this one", () => {
  const nothing = { version: null, session: null, classifier: null, generator: null, error: "not installed" };
  const machine: Examination = {
    ok: false,
    cli: "1.0.0",
    node: "24.0.0",
    platform: "linux x64",
    cpu: null,
    cores: 1,
    memory_bytes: 1e9,
    packages: { "@tiny-cats/core": null },
    runtimes: [
      { name: "onnxruntime-node", ...nothing },
      { name: "onnxruntime-web", ...nothing, version: "1.30.0", error: "no wasm" },
    ],
    decoder: null,
    cache: { path: "/c", exists: true },
    config: "/c.json",
    hub_signed_in: false,
  };
  const said = (found: Examination) =>
    Object.fromEntries(facts(found).map(({ name, value, ok }) => [name, ok === false ? `! ${value}` : value]));

  test("what is missing is named with what to do", () => {
    expect(said(machine)).toMatchObject({
      cpu: "unknown, 1 threads at once",
      "@tiny-cats/core": "! not found",
      "onnxruntime-node": "not installed",
      "onnxruntime-web": "! 1.30.0: no session loads: no wasm",
      sharp: "! not installed: pictures can't be read (npm install sharp)",
      "cache folder": "/c",
      configuration: "/c.json",
    });
  });

  test("a runtime that answers wrongly is no runtime that works", () => {
    const wrong = {
      ...nothing,
      name: "onnxruntime-web" as const,
      version: "1.30.0",
      session: "onnxruntime-web 1.30.0 (wasm)",
      error: null,
    };
    const runtime = { ...wrong, classifier: { ok: false, largest_difference: 0.25 } };
    expect(works(runtime)).toBe(false);
    expect(said({ ...machine, runtimes: [runtime] })["onnxruntime-web"]).toBe(
      "! 1.30.0 on wasm: classifies wrongly (off by 0.250), draws nothing",
    );
  });
});

test("a token is looked for where Hugging Face's clients keep it", async () => {
  const home = temporaryFolder();
  const has = (env: Record<string, string>) => hasHubToken(fakeIo({ home, env }));
  expect(await has({})).toBe(false);
  expect(await has({ HF_TOKEN: "x" })).toBe(true);
  expect(await has({ HUGGING_FACE_HUB_TOKEN: "x" })).toBe(true);
  await writeFile(join(home, "token"), "x");
  expect(await has({ HF_HOME: home })).toBe(true);
  expect(await has({ HF_TOKEN_PATH: join(home, "token") })).toBe(true);
  await mkdir(join(home, ".cache", "huggingface"), { recursive: true });
  await writeFile(join(home, ".cache", "huggingface", "token"), "");
  expect(await has({})).toBe(false);
  await writeFile(join(home, ".cache", "huggingface", "token"), "x");
  expect(await has({})).toBe(true);
});

test("versions are those of the packages this program loads", () => {
  expect(packageVersion("commander")).toMatch(/^14\./);
  expect(packageVersion("no-such-package-here")).toBeUndefined();
});
