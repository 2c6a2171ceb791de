import type { Graph, Model } from "../model/model.ts";

/** A model with parts of its graph replaced. */
export function withGraph(model: Model, parts: Partial<Graph>): Model {
  return { ...model, graph: { ...model.graph, ...parts } };
}
