import { inferShapes } from "../infer/infer-shapes.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Attribute, Model, Node } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import { tensorValues } from "../model/tensor-values.ts";
import type { Dim } from "../shape/dim.ts";
import { BLOCKED, blockedNode } from "./blocked-node.ts";
import { withGraph } from "./with-graph.ts";

/**
 * Depthwise convolutions over planes whose weights are not constant, as in training, computed with `block` channels side by side, together
 * with the Clip that follows: several times as fast on onnxruntime's CPU, which by itself does this to constant weights alone.
 *
 * The result is for that runtime on processors of that block, which `blockProbe` tells, and for nothing else: its operators are
 * onnxruntime's own. Throws as `inferShapes` does.
 */
export function blockDepthwise(model: Model, block: number): Model {
  const { graph } = inferShapes(model);
  const { initializers } = graph;
  const types = new Map([...graph.inputs, ...graph.values, ...graph.outputs].map(({ name, type }) => [name, type]));
  const users = usersOf(graph.nodes);
  const given = new Set(graph.outputs.map(({ name }) => name));
  const added = new Map<string, Tensor>();
  const fused = new Set<Node>();
  const shapeName = (shape: readonly number[]) => {
    const name = `blocked_shape_${shape.join("_")}`;
    added.set(name, makeTensor("int64", [shape.length], shape));
    return name;
  };

  function clipAfter(value: string): { node: Node; low: number; high: number } | undefined {
    const [node, ...more] = users.get(value) ?? [];
    if (node?.op !== "Clip" || node.domain !== "" || more.length > 0 || given.has(value)) return undefined;
    const [low, high] = node.inputs.slice(1).map((name) => initializers.get(name));
    if (!low || !high) return undefined;
    return { node, low: tensorValues(low)[0], high: tensorValues(high)[0] };
  }

  function blocked(node: Node): Node[] {
    if (fused.has(node)) return [];
    const [x, w, bias] = node.inputs;
    const [data, weights] = [types.get(x), types.get(w)];
    const channels = channelsOf(node, data?.shape, weights?.shape);
    if (!channels || channels % block !== 0 || data?.dtype !== "float32") return [node];
    const [, , ...kernel] = weights!.shape as number[];
    const clip = clipAfter(node.outputs[0]);
    if (clip) fused.add(clip.node);
    const output = clip ? clip.node.outputs[0] : node.outputs[0];
    const name = (part: string) => `${output}_${part}`;
    const attributes = new Map<string, Attribute>([
      ...[...node.attributes].filter(([key]) => key !== "auto_pad"),
      ["kernel_shape", { type: "ints", value: kernel }],
    ]);
    if (clip) {
      attributes.set("activation", { type: "string", value: "Clip" });
      attributes.set("activation_params", { type: "floats", value: [clip.low, clip.high] });
    }
    const plain = (op: string, inputs: string[], result: string): Node => ({
      op,
      domain: "",
      name: result,
      inputs,
      outputs: [result],
      attributes: new Map(),
    });
    return [
      blockedNode("ReorderInput", [x], name("data")),
      // Kernels of one channel each lie in memory as a picture of as many channels does.
      plain("Reshape", [w, shapeName([1, channels, ...kernel])], name("picture")),
      blockedNode("ReorderInput", [name("picture")], name("blocks")),
      plain("Reshape", [name("blocks"), shapeName([channels, 1, ...kernel])], name("kernel")),
      blockedNode("Conv", [name("data"), name("kernel"), ...(bias ? [bias] : [])], name("result"), attributes),
      blockedNode("ReorderOutput", [name("result")], output, new Map([["channels", { type: "int", value: channels }]])),
    ];
  }

  const nodes = graph.nodes.flatMap(blocked);
  const opsets = added.size > 0 ? new Map([...model.opsets, [BLOCKED, 1]]) : model.opsets;
  return { ...withGraph(model, { nodes, initializers: new Map([...initializers, ...added]) }), opsets };

  /** The channels of a depthwise convolution that can be blocked. */
  function channelsOf(node: Node, data: readonly Dim[] | undefined, weights: readonly Dim[] | undefined) {
    if (node.op !== "Conv" || node.domain !== "" || data?.length !== 4 || initializers.has(node.inputs[1]))
      return undefined;
    const padding = node.attributes.get("auto_pad")?.value ?? "NOTSET";
    const group = node.attributes.get("group")?.value ?? 1;
    const isKnown = weights?.every((side) => typeof side === "number");
    const isDepthwise = group === data[1] && group === weights?.[0] && group !== 1;
    return padding === "NOTSET" && isKnown && isDepthwise ? (group as number) : undefined;
  }
}

function usersOf(nodes: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const users = new Map<string, Node[]>();
  for (const node of nodes) {
    for (const input of node.inputs) users.set(input, [...(users.get(input) ?? []), node]);
  }
  return users;
}
