import { basename, join } from "node:path";
import { preprocessorConfig } from "@tiny-cats/architectures";
import { convertCheckpoint, type Parity, poolRuntime, verifyOnnx } from "@tiny-cats/architectures/node";
import { PLAIN_SAMPLER } from "@tiny-cats/eval/node";
import { writeFileAtomic } from "@tiny-cats/files";
import type { Manifest } from "@tiny-cats/schema";
import { LAYOUT } from "../layout.ts";
import { taskOf } from "../model-kind.ts";
import { besideCheckpoint } from "./beside-checkpoint.ts";
import { type CheckpointFacts, checkpointFacts } from "./checkpoint-facts.ts";
import { classifierConfig } from "./classifier-config.ts";
import { copyHashed } from "./copy-hashed.ts";
import { labelsOf } from "./labels-of.ts";
import { lineageOf } from "./lineage-of.ts";
import type { MadeModel } from "./made-model.ts";
import type { Making } from "./making.ts";
import { originOf } from "./origin-of.ts";
import { ownFields } from "./own-fields.ts";
import { preprocessingOf } from "./preprocessing-of.ts";
import { readJson } from "./read-json.ts";

/** The largest difference of outputs that a graph given by hand may have. */
const TOLERANCE = 1e-4;

/**
 * Makes a classifier's or a generator's files of a checkpoint: weights, configuration and a graph, which may be one that was made elsewhere if it
 * gives the checkpoint's outputs.
 *
 * @throws TinyCatsError "labels-needed", "preprocessing-unsupported", "untrained-model"; what convertCheckpoint and verifyOnnx throw
 */
export async function makePictureModel(
  kind: "classifier" | "generator",
  path: string,
  graph: string | undefined,
  making: Making,
): Promise<MadeModel> {
  const { out, dtype, pool, signal } = making;
  const stop = signal ? { signal } : {};
  const facts = await checkpointFacts(path, making);
  const runtime = poolRuntime(pool);
  const report = await convertCheckpoint(path, out, {
    ...stop,
    to: graph === undefined ? ["safetensors", "onnx"] : ["safetensors"],
    weights: facts.weights,
    runtime,
    ...(dtype && { dtype }),
    onProgress: ({ stage, bytes, total }) => making.onProgress(`writing ${stage}`, bytes, total),
  });
  const made = {
    source: {
      path: basename(report.source.path),
      sha256: report.source.sha256,
      dialect: report.dialect,
      weights: report.weights,
    },
    notes: [...facts.notes, ...report.notes],
  };
  let parity: Parity | undefined = report.parity.find(({ target }) => target === "onnx");
  if (graph !== undefined) {
    const held = await verifyOnnx(graph, {
      ...stop,
      against: path,
      weights: facts.weights,
      tolerance: TOLERANCE,
      runtime,
    });
    await copyHashed(graph, join(out, LAYOUT.graph), stop);
    parity = held.parity;
    made.notes.push(`The graph is ${basename(graph)} as it was given; its outputs were held to the checkpoint's.`);
  }
  const stored = dtype ?? facts.dtype;
  const described =
    kind === "classifier"
      ? await describeClassifier(path, facts, making)
      : await describeGenerator(path, facts, making);
  const listed: MadeModel["files"] = [
    [LAYOUT.graph, "model", dtype ?? "float32"],
    [LAYOUT.weights, "weights", stored],
    ["config.json", "config"],
    ...(kind === "classifier" ? ([["preprocessor_config.json", "preprocessor"]] as MadeModel["files"]) : []),
  ];
  return {
    ...made,
    notes: [...made.notes, ...described.notes],
    facts: {
      ...described.facts,
      task: taskOf(kind),
      architecture: facts.architecture.replaceAll("-", "_"),
      parameters: facts.parameters,
      provenance: { origin: originOf(made.source, facts), untrained: false, ...lineageOf(facts.run) },
    } as MadeModel["facts"],
    ...(parity && { parity: { largest_gap: parity.largest_gap, tolerance: parity.tolerance } }),
    files: listed,
  };
}

interface Described {
  facts: Partial<Manifest>;
  notes: string[];
}

async function describeClassifier(path: string, facts: CheckpointFacts, making: Making): Promise<Described> {
  const { out, dtype, signal } = making;
  const stop = signal ? { signal } : {};
  const { num_labels, image_size } = facts.config as { num_labels: number; image_size: number };
  const { names, note } = await labelsOf(path, num_labels, making);
  const told = await readJson(await besideCheckpoint(path, "preprocessor_config.json"), stop);
  const preprocessing = preprocessingOf(told, image_size);
  const written = (await readJson(join(out, "config.json"), stop)) as Record<string, unknown>;
  const { config, note: form } = classifierConfig(facts.architecture, written, names, dtype ?? facts.dtype);
  await writeJson(join(out, "config.json"), config, stop);
  await writeJson(join(out, "preprocessor_config.json"), preprocessorConfig(preprocessing), stop);
  const usual = "How pictures are prepared is not told: they are prepared as ImageNet's usually are.";
  return {
    facts: { labels: names, preprocessing } as Partial<Manifest>,
    notes: [note, ...(told === undefined ? [usual] : []), ...(form === undefined ? [] : [form])],
  };
}

async function describeGenerator(path: string, facts: CheckpointFacts, making: Making): Promise<Described> {
  const { out, signal } = making;
  const stop = signal ? { signal } : {};
  const dit = facts.config as {
    image_size: number;
    num_classes: number;
    null_class: boolean;
    prediction: "sample" | "velocity";
  };
  const { names, note } = await labelsOf(path, dit.num_classes, making);
  const nullClass = dit.null_class ? names.length : names.length - 1;
  const written = (await readJson(join(out, "config.json"), stop)) as Record<string, unknown>;
  await writeJson(join(out, "config.json"), { ...ownFields(written), id2label: { ...names } }, stop);
  return {
    facts: {
      labels: names,
      generation: {
        image_size: dit.image_size,
        drawable: names.flatMap((name, id) => (name === "Other" || id === nullClass ? [] : [id])),
        null_class: nullClass,
        prediction: dit.prediction,
        sampler: PLAIN_SAMPLER,
      },
    } as Partial<Manifest>,
    notes: [note, "A checkpoint recommends no sampler: the manifest names the embedded generator's."],
  };
}

async function writeJson(path: string, value: unknown, options: { signal?: AbortSignal }): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`, options);
}
