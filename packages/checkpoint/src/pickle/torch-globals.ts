import { DTYPE_NAMES, DTYPES, type Dtype, dtypeNamed } from "../dtype/dtypes.ts";
import { corruptPickle, unsupportedDtype, unsupportedTensor } from "../errors.ts";
import { makeTensor } from "../tensor/make-tensor.ts";
import type { TensorRef } from "../tensor/tensor.ts";
import { viewFault } from "../tensor/view-fault.ts";
import { asCounts, asText, isKind, isNothing } from "./arguments.ts";
import type { Callable, Machine, StackValue } from "./machine.ts";
import type { PyTagged } from "./py-value.ts";

const OTHER_DTYPES =
  "complex32 quint8 qint8 qint32 quint4x2 quint2x4 float8_e4m3fnuz float8_e5m2fnuz float8_e8m0fnu float4_e2m1fn_x2".split(
    " ",
  );
const OTHER_STORAGES = "QInt8Storage QInt32Storage QUInt8Storage QUInt4x2Storage QUInt2x4Storage".split(" ");
const REFUSED: Readonly<Record<string, string>> = {
  _rebuild_sparse_tensor: "a sparse tensor",
  _rebuild_sparse_csr_tensor: "a sparse tensor",
  _rebuild_qtensor: "a quantized tensor",
  _rebuild_nested_tensor: "a nested tensor",
  _rebuild_wrapper_subclass: "a tensor of another class",
  _rebuild_meta_tensor_no_storage: "a tensor without data",
  _rebuild_device_tensor_from_numpy: "a tensor of another device",
  _rebuild_device_tensor_from_cpu_tensor: "a tensor of another device",
};

const rebuildTensor: Callable = ([storage, offset, size, stride, requiresGrad, hooks, metadata], machine) => {
  if (!isNothing(hooks)) throw unsupportedTensor("a tensor with backward hooks");
  if (!isNothing(metadata)) throw unsupportedTensor("a conjugated or negated view");
  if (!isKind(storage, "storage")) throw corruptPickle("a tensor has no storage");
  if (!storage.dtype) throw corruptPickle("a tensor has a storage without element type");
  return view({ storage, dtype: storage.dtype, offset, size, stride, requiresGrad }, machine);
};

const rebuildTyped: Callable = ([storage, offset, size, stride, requiresGrad, hooks, dtype, metadata], machine) => {
  if (!isNothing(hooks)) throw unsupportedTensor("a tensor with backward hooks");
  if (!isNothing(metadata)) throw unsupportedTensor("a conjugated or negated view");
  if (!isKind(storage, "storage")) throw corruptPickle("a tensor has no storage");
  if (!isKind(dtype, "dtype")) throw corruptPickle("a tensor has no element type");
  const known = dtypeNamed("torch", dtype.name);
  if (!known) throw unsupportedDtype(dtype.name, "this package");
  return view({ storage, dtype: known, offset, size, stride, requiresGrad }, machine);
};

const rebuildParameter: Callable = ([tensor, requiresGrad, hooks, state], machine) => {
  if (!isKind(tensor, "tensor")) throw corruptPickle("a parameter has no tensor");
  if (!isNothing(hooks) || !isNothing(state)) throw unsupportedTensor("a parameter with hooks or attributes");
  machine.countTensor(0);
  return makeTensor({ ...(tensor as TensorRef), requiresGrad: requiresGrad === true, parameter: true });
};

const rebuildFromType: Callable = ([func, type, args, state], machine) => {
  const plain =
    isKind(type, "global") && /^torch\.(?:Tensor|nn\.parameter\.Parameter)$/.test(`${type.module}.${type.name}`);
  const call = isKind(func, "global") ? TORCH_GLOBALS[`${func.module}.${func.name}`] : undefined;
  if (!plain || !isNothing(state)) throw unsupportedTensor("a tensor of another class, or with attributes");
  if (!call || call === rebuildFromType || !Array.isArray(args))
    throw corruptPickle("a tensor is rebuilt by no function");
  return call(args, machine);
};

/** PyTorch's functions that make plain data, by module and name. */
export const TORCH_GLOBALS: Readonly<Record<string, Callable>> = {
  "torch._utils._rebuild_tensor": ([storage, offset, size, stride], machine) =>
    rebuildTensor([storage, offset, size, stride, false], machine),
  "torch._utils._rebuild_tensor_v2": rebuildTensor,
  "torch._utils._rebuild_tensor_v3": rebuildTyped,
  "torch._utils._rebuild_parameter": rebuildParameter,
  "torch._utils._rebuild_parameter_with_state": rebuildParameter,
  "torch._tensor._rebuild_from_type_v2": rebuildFromType,
  "torch.Size": ([given], machine) => {
    const sides = given === undefined ? [] : asCounts(given, "a torch.Size");
    machine.count(sides.length);
    return { kind: "size", sides };
  },
  "torch.device": ([type, index]) => device(asText(type, "a device"), index),
  "torch.serialization._get_layout": ([name]) => ({
    kind: "layout",
    name: asText(name, "a layout").replace(/^torch\./, ""),
  }),
  "torch.storage._load_from_bytes": () => {
    throw unsupportedTensor("a storage pickled within the pickle");
  },
  ...Object.fromEntries(
    Object.entries(REFUSED).map(([name, what]): [string, Callable] => [
      `torch._utils.${name}`,
      () => {
        throw unsupportedTensor(what);
      },
    ]),
  ),
};

/** PyTorch's names that stand for a value: element types, storage classes, tensor classes. */
export const TORCH_VALUES: ReadonlyMap<string, PyTagged> = new Map<string, PyTagged>([
  ...[...DTYPE_NAMES.map((dtype) => DTYPES[dtype].torch), ...OTHER_DTYPES].map((name): [string, PyTagged] => [
    `torch.${name}`,
    { kind: "dtype", name },
  ]),
  ...[...DTYPE_NAMES.flatMap((dtype) => DTYPES[dtype].storage ?? []), ...OTHER_STORAGES].map((name) =>
    named("torch", name),
  ),
  named("torch.storage", "UntypedStorage"),
  named("torch", "Tensor"),
  named("torch.nn.parameter", "Parameter"),
]);

function named(module: string, name: string): [string, PyTagged] {
  return [`${module}.${name}`, { kind: "global", module, name }];
}

function device(text: string, index: StackValue | undefined): PyTagged {
  const match = /^([a-z_0-9]{1,32}?)(?::(\d{1,5}))?$/.exec(text);
  if (!match || (index !== undefined && index !== null && typeof index !== "number")) {
    throw corruptPickle("a device has no name");
  }
  return { kind: "device", type: match[1], index: index ?? (match[2] === undefined ? null : Number(match[2])) };
}

interface Fields {
  storage: Extract<StackValue, { kind: "storage" }>;
  dtype: Dtype;
  offset: StackValue;
  size: StackValue;
  stride: StackValue;
  requiresGrad: StackValue | undefined;
}

function view(
  { storage: { storage }, dtype, offset, size, stride, requiresGrad }: Fields,
  machine: Machine,
): TensorRef {
  const shape = asCounts(size, "a tensor's shape");
  const strides = asCounts(stride, "a tensor's strides");
  const start = typeof offset === "number" ? offset : -1;
  const fault = viewFault(shape, strides, start, Math.floor(storage.byteLength / DTYPES[dtype].bytes));
  if (fault) throw corruptPickle(`a tensor does not fit its storage: ${fault}`);
  const tensor = makeTensor({ dtype, shape, strides, offset: start, storage, requiresGrad: requiresGrad === true });
  machine.countTensor(tensor.byteLength);
  return tensor;
}
