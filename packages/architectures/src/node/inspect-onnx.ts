import { stat } from "node:fs/promises";
import { readOnnxFile } from "./read-onnx-file.ts";

/** A named value of a graph. */
export interface InspectedValue {
  readonly name: string;
  readonly dtype: string;
  /** Sides by number or name; absent where not even the rank is known. */
  readonly shape?: readonly (number | string)[];
}

/** What an ONNX file holds. */
export interface OnnxReport {
  readonly kind: "onnx";
  readonly path: string;
  readonly ir_version: number;
  /** By domain; "" is ONNX itself. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly producer: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly inputs: readonly InspectedValue[];
  readonly outputs: readonly InspectedValue[];
  /** How often each operator is used, the most frequent first. */
  readonly operators: Readonly<Record<string, number>>;
  readonly nodes: number;
  readonly initializers: readonly (InspectedValue & { readonly bytes: number })[];
  readonly parameters: number;
  /** Of the file, without weights beside it. */
  readonly bytes: number;
}

/** Says what an ONNX file holds. Throws as `readModel`, and `file-not-found`, `file-unreadable`. */
export async function inspectOnnx(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<OnnxReport> {
  const { graph, ...model } = await readOnnxFile(path, signal ? { signal } : {});
  const counts = new Map<string, number>();
  for (const { op } of graph.nodes) counts.set(op, (counts.get(op) ?? 0) + 1);
  const initializers = [...graph.initializers].map(([name, { dtype, shape, bytes }]) => ({
    name,
    dtype,
    shape,
    bytes: bytes.length,
  }));
  return {
    kind: "onnx",
    path,
    ir_version: model.irVersion,
    opsets: Object.fromEntries(model.opsets),
    producer: `${model.producer.name} ${model.producer.version}`.trim(),
    metadata: Object.fromEntries(model.metadata),
    inputs: graph.inputs.map(value),
    outputs: graph.outputs.map(value),
    operators: Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))),
    nodes: graph.nodes.length,
    initializers,
    parameters: initializers.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    bytes: (await stat(path)).size,
  };
}

function value({ name, type }: { name: string; type: { dtype: string; shape?: readonly unknown[] } }): InspectedValue {
  const shape = type.shape?.map((side) => (typeof side === "number" ? side : String(side)));
  return { name, dtype: type.dtype, ...(shape && { shape }) };
}
