import { rmSync } from "node:fs";
import { join } from "node:path";
import { openCheckpoint, writeSafetensors } from "@tiny-cats/checkpoint/node";
import { normals } from "@tiny-cats/core";
import { createWorkerPool } from "@tiny-cats/core/node";
import { encodePng } from "@tiny-cats/core/png";
import { afterAll, describe, expect, test } from "vitest";
import { languageFolder, languageReport } from "../../testing/language-folder.ts";
import { change, hashOf, parsed, put, rehash } from "../../testing/model-folder.ts";
import { measuredReport, publishedFolder } from "../../testing/published.ts";
import { tinyDitFolder } from "../../testing/tiny-dit-folder.ts";
import { handClassifier, handGenerator, row } from "../../testing/tiny-graphs.ts";
import type { GateName } from "../gate-names.ts";
import { type ValidateGatesOptions, validate } from "../validate.ts";

const pool = createWorkerPool({ workers: 1 });
afterAll(() => pool.dispose());

/** What one gate says of a folder, of the model named where it is of several. */
async function gate(folder: string, name: GateName, options: ValidateGatesOptions & { of?: string } = {}) {
  const { of, ...rest } = options;
  const { results, warnings } = await validate(folder, { only: [name], pool, ...rest });
  const found = results.filter(({ model }) => of === undefined || model === of);
  return { ...found[0], listed: found.length, warnings };
}

/** A file of the manifest, by its path. */
const fileIn = (folder: string, path: string) =>
  parsed(folder, "tiny-cats.json").files.find((file: { path: string }) => file.path === path);

describe("nan-inf", () => {
  test("a NaN in the weights, and an infinity in the graph", async () => {
    const folder = await tinyDitFolder();
    expect(await gate(folder, "nan-inf")).toMatchObject({ passed: true, value: 0 });
    const path = join(folder, "model.safetensors");
    const tensors = new Map();
    await using checkpoint = await openCheckpoint(path);
    for (const [name, tensor] of checkpoint.tensors)
      tensors.set(name, { dtype: tensor.dtype, shape: tensor.shape, data: await tensor.read() });
    tensors.get("pos_embed").data[3] = Number.NaN;
    await writeSafetensors(path, tensors);
    rehash(folder);
    const broken = await gate(folder, "nan-inf");
    expect(broken).toMatchObject({ passed: false, value: 1 });
    expect(broken.message).toBe("NaN or infinite numbers in pos_embed of model.safetensors (1)");

    const graph = handClassifier((g, mean) => g.mul(mean, row(g, "gains", [1, Number.POSITIVE_INFINITY, 2])));
    expect((await gate(graph, "nan-inf")).message).toContain("gains of onnx/model.onnx (1)");
  });
});

describe("trained", () => {
  test("random weights, by their numbers alone", async () => {
    expect(await gate(await tinyDitFolder(), "trained")).toMatchObject({ passed: true, value: 0, threshold: 0.9 });
    const random = await gate(await tinyDitFolder({ learnt: false }), "trained");
    expect(random).toMatchObject({ passed: false, value: 1 });
    expect(random.message).toMatch(/^\d+ of \d+ matrices are random numbers and 0 are constants/);
  });

  test("random matrices beside normalisations that have moved are a warning", async () => {
    const little = await gate(await tinyDitFolder({ learnt: false, norms: true }), "trained");
    expect(little).toMatchObject({ passed: true, value: 1, message: "its normalisations were trained" });
    expect(little.warnings).toEqual(["generator trained: its matrices still look random: it was trained little"]);
  });

  test("random weights of a graph that comes alone", async () => {
    const folder = await tinyDitFolder({ learnt: false });
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.files.splice(1, 1);
    });
    rmSync(join(folder, "model.safetensors"));
    expect((await gate(folder, "trained")).message).toContain("random numbers");
  });

  test("a last layer of zeros, as the architecture tells", async () => {
    const folder = await tinyDitFolder();
    const path = join(folder, "model.safetensors");
    const tensors = new Map();
    await using checkpoint = await openCheckpoint(path);
    for (const [name, tensor] of checkpoint.tensors)
      tensors.set(name, { dtype: tensor.dtype, shape: tensor.shape, data: await tensor.read() });
    tensors.get("final_layer.linear.weight").data.fill(0);
    await writeSafetensors(path, tensors);
    rehash(folder);
    expect((await gate(folder, "trained")).message).toContain("final_layer.linear.weight is zero throughout");
  });

  test("what the manifest says itself, and what it keeps to itself", async () => {
    const folder = await tinyDitFolder();
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.provenance.untrained = true;
    });
    expect((await gate(folder, "trained")).message).toBe("its manifest says that it is untrained: by a formula");
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.provenance = undefined;
    });
    const silent = await gate(folder, "trained");
    expect(silent.passed).toBe(true);
    expect(silent.warnings).toEqual(["generator trained: the manifest does not say where the weights come from"]);
  });
});

