import { TinyCatsError } from "@tiny-cats/schema/errors";
import { bytesOf, isDType } from "./dtypes.ts";
import type { DeclaredInput, InputSpec, Shapes } from "./input-spec.ts";

/** What a graph's inputs are for any batch. */
export interface ResolvedInputs {
  /** The batch that the graph is made for, where its sides leave no other. */
  fixedBatch: number | undefined;
  /** The inputs of a batch. @throws TinyCatsError "inputs-too-large" */
  at(batch: number): InputSpec[];
}

type Side = number | "batch";

const MOST_BYTES = 2 ** 30;
const MOST_AXES = 32;

/**
 * Every side of a graph's inputs: declared, or given in `shapes`, or the batch. A batch axis is a first axis without a number: the first
 * such axis's name, wherever it stands, and first axes that have no name.
 *
 * @throws TinyCatsError "shape-needed" where a side is neither, "invalid-shape", "unknown-input", "unsupported-input"
 */
export function resolveInputs(declared: readonly DeclaredInput[], shapes: Shapes = {}): ResolvedInputs {
  for (const name of Object.keys(shapes))
    if (!declared.some((input) => input.name === name)) throw unknown(name, declared);
  const symbol = declared.map(({ dims }) => dims?.[0]).find((side) => typeof side === "string" && side !== "");
  const resolved = declared.map((input) => {
    const { name, dtype } = input;
    if (dtype === undefined || !isDType(dtype)) throw unsupported(name, dtype);
    const given = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    return { name, dtype, sides: sidesOf(input, given, symbol) };
  });
  const anyBatch = resolved.some(({ sides }) => sides.includes("batch"));
  const first = resolved[0]?.sides[0];
  return {
    fixedBatch: anyBatch ? undefined : typeof first === "number" ? first : 1,
    at(batch) {
      const made = resolved.map(({ name, dtype, sides }) => ({
        name,
        dtype,
        dims: sides.map((side) => (side === "batch" ? batch : side)),
      }));
      const bytes = made.reduce((sum, { dtype, dims }) => sum + bytesOf(dtype) * dims.reduce((a, b) => a * b, 1), 0);
      if (bytes <= MOST_BYTES) return made;
      throw new TinyCatsError("inputs-too-large", `the inputs of a batch of ${batch} take ${bytes} bytes`, {
        value: bytes,
        remedy: `give smaller sides or batches: inputs may take ${MOST_BYTES} bytes`,
      });
    },
  };
}

function sidesOf(
  { name, dims: declared }: DeclaredInput,
  given: readonly (number | string)[] | undefined,
  symbol: number | string | undefined,
): Side[] {
  if (!declared && !given) throw needed(name, "of which not even the rank is known", undefined);
  const dims = declared ?? given!.map(() => -1);
  if (given && (given.length !== dims.length || given.length > MOST_AXES)) throw invalid(name, given, dims);
  const sides = dims.map((side, axis): Side | undefined => {
    const told = given?.[axis];
    const fixed = typeof side === "number" && side > 0;
    if (fixed) {
      if (told !== undefined && told !== side) throw invalid(name, given!, dims);
      return side;
    }
    const named = typeof side === "string" && side !== "";
    if (named ? side === symbol : axis === 0) {
      if (told !== undefined && typeof told === "number" && told !== 1) throw atBatch(name, told);
      return "batch";
    }
    if (told === undefined) return undefined;
    if (typeof told !== "number" || !Number.isSafeInteger(told) || told < 1) throw invalid(name, given!, dims);
    return told;
  });
  const open = dims.filter((_, axis) => sides[axis] === undefined);
  if (open.length > 0) throw needed(name, `whose sides ${open.map(quoted).join(", ")} may be any`, dims);
  return sides as Side[];
}

function quoted(side: number | string): string {
  return typeof side === "string" && side !== "" ? JSON.stringify(side) : "without a name";
}

function needed(name: string, what: string, dims: unknown): TinyCatsError {
  return new TinyCatsError("shape-needed", `the graph has an input ${JSON.stringify(name)} ${what}`, {
    value: dims,
    remedy: `say its sides: shapes: { ${JSON.stringify(name)}: [1, ...] }, or --shape ${name}=1,...`,
  });
}

function invalid(name: string, given: readonly unknown[], dims: readonly unknown[]): TinyCatsError {
  return new TinyCatsError(
    "invalid-shape",
    `[${given.join(", ")}] is no shape for the input ${JSON.stringify(name)}, declared as [${dims.join(", ")}]`,
    { value: given, remedy: "give a whole number of at least 1 for each side that the graph leaves open" },
  );
}

function atBatch(name: string, told: number): TinyCatsError {
  return new TinyCatsError("invalid-shape", `the batch of the input ${JSON.stringify(name)} was given as ${told}`, {
    value: told,
    remedy: "give 1 there; batch sizes are an option of their own",
  });
}

function unknown(name: string, declared: readonly DeclaredInput[]): TinyCatsError {
  const names = declared.map((input) => input.name).join(", ");
  return new TinyCatsError("unknown-input", `the graph has no input ${JSON.stringify(name)}`, {
    value: name,
    remedy: names === "" ? "it has none at all: leave the shape out" : `name one of ${names}`,
  });
}

function unsupported(name: string, dtype: string | undefined): TinyCatsError {
  return new TinyCatsError(
    "unsupported-input",
    `the input ${JSON.stringify(name)} is ${dtype === undefined ? "of a type that the runtime does not tell" : dtype}`,
    { value: dtype, remedy: "only tensors of numbers and bools can be made up; use onnxruntime 1.22 or newer" },
  );
}
