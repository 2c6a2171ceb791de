import { type Model, makeTensor, type Tensor, tensorValues } from "@tiny-cats/onnx";
import type { Weights } from "../../weights.ts";
import { backboneMismatch } from "./backbone-mismatch.ts";
import { type WeightLayer, weightLayers } from "./weight-layers.ts";

/**
 * The weights of a graph under the names of another, whatever they are called in the first: layers stand for one another that have the same operator
 * and shapes at the same depth, and come right after such ones where they do; of several the first. That is a guess, to be proven by running both.
 *
 * Throws `backbone-mismatch` with the first layer that has no fellow.
 */
export function matchWeights(file: Model, reference: Model, path: string): Weights {
  const rest = weightLayers(file);
  const matched = new Map<string, Tensor>();
  const fellows = new Map<WeightLayer, WeightLayer>();
  for (const wanted of weightLayers(reference)) {
    const fellow = rest.findIndex((layer) => {
      const isAfter = layer.after === (wanted.after && fellows.get(wanted.after));
      return isAfter && layer.level === wanted.level && fits(layer, wanted);
    });
    if (fellow < 0) {
      const there = rest.filter(({ level }) => level === wanted.level).map(describe);
      const message = `${describe(wanted)} has no fellow at its depth, ${wanted.level}, where the file has ${there.join(", ") || "nothing"}`;
      throw backboneMismatch(path, message, describe(wanted));
    }
    const [layer] = rest.splice(fellow, 1);
    fellows.set(wanted, layer);
    for (const [place, { name, tensor }] of wanted.weights) matched.set(name, weightAt(layer, place, tensor.shape));
  }
  if (rest.length > 0) throw backboneMismatch(path, `it has ${describe(rest[0])} beyond it`, describe(rest[0]));
  return matched;
}

/** Whether a layer can stand for another: a bias that it lacks is 0. */
function fits(layer: WeightLayer, wanted: WeightLayer): boolean {
  if (layer.node.op !== wanted.node.op) return false;
  const places = new Set([...layer.weights.keys(), ...wanted.weights.keys()]);
  return [...places].every((place) => {
    const shape = wanted.weights.get(place)?.tensor.shape;
    if (!shape) return false;
    const own = layer.weights.get(place);
    return own
      ? own.tensor.dtype === "float32" && String(shapeAt(layer, place)) === String(shape)
      : isBias(layer, place);
  });
}

const isBias = ({ node }: WeightLayer, place: number) => place === 2 && node.op !== "BatchNormalization";

const isTransposed = ({ node }: WeightLayer, place: number) =>
  node.op === "Gemm" && place === 1 && (node.attributes.get("transB")?.value ?? 0) === 0;

function shapeAt(layer: WeightLayer, place: number): readonly number[] {
  const { shape } = layer.weights.get(place)!.tensor;
  return isTransposed(layer, place) ? shape.toReversed() : shape;
}

function weightAt(layer: WeightLayer, place: number, shape: readonly number[]): Tensor {
  const tensor = layer.weights.get(place)?.tensor;
  if (!tensor) return makeTensor("float32", shape, new Float32Array(shape[0]));
  if (!isTransposed(layer, place)) return tensor;
  const values = tensorValues(tensor);
  const [rows, columns] = shape;
  const turned = Float32Array.from(values, (_, i) => values[(i % columns) * rows + Math.floor(i / columns)]);
  return makeTensor("float32", shape, turned);
}

function describe({ node, weights }: WeightLayer): string {
  const shapes = [...weights.values()].map(({ tensor }) => `[${tensor.shape.join(", ")}]`);
  return `${node.op} ${[...weights.values()][0].name} ${shapes.join(" ")}`;
}