describe("onnx-parity", () => {
  test("a graph of other weights", async () => {
    const folder = await tinyDitFolder();
    expect((await gate(folder, "onnx-parity")).value).toBeLessThan(1e-5);
    const other = await tinyDitFolder({ learnt: false });
    await using checkpoint = await openCheckpoint(join(other, "model.safetensors"));
    const tensors = new Map();
    for (const [name, tensor] of checkpoint.tensors)
      tensors.set(name, { dtype: tensor.dtype, shape: tensor.shape, data: await tensor.read() });
    await writeSafetensors(join(folder, "model.safetensors"), tensors);
    rehash(folder);
    const wrong = await gate(folder, "onnx-parity");
    expect(wrong.passed).toBe(false);
    expect(wrong.value).toBeGreaterThan(0.01);
    expect(wrong.message).toMatch(/^velocity of onnx\/model.onnx is off by/);
    expect((await gate(folder, "onnx-parity", { thresholds: { onnx_tolerance: 1 } })).threshold).toBe(1);
  });

  test("weights that are not there", async () => {
    const folder = await tinyDitFolder();
    rmSync(join(folder, "model.safetensors"));
    expect((await gate(folder, "onnx-parity")).message).toContain("which are not here");
    expect(await gate(folder, "onnx-parity", { allowMissing: ["model.safetensors"] })).toMatchObject({
      allowed_because: "model.safetensors is allowed to be missing",
    });
  });

  test("half precision is held to what half precision can do", async () => {
    const folder = await tinyDitFolder();
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.files[0].dtype = "float16";
    });
    expect((await gate(folder, "onnx-parity")).passed).toBe(true);
  });
});

describe("behaviour of classifiers", () => {
  test("one that tells bright from dark passes", async () => {
    const folder = handClassifier((g, mean) => g.mul(mean, row(g, "gains", [8, -8, 0])));
    expect((await gate(folder, "behaviour")).value).toBeCloseTo(2 / 3, 2);
  });

  test.each([
    ["constant, and sure", [9, 0, 0], /nearly the same, at most 0\.?0* apart/],
    ["uniform", [0, 0, 0], /nearly the same/],
  ])("%s", async (_, logits, message) => {
    const folder = handClassifier((g, mean) => g.add(g.mul(mean, 0), row(g, "constant", logits)));
    const result = await gate(folder, "behaviour");
    expect(result).toMatchObject({ passed: false, threshold: 0.05 });
    expect(result.message).toMatch(message);
  });

  test("nearly guessing", async () => {
    const folder = handClassifier((g, mean) => g.mul(mean, row(g, "gains", [0.2, -0.2, 0])));
    const thresholds = { min_answer_spread: 0.001, min_confidence_gain: 0.3 };
    expect((await gate(folder, "behaviour", { thresholds })).message).toMatch(/nearly guesses, at most 0\.0\d+ above/);
  });

  test("NaN", async () => {
    const folder = handClassifier((g, mean) => g.div(g.mul(mean, row(g, "zero", [0, 0, 0])), 0));
    expect((await gate(folder, "behaviour")).message).toMatch(/NaN/);
  });

  test("pictures of the folder are looked at too", async () => {
    const folder = handClassifier((g, mean) => g.mul(mean, row(g, "gains", [8, -8, 0])));
    put(folder, "samples/a.png", await encodePng({ data: new Uint8ClampedArray(64 * 64 * 3), width: 64, height: 64 }));
    expect((await gate(folder, "behaviour")).message).toContain("its answers to 9 pictures");
    put(folder, "samples/b.png", "no picture");
    expect(await gate(folder, "behaviour")).toMatchObject({ passed: false });
  });

  test("pictures too large to be tried", async () => {
    const folder = handClassifier((g, mean) => g.mul(mean, row(g, "gains", [8, -8, 0])));
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.preprocessing.crop.width = 1e9;
      manifest.inputs[0].shape = ["batch", 3, "height", "width"];
    });
    expect((await gate(folder, "behaviour")).message).toContain("a side of 1000000000, where 2048 can be tried");
  });
});

