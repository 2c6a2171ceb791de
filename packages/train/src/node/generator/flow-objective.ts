import { squaredError } from "@tiny-cats/onnx/gradient";
import type { Objective } from "../../graphs/gradient-graph.ts";

/** The mean squared error of each example's velocity against `target`, times its `weight`. */
export const flowObjective: Objective = (g, { velocity, timestep }) =>
  g.mul(
    squaredError(g, velocity, g.input("target", "float32", velocity.shape)),
    g.input("weight", "float32", timestep.shape),
  );
