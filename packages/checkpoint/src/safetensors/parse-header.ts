import { DTYPES, type Dtype, dtypeNamed } from "../dtype/dtypes.ts";
import { corruptSafetensors, unsupportedDtype } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { parseStrictJson } from "../parse-strict-json.ts";
import { quote } from "../quote.ts";
import { elementCount, MAX_DIMENSIONS } from "../tensor/layout.ts";

/** A tensor as a safetensors header describes it; bytes count from the end of the header. */
interface HeaderTensor {
  name: string;
  dtype: Dtype;
  shape: number[];
  start: number;
  end: number;
}

export interface Header {
  /** In the order of their data. */
  tensors: HeaderTensor[];
  metadata: Map<string, string>;
}

/**
 * Reads a header as the reference implementation does: valid JSON without a key twice, tensors that fill `dataBytes` without a hole or
 * an overlap, each as long as its type and shape say.
 *
 * @throws TinyCatsError "corrupt-safetensors", "unsupported-dtype", "checkpoint-too-large".
 */
export function parseHeader(bytes: Uint8Array, dataBytes: number, limits: Readonly<Limits>): Header {
  if (bytes[0] !== 0x7b) throw corruptSafetensors("its header does not begin with {");
  const object = parseStrictJson(bytes, limits, (message, ...more) =>
    corruptSafetensors(`of its header, ${message}`, ...more),
  );
  const metadata = new Map<string, string>();
  const tensors: HeaderTensor[] = [];
  for (const [name, entry] of Object.entries(object as object)) {
    if (name === "__metadata__") readMetadata(entry, metadata);
    else tensors.push(readEntry(name, entry));
  }
  tensors.sort((a, b) => a.start - b.start || a.end - b.end);
  let at = 0;
  for (const { name, start, end } of tensors) {
    const fault = start < at ? "overlaps" : "leaves a hole after";
    if (start !== at) throw corruptSafetensors(`${quote(name)} ${fault} the tensor before it`, name);
    at = end;
  }
  if (at !== dataBytes) throw corruptSafetensors(`its tensors have ${at} bytes, and ${dataBytes} are there`);
  return { tensors, metadata };
}

function readMetadata(entry: unknown, metadata: Map<string, string>): void {
  if (!isObject(entry)) throw corruptSafetensors("its metadata is no object");
  for (const [key, value] of Object.entries(entry)) {
    if (typeof value !== "string") throw corruptSafetensors(`its metadata ${quote(key)} is no text`, key);
    metadata.set(key, value);
  }
}

function readEntry(name: string, entry: unknown): HeaderTensor {
  if (!isObject(entry)) throw corruptSafetensors(`${quote(name)} is no tensor`, name);
  const { dtype, shape, data_offsets: offsets, ...rest } = entry;
  if (Object.keys(rest).length > 0) throw corruptSafetensors(`${quote(name)} has a field too many`, name);
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) {
    throw corruptSafetensors(`${quote(name)} has no shape or no place`, name);
  }
  const known = typeof dtype === "string" ? dtypeNamed("safetensors", dtype) : undefined;
  if (!known) throw unsupportedDtype(dtype, `the safetensors reader (for ${quote(name)})`);
  const [start, end] = offsets;
  if (end - start !== elementCount(shape) * DTYPES[known].bytes) {
    throw corruptSafetensors(`${quote(name)} has ${end - start} bytes for ${known} [${shape}]`, name);
  }
  return { name, dtype: known, shape, start, end };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value.length <= MAX_DIMENSIONS &&
  value.every((side) => Number.isSafeInteger(side) && side >= 0);
