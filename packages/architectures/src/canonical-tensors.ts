import { findDuplicates, type TensorSource } from "@tiny-cats/checkpoint";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Detected } from "./detect.ts";
import type { KeyPair, WeightsKind } from "./dialect.ts";
import { noSuchWeights } from "./errors.ts";
import { reshapeSource } from "./reshape-source.ts";
import { refuseDifference, tensorDifference } from "./tensor-difference.ts";
import { transposeSource } from "./transpose-source.ts";
import type { NamedSources } from "./weights.ts";
import { zerosSource } from "./zeros-source.ts";

/** How tensors are looked up. */
export interface CanonicalOptions {
  /** Which weights are wanted; must be told where a file has both. */
  readonly weights?: WeightsKind;
  readonly signal?: AbortSignal;
}

/**
 * A file's tensors under the architecture's own names, in its order and with its shapes, to be read when they are needed. Strict: nothing
 * may be missing, unknown or of another shape.
 *
 * Throws `tensor-mismatch` with the whole difference (a `TensorDifference`, in canonical names where there are any), `weights-not-chosen`,
 * `no-such-weights`, `tied-tensors-differ`; what reading throws.
 */
export async function canonicalTensors(
  found: Detected,
  { weights, signal }: CanonicalOptions = {},
): Promise<NamedSources> {
  const { architecture, dialect, config } = found;
  const rest = new Map<string, TensorSource>(chosen(found, weights).tensors);
  const table = architecture.tensors(config);
  const tensors = new Map<string, TensorSource>();
  const pairs = dialect.keys(config);
  for (const pair of pairs) {
    const { canonical, name, absent, tied } = pair;
    if (tied) continue;
    const source = rest.get(name);
    rest.delete(name);
    if (source) tensors.set(canonical, toCanonical(source, pair, table.get(canonical)?.shape));
    else if (absent) {
      const dtype = [...tensors.values()][0]?.dtype ?? "f32";
      tensors.set(canonical, zerosSource(dtype, table.get(canonical)!.shape));
    }
  }
  for (const { canonical, name, tied } of pairs) {
    const twin = rest.get(name);
    if (!tied || !twin) continue;
    rest.delete(name);
    const groups = tensors.has(canonical)
      ? await findDuplicates(
          [
            [canonical, tensors.get(canonical)!],
            [name, twin],
          ],
          { signal },
        )
      : [];
    if (groups.length === 0) throw tiedTensorsDiffer(name, canonical);
  }
  for (const name of rest.keys()) if (dialect.ignores?.(name)) rest.delete(name);
  const ordered = new Map([...table.keys()].flatMap((name) => (tensors.has(name) ? [[name, tensors.get(name)!]] : [])));
  refuseDifference(architecture.title, tensorDifference(table, new Map([...ordered, ...rest])));
  return ordered;
}

/** Left as it is where it does not fit, so that the difference shows what the file has. */
function toCanonical(source: TensorSource, { transposed, shape }: KeyPair, wanted: readonly number[] | undefined) {
  if (transposed) return source.shape.length === 2 ? transposeSource(source) : source;
  return shape && wanted && String(source.shape) === String(shape) ? reshapeSource(source, wanted) : source;
}

function chosen({ states, weights: there }: Detected, wanted: WeightsKind | undefined) {
  if (wanted === undefined && there.length > 1) {
    throw new TinyCatsError("weights-not-chosen", "the file holds raw and EMA weights", {
      value: there,
      remedy: 'choose "raw" or "ema"; the EMA weights are usually the better ones',
    });
  }
  const state = states[wanted ?? there[0]];
  if (state) return state;
  throw noSuchWeights(wanted!, there);
}

function tiedTensorsDiffer(name: string, canonical: string): TinyCatsError {
  return new TinyCatsError("tied-tensors-differ", `${name} is not equal to ${canonical}, with which it is tied`, {
    value: [name, canonical],
    remedy: "the model has an untied head: say so in its configuration, if its architecture can",
  });
}
