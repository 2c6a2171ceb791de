import { TinyCatsError } from "@tiny-cats/schema/errors";
import { findOperator, opsetOf } from "../infer/find-operator.ts";
import { inferValues } from "../infer/infer-values.ts";
import { DTYPES } from "../model/dtype.ts";
import type { Model, Node, ValueInfo } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import { tensorValues } from "../model/tensor-values.ts";
import { withGraph } from "../optimise/with-graph.ts";
import { describeQuantization, type QuantizationOrigin } from "./describe-quantization.ts";
import { editGraph } from "./edit-graph.ts";
import { halfInfo, halfNode, halfTensor, singleConstant } from "./half-parts.ts";
import { nodeName } from "./node-name.ts";
import { skippedNodes } from "./skipped-nodes.ts";
import type { ValueRanges } from "./value-range.ts";

/** From here on a number rounds to infinity in float16. */
const OVERFLOW = 65520;
/** Operators whose scales the opsets up to 18 have in float32 alone. */
const SCALED = new Set(["QuantizeLinear", "DequantizeLinear"]);

export interface ToFloat16Options {
  /** Inputs and outputs stay float32; true unless told. */
  readonly keepIo?: boolean;
  /** Names of nodes that stay float32. */
  readonly skip?: readonly string[];
  /** A node with a number beyond float16 stays float32 and is listed ("keep", unless told), or is an error. */
  readonly onOverflow?: "keep" | "refuse";
  /** Ranges of values in between, by which nodes are found whose results overflow; weights are looked through without. */
  readonly ranges?: ValueRanges;
  readonly origin?: QuantizationOrigin;
}

/** A node that stayed in float32. */
export interface KeptNode {
  readonly node: string;
  readonly op: string;
  readonly reason: "skipped" | "overflow" | "no-float16";
}

/**
 * A model whose float32 weights and values are float16, with Cast where a node stays in float32: one that is skipped, has numbers beyond
 * 65504, or whose operator has no float16. The same model and options give the same model.
 *
 * Throws `unknown-node`, `float16-overflow` if so told; as `inferShapes` does.
 */
export function toFloat16(
  model: Model,
  { keepIo = true, skip = [], onOverflow = "keep", ranges = new Map(), origin = {} }: ToFloat16Options = {},
): { readonly model: Model; readonly kept: readonly KeptNode[] } {
  const { graph } = model;
  const opset = opsetOf(model);
  const known = inferValues(model);
  const skipped = skippedNodes(model, skip);
  const inputs = new Set(graph.inputs.map(({ name }) => name));
  // What a weight stands in for keeps the weight's type.
  const halved = (info: ValueInfo) => (graph.initializers.has(info.name) ? info : halfInfo(info));
  const ends = { inputs: graph.inputs.map(halved), outputs: graph.outputs.map(halved) };
  const edit = editGraph(keepIo ? model : withGraph(model, ends));
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const isSingle = (name: string) => known.get(name)?.type.dtype === "float32";
  /** Where a float32 value of the model is to be found, in either type. */
  const places = new Map<string, { single?: string; half?: string }>();
  const kept: KeptNode[] = [];
  const overflowing = new Map<string, boolean>();

  function overflows(name: string): boolean {
    const range = ranges.get(name);
    if (range && Math.max(-range.min, range.max) >= OVERFLOW) return true;
    const tensor = graph.initializers.get(name);
    if (!tensor || !isSingle(name)) return false;
    const before = overflowing.get(name);
    const found = before ?? hasOverflow(tensor);
    overflowing.set(name, found);
    return found;
  }

  function whyKept(node: Node): KeptNode["reason"] | undefined {
    if (skipped.has(nodeName(node))) return "skipped";
    if (SCALED.has(node.op)) return "no-float16";
    const { inputs: operands, outputs: results, types } = findOperator(node, opset);
    const lacks = (names: readonly string[], specs: typeof operands) =>
      names.some((name, i) => {
        const spec = specs[Math.min(i, specs.length - 1)];
        return isSingle(name) && !(types[spec.type] ?? [spec.type]).includes("float16");
      });
    if (lacks(node.inputs, operands) || lacks(node.outputs, results)) return "no-float16";
    const constant = singleConstant(node);
    return (constant && hasOverflow(constant)) || [...node.inputs, ...node.outputs].some(overflows)
      ? "overflow"
      : undefined;
  }

  /** The name of a value in the type asked for; converted once. */
  function read(name: string, type: "single" | "half"): string {
    const place = places.get(name) ?? {};
    places.set(name, place);
    const there = place[type];
    if (there !== undefined) return there;
    const tensor = graph.initializers.get(name);
    if (tensor && !inputs.has(name)) {
      place[type] = type === "single" ? name : edit.weight(`${name}_float16`, halfTensor(tensor));
    } else {
      const from = place.single ?? place.half!;
      place[type] = edit.fresh(`${name}_${type === "half" ? "float16" : "float32"}`);
      edit.add("Cast", [from], [place[type]], { to: DTYPES[type === "half" ? "float16" : "float32"].code });
    }
    return place[type]!;
  }

  for (const { name } of graph.inputs) {
    if (isSingle(name)) places.set(name, { [keepIo || graph.initializers.has(name) ? "single" : "half"]: name });
  }
  for (const node of graph.nodes) {
    const touches = [...node.inputs, ...node.outputs].some(isSingle);
    const reason = touches ? whyKept(node) : undefined;
    if (reason === "overflow" && onOverflow === "refuse") throw overflow(node);
    if (reason) kept.push({ node: nodeName(node), op: node.op, reason });
    const type = reason ? "single" : "half";
    // A shape is the same in either type, and so is what a Cast gives.
    const either = ["Shape", "Size", "Cast"].includes(node.op);
    const operands = node.inputs.map((name) => {
      if (!isSingle(name)) return name;
      const place = places.get(name);
      return either && place ? (place.half ?? place.single ?? read(name, type)) : read(name, type);
    });
    const results = node.outputs.map((name) => {
      if (!isSingle(name)) return name;
      const isEnd = outputs.has(name) && (type === "half") === keepIo;
      const own = isEnd ? edit.fresh(`${name}_${type === "half" ? "float16" : "float32"}`) : name;
      places.set(name, { [type]: own });
      return own;
    });
    edit.keep(
      type === "half" && touches
        ? halfNode({ ...node, inputs: operands, outputs: results })
        : { ...node, inputs: operands, outputs: results },
    );
  }
  for (const { name } of graph.outputs) {
    const wanted = keepIo ? "single" : "half";
    const place = places.get(name);
    // A weight that is an output itself stays what it is.
    if (!place || place[wanted] === name || graph.initializers.has(name)) continue;
    edit.add("Cast", [place.single ?? place.half!], [name], { to: DTYPES[keepIo ? "float32" : "float16"].code });
  }
  const settings = { method: "fp16", keep_io: keepIo, skip, kept: kept.map(({ node }) => node) };
  return { model: edit.finish(describeQuantization(settings, origin)), kept };
}

/** Infinities stay what they are. */
function hasOverflow(tensor: Tensor): boolean {
  return tensorValues(tensor).some((value) => Math.abs(value) >= OVERFLOW && Number.isFinite(value));
}

function overflow(node: Node): TinyCatsError {
  return new TinyCatsError("float16-overflow", `${node.op} ${nodeName(node)} has numbers beyond 65504`, {
    value: nodeName(node),
    remedy: "let such nodes stay in float32, or skip this one.",
  });
}
