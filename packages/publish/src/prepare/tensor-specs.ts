import { inspectOnnx } from "@tiny-cats/architectures/node";
import type { Manifest } from "@tiny-cats/schema";

/** What a manifest says of a graph's inputs and outputs, as the graph itself has them. Throws as inspectOnnx. */
export async function tensorSpecs(
  graph: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Pick<Manifest, "inputs" | "outputs">> {
  const { inputs, outputs } = await inspectOnnx(graph, signal ? { signal } : {});
  const specs = (values: typeof inputs) =>
    values.map(({ name, dtype, shape = [] }) => ({ name, dtype, shape: [...shape] })) as Manifest["inputs"];
  return { inputs: specs(inputs), outputs: specs(outputs) };
}
