import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { TensorTable } from "./architecture.ts";
import { isFloat } from "./is-float.ts";

/** How tensors differ from a table; every list is empty where they are as they must be. */
export interface TensorDifference {
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
  readonly shapes: readonly { name: string; expected: readonly number[]; found: readonly number[] }[];
  readonly dtypes: readonly { name: string; expected: string; found: string }[];
}

/** Holds tensors to a table. */
export function tensorDifference(
  table: TensorTable,
  tensors: ReadonlyMap<string, { readonly shape: readonly number[]; readonly dtype: string }>,
): TensorDifference {
  const difference = {
    missing: [...table].filter(([name, { optional }]) => !optional && !tensors.has(name)).map(([name]) => name),
    unknown: [...tensors.keys()].filter((name) => !table.has(name)),
    shapes: [] as { name: string; expected: readonly number[]; found: readonly number[] }[],
    dtypes: [] as { name: string; expected: string; found: string }[],
  };
  for (const [name, { shape: found, dtype }] of tensors) {
    const spec = table.get(name);
    if (!spec) continue;
    const { shape: expected } = spec;
    if (expected.length !== found.length || expected.some((side, i) => side !== found[i]))
      difference.shapes.push({ name, expected, found });
    const isRight = spec.dtype ? dtype === spec.dtype : isFloat(dtype);
    if (!isRight) difference.dtypes.push({ name, expected: spec.dtype ?? "a floating point type", found: dtype });
  }
  return difference;
}

/** Throws `tensor-mismatch` with the whole difference unless there is none. */
export function refuseDifference(title: string, difference: TensorDifference): void {
  const { missing, unknown, shapes, dtypes } = difference;
  const parts = [
    said("missing", missing),
    said("unknown", unknown),
    said(
      "of another shape",
      shapes.map(({ name, expected, found }) => `${name} [${found}] instead of [${expected}]`),
    ),
    said(
      "of another type",
      dtypes.map(({ name, expected, found }) => `${name} ${found} instead of ${expected}`),
    ),
  ].filter((part) => part !== "");
  if (parts.length === 0) return;
  throw new TinyCatsError("tensor-mismatch", `these are not the tensors of this ${title}: ${parts.join("; ")}`, {
    value: difference,
    remedy: "give the whole weights of one model with the configuration they were made with",
  });
}

function said(what: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const shown = names.slice(0, 5).join(", ");
  return `${names.length} ${what}: ${shown}${names.length > 5 ? ", ..." : ""}`;
}
