import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { normals } from "@tiny-cats/core";
import { encodePng } from "@tiny-cats/core/png";
import { describe, expect, test } from "vitest";
import { gateOf } from "../../testing/gate-of.ts";
import { hashOf, parsed, put } from "../../testing/model-folder.ts";
import { publishedFolder } from "../../testing/published.ts";
import { handGenerator } from "../../testing/tiny-graphs.ts";

describe("samples-not-noise", () => {
  test("a generator of noise", async () => {
    const folder = handGenerator((g, { noise, time, breed }) => g.mul(g.add(noise, breed), g.mul(time, 0.1)));
    const result = await gateOf(folder, "samples-not-noise");
    expect(result).toMatchObject({ passed: false, value: 2, threshold: 0 });
    expect(result.message).toMatch(/2 of 2 drawings and 0 samples are noise: a drawing of Abyssinian \(/);
  });

  test("samples of noise, of another model, and others than were written down", { timeout: 120_000 }, async () => {
    const folder = publishedFolder({ classifier: false });
    const at = (path: string) => join(folder, path);
    const random = normals(0, { index: 0, length: 64 * 64 * 3 });
    const data = Uint8ClampedArray.from(random, (value) => 127.5 + 64 * value);
    const noise = await encodePng({ data, width: 64, height: 64 });
    put(folder, "samples/Bengal_000.png", noise);
    const noisy = await gateOf(folder, "samples-not-noise");
    expect(noisy.message).toMatch(/^1 of 12 drawings and 1 samples are noise: samples\/Bengal_000.png/);
    const metadata = {
      schema: "tiny-cats/generation-metadata",
      version: 1,
      checkpoint: "x",
      step: null,
      breeds_generated: [{ breed_idx: 1, breed_name: "Bengal", num_samples: 1 }],
      samples_per_breed: 1,
      output_dir: "samples",
      config: { num_steps: 20, cfg_scale: 2, image_size: 64 },
      seed: 0,
      sampler: parsed(at("generator"), "tiny-cats.json").generation.sampler,
      model: { file: "x", sha256: hashOf("another") },
      runtime: "x",
      files: [{ file: "Bengal_000.png", breed_idx: 1, index: 0, seed: 0, sha256: hashOf(noise) }],
    };
    put(folder, "samples/generation_metadata.json", metadata);
    expect((await gateOf(folder, "samples-not-noise")).message).toMatch(/drawn by another model/);
    const own = {
      ...metadata,
      model: { file: "x", sha256: parsed(at("generator"), "tiny-cats.json").files[0].sha256 },
    };
    put(folder, "samples/generation_metadata.json", { ...own, files: [{ ...own.files[0], sha256: hashOf("x") }] });
    expect((await gateOf(folder, "samples-not-noise")).message).toMatch(/is not the picture that/);
    put(folder, "samples/generation_metadata.json", own);
    expect((await gateOf(folder, "samples-not-noise")).message).toMatch(/^1 of 12/);
    put(folder, "samples/Persian_000.png", noise);
    expect((await gateOf(folder, "samples-not-noise")).message).toMatch(/does not say what drew samples\/Persian/);
    rmSync(at("samples/Persian_000.png"));
    rmSync(at("samples/Bengal_000.png"));
    // Whatever a link leads to is read as a file of bounded size, or not at all.
    symlinkSync(at("nowhere.png"), at("samples/Bengal_000.png"));
    expect((await gateOf(folder, "samples-not-noise")).message).toMatch(/Bengal_000\.png/);
    rmSync(at("samples/Bengal_000.png"));
    symlinkSync("/dev/zero", at("samples/Bengal_000.png"));
    expect((await gateOf(folder, "samples-not-noise")).message).toMatch(/Bengal_000\.png/);
  });
});
