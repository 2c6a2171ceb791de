import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { convertCheckpoint, poolRuntime } from "@tiny-cats/architectures/node";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";
import { besideCheckpoint } from "./beside-checkpoint.ts";
import { checkpointFacts } from "./checkpoint-facts.ts";
import { copyDatasets } from "./copy-datasets.ts";
import { exists } from "./exists.ts";
import { lineageOf } from "./lineage-of.ts";
import type { MadeModel } from "./made-model.ts";
import type { Making } from "./making.ts";
import { originOf } from "./origin-of.ts";

const ROLES: Readonly<Record<string, MadeModel["files"][number][1]>> = {
  "config.json": "config",
  "generation_config.json": "notes",
  "training_metadata.json": "notes",
};

/**
 * Makes a language model's files of a checkpoint: a folder for transformers, and the graph of what is in it. The tokenizer is the one given, else that in the
 * checkpoint's folder; rows of a vocabulary beyond it are cut off.
 *
 * @throws TinyCatsError "untrained-model"; what convertCheckpoint throws, such as "vocabulary-mismatch", "tokenizer-not-found"; "file-missing" of a token
 * set without files
 */
export async function makeLanguageModel(path: string, making: Making): Promise<MadeModel> {
  const { out, dtype, pool, signal } = making;
  const stop = signal ? { signal } : {};
  const facts = await checkpointFacts(path, making);
  const tokenizer = making.tokenizer ?? (await tokenizerBeside(path));
  const runtime = poolRuntime(pool);
  const report = await cutToTokenizer((resizeVocab) =>
    convertCheckpoint(path, out, {
      ...stop,
      to: ["hf"],
      weights: facts.weights,
      runtime,
      resizeVocab,
      ...(dtype && { dtype }),
      ...(tokenizer !== undefined && { tokenizer }),
      onProgress: ({ stage, bytes, total }) => making.onProgress(`writing ${stage}`, bytes, total),
    }),
  );
  // The card takes its place.
  await rm(join(out, LAYOUT.card), { force: true });
  const converted = await convertCheckpoint(out, out, {
    ...stop,
    to: ["onnx"],
    runtime,
    ...(dtype && { dtype }),
    onProgress: ({ stage, bytes, total }) => making.onProgress(`writing ${stage}`, bytes, total),
  });
  const source = {
    path: basename(report.source.path),
    sha256: report.source.sha256,
    dialect: report.dialect,
    weights: report.weights,
  };
  const parity = converted.parity.find(({ target }) => target === "onnx");
  const written = report.files.map(({ path: name }) => name).filter((name) => name !== LAYOUT.card);
  const stored = dtype ?? facts.dtype;
  const listed: MadeModel["files"] = [
    [LAYOUT.graph, "model", dtype ?? "float32"],
    ...written.map((name): MadeModel["files"][number] =>
      name.endsWith(".safetensors") ? [name, "weights", stored] : [name, ROLES[name] ?? "tokenizer"],
    ),
    ...converted.files.flatMap(({ path: name }): MadeModel["files"] =>
      name === LAYOUT.graph ? [] : [[name, "weights", dtype ?? "float32"]],
    ),
  ];
  const data = making.data === undefined ? [] : await copyDatasets(making.data, join(out, LAYOUT.datasets), stop);
  return {
    source,
    notes: [
      ...facts.notes,
      ...report.notes,
      ...(tokenizer === undefined ? ["There is no tokenizer: the model is given token ids."] : []),
      ...(data.length > 0 ? [`Of the data, ${data.join(", ")} are published with it.`] : []),
    ],
    facts: {
      task: "text-generation",
      architecture: facts.architecture,
      parameters: facts.parameters,
      provenance: { origin: originOf(source, facts), untrained: false, ...lineageOf(facts.run) },
    } as MadeModel["facts"],
    ...(parity && { parity: { largest_gap: parity.largest_gap, tolerance: parity.tolerance } }),
    files: listed,
  };
}

async function tokenizerBeside(path: string): Promise<string | undefined> {
  for (const name of ["tokenizer.json", "vocab.json"]) {
    const file = await besideCheckpoint(path, name);
    if (await exists(file)) return dirname(file);
  }
  return undefined;
}

/** A vocabulary that was padded for speed is cut to its tokenizer; one that is too small is refused. */
async function cutToTokenizer<T>(convert: (resizeVocab: boolean) => Promise<T>): Promise<T> {
  try {
    return await convert(false);
  } catch (error) {
    if (!isTinyCatsError(error) || error.code !== "vocabulary-mismatch") throw error;
    const { model, tokenizer } = error.value as { model: number; tokenizer: number };
    if (tokenizer > model) throw error;
    return convert(true);
  }
}