describe("behaviour of generators", () => {
  test("one that goes from noise to a level of the breed's, with some noise left, passes", async () => {
    const folder = handGenerator((g, { noise, time, breed }) => g.sub(g.mul(breed, g.add(time, 1)), g.mul(noise, 0.5)));
    expect(await gate(folder, "behaviour")).toMatchObject({ passed: true });
  });

  test.each<[string, Parameters<typeof handGenerator>[0], RegExp]>([
    ["its velocity is zero", (g, { noise }) => g.mul(noise, 0), /velocity is zero: noise stays what it is/],
    ["it ignores time", (g, { noise, breed }) => g.sub(breed, noise), /does not change with time/],
    ["it ignores its breed", (g, { noise, time }) => g.sub(time, noise), /does not change with the breed/],
    [
      "its drawings ignore its breed",
      (g, { noise, time, breed }) => g.add(g.sub(time, g.mul(noise, 0.5)), g.mul(breed, 0.003)),
      /drawings of two breeds from one noise are the same/,
    ],
    [
      "its drawings ignore the noise",
      // Whatever x is, the last of four Euler steps, at 3/4, ends at the breed's level.
      (g, { noise, time, breed }) => g.div(g.sub(breed, noise), g.sub(1, time)),
      /drawings of one breed from two noises are the same/,
    ],
    ["NaN", (g, { noise }) => g.div(g.mul(noise, 0), 0), /velocity is no more than NaN/],
  ])("%s", async (_, velocity, message) => {
    const result = await gate(handGenerator(velocity), "behaviour");
    expect(result.passed).toBe(false);
    expect(result.message).toMatch(message);
  });

  test("a network that predicts the picture is judged by its picture", async () => {
    // x + (1 - t) v is the breed's level at every time.
    const folder = handGenerator((g, { noise, time, breed }) => g.div(g.sub(breed, noise), g.sub(1, time)), {
      prediction: "sample",
    });
    expect((await gate(folder, "behaviour")).message).toContain("does not change with time");
  });

  test("one breed alone, and inputs of other names", async () => {
    const folder = handGenerator(
      (g, { noise, time, breed }) => g.sub(g.mul(breed, g.add(time, 1)), g.mul(noise, 0.5)),
      {
        drawable: [1],
      },
    );
    expect((await gate(folder, "behaviour")).message).toContain("(it has one)");
    const other = handClassifier((_, mean) => mean);
    put(
      folder,
      "onnx/model.onnx",
      await import("node:fs").then((fs) => fs.readFileSync(join(other, "onnx/model.onnx"))),
    );
    rehash(folder);
    expect((await gate(folder, "behaviour")).message).toBe(
      "the graph takes pixel_values, not noise, timestep and breed",
    );
  });
});

