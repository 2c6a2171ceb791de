import type { NanEchoConfig } from "./config.ts";

/** Which extras block i has: dimensions from the second quarter on, recursion from the second half, patterns in the last quarter. */
export function blockParts(config: NanEchoConfig, i: number) {
  const { n_layer } = config;
  return {
    personas:
      config.enable_persona_dimensions && i >= Math.floor(n_layer / 4) && config.persona_dimensions.length > 0
        ? config.persona_dimensions
        : [],
    recursive: config.enable_recursive_reasoning && i >= Math.floor(n_layer / 2),
    hypergraph: config.enable_hypergraph_patterns && i >= Math.floor((3 * n_layer) / 4),
  };
}
