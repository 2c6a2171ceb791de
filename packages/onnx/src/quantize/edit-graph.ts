import type { Attributes } from "../build/graph-core.ts";
import { toAttribute } from "../build/to-attribute.ts";
import type { Model, Node } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import { OPERATORS } from "../operators/operators.ts";
import { removeUnused } from "../optimise/remove-unused.ts";
import { shareInitializers } from "../optimise/share-initializers.ts";

/** A graph whose nodes are written anew, one after the other. */
export interface GraphEdit {
  /** A name that nothing in the graph has, made of `base`. */
  fresh(base: string): string;
  /** A weight under a fresh name, which it gives. */
  weight(base: string, tensor: Tensor): string;
  /** Adds a node as it is. */
  keep(node: Node): void;
  /** Adds a node of ONNX itself. Its name is that of its first output, or like it where a node has that already. */
  add(op: string, inputs: readonly string[], outputs: readonly string[], attributes?: Attributes): void;
  /** The model with the nodes and weights that were added, and without what nothing uses any more. */
  finish(metadata: Readonly<Record<string, string>>): Model;
}

/** Begins a model's graph anew: its interface and weights stay, nodes are added in order. */
export function editGraph(model: Model): GraphEdit {
  const { graph } = model;
  const nodes: Node[] = [];
  const weights = new Map(graph.initializers);
  const nodeNames = new Set(graph.nodes.map(({ name }) => name));
  const taken = new Set([
    ...graph.nodes.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]),
    ...[...graph.inputs, ...graph.outputs].map(({ name }) => name),
    ...graph.initializers.keys(),
  ]);

  function fresh(base: string): string {
    for (let i = 0; ; i++) {
      const name = i === 0 ? base : `${base}_${i}`;
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  }

  return {
    fresh,
    weight(base, tensor) {
      const name = fresh(base);
      weights.set(name, tensor);
      return name;
    },
    keep: (node) => void nodes.push(node),
    add(op, inputs, outputs, attributes = {}) {
      const specs = OPERATORS.get(op)!.attributes;
      const own = Object.entries(attributes).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, toAttribute(value, specs[key])] as const],
      );
      let name = outputs[0];
      for (let i = 1; nodeNames.has(name); i++) name = `${outputs[0]}_${i}`;
      nodeNames.add(name);
      nodes.push({ op, domain: "", name, inputs, outputs, attributes: new Map(own) });
    },
    finish(metadata) {
      const whole = {
        ...model,
        metadata: new Map([...model.metadata, ...Object.entries(metadata)]),
        // What was noted of values in between may no longer hold.
        graph: { ...graph, nodes, initializers: weights, values: [] },
      };
      return shareInitializers(removeUnused(whole));
    },
  };
}
