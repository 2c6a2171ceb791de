import type { Checkpoint, PyValue, TensorRef } from "@tiny-cats/checkpoint";
import type { WeightsKind } from "./dialect.ts";

/** Tensors by name as they stand in a file. */
export interface StateDict {
  readonly kind: WeightsKind;
  /** The key it stands under; "" where it is the whole file. */
  readonly key: string;
  readonly tensors: ReadonlyMap<string, TensorRef>;
  /** Prefixes that every name had, and that were taken off: "module.", "_orig_mod.". */
  readonly stripped: readonly string[];
}

/** Keys that trainers put weights under, those of the seeds and of the usual tools. */
const KEYS: Readonly<Record<WeightsKind, readonly string[]>> = {
  raw: ["model_state_dict", "model", "model_state", "state_dict"],
  ema: ["ema_shadow_params", "ema_params", "ema_state_dict", "model_ema", "ema", "shadow_params"],
};

/** What DistributedDataParallel and torch.compile put before every name. */
const PREFIXES = ["module.", "_orig_mod."];

/** The state dicts of a file, raw ones first: the file itself where it is nothing but tensors, else what stands under the usual keys. */
export function stateDicts({ value }: Pick<Checkpoint, "value">): StateDict[] {
  if (!(value instanceof Map)) return [];
  const whole = stateDict("raw", "", value);
  if (whole) return [whole];
  return (["raw", "ema"] as const).flatMap((kind) =>
    KEYS[kind].flatMap((key) => stateDict(kind, key, value.get(key)) ?? []),
  );
}

function stateDict(kind: WeightsKind, key: string, value: PyValue | undefined): StateDict | undefined {
  if (!(value instanceof Map) || value.size === 0) return undefined;
  for (const [name, item] of value) if (typeof name !== "string" || !isTensor(item)) return undefined;
  let tensors = value as ReadonlyMap<string, TensorRef>;
  const stripped: string[] = [];
  for (let prefix = commonPrefix(tensors); prefix; prefix = commonPrefix(tensors)) {
    const { length } = prefix;
    tensors = new Map([...tensors].map(([name, tensor]) => [name.slice(length), tensor]));
    stripped.push(prefix);
  }
  return { kind, key, tensors, stripped };
}

function isTensor(value: PyValue): value is TensorRef {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "tensor";
}

function commonPrefix(tensors: ReadonlyMap<string, unknown>): string | undefined {
  return PREFIXES.find((prefix) => [...tensors.keys()].every((name) => name.startsWith(prefix)));
}
