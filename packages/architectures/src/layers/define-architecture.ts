import type { Architecture } from "../architecture.ts";
import { type ModelGraph, modelGraph } from "./model-graph.ts";

/** An architecture as it is written down: `build` adds its nodes and outputs to a graph over its weights. */
interface ArchitectureDefinition<Config> extends Omit<Architecture<Config>, "graph"> {
  build(m: ModelGraph, config: Config): void;
}

/** Makes an architecture of its definition. */
export function defineArchitecture<Config>({ build, ...parts }: ArchitectureDefinition<Config>): Architecture<Config> {
  return {
    ...parts,
    graph(config, weights, options) {
      const m = modelGraph(parts, config, weights, options);
      build(m, config);
      return m.finish();
    },
  };
}
