import type { Dtype, TensorRef, TensorSource } from "@tiny-cats/checkpoint";
import type { DType, Tensor } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { castFloat } from "./cast-float.ts";
import type { GraphDtype } from "./graph-options.ts";
import { readBytes } from "./read-bytes.ts";
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
    loaded.set(name, await load(name, castFloat(name, source, wanted), signal));
    onProgress?.({ loaded: loaded.size, total: tensors.size, name });
  }
  return loaded;
}

async function load(name: string, source: TensorSource, signal: AbortSignal | undefined): Promise<Tensor> {
  const dtype = NAMES[source.dtype];
  if (!dtype) {
    throw new TinyCatsError(
      "unsupported-dtype",
      `${name} is of the type ${source.dtype}, which ONNX graphs here don't hold`,
      {
        value: source.dtype,
        remedy: "cast it to a floating point type first",
      },
    );
  }
  if (isRef(source)) {
    // One allocation a tensor, where blocks would leave as much again for the garbage collector.
    const { buffer, byteOffset, byteLength } = await source.read({ signal });
    return { dtype, shape: source.shape, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
  }
  return { dtype, shape: source.shape, bytes: await readBytes(source, { signal }) };
}

function isRef(source: TensorSource): source is TensorRef {
  return "read" in source && (source as Partial<TensorRef>).kind === "tensor";
}
