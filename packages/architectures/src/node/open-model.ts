import { join } from "node:path";
import type { Checkpoint } from "@tiny-cats/checkpoint";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { readJsonBounded } from "@tiny-cats/files";
import type { Architecture } from "../architecture.ts";
import { canonicalTensors } from "../canonical-tensors.ts";
import { type Detected, detect } from "../detect.ts";
import type { Dialect, WeightsKind } from "../dialect.ts";
import { findUntrained } from "../find-untrained.ts";
import { NANECHO_EXTRAS_FILE } from "../hf-folder/hf-folder.ts";
import { type ReadHfFolder, readHfFolder } from "../hf-folder/read-hf-folder.ts";
import { type TrainingMetadata, trainingMetadata } from "../hf-folder/training-metadata.ts";
import { nanEcho } from "../nanecho/nanecho.ts";
import type { NamedSources } from "../weights.ts";
import { configOf } from "./config-of.ts";
import { findWeights } from "./find-weights.ts";
import type { TrainingRun } from "./found-weights.ts";
import { isThere } from "./is-there.ts";
import { plainFloats } from "./plain-floats.ts";

/** More than any training_metadata.json has. */
const MOST = 2 ** 24;

const BEGUN = "The training saved them before its first update.";

/** How a model's file is opened. */
export interface OpenModelOptions {
  /** A parsed config.json; its fields go before those of the config.json beside the file and of its metadata. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Which weights are wanted; must be told where a file has both, and is the average where a training's folder has. */
  readonly weights?: WeightsKind;
  readonly signal?: AbortSignal;
}

/** A model in a file or a folder, ready to be read; closed with its scope. */
export interface OpenModel extends AsyncDisposable {
  /** The file that holds the weights. */
  readonly path: string;
  readonly checkpoint: Checkpoint;
  readonly architecture: Architecture;
  /** As the file is laid out. */
  readonly dialect: Dialect;
  readonly config: unknown;
  /** The config.json that it was read with, whose other fields (labels, say) a copy should keep; empty where there was none. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly weights: WeightsKind;
  /** Canonical, read when they are needed. */
  readonly tensors: NamedSources;
  readonly training: TrainingMetadata;
  /** What the training says of itself, where weights are read from its folder. */
  readonly run?: TrainingRun;
  readonly notes: readonly string[];
  /** Why the weights can't have been trained, if file or weights say so. */
  readonly untrained?: string;
}

/**
 * Opens a checkpoint, or a folder in Hugging Face's layout, as the model it holds: the GPT-2 of such a folder, or the NanEcho it is the core of. A
 * training's folder is what it exported to `final`, else its best checkpoint, else its newest; of checkpoints the average is taken.
 *
 * Throws as `readTrainingCheckpoint`, `openCheckpoint`, `detect`, `canonicalTensors`, `readHfFolder` and `findUntrained` do.
 */
export async function openModel(
  given: string,
  { config: told, weights, signal }: OpenModelOptions = {},
): Promise<OpenModel> {
  const options = signal ? { signal } : {};
  const { path, place, run, notes } = await findWeights(given, { ...(weights && { weights }), ...options });
  const open: Checkpoint[] = [];
  const close = async () => {
    for (const checkpoint of open) await checkpoint.close();
  };
  const opened = async (file: string) => {
    const checkpoint = await openCheckpoint(file, { exactFloats: true, ...options });
    open.push(checkpoint);
    return checkpoint;
  };
  try {
    const checkpoint = await opened(path);
    const file = { value: plainFloats(checkpoint.value), metadata: checkpoint.metadata };
    const config = await configOf(path, checkpoint.metadata, told);
    const found = detect(file, config ? { config } : {});
    const kind = place?.chosen ?? weights ?? found.weights[0];
    const within = place ? {} : { ...(weights && { weights }) };
    const side = join(path, "..", NANECHO_EXTRAS_FILE);
    const inFolder = config && found.architecture.name === "gpt2" && found.dialect.name.startsWith("huggingface");
    const read = inFolder
      ? await readHfFolder(
          { config, weights: file, ...((await isThere(side)) && { extras: await opened(side) }) },
          options,
        )
      : undefined;
    const model = read
      ? fromFolder(found, read)
      : { ...found, tensors: await canonicalTensors(found, { ...options, ...within }) };
    const marked = [
      file.metadata.get("untrained"),
      config?.untrained,
      rootOf(file.value).get("untrained"),
      run?.step === 0 && run.parent === null ? BEGUN : undefined,
    ];
    const said = model.untrained ?? marked.find((mark): mark is string => typeof mark === "string");
    const untrained = await findUntrained(
      { ...model, ...(said !== undefined && { untrained: said }) },
      model.tensors,
      options,
    );
    return {
      path,
      checkpoint,
      architecture: model.architecture,
      dialect: found.dialect,
      config: model.config,
      // That of a core would describe the whole wrongly.
      told: model.architecture === found.architecture ? (config ?? {}) : {},
      weights: kind,
      tensors: model.tensors,
      training: await trainingMetadata(run?.record ?? (read ? await recorded(path) : file.value), options),
      ...(run && { run }),
      notes: [...notes, ...model.notes],
      ...(untrained !== undefined && { untrained }),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function fromFolder(found: Detected, { config, tensors, nanEcho: whole, notes }: ReadHfFolder) {
  if (!whole) return { ...found, config, tensors, notes };
  const joined = [...notes, "The folder holds a NanEcho's core and its extras: the whole was joined."];
  return { ...found, architecture: nanEcho as Architecture, ...whole, notes: joined };
}

/** What a folder keeps of the training of the checkpoint that it was made from. */
async function recorded(path: string): Promise<Record<string, unknown> | undefined> {
  const file = join(path, "..", "training_metadata.json");
  return (await isThere(file))
    ? ((await readJsonBounded(file, { maxBytes: MOST })) as Record<string, unknown>)
    : undefined;
}

function rootOf(value: unknown): ReadonlyMap<unknown, unknown> {
  return value instanceof Map ? value : new Map();
}
