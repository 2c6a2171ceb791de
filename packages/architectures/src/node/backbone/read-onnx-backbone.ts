import { interpretAsync, type Model, type Tensor } from "@tiny-cats/onnx";
import type { Architecture } from "../../architecture.ts";
import { largestGap } from "../../largest-gap.ts";
import type { Weights } from "../../weights.ts";
import { readOnnxFile } from "../read-onnx-file.ts";
import { sampleInputs } from "../sample-inputs.ts";
import { backboneMismatch } from "./backbone-mismatch.ts";
import { featuresOf } from "./features-of.ts";
import { initialWeights } from "./initial-weights.ts";
import { matchWeights } from "./match-weights.ts";

/** How far features may be apart, of their largest number. */
const TOLERANCE = 1e-4;

type Config = Readonly<Record<string, unknown>>;

/**
 * The weights of an ONNX file under an architecture's names, and the configuration with which they give the file's features; its head is left out, and
 * one that begins is in its place. Both graphs are run in float64 on the same picture by formula.
 *
 * Throws `backbone-mismatch`, and as `readOnnxFile` does.
 */
export async function readOnnxBackbone(
  path: string,
  architecture: Architecture,
  preset: Config,
  { seed, signal }: { seed: number; signal?: AbortSignal },
): Promise<{ config: Config; weights: Weights }> {
  const options = signal ? { signal } : {};
  const file = featuresOf(await readOnnxFile(path, options), path);
  const { input, side } = pictureInput(file, path);
  const config = { ...preset, ...batchNormOf(file, preset) };
  // The file may be for pictures of another size, which changes no weight.
  const own = { ...config, ...(side !== undefined && { image_size: side }) };
  const begun = initialWeights(architecture, own, seed);
  const featuresWith = (weights: Weights) => featuresOf(architecture.graph(own, weights), path);
  const reference = featuresWith(begun);
  const weights = new Map<string, Tensor>([...begun, ...matchWeights(file, reference, path)]);
  const proven = featuresWith(weights);
  const { pixel_values: pixels } = sampleInputs(proven, own);
  const expected = await interpretAsync(file, { [input]: pixels }, options);
  const found = await interpretAsync(proven, { pixel_values: pixels }, options);
  const [a, b] = [found, expected].map((outputs) => Object.values(outputs)[0].data as ArrayLike<number>);
  const gap = largestGap(a, b);
  if (gap <= TOLERANCE) return { config, weights };
  const message = `with its weights the features are off by ${gap.toPrecision(3)} of their largest number, more than ${TOLERANCE}`;
  throw backboneMismatch(path, message, gap);
}

/** A file without batch normalisations has them folded; else theirs is the number to add to variances. */
function batchNormOf({ graph }: Model, preset: Config): Config {
  const norm = graph.nodes.find(({ op }) => op === "BatchNormalization");
  if (!norm) return { batch_norm: "folded" };
  const epsilon = Number(norm.attributes.get("epsilon")?.value ?? 1e-5);
  const [key] = Object.keys(preset).filter((name) => /^(layer|batch)_norm_eps$/.test(name));
  // The operator holds it as float32.
  return { batch_norm: "kept", [key]: Number(epsilon.toPrecision(7)) };
}

/** The name of a graph's pictures, and their side where it is told. */
function pictureInput({ graph }: Model, path: string): { input: string; side?: number } {
  const inputs = graph.inputs.filter(({ name }) => !graph.initializers.has(name));
  const [{ name, type } = {}] = inputs;
  if (inputs.length !== 1 || type?.dtype !== "float32" || type.shape?.length !== 4) {
    const names = inputs.map((one) => one.name);
    throw backboneMismatch(path, `its inputs are ${names.join(", ") || "none"}, not one batch of pictures`, names);
  }
  const [, channels, height, width] = type.shape;
  if ((typeof channels === "number" && channels !== 3) || height !== width) {
    throw backboneMismatch(path, `its pictures are [${type.shape.join(", ")}]`, type.shape);
  }
  return { input: name!, ...(typeof height === "number" && { side: height }) };
}
