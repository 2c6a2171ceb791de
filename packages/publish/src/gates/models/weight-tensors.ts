import { openModel, readOnnxFile } from "@tiny-cats/architectures/node";
import { castTensor, type TensorSource } from "@tiny-cats/checkpoint";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { tensorValues } from "@tiny-cats/onnx";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { fileOf, isThere } from "../folder/file-of.ts";
import type { PublishedModel } from "../folder/open-model.ts";

/** Numbers in rows, in blocks of any length; a tensor of one dimension is a row. */
export interface WeightTensor {
  dimensions: number;
  rows: number;
  columns: number;
  blocks(): AsyncIterable<Float64Array> | Iterable<Float64Array>;
}

/** What holds a model's learnt numbers. */
export interface WeightTensors extends AsyncDisposable {
  tensors: readonly WeightTensor[];
  /** Why the weights can't have been trained, where the file or the architecture tells. */
  untrained?: string;
}

const FLOATS = /^(?:b?f\d+|float\d+|bfloat16)/;

/**
 * The floating-point tensors of a model's weights, or of its graph where it has none. A model of an architecture that is not known here has its file's own tensors.
 *
 * @throws TinyCatsError of openModel, openCheckpoint or readOnnxFile
 */
export async function weightTensors(
  model: PublishedModel,
  options: { signal?: AbortSignal },
): Promise<WeightTensors | undefined> {
  const { weights, graph } = model;
  if (weights && (await isThere(model, weights))) return ofWeights(await fileOf(model, weights), options);
  if (!graph) return undefined;
  const { initializers } = (await readOnnxFile(await fileOf(model, graph), options)).graph;
  const floats = [...initializers.values()].filter(({ dtype }) => FLOATS.test(dtype));
  return {
    tensors: floats.flatMap((tensor) => tensorOf(tensor.shape, () => [tensorValues(tensor)])),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function ofWeights(path: string, options: { signal?: AbortSignal }): Promise<WeightTensors> {
  const model = await openModel(path, options).catch((error) => {
    if (isTinyCatsError(error) && error.code === "unknown-architecture") return undefined;
    throw error;
  });
  if (model)
    return {
      tensors: tensorsOf(model.tensors, options),
      ...(model.untrained !== undefined && { untrained: model.untrained }),
      [Symbol.asyncDispose]: () => model[Symbol.asyncDispose](),
    };
  const checkpoint = await openCheckpoint(path, options);
  return { tensors: tensorsOf(checkpoint.tensors, options), [Symbol.asyncDispose]: () => checkpoint.close() };
}

function tensorsOf(tensors: ReadonlyMap<string, TensorSource>, options: { signal?: AbortSignal }): WeightTensor[] {
  return [...tensors.values()].flatMap((tensor) =>
    FLOATS.test(tensor.dtype) ? tensorOf(tensor.shape, () => values(tensor, options)) : [],
  );
}

function tensorOf(shape: readonly number[], blocks: WeightTensor["blocks"]): WeightTensor[] {
  const count = shape.reduce((product, side) => product * side, 1);
  if (shape.length === 0 || count === 0) return [];
  const rows = shape.length === 1 ? 1 : shape[0];
  return [{ dimensions: shape.length, rows, columns: count / rows, blocks }];
}

async function* values(tensor: TensorSource, options: { signal?: AbortSignal }): AsyncGenerator<Float64Array> {
  for await (const bytes of castTensor(tensor, "f64").chunks(options)) {
    const whole = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
    yield new Float64Array(whole.buffer, whole.byteOffset, whole.byteLength / 8);
  }
}
