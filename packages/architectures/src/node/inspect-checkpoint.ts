import { type Dtype, findDuplicates, type Statistics, statistics, tiedTensors } from "@tiny-cats/checkpoint";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { detect } from "../detect.ts";
import { stateDicts } from "../state-dicts.ts";
import { configOf } from "./config-of.ts";
import { findWeights } from "./find-weights.ts";
import { outline } from "./outline.ts";
import { plainFloats } from "./plain-floats.ts";

export interface InspectOptions {
  /** A parsed config.json, where the file alone does not tell the model. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Whether every number is read, for statistics and duplicates; by default where the tensors have 256 MB at most. */
  readonly statistics?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/** One tensor of a file. */
export interface InspectedTensor {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly bytes: number;
  readonly statistics?: Statistics;
}

/** What a checkpoint holds. */
export interface CheckpointReport {
  readonly kind: "checkpoint";
  readonly path: string;
  readonly format: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** The model, where it is one of the architectures. */
  readonly model?: {
    readonly architecture: string;
    readonly dialect: string;
    readonly title: string;
    readonly weights: readonly string[];
    readonly config: unknown;
    readonly notes: readonly string[];
    readonly untrained?: string;
  };
  /** Why it is none of them. */
  readonly unknown?: { readonly code: string; readonly message: string; readonly remedy: string };
  /** State dicts, under which key, and how many tensors each has. */
  readonly states: readonly { readonly key: string; readonly kind: string; readonly tensors: number }[];
  /** Everything in the file but tensors, cut where it is long. */
  readonly tree: unknown;
  readonly tensors: readonly InspectedTensor[];
  readonly bytes: number;
  /** Names that are one and the same tensor. */
  readonly ties: readonly (readonly string[])[];
  /** Names whose bytes are equal; only with statistics. */
  readonly duplicates?: readonly (readonly string[])[];
  /** Tensors with NaN or infinities; only with statistics. */
  readonly not_finite?: readonly string[];
}

/** Up to this size everything is read unless told otherwise. */
const SMALL = 256_000_000;

/** Says what a checkpoint holds, whether or not it is of a known architecture. Throws as `openCheckpoint`, and what reading throws. */
export async function inspectCheckpoint(given: string, options: InspectOptions = {}): Promise<CheckpointReport> {
  const { signal, onProgress } = options;
  const stop = signal ? { signal } : {};
  const { path, place, notes } = await findWeights(given, stop);
  await using checkpoint = await openCheckpoint(path, { exactFloats: true, ...stop });
  const { format, metadata, tensors } = checkpoint;
  const file = { value: plainFloats(checkpoint.value), metadata };
  const bytes = [...tensors.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const reads = options.statistics ?? bytes <= SMALL;
  const list: InspectedTensor[] = [];
  for (const [name, tensor] of tensors) {
    signal?.throwIfAborted();
    const { dtype, shape, byteLength } = tensor;
    const told = reads && !/^c/.test(dtype) ? { statistics: await statistics(tensor, stop) } : {};
    list.push({ name, dtype, shape, bytes: byteLength, ...told });
    onProgress?.({ done: list.length, total: tensors.size });
  }
  return {
    kind: "checkpoint",
    path,
    format,
    metadata: Object.fromEntries(metadata),
    ...modelOf(file, await configOf(path, metadata, options.config), { notes, ...(place && { weights: place.there }) }),
    states: stateDicts(file).map(({ key, kind, tensors: { size } }) => ({ key, kind, tensors: size })),
    tree: outline(file.value),
    tensors: list,
    bytes,
    ties: tiedTensors(tensors),
    ...(reads && {
      duplicates: await findDuplicates(tensors, stop),
      not_finite: list.flatMap(({ name, statistics: s }) => (s && s.nan + s.infinite > 0 ? [name] : [])),
    }),
  };
}

function modelOf(
  file: Parameters<typeof detect>[0],
  config: Readonly<Record<string, unknown>> | undefined,
  place: { readonly weights?: readonly string[]; readonly notes: readonly string[] },
): Pick<CheckpointReport, "model" | "unknown"> {
  try {
    const { architecture, dialect, ...found } = detect(file, config ? { config } : {});
    return {
      model: {
        architecture: architecture.name,
        dialect: dialect.name,
        title: dialect.title,
        weights: place.weights ?? found.weights,
        config: found.config,
        notes: [...place.notes, ...found.notes],
        ...(found.untrained !== undefined && { untrained: found.untrained }),
      },
    };
  } catch (error) {
    if (!isTinyCatsError(error)) throw error;
    const { code, message, remedy } = error;
    return { unknown: { code, message, remedy } };
  }
}
