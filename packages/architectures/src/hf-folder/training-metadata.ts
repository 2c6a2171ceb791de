import { castTensor, type PyValue, type TensorRef } from "@tiny-cats/checkpoint";
import { plainDict, plainValue } from "../plain-value.ts";

/** training_metadata.json: what a checkpoint says of its training, by the names of NanEcho's CheckpointMetadata; null where it does not say. */
export interface TrainingMetadata {
  readonly checkpoint_id: string | null;
  readonly created_at: string | null;
  readonly iteration: number | null;
  readonly epoch: number | null;
  readonly train_loss: number | null;
  readonly val_loss: number | null;
  readonly learning_rate: number | null;
  readonly model_config: Readonly<Record<string, unknown>>;
  readonly training_config: Readonly<Record<string, unknown>>;
  readonly data_config: Readonly<Record<string, unknown>>;
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly parent_checkpoint: string | null;
  readonly notes: string | null;
  readonly file_size_mb: number | null;
  readonly quality_score: number | null;
}

/** Collects it from the root of a checkpoint of nanoGPT or NanEcho, or from a parsed training_metadata.json. */
export async function trainingMetadata(
  root: PyValue | Readonly<Record<string, unknown>> | undefined,
  { signal }: { signal?: AbortSignal } = {},
): Promise<TrainingMetadata> {
  const top = root instanceof Map ? await withNumbers(root, signal) : asRecord(root);
  const said = { ...top, ...asRecord(top.metadata) };
  const text = (...keys: string[]) => first(said, keys, (value) => typeof value === "string");
  const number = (...keys: string[]) =>
    first(said, keys, (value) => typeof value === "number" && Number.isFinite(value));
  const dict = (...keys: string[]) => first(said, keys, isRecord);
  const trainer = asRecord(said.model_args ? said.config : undefined);
  return {
    checkpoint_id: text("checkpoint_id") as string | null,
    created_at: text("created_at", "timestamp", "exported_at") as string | null,
    iteration: number("iteration", "iter_num", "current_iteration") as number | null,
    epoch: number("epoch") as number | null,
    train_loss: number("train_loss") as number | null,
    val_loss: number("val_loss") as number | null,
    learning_rate: (number("learning_rate") ?? first(trainer, ["learning_rate"], Number.isFinite)) as number | null,
    model_config: asRecord(dict("model_config", "model_args", "config")),
    training_config: asRecord(dict("training_config", "training_run_config") ?? trainer),
    data_config: asRecord(dict("data_config")),
    metrics: {
      ...asRecord(dict("metrics")),
      ...("best_val_loss" in said && { best_val_loss: number("best_val_loss") }),
    },
    tags: Array.isArray(said.tags) ? said.tags.filter((tag) => typeof tag === "string") : [],
    parent_checkpoint: text("parent_checkpoint") as string | null,
    notes: text("notes") as string | null,
    file_size_mb: number("file_size_mb") as number | null,
    quality_score: number("quality_score") as number | null,
  };
}

/** nanoGPT's best_val_loss is a tensor of one number. */
async function withNumbers(root: ReadonlyMap<PyValue, PyValue>, signal: AbortSignal | undefined) {
  const top = plainDict(new Map([...root].filter(([, value]) => plainValue(value) !== undefined)));
  for (const [key, value] of root) {
    if (typeof key !== "string" || !isScalar(value)) continue;
    const options = signal ? { signal } : {};
    for await (const bytes of castTensor(value, "f64").chunks(options)) {
      top[key] = new Float64Array(bytes.slice().buffer)[0];
    }
  }
  return top;
}

function isScalar(value: PyValue): value is TensorRef {
  const tensor = value as TensorRef | null;
  return (
    typeof tensor === "object" && tensor?.kind === "tensor" && tensor.shape.length === 0 && !/^c/.test(tensor.dtype)
  );
}

function first(said: Record<string, unknown>, keys: readonly string[], is: (value: unknown) => boolean): unknown {
  const key = keys.find((name) => Object.hasOwn(said, name) && is(said[name]));
  return key === undefined ? null : said[key];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asRecord(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