describe("samples-not-noise", () => {
  test("a generator of noise", async () => {
    const folder = handGenerator((g, { noise, time, breed }) => g.mul(g.add(noise, breed), g.mul(time, 0.1)));
    const result = await gate(folder, "samples-not-noise");
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
    const noisy = await gate(folder, "samples-not-noise");
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
    expect((await gate(folder, "samples-not-noise")).message).toMatch(/drawn by another model/);
    const own = {
      ...metadata,
      model: { file: "x", sha256: parsed(at("generator"), "tiny-cats.json").files[0].sha256 },
    };
    put(folder, "samples/generation_metadata.json", { ...own, files: [{ ...own.files[0], sha256: hashOf("x") }] });
    expect((await gate(folder, "samples-not-noise")).message).toMatch(/is not the picture that/);
    put(folder, "samples/generation_metadata.json", own);
    expect((await gate(folder, "samples-not-noise")).message).toMatch(/^1 of 12/);
    put(folder, "samples/Persian_000.png", noise);
    expect((await gate(folder, "samples-not-noise")).message).toMatch(/does not say what drew samples\/Persian/);
  });
});

describe("quantized-size", () => {
  test("none, and one that is too large by the threshold", async () => {
    const folder = publishedFolder({ generator: false });
    expect(await gate(folder, "quantized-size")).toMatchObject({ passed: true, value: 2.518051, threshold: 50 });
    const thresholds = { max_quantized_mb: 2.5 };
    const large = await gate(folder, "quantized-size", { thresholds });
    expect(large).toMatchObject({ passed: false, message: "onnx/model_quantized.onnx has 2.5 MB, not less than 2.5" });
    const bare = handClassifier((_, mean) => mean);
    expect((await gate(bare, "quantized-size")).remedy).toContain("tiny-cats quantize");
    expect(await gate(bare, "quantized-size", { allowMissing: ["onnx/model_quantized.onnx"] })).toMatchObject({
      passed: false,
      allowed_because: "onnx/model_quantized.onnx is allowed to be missing",
    });
  });
});

describe("quantized-loss", () => {
  const PLACE = "reports/classifier.json";

  test("its own gate counts, forced or not; then accuracy; then drawings", async () => {
    const folder = publishedFolder({ generator: false });
    expect(await gate(folder, "quantized-loss")).toMatchObject({ passed: true, value: 0, threshold: 0.005 });
    change(folder, PLACE, (report) => {
      Object.assign(report.gate, { loss: 0.02, passed: false, forced: true });
    });
    expect((await gate(folder, "quantized-loss")).message).toContain("lost 0.020, more than the 0.005 allowed");
    change(folder, PLACE, (report) => {
      report.gate = null;
      report.not_measured.gate = "none was set";
      report.accuracy.breeds = { ...report.accuracy.breeds, original: 0.9, quantized: 0.85, delta: 0.85 - 0.9 };
    });
    const accuracy = await gate(folder, "quantized-loss");
    expect(accuracy).toMatchObject({ passed: false, threshold: 0.01 });
    expect(accuracy.value).toBeCloseTo(0.05, 12);
    change(folder, PLACE, (report) => {
      report.accuracy = null;
      report.not_measured.accuracy = "no pictures";
    });
    expect((await gate(folder, "quantized-loss")).message).toContain("measured neither accuracy nor drawings");
    change(folder, PLACE, (report) => {
      report.drawings = { n: 3, mean_difference: 9, max_difference: 200 };
      report.not_measured.drawings = undefined;
    });
    expect(await gate(folder, "quantized-loss")).toMatchObject({ passed: false, value: 9, threshold: 5 });
  });

  test("a report of another file is none, which is a warning", async () => {
    const folder = publishedFolder({ generator: false });
    change(folder, PLACE, (report) => {
      report.output_sha256 = hashOf("x");
      report.measured.model.sha256 = hashOf("x");
    });
    const result = await gate(folder, "quantized-loss");
    expect(result.warnings).toEqual(["classifier quantized-loss: what the quantized graph has lost was not measured"]);
    expect((await validate(folder, { only: ["quantized-loss"], strict: true, pool })).passed).toBe(false);
    expect(
      (
        await gate(
          handClassifier((_, mean) => mean),
          "quantized-loss",
        )
      ).listed,
    ).toBe(0);
  });
});

