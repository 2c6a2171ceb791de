import { interpretAsync, type Model } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { largestGap } from "../largest-gap.ts";
import type { OnnxRuntime } from "./onnx-runtime.ts";
import { parityFailed } from "./parity-failed.ts";
import { type SampleInputs, sampleInputs } from "./sample-inputs.ts";

/** How near a file comes to its checkpoint. */
export interface Parity {
  /** What was compared: "velocity" of a graph, or "every bit" of tensors. */
  readonly compared: string;
  /** What the file was compared with, and what ran it. */
  readonly with: string;
  /** The largest difference, relative to the largest number of that output. */
  readonly largest_gap: number;
  readonly tolerance: number;
}

/**
 * Runs an ONNX file and the graph that it should be on the same fixed inputs, the latter in the float64 interpreter, and compares every output.
 *
 * @param file the graph that the path holds; runs unless a runtime is given.
 *
 * Throws `parity-failed` over the tolerance, `graph-mismatch` where inputs or outputs have other names or types; what running throws.
 */
export async function onnxParity(
  path: string,
  file: Model,
  reference: Model,
  config: unknown,
  { tolerance, runtime, signal }: { tolerance: number; runtime?: OnnxRuntime; signal?: AbortSignal },
): Promise<Parity> {
  const options = signal ? { signal } : {};
  for (const side of ["inputs", "outputs"] as const) requireSame(side, file, reference);
  const inputs = sampleInputs(reference, config);
  // A runtime may have threads of its own, beside which the interpreter runs.
  const [found, expected] = await Promise.all([
    runtime ? runtime.run(path, inputs, options) : interpreted(file, inputs, options),
    interpretAsync(reference, inputs, options),
  ]);
  signal?.throwIfAborted();
  let largest = 0;
  for (const [name, { data }] of Object.entries(expected)) {
    const own = largestGap(found[name] ?? [], data);
    if (!(own <= tolerance)) {
      const answers = `${name} of ${path} is off by ${own.toPrecision(3)} of its largest number, more than ${tolerance}`;
      throw parityFailed(answers, { output: name, gap: own, tolerance });
    }
    largest = Math.max(largest, own);
  }
  return {
    compared: Object.keys(expected).join(", "),
    with: `the checkpoint's graph in the float64 interpreter; the file ran in ${runtime?.name ?? "the same"}`,
    largest_gap: largest,
    tolerance,
  };
}

async function interpreted(file: Model, inputs: SampleInputs, options: { signal?: AbortSignal }) {
  const outputs = await interpretAsync(file, inputs, options);
  return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data]));
}

function requireSame(side: "inputs" | "outputs", file: Model, reference: Model): void {
  const list = ({ graph }: Model) => graph[side].map(({ name, type }) => `${name} ${type.dtype}`).sort();
  const [found, expected] = [list(file), list(reference)];
  if (String(found) === String(expected)) return;
  throw new TinyCatsError("graph-mismatch", `the graph's ${side} are ${found.join(", ")}, not ${expected.join(", ")}`, {
    value: found,
    remedy:
      "compare a graph with the checkpoint that it was made from; one of another program may name its values otherwise",
  });
}
