import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openModel } from "@tiny-cats/architectures/node";
import { parseLineageText } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { catFolder, ditFolder, hfFolder } from "../testing/repository-folders.ts";
import { testHub } from "../testing/test-hub.ts";
import { pull } from "./pull.ts";
import type { PullDialect } from "./pull-dialects.ts";
import type { PullOptions } from "./pull-options.ts";

async function published(folder: string) {
  const hub = await testHub();
  const commit = await hub.put("ada/model", folder);
  const cache = hub.folder("cache");
  const dir = hub.folder("training");
  const make = (options: Partial<PullOptions> = {}) =>
    pull("ada/model", { ...hub.options, cache, dir, as: "checkpoint", ...options });
  return { ...hub, commit, cache, dir, make };
}

const MADE: [from: () => Promise<string>, dialect: PullDialect, architecture: string, own: string, file: string][] = [
  [() => hfFolder("nanogpt.pt"), "nanogpt", "gpt2", "nanogpt", "ckpt.pt"],
  [() => hfFolder("nanecho-cache.pt"), "nanecho-cache", "nanecho", "cache", "ckpt.pt"],
  [() => hfFolder("nanecho-cache.pt"), "nanecho-trainer", "nanecho", "trainer", "ckpt.pt"],
  [() => hfFolder("nanecho-cache.pt"), "nanogpt", "gpt2", "nanogpt", "ckpt.pt"],
  [ditFolder, "dit-trainer", "tinydit", "seed-trainer", "model.pt"],
];

describe.each(MADE)("a checkpoint", (from, dialect, architecture, own, file) => {
  test(`${dialect} of ${architecture} has every tensor, and says where it comes from`, async () => {
    const folder = await from();
    const hub = await published(folder);
    const { checkpoint, lineage, models, notes } = await hub.make({ dialect });
    expect(checkpoint).toMatchObject({ path: file, architecture, dialect, reused: false });
    expect(notes).toContain("The repository has no tiny-cats.json: it was taken as a folder of Hugging Face's.");
    expect(models).toHaveLength(1);
    expect(readdirSync(hub.dir).sort()).toEqual([file, "lineage.json"].sort());
    await using made = await openModel(join(hub.dir, file));
    await using source = await openModel(folder);
    expect([made.architecture.name, made.dialect.name]).toEqual([architecture, own]);
    if (architecture === source.architecture.name) expect([...made.tensors.keys()]).toEqual([...source.tensors.keys()]);
    const inside = (made.checkpoint.value as Map<string, Map<string, string>>).get("lineage")!;
    expect(Object.fromEntries(inside)).toEqual({
      repo_id: "ada/model",
      endpoint: hub.server.url,
      commit: hub.commit,
      revision: "main",
    });
    expect(parseLineageText(readFileSync(join(hub.dir, "lineage.json"), "utf8"))).toEqual(lineage);
    expect(lineage).toMatchObject({ as: "checkpoint", checkpoint: { path: file, dialect } });
  });
});

test("it is made once: again, nothing is fetched or written, and without the Hub neither", async () => {
  const hub = await published(await hfFolder("nanogpt.pt"));
  const first = await hub.make();
  expect(first.checkpoint!.dialect).toBe("nanogpt");
  const second = await hub.make({ offline: true });
  expect(second.checkpoint).toEqual({ ...first.checkpoint, reused: true });
  expect(second.lineage).toEqual(first.lineage);
  expect(second.fetched).toBe(0);
});

test("what went on from it is left alone; what a pull was killed over is finished", async () => {
  const hub = await published(await hfFolder("nanogpt.pt"));
  const { checkpoint } = await hub.make();
  rmSync(join(hub.dir, "lineage.json"));
  expect((await hub.make()).lineage.checkpoint!.sha256).toBe(checkpoint!.sha256);
  writeFileSync(join(hub.dir, "ckpt.pt"), "trained on");
  expect(await errorOf(() => hub.make())).toMatchObject({ code: "pull-folder-taken" });
  expect(readFileSync(join(hub.dir, "ckpt.pt"), "utf8")).toBe("trained on");
  expect(readdirSync(hub.dir).sort()).toEqual(["ckpt.pt", "lineage.json"]);
});

