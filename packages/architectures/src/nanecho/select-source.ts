import { DTYPES, type TensorSource } from "@tiny-cats/checkpoint";
import { readBytes } from "../read-bytes.ts";
import { readConnections } from "./read-connections.ts";

export interface SelectOptions {
  /** What to take where the mask is 1, and where it is 0; zeros where it is not given. */
  readonly open?: TensorSource;
  readonly closed?: TensorSource;
}

/**
 * A tensor's elements chosen one by one by a mask of 0 and 1 of its shape, read when it is asked for; bits are kept.
 *
 * Reading throws `connections-not-binary`.
 */
export function selectSource(mask: TensorSource, { open, closed }: SelectOptions): TensorSource {
  const { dtype, shape } = (open ?? closed)!;
  return {
    dtype,
    shape,
    async *chunks(options) {
      const connections = await readConnections(mask, options);
      const size = DTYPES[dtype].bytes;
      const there = open && (await readBytes(open, options));
      const result = closed ? await readBytes(closed, options) : new Uint8Array(connections.length * size);
      for (let i = 0; i < connections.length; i++) {
        if (connections[i] === 0) continue;
        if (there) result.set(there.subarray(i * size, (i + 1) * size), i * size);
        else result.fill(0, i * size, (i + 1) * size);
      }
      yield result;
    },
  };
}