describe("cat-accuracy", () => {
  const PLACE = "evaluation/evaluation_report.json";
  const edited = async (edit: Parameters<typeof change>[2]) => {
    const folder = publishedFolder({ generator: false });
    change(folder, PLACE, edit);
    return gate(folder, "cat-accuracy");
  };

  test("a report of another model", async () => {
    const result = await edited((report) => {
      report.measured.model.sha256 = "0123456789ab".padEnd(64, "0");
    });
    expect(result).toMatchObject({ passed: false, value: null });
    expect(result.message).toBe(
      "no file here is the model that was measured in evaluation/evaluation_report.json (sha256 0123456789ab)",
    );
    expect(result.remedy).toContain("tiny-cats eval classifier");
  });

  test("it can't be allowed to be missing then", async () => {
    const folder = publishedFolder({ generator: false });
    change(folder, PLACE, (report) => {
      report.measured.model.sha256 = hashOf("x");
    });
    expect(await gate(folder, "cat-accuracy", { allowMissing: ["cat-accuracy"] })).not.toHaveProperty(
      "allowed_because",
    );
  });

  test.each([
    ["on the pictures of training", { split: "train" }],
    ["on pictures seen in training", { seen_in_training: true }],
    ["on all pictures", { split: "all" }],
  ])("%s", async (_, data) => {
    const result = await edited((report) => Object.assign(report.measured.data, data));
    expect(result.message).toMatch(/not on val or test pictures held out/);
  });

  test("0.97 is not enough, and the worst of several counts", async () => {
    const result = await edited((report) => {
      report.classification.cat_not_cat.accuracy = 0.97;
    });
    expect(result).toMatchObject({ passed: false, value: 0.97, threshold: 0.97 });
    const folder = publishedFolder({ generator: false });
    const worse = measuredReport("classifier/evaluation_report.json");
    worse.classification.cat_not_cat.accuracy = 0.98;
    put(folder, "reports/other.json", worse);
    expect(await gate(folder, "cat-accuracy")).toMatchObject({ passed: true, value: 0.98 });
  });

  test("no cats told from what is none", async () => {
    const result = await edited((report) => {
      report.classification.cat_not_cat = null;
      report.not_measured["classification.cat_not_cat"] = "there is no Other";
    });
    expect(result.message).toContain("does not tell cats from what is none");
  });
});

describe("fid and kid", () => {
  const PLACE = "evaluation/evaluation_report.json";
  const folderWith = (edit: Parameters<typeof change>[2]) => {
    const folder = publishedFolder({ classifier: false });
    change(folder, PLACE, edit);
    return folder;
  };
  const withFid = (fid: number) =>
    folderWith((report) => {
      report.fid = fid;
      report.inception = { name: "InceptionV3", sha256: hashOf("inception") };
      report.not_measured.fid = undefined;
    });

  test("FID goes before KID where it was measured", async () => {
    expect(await gate(withFid(39.9), "fid")).toMatchObject({ passed: true, value: 39.9, threshold: 40 });
    expect((await gate(withFid(39.9), "kid")).listed).toBe(0);
    const high = await gate(withFid(40), "fid");
    expect(high).toMatchObject({ passed: false, value: 40 });
    expect(high.message).toBe("40.00 (evaluation/evaluation_report.json) is not below 40");
  });

  test("KID above its limit", async () => {
    const folder = folderWith((report) => {
      report.kid.mean = 0.301;
    });
    expect(await gate(folder, "kid")).toMatchObject({ passed: false, value: 0.301, threshold: 0.3 });
    expect((await gate(folder, "kid", { thresholds: { max_kid: 0.31 } })).passed).toBe(true);
    expect((await gate(folder, "fid")).listed).toBe(0);
  });

  test("KID of another network, of another model, and without a limit", async () => {
    const other = folderWith((report) => {
      report.extractor.sha256 = hashOf("x");
    });
    expect((await gate(other, "kid")).message).toBe("no report has a KID under the network of its limit, d2b5d5cf0695");
    expect((await gate(other, "kid", { thresholds: { max_kid: 1 } })).passed).toBe(true);
    const stray = folderWith((report) => {
      report.measured.model.sha256 = hashOf("x");
    });
    expect((await gate(stray, "kid")).message).toContain("no file here is the model that was measured in");
    const free = publishedFolder({ classifier: false });
    change(free, "generator/tiny-cats.json", (manifest) => {
      manifest.generation.kid_limit = undefined;
    });
    const unlimited = await gate(free, "kid");
    expect(unlimited.message).toContain("has nothing to be held to");
    expect(unlimited.remedy).toContain("generation.kid_limit");
    const none = folderWith((report) => {
      report.kid = null;
      report.not_measured.kid = "not asked for";
      report.intervals.kid = undefined;
    });
    expect((await gate(none, "kid", { thresholds: { max_kid: 1 } })).message).toContain("neither FID nor KID");
  });
});

