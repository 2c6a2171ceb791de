import { expect } from "vitest";
import { inferShapes } from "../infer/infer-shapes.ts";
import { interpret } from "../interpret/interpret.ts";
import { foldConstants } from "../optimise/fold-constants.ts";
import { renameValues } from "../optimise/rename-values.ts";
import { shareInitializers } from "../optimise/share-initializers.ts";
import { readModel } from "../protobuf/read-model.ts";
import { writeModel } from "../protobuf/write-model.ts";
import { evaluateDim } from "./evaluate-dim.ts";
import { BATCH, randomGraph } from "./random-graph.ts";
import { runOnnxruntime } from "./run-onnxruntime.ts";

/**
 * Builds a random graph and expects: bytes are stable; the interpreter, onnxruntime on the graph and onnxruntime on the optimised graph agree
 * within float32 (1e-5 of the largest output); inferred shapes are those of the values. Returns the number of nodes.
 */
export async function randomGraphAgrees(tape: readonly number[], opset: number): Promise<number> {
  const model = randomGraph(tape, opset);
  const bytes = writeModel(model);
  expect(Buffer.from(writeModel(readModel(bytes))).equals(bytes)).toBe(true);

  const shape = [BATCH, 3, 4, 6];
  const data = Float32Array.from({ length: 144 }, (_, i) => Math.sin(i * 1.7 + tape[0]) * 2);
  const inferred = new Map(inferShapes(model).graph.values.map(({ name, type }) => [name, type]));
  const mine = interpret(
    model,
    { x: { shape, data } },
    {
      onNode({ node, outputs }) {
        for (const [i, output] of outputs.entries()) {
          const type = inferred.get(node.outputs[i]);
          if (!type) continue;
          const told = type.shape!.map((dim, axis) => evaluateDim(dim, { n: BATCH }) ?? output.shape[axis]);
          expect([node.op, type.dtype, ...told]).toEqual([node.op, output.dtype, ...output.shape]);
        }
      },
    },
  );
  const optimised = renameValues(shareInitializers(foldConstants(model)));
  for (const file of [bytes, writeModel(optimised)]) {
    const theirs = await runOnnxruntime(file, { x: { shape, data } });
    for (const [name, output] of Object.entries(mine)) {
      expect(theirs[name].shape).toEqual(output.shape);
      const size = Math.max(1, ...output.data.map(Math.abs));
      const gap = Math.max(0, ...output.data.map((value, i) => Math.abs(value - theirs[name].data[i])));
      expect(gap / size).toBeLessThan(1e-5);
    }
  }
  return model.graph.nodes.length;
}
