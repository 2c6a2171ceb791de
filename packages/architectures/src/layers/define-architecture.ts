import type { Architecture } from "../architecture.ts";
import type { GraphOptions } from "../graph-options.ts";
import { type ModelGraph, modelGraph } from "./model-graph.ts";

/** An architecture as it is written down: `build` adds its nodes and outputs to a graph over its weights. */
interface ArchitectureDefinition<Config, Options> extends Omit<Architecture<Config>, "graph"> {
  build(m: ModelGraph, config: Config, options: Partial<Options>): void;
}

/** Makes an architecture of its definition. */
export function defineArchitecture<Config, Options extends GraphOptions = GraphOptions>({
  build,
  ...parts
}: ArchitectureDefinition<Config, Options>): Architecture<Config, Options> {
  return {
    ...parts,
    graph(config, weights, options = {} as Options) {
      const m = modelGraph(parts, config, weights, options);
      build(m, config, options);
      return m.finish();
    },
  };
}
