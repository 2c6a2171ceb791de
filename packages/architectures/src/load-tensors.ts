import { castTensor, DTYPES, type Dtype, type TensorRef, type TensorSource } from "@tiny-cats/checkpoint";
import type { DType, Tensor } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { GraphDtype } from "./graph-options.ts";
import type { NamedSources, Weights } from "./weights.ts";

/** What ONNX and PyTorch call the same element types. */
const NAMES: Readonly<Partial<Record<Dtype, DType>>> = {
  f64: "float64",
  f32: "float32",
  f16: "float16",
  bf16: "bfloat16",
  i64: "int64",
  i32: "int32",
  i16: "int16",
  i8: "int8",
  u64: "uint64",
  u32: "uint32",
  u16: "uint16",
  u8: "uint8",
  bool: "bool",
};

/** How tensors are read into memory. */
export interface LoadOptions {
  /** Element type of floating point tensors in memory; float32 unless told. Whole-number tensors keep theirs. */
  readonly dtype?: GraphDtype;
  readonly signal?: AbortSignal;
  /** Called after every tensor. */
  readonly onProgress?: (progress: { loaded: number; total: number; name: string }) => void;
}

/**
 * Reads tensors into memory as graphs take them; each is held once.
 *
 * Throws `tensor-overflow` where a finite number does not fit the narrower type; what reading throws, and the signal's reason.
 */
export async function loadTensors(
  tensors: NamedSources,
  { dtype = "float32", signal, onProgress }: LoadOptions = {},
): Promise<Weights> {
  const wanted = (Object.keys(NAMES) as Dtype[]).find((name) => NAMES[name] === dtype)!;
  const loaded = new Map<string, Tensor>();
  for (const [name, source] of tensors) {
    signal?.throwIfAborted();
    const isFloat = /^b?f\d/.test(source.dtype);
    loaded.set(name, await load(name, isFloat ? narrowed(name, source, wanted) : source, signal));
    onProgress?.({ loaded: loaded.size, total: tensors.size, name });
  }
  return loaded;
}

function narrowed(name: string, source: TensorSource, dtype: Dtype): TensorSource {
  return castTensor(source, dtype, {
    onOverflow(count) {
      throw new TinyCatsError("tensor-overflow", `${count} numbers of ${name} are out of the range of ${dtype}`, {
        value: name,
        remedy: "Use float32.",
      });
    },
  });
}

async function load(name: string, source: TensorSource, signal: AbortSignal | undefined): Promise<Tensor> {
  const dtype = NAMES[source.dtype];
  if (!dtype) {
    throw new TinyCatsError(
      "unsupported-dtype",
      `${name} is of the type ${source.dtype}, which ONNX graphs here don't hold`,
      {
        value: source.dtype,
        remedy: "Cast it to a floating point type first.",
      },
    );
  }
  if (isRef(source)) {
    // One allocation a tensor, where blocks would leave as much again for the garbage collector.
    const { buffer, byteOffset, byteLength } = await source.read({ signal });
    return { dtype, shape: source.shape, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
  }
  const size = source.shape.reduce((product, side) => product * side, 1) * DTYPES[source.dtype].bytes;
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const chunk of source.chunks({ signal })) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { dtype, shape: source.shape, bytes };
}

function isRef(source: TensorSource): source is TensorRef {
  return "read" in source && (source as Partial<TensorRef>).kind === "tensor";
}
