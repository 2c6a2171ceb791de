export type { Checkpoint, OpenOptions } from "./checkpoint.ts";
export { type Cast, castTo } from "./dtype/cast-to.ts";
export { DTYPE_NAMES, DTYPES, type Dtype, type ElementArray } from "./dtype/dtypes.ts";
export { toFloat32, toFloat64 } from "./dtype/to-float.ts";
export { DEFAULT_LIMITS, type Limits } from "./limits.ts";
export { openCheckpoint, type SourceOptions } from "./open-checkpoint.ts";
export { type DictType, dictType, withDictType } from "./pickle/dict-type.ts";
export type { PyTagged, PyValue } from "./pickle/py-value.ts";
export { encodePyTorch, type PyTorchOptions } from "./pytorch/encode-pytorch.ts";
export type { Writable } from "./pytorch/pickle-value.ts";
export {
  type Encoded,
  encodeSafetensors,
  type NamedTensors,
  type SafetensorsOptions,
} from "./safetensors/encode-safetensors.ts";
export { blobSource } from "./source/blob-source.ts";
export type { ByteSource } from "./source/byte-source.ts";
export { bytesSource } from "./source/bytes-source.ts";
export { type CastOptions, castTensor } from "./tensor/cast-tensor.ts";
export { findDuplicates } from "./tensor/find-duplicates.ts";
export { sameTensor } from "./tensor/same-tensor.ts";
export { type Statistics, statistics } from "./tensor/statistics.ts";
export type { Storage } from "./tensor/storage.ts";
export type { ReadOptions, ScanOptions, TensorData, TensorRef, TensorSource } from "./tensor/tensor.ts";
export { tiedTensors } from "./tensor/tied-tensors.ts";
export type { Crc32 } from "./zip/crc32.ts";
