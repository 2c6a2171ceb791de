import { TinyCatsError } from "@tiny-cats/schema/errors";
import { roundToEven } from "../model/half.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Model, Node } from "../model/model.ts";
import { tensorValues } from "../model/tensor-values.ts";
import { activationScale } from "./activation-scale.ts";
import { clipBounds } from "./clip-bounds.ts";
import { describeQuantization, type QuantizationOrigin } from "./describe-quantization.ts";
import { editGraph } from "./edit-graph.ts";
import { planStatic, type StaticPlan } from "./plan-static.ts";
import type { QuantizableWeight } from "./quantizable-weight.ts";
import type { QuantizationScale, QuantizedType } from "./quantization-scale.ts";
import { quantizeWeight } from "./quantize-weight.ts";
import { skippedNodes } from "./skipped-nodes.ts";
import type { ValueRanges } from "./value-range.ts";

export interface QuantizeStaticOptions {
  /** The range of every value that `calibrationValues` names, as `collectRanges` measures them. */
  readonly ranges: ValueRanges;
  /** int8 unless told: symmetric about 0. uint8 has a zero point, or 128 where each feature has a scale. */
  readonly weights?: QuantizedType;
  /** uint8 unless told. */
  readonly activations?: QuantizedType;
  /** One scale for each output feature instead of one for the weight; true unless told. */
  readonly perChannel?: boolean;
  /** 7 of the 8 bits in weights, for x86 processors without VNNI; false unless told. */
  readonly reduceRange?: boolean;
  /** Names of nodes that stay as they are. */
  readonly skip?: readonly string[];
  readonly origin?: QuantizationOrigin;
}

/** Whole numbers of a bias lie within 2^31; half of that leaves room for the sums. */
const MOST_BIAS = 2 ** 30;

/**
 * A model in the QDQ form: QuantizeLinear and DequantizeLinear around what runtimes then compute in 8 bits with scales fixed beforehand, weights
 * in 8 and biases in 32 bits. The same model and options give the same model.
 *
 * Throws `unknown-node`, `range-missing` for a value without a range or with one that is not finite, and as `inferShapes` does.
 */
export function quantizeStatic(
  model: Model,
  {
    ranges,
    weights = "int8",
    activations = "uint8",
    perChannel = true,
    reduceRange = false,
    skip = [],
    origin = {},
  }: QuantizeStaticOptions,
): Model {
  const { graph } = model;
  const plan = planStatic(model, skippedNodes(model, skip));
  const edit = editGraph(model);
  const scales = new Map<string, { own: QuantizationScale; scale: string; zero: string }>();
  let sharing: StaticPlan["values"] | undefined;
  /** Where nodes are skipped, a value may no longer share the range that was measured for it. */
  const whole = () => {
    sharing ??= planStatic(model, new Set()).values;
    return sharing;
  };
  /** The name under which nodes read a value. */
  const readAs = new Map<string, string>();

  function scaleOf(name: string) {
    const source = plan.values.get(name)!;
    const before = scales.get(source);
    if (before) return before;
    const range = ranges.get(source) ?? ranges.get(whole().get(source) ?? "");
    if (!range || !Number.isFinite(range.min) || !Number.isFinite(range.max) || range.min > range.max) {
      throw rangeMissing(source, range);
    }
    const own = activationScale(range, clipBounds(plan.uses.maker(source), graph), activations);
    const made = {
      own,
      scale: edit.weight(`${source}_scale`, makeTensor("float32", [], [own.scale])),
      zero: edit.weight(`${source}_zero_point`, makeTensor(activations, [], [own.zero])),
    };
    scales.set(source, made);
    return made;
  }

  /** Rounds a value, and lets readers see what is left of it. */
  function hold(name: string, from: string, to: string): void {
    const { scale, zero } = scaleOf(name);
    const whole = edit.fresh(`${name}_quantized`);
    edit.add("QuantizeLinear", [from, scale, zero], [whole]);
    edit.add("DequantizeLinear", [whole, scale, zero], [to]);
    readAs.set(name, to);
  }

  function holdWeight(node: Node, { name, tensor, axis }: QuantizableWeight): readonly string[] {
    const bias = node.inputs[2];
    const input = scaleOf(node.inputs[0]).own.scale;
    const offsets = bias ? tensorValues(graph.initializers.get(bias)!) : undefined;
    const largest = offsets?.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 0;
    const {
      tensor: held,
      scales: own,
      zeros,
    } = quantizeWeight(tensor, weights, {
      ...(perChannel && { axis }),
      symmetric: weights === "int8" || perChannel,
      reduced: reduceRange,
      atLeast: (i) => (perChannel ? Math.abs(offsets?.[i] ?? 0) : largest) / (input * MOST_BIAS),
    });
    const sides = perChannel ? [own.length] : [];
    const along = perChannel ? { axis } : {};
    const parts = [
      edit.weight(`${name}_quantized`, held),
      edit.weight(`${name}_scale`, makeTensor("float32", sides, own)),
      edit.weight(`${name}_zero_point`, makeTensor(weights, sides, zeros)),
    ];
    const weightAs = edit.fresh(`${name}_dequantized`);
    edit.add("DequantizeLinear", parts, [weightAs], along);
    if (!offsets) return [weightAs];
    const products = own.map((scale) => Math.fround(scale * input));
    const rounded = Array.from(offsets, (value, i) => roundToEven(value / products[perChannel ? i : 0]));
    const biasParts = [
      edit.weight(`${bias}_quantized`, makeTensor("int32", [rounded.length], rounded)),
      edit.weight(`${bias}_scale`, makeTensor("float32", sides, products)),
      edit.weight(
        `${bias}_zero_point`,
        makeTensor(
          "int32",
          sides,
          products.map(() => 0),
        ),
      ),
    ];
    const biasAs = edit.fresh(`${bias}_dequantized`);
    edit.add("DequantizeLinear", biasParts, [biasAs], perChannel ? { axis: 0 } : {});
    return [weightAs, biasAs];
  }

  for (const { name } of graph.inputs) if (plan.values.has(name)) hold(name, name, edit.fresh(`${name}_dequantized`));
  for (const node of graph.nodes) {
    const weight = plan.nodes.get(node);
    const inputs = node.inputs.map((name) => readAs.get(name) ?? name);
    const operands = weight ? [inputs[0], ...holdWeight(node, weight)] : inputs;
    // An output keeps its name, under which others see it after rounding: a second reader before would hinder fusing.
    const outputs = node.outputs.map((name) =>
      plan.values.has(name) && plan.uses.isOutput(name) ? edit.fresh(`${name}_exact`) : name,
    );
    edit.keep({ ...node, inputs: operands, outputs });
    node.outputs.forEach((name, i) => {
      if (!plan.values.has(name)) return;
      hold(name, outputs[i], outputs[i] === name ? edit.fresh(`${name}_dequantized`) : name);
    });
  }
  const settings = {
    ...{ method: "static", weights, activations, per_channel: perChannel, reduce_range: reduceRange, skip },
  };
  return edit.finish(describeQuantization(settings, origin));
}

function rangeMissing(name: string, range: unknown): TinyCatsError {
  return new TinyCatsError("range-missing", `there is no finite range for the value ${name}`, {
    value: { name, range },
    remedy: "measure the ranges of this very graph with collectRanges, on inputs that give finite numbers.",
  });
}
