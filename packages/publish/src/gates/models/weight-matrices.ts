import { openModel, readOnnxFile } from "@tiny-cats/architectures/node";
import { castTensor, type TensorSource } from "@tiny-cats/checkpoint";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { tensorValues } from "@tiny-cats/onnx";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { fileOf, isThere } from "../folder/file-of.ts";
import type { PublishedModel } from "../folder/open-model.ts";
import type { Matrix } from "./matrix-sign.ts";

/** What holds a model's learnt numbers. */
export interface WeightMatrices extends AsyncDisposable {
  /** Of two dimensions or more, by name. */
  matrices: Iterable<readonly [string, Matrix]>;
  /** Why the weights can't have been trained, where the file or the architecture tells. */
  untrained?: string;
}

const FLOATS = /^(?:b?f\d+|float\d+|bfloat16)/;

/**
 * The matrices of a model's weights, or of its graph where it has none. A model of an architecture that is not known here has its file's own tensors.
 *
 * @throws TinyCatsError of openModel, openCheckpoint or readOnnxFile
 */
export async function weightMatrices(
  model: PublishedModel,
  options: { signal?: AbortSignal },
): Promise<WeightMatrices | undefined> {
  const { weights, graph } = model;
  if (weights && (await isThere(model, weights))) return ofWeights(await fileOf(model, weights), options);
  if (!graph) return undefined;
  const { initializers } = (await readOnnxFile(await fileOf(model, graph), options)).graph;
  const floats = [...initializers].filter(([, { dtype }]) => FLOATS.test(dtype));
  return {
    matrices: floats.flatMap(([name, tensor]) => matrixOf(name, tensor.shape, () => [tensorValues(tensor)])),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function ofWeights(path: string, options: { signal?: AbortSignal }): Promise<WeightMatrices> {
  const model = await openModel(path, options).catch((error) => {
    if (isTinyCatsError(error) && error.code === "unknown-architecture") return undefined;
    throw error;
  });
  if (model)
    return {
      matrices: matricesOf(model.tensors, options),
      ...(model.untrained !== undefined && { untrained: model.untrained }),
      [Symbol.asyncDispose]: () => model[Symbol.asyncDispose](),
    };
  const checkpoint = await openCheckpoint(path, options);
  return { matrices: matricesOf(checkpoint.tensors, options), [Symbol.asyncDispose]: () => checkpoint.close() };
}

function matricesOf(tensors: ReadonlyMap<string, TensorSource>, options: { signal?: AbortSignal }) {
  return [...tensors].flatMap(([name, tensor]) =>
    FLOATS.test(tensor.dtype) ? matrixOf(name, tensor.shape, () => values(tensor, options)) : [],
  );
}

function matrixOf(name: string, shape: readonly number[], blocks: Matrix["blocks"]): (readonly [string, Matrix])[] {
  if (shape.length < 2 || shape[0] === 0) return [];
  const columns = shape.slice(1).reduce((product, side) => product * side, 1);
  return [[name, { rows: shape[0], columns, blocks }]];
}

async function* values(tensor: TensorSource, options: { signal?: AbortSignal }): AsyncGenerator<Float64Array> {
  for await (const bytes of castTensor(tensor, "f64").chunks(options)) {
    const whole = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
    yield new Float64Array(whole.buffer, whole.byteOffset, whole.byteLength / 8);
  }
}