describe("cpu-p95", () => {
  test("slow, of another model, on another device, of several at once, or of no whole drawing", async () => {
    const folder = publishedFolder();
    expect(await gate(folder, "cpu-p95", { of: "generator" })).toMatchObject({ passed: true, threshold: 2000 });
    const thresholds = { max_cpu_p95_ms: 222 };
    const slow = await gate(folder, "cpu-p95", { of: "generator", thresholds });
    expect(slow).toMatchObject({ passed: false, value: 222.453695, threshold: 222 });
    const changed = async (edit: Parameters<typeof change>[2]) => {
      const own = publishedFolder();
      change(own, "benchmarks/benchmark_report.json", edit);
      return gate(own, "cpu-p95", { of: "generator" });
    };
    for (const edit of [
      { kind: "graph" },
      { batch_size: 4 },
      { model_info: { name: "x", device: "webgpu", onnx_file: "x.onnx" } },
    ])
      expect((await changed((report) => Object.assign(report, edit))).message).toMatch(
        /is not of whole drawings, one at a time, on a processor/,
      );
    const stray = await changed((report) => Object.assign(report.measured.model, { sha256: hashOf("x") }));
    expect(stray.message).toContain("no file here is the model that was measured in benchmarks/benchmark_report.json");
  });
});

describe("language models", () => {
  test("pass with a perplexity of text that was held out", async () => {
    const folder = await languageFolder();
    const { sha256 } = fileIn(folder, "model.safetensors");
    put(folder, "evaluation/evaluation_report.json", languageReport(sha256, 20));
    const report = await validate(folder, { pool });
    expect(report.errors).toEqual([]);
    expect(report.results.map(({ name }) => name)).toEqual([
      "files",
      "licence",
      "nan-inf",
      "trained",
      "onnx-parity",
      "causality",
      "perplexity",
    ]);
    expect(report.results.at(-1)).toMatchObject({ value: 20, threshold: null });
    expect(await gate(folder, "perplexity", { thresholds: { max_perplexity: 19 } })).toMatchObject({ passed: false });
  });

  test("perplexity that nobody measured, of another model, or of text of the training", async () => {
    const folder = await languageFolder();
    const PLACE = "evaluation/evaluation_report.json";
    expect((await gate(folder, "perplexity")).remedy).toContain("tiny-cats eval lm");
    put(folder, PLACE, languageReport(hashOf("x"), 20));
    expect((await gate(folder, "perplexity")).message).toContain("no file here is the model");
    const { sha256 } = fileIn(folder, "model.safetensors");
    put(folder, PLACE, languageReport(sha256, 20, "train"));
    expect((await gate(folder, "perplexity")).message).toContain("measured on text of its training");
    put(folder, PLACE, languageReport(sha256, null));
    expect((await gate(folder, "perplexity")).message).toContain("has no perplexity");
  });

  test("one that sees the future", async () => {
    const folder = await languageFolder("nanecho-cache.pt");
    const leaky = await gate(folder, "causality");
    expect(leaky).toMatchObject({ passed: false, threshold: 1e-4 });
    expect(leaky.message).toMatch(/it sees the future: later tokens change its logits from token \d+ on/);
    rmSync(join(folder, "onnx"), { recursive: true });
    expect((await gate(folder, "causality")).message).toBe("there is no graph to run");
  });
});
