import { DTYPES } from "../model/dtype.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Model, Node } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import { describeQuantization, type QuantizationOrigin } from "./describe-quantization.ts";
import { editGraph } from "./edit-graph.ts";
import { nodeName } from "./node-name.ts";
import { type QuantizableWeight, quantizableWeight } from "./quantizable-weight.ts";
import type { QuantizedType } from "./quantization-scale.ts";
import { quantizeWeight } from "./quantize-weight.ts";
import { skippedNodes } from "./skipped-nodes.ts";
import { transposed } from "./transposed.ts";

export interface QuantizeDynamicOptions {
  /**
   * int8 (unless told) is symmetric about 0, uint8 has a zero point. Convolutions always hold uint8, which is all that runtimes take there:
   * what is int8 elsewhere is the same numbers about 128.
   */
  readonly weights?: QuantizedType;
  /** One scale for each output feature instead of one for the weight; true unless told. Then uint8 in convolutions is symmetric. */
  readonly perChannel?: boolean;
  /** 7 of the 8 bits, for x86 processors without VNNI, which saturate sums of products in 16 bits; false unless told. */
  readonly reduceRange?: boolean;
  /** Names of nodes that stay as they are. */
  readonly skip?: readonly string[];
  readonly origin?: QuantizationOrigin;
}

/**
 * A model whose MatMul, Gemm and Conv nodes have weights in 8 bits and quantize what they are applied to as it comes:
 * DynamicQuantizeLinear, MatMulInteger or ConvInteger, and the product of both scales, as onnxruntime.quantization.quantize_dynamic writes
 * it. The same model and options give the same model.
 *
 * Throws `unknown-node`.
 */
export function quantizeDynamic(
  model: Model,
  { weights = "int8", perChannel = true, reduceRange = false, skip = [], origin = {} }: QuantizeDynamicOptions = {},
): Model {
  const { graph } = model;
  const skipped = skippedNodes(model, skip);
  const edit = editGraph(model);
  const activations = new Map<string, readonly [string, string, string]>();
  const held = new Map<string, readonly [string, string, string]>();

  /** Whole numbers, scale and zero point of a value; once for all its uses. */
  function activation(name: string) {
    const before = activations.get(name);
    if (before) return before;
    const made = ["quantized", "scale", "zero_point"].map((part) => edit.fresh(`${name}_${part}`));
    edit.add("DynamicQuantizeLinear", [name], made);
    const own = made as unknown as readonly [string, string, string];
    activations.set(name, own);
    return own;
  }

  function weight(node: Node, { name, tensor, axis }: QuantizableWeight) {
    const isConv = node.op === "Conv";
    const flipped = !isConv && axis === 0;
    const key = `${name} ${isConv} ${flipped}`;
    const before = held.get(key);
    if (before) return before;
    const own = perChannel && { axis: isConv ? 0 : 1 };
    const {
      tensor: whole,
      scales,
      zeros,
    } = quantizeWeight(flipped ? transposed(tensor) : tensor, isConv ? "uint8" : weights, {
      ...own,
      symmetric: weights === "int8" || (isConv && perChannel),
      reduced: reduceRange,
    });
    const names = [
      edit.weight(`${name}_quantized`, whole),
      edit.weight(`${name}_scale`, spread(scales, perChannel && isConv ? tensor.shape.length - 2 : 0)),
      // A convolution takes one zero point; where each feature has a scale they are all the same.
      edit.weight(`${name}_zero_point`, zeroPoints(whole, isConv ? zeros.slice(0, 1) : zeros)),
    ] as const;
    held.set(key, names);
    return names;
  }

  function quantize(node: Node, found: QuantizableWeight) {
    const isConv = node.op === "Conv";
    const [x, xScale, xZero] = activation(node.inputs[0]);
    const [w, wScale, wZero] = weight(node, found);
    const output = node.outputs[0];
    const bias = node.inputs[2];
    const whole = edit.fresh(`${output}_whole`);
    const cast = edit.fresh(`${output}_float`);
    const scale = edit.fresh(`${output}_scale`);
    const product = bias ? edit.fresh(`${output}_product`) : output;
    if (isConv) {
      edit.keep({
        ...{ op: "ConvInteger", domain: "", name: whole },
        inputs: [x, w, xZero, wZero],
        outputs: [whole],
        attributes: node.attributes,
      });
    } else edit.add("MatMulInteger", [x, w, xZero, wZero], [whole]);
    edit.add("Cast", [whole], [cast], { to: DTYPES.float32.code });
    edit.add("Mul", [xScale, wScale], [scale]);
    edit.add("Mul", [cast, scale], [product]);
    if (!bias) return;
    const tensor = graph.initializers.get(bias);
    const axes = found.tensor.shape.length - 2;
    if (!isConv) edit.add("Add", [product, bias], [output]);
    else if (tensor && !graph.inputs.some(({ name }) => name === bias)) {
      const shaped = { ...tensor, shape: [1, ...tensor.shape, ...Array<number>(axes).fill(1)] };
      edit.add("Add", [product, edit.weight(`${bias}_shaped`, shaped)], [output]);
    } else {
      const shape = edit.weight(
        `${output}_bias_shape`,
        makeTensor("int64", [axes + 2], [1, -1, ...Array(axes).fill(1)]),
      );
      const shaped = edit.fresh(`${output}_bias`);
      edit.add("Reshape", [bias, shape], [shaped]);
      edit.add("Add", [product, shaped], [output]);
    }
  }

  for (const node of graph.nodes) {
    const found = skipped.has(nodeName(node)) ? undefined : quantizableWeight(node, graph);
    if (found) quantize(node, found);
    else edit.keep(node);
  }
  const settings = { method: "dynamic", weights, per_channel: perChannel, reduce_range: reduceRange, skip };
  return edit.finish(describeQuantization(settings, origin));
}

/** One scale as a scalar; one a feature as a vector, followed by `axes` sides of 1, so that it spreads over them. */
function spread(scales: readonly number[], axes: number): Tensor {
  const vector = axes > 0 ? [1, scales.length, ...Array<number>(axes).fill(1)] : [scales.length];
  return makeTensor("float32", scales.length === 1 && axes === 0 ? [] : vector, scales);
}

function zeroPoints({ dtype }: Tensor, zeros: readonly number[]): Tensor {
  return makeTensor(dtype, zeros.length === 1 ? [] : [zeros.length], zeros);
}