test("a newer commit takes the place of what was pulled", async () => {
  const hub = await published(await hfFolder("nanogpt.pt"));
  const { checkpoint } = await hub.make();
  const commit = await hub.put("ada/model", await hfFolder("nanogpt-nobias.pt"));
  const next = await hub.make();
  expect(next.lineage.parent.commit).toBe(commit);
  expect(next.checkpoint!.sha256).not.toBe(checkpoint!.sha256);
});

describe("refused, with nothing written, is", () => {
  test.each([
    ["nanogpt.pt", "nanecho-cache", "holds gpt2, of which no nanecho-cache can be made", ["nanogpt"]],
    ["nanogpt.pt", "dit-trainer", "holds gpt2, of which no dit-trainer", ["nanogpt"]],
    ["nanecho-cache.pt", "classifier", "holds nanecho", ["nanecho-cache", "nanecho-trainer", "nanogpt"]],
  ] as const)("%s as %s", async (file, dialect, message, possible) => {
    const hub = await published(await hfFolder(file));
    const error = await errorOf(() => hub.make({ dialect }));
    expect(error).toMatchObject({ code: "incompatible-model", value: { possible } });
    expect(error.message).toContain(message);
    expect(error.remedy).toContain(possible.join(" or "));
    expect(existsSync(hub.dir)).toBe(false);
  });

  test("a repository with graphs alone", async () => {
    const hub = await published(catFolder());
    const error = await errorOf(() => hub.make({ dialect: "classifier" }));
    expect(error.message).toContain("classifier without weights that can be read");
    expect((await errorOf(() => hub.make())).message).toContain(
      "a classifier and a generator, and a checkpoint is of one",
    );
  });

  test("a model whose configuration is another one's, with every difference", async () => {
    const folder = await hfFolder("nanogpt.pt");
    const path = join(folder, "config.json");
    const config = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...config, n_layer: config.n_layer + 1, n_positions: 99 }));
    const hub = await published(folder);
    for (const as of ["folder", "checkpoint"] as const) {
      const error = await errorOf(() => hub.make({ as }));
      expect(error.code).toBe("incompatible-model");
      const names = ["ln_1.weight", "attn.c_attn.weight", "attn.c_proj.weight", "mlp.c_fc.weight", "mlp.c_proj.weight"];
      for (const name of names) expect(error.message).toContain(`missing: transformer.h.${config.n_layer}.${name}`);
      expect(error.message).toMatch(/transformer\.wpe\.weight is \[\d+,\d+\] instead of \[99,\d+\]/);
      expect(error.remedy).toContain("docs/huggingface.md#pull");
      expect(existsSync(hub.dir)).toBe(false);
    }
  });

  test("a model that nobody knows, and one that lacks its weights", async () => {
    const folder = await hfFolder("nanogpt.pt");
    const weights = readFileSync(join(folder, "model.safetensors"));
    const length = Number(weights.readBigUInt64LE());
    const header = weights
      .subarray(8, 8 + length)
      .toString()
      .replaceAll("transformer.", "transfoxmer.")
      .replaceAll("\\u0000", "");
    writeFileSync(
      join(folder, "model.safetensors"),
      Buffer.concat([weights.subarray(0, 8), Buffer.from(header), weights.subarray(8 + length)]),
    );
    const hub = await published(folder);
    expect(await errorOf(() => hub.make())).toMatchObject({ code: "incompatible-model" });
    rmSync(join(folder, "model.safetensors"));
    await hub.put("ada/model", folder);
    expect(await errorOf(() => hub.make())).toMatchObject({ code: "incomplete-model", value: ["model.safetensors"] });
    expect(existsSync(hub.dir)).toBe(false);
  });
});
