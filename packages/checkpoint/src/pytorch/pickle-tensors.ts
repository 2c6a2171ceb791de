import { DTYPES, type Dtype } from "../dtype/dtypes.ts";
import { OP } from "../pickle/opcodes.ts";
import type { PickleWriter } from "../pickle/pickle-writer.ts";
import { contiguousStrides, elementCount } from "../tensor/layout.ts";
import type { ReadOptions, TensorData, TensorRef, TensorSource } from "../tensor/tensor.ts";
import { toSource } from "../tensor/to-source.ts";
import { wholeChunks } from "../tensor/whole-chunks.ts";

/** A storage to be written, under its key. */
export interface WrittenStorage {
  key: string;
  dtype: Dtype;
  byteLength: number;
  chunks(options?: ReadOptions): AsyncIterable<Uint8Array>;
}

/** Writes tensors' opcodes, and gathers the storages they show: one for each storage object, data array or stream. */
export function pickleTensors(out: PickleWriter): {
  write: (tensor: TensorSource | TensorData) => void;
  storages: WrittenStorage[];
} {
  const storages = new Map<unknown, WrittenStorage>();

  function write(tensor: TensorSource | TensorData): void {
    const source = toSource(tensor, "a tensor");
    const { storage, strides, offset, requiresGrad, parameter } = tensor as Partial<TensorRef>;
    const whole = elementCount(source.shape) * DTYPES[source.dtype].bytes;
    const identity = storage ?? ("data" in tensor ? tensor.data : tensor);
    let written = storages.get(identity);
    if (!written) {
      const key = String(storages.size);
      written = storage
        ? {
            key,
            dtype: source.dtype,
            byteLength: storage.byteLength,
            chunks: (o) => storage.blocks(0, storage.byteLength, o),
          }
        : { key, dtype: source.dtype, byteLength: whole, chunks: (o) => wholeChunks(source, "a tensor", o) };
      storages.set(identity, written);
    }
    if (parameter) {
      out.global("torch._utils", "_rebuild_parameter");
    }
    view(source, written, {
      strides: strides ?? contiguousStrides(source.shape),
      offset: offset ?? 0,
      grad: requiresGrad ?? false,
    });
    if (!parameter) return;
    out.op(requiresGrad ? OP.NEWTRUE : OP.NEWFALSE);
    noHooks();
    out.op(OP.TUPLE3, OP.REDUCE);
  }

  interface View {
    strides: readonly number[];
    offset: number;
    grad: boolean;
  }

  function view({ dtype, shape }: TensorSource, storage: WrittenStorage, { strides, offset, grad }: View): void {
    // The newer element types have no storage class; nor has a storage one for every type that views it.
    const typed = DTYPES[dtype].storage !== undefined && storage.dtype === dtype;
    out.global("torch._utils", typed ? "_rebuild_tensor_v2" : "_rebuild_tensor_v3");
    out.op(OP.MARK);
    persistentId(storage);
    out.integer(offset);
    counts(shape);
    counts(strides);
    out.op(grad ? OP.NEWTRUE : OP.NEWFALSE);
    noHooks();
    if (!typed) out.global("torch", DTYPES[dtype].torch);
    out.op(OP.TUPLE, OP.REDUCE);
  }

  function persistentId({ key, dtype, byteLength }: WrittenStorage): void {
    const { storage, bytes } = DTYPES[dtype];
    const typed = storage !== undefined && byteLength % bytes === 0;
    out.op(OP.MARK);
    out.text("storage");
    if (typed) out.global("torch", storage);
    else out.global("torch.storage", "UntypedStorage");
    out.text(key);
    out.text("cpu");
    out.integer(typed ? byteLength / bytes : byteLength);
    out.op(OP.TUPLE, OP.BINPERSID);
  }

  function counts(values: readonly number[]): void {
    out.op(OP.MARK);
    for (const value of values) out.integer(value);
    out.op(OP.TUPLE);
  }

  function noHooks(): void {
    out.global("collections", "OrderedDict");
    out.op(OP.EMPTY_TUPLE, OP.REDUCE);
  }

  return {
    write,
    get storages() {
      return [...storages.values()];
    },
  };
}
