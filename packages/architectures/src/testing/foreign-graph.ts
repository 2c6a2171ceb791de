import { type Model, makeTensor, type Node, removeUnused, tensorValues } from "@tiny-cats/onnx";

/**
 * A graph as another program would have written it: its input is `data`, weights have numbers for names, linear layers hold theirs the other way round, and
 * nodes stand in another order in which they can run. Outputs other than those named are left away.
 */
export function foreignGraph(
  model: Model,
  outputs: Readonly<Record<string, string>>,
  { lastFirst = true } = {},
): Model {
  const { graph } = model;
  const names = new Map([...graph.initializers.keys()].map((name, i) => [name, `${i}.w`]));
  names.set("pixel_values", "data");
  for (const [name, other] of Object.entries(outputs)) names.set(name, other);
  const turned = new Set(graph.nodes.filter(({ op }) => op === "Gemm").map(({ inputs }) => inputs[1]));
  const name = (old: string) => names.get(old) ?? old;
  const nodes = graph.nodes.map(
    (node): Node => ({
      ...node,
      inputs: node.inputs.map(name),
      outputs: node.outputs.map(name),
      ...(node.op === "Gemm" && { attributes: new Map() }),
    }),
  );
  return removeUnused({
    ...model,
    metadata: new Map(),
    graph: {
      ...graph,
      nodes: reordered(nodes, Object.values(outputs), lastFirst),
      inputs: graph.inputs.map((input) => ({ ...input, name: name(input.name) })),
      outputs: graph.outputs.flatMap((output) =>
        output.name in outputs ? [{ ...output, name: outputs[output.name] }] : [],
      ),
      initializers: new Map(
        [...graph.initializers].map(([old, tensor]) => {
          const [rows, columns] = tensor.shape;
          if (!turned.has(old)) return [name(old), tensor];
          const values = tensorValues(tensor);
          const other = values.map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
          return [name(old), makeTensor("float32", [columns, rows], other)];
        }),
      ),
    },
  });
}

/** What a node needs comes right before it, its last or first input first. */
function reordered(nodes: readonly Node[], outputs: readonly string[], lastFirst: boolean): Node[] {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const placed = new Set<Node>();
  const visit = (value: string) => {
    const node = makers.get(value);
    if (!node || placed.has(node)) return;
    for (const input of lastFirst ? node.inputs.toReversed() : node.inputs) visit(input);
    placed.add(node);
  };
  for (const output of outputs) visit(output);
  return [...placed];
}
