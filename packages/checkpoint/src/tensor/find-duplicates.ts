import { crc32 } from "@tiny-cats/files/crc32";
import { DTYPES } from "../dtype/dtypes.ts";
import { elementCount } from "./layout.ts";
import { sameTensor } from "./same-tensor.ts";
import type { ReadOptions, ScanOptions, TensorSource } from "./tensor.ts";

/**
 * Names of tensors with the same element type, shape and bytes, in groups of two or more. Only tensors that share type and shape
 * are read, and those with equal checksums are compared byte by byte. Tied tensors are duplicates too.
 *
 * @throws what reading throws; the signal's reason.
 */
export async function findDuplicates(
  tensors: Iterable<readonly [string, TensorSource]>,
  { onProgress, ...options }: ScanOptions = {},
): Promise<string[][]> {
  const alike = groupBy([...tensors], ([, { dtype, shape }]) => `${dtype} ${shape.join(",")}`);
  const sizeOf = ({ dtype, shape }: TensorSource) => elementCount(shape) * DTYPES[dtype].bytes;
  const total = alike.flat().reduce((sum, [, tensor]) => sum + sizeOf(tensor), 0);
  const found: string[][] = [];
  let bytes = 0;
  const count = (more: number) => {
    bytes += more;
    onProgress?.({ bytes, total });
  };
  for (const group of alike) {
    const sums = new Map<TensorSource, number>();
    for (const [, tensor] of group) sums.set(tensor, await checksum(tensor, count, options));
    for (const candidates of groupBy(group, ([, tensor]) => String(sums.get(tensor)))) {
      found.push(...(await equalOnes(candidates, options)));
    }
  }
  return found;
}

type Named = readonly [string, TensorSource];

function groupBy(items: readonly Named[], key: (item: Named) => string): Named[][] {
  const groups = new Map<string, Named[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

async function checksum(tensor: TensorSource, count: (bytes: number) => void, options: ReadOptions): Promise<number> {
  let sum = 0;
  for await (const chunk of tensor.chunks(options)) {
    sum = crc32(chunk, sum);
    count(chunk.length);
  }
  return sum;
}

async function equalOnes(candidates: readonly Named[], options: ReadOptions): Promise<string[][]> {
  const groups: { first: TensorSource; names: string[] }[] = [];
  for (const [name, tensor] of candidates) {
    let home: { first: TensorSource; names: string[] } | undefined;
    for (const group of groups) if (await sameTensor(group.first, tensor, options)) home = group;
    if (home) home.names.push(name);
    else groups.push({ first: tensor, names: [name] });
  }
  return groups.map(({ names }) => names).filter((names) => names.length > 1);
}
