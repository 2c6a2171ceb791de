import type { GraphBuilder } from "../../build/build-graph.ts";
import type { IncludeOptions } from "../../build/include-model.ts";
import type { Value } from "../../build/value.ts";
import { batchNormTraining } from "./batch-norm-training.ts";

/** What turns a model's batch normalisations into those of training. */
export interface TrainedBatchNorms {
  /** For `includeModel`. */
  readonly replace: NonNullable<IncludeOptions["replace"]>;
  /** The new running statistics by the model's names of the old ones, once the model is included. */
  readonly statistics: ReadonlyMap<string, Value>;
}

/**
 * Each BatchNormalization of a model that is included with `replace` normalises by its batch, as `batchNormTraining` does.
 *
 * Throws `too-few-values` as that does.
 */
export function trainBatchNorms(g: GraphBuilder, { momentum = 0.1 }: { momentum?: number } = {}): TrainedBatchNorms {
  const statistics = new Map<string, Value>();
  return {
    statistics,
    replace({ op, domain, inputs, attributes }, operands) {
      if (op !== "BatchNormalization" || domain !== "") return undefined;
      const [x, weight, bias, mean, variance] = operands as Value[];
      const given = attributes.get("epsilon");
      const epsilon = given?.type === "float" ? given.value : undefined;
      const trained = batchNormTraining(g, x, { weight, bias, mean, variance }, { epsilon, momentum });
      statistics.set(inputs[3], trained.mean);
      statistics.set(inputs[4], trained.variance);
      return [trained.y];
    },
  };
}
