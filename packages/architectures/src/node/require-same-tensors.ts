import type { TensorSource } from "@tiny-cats/checkpoint";
import type { NamedSources } from "../weights.ts";
import { parityFailed } from "./parity-failed.ts";

/** Holds tensors to others bit for bit, whatever their order. Throws `parity-failed` with the first name that differs; what reading throws. */
export async function requireSameTensors(
  file: string,
  found: NamedSources,
  expected: NamedSources,
  { signal }: { signal?: AbortSignal } = {},
): Promise<void> {
  for (const name of new Set([...expected.keys(), ...found.keys()])) {
    const [a, b] = [found.get(name), expected.get(name)];
    const same = a && b && a.dtype === b.dtype && String(a.shape) === String(b.shape);
    if (!same || !(await sameBytes(a, b, signal))) {
      throw parityFailed(`${name} of ${file} is not what the checkpoint holds`, name);
    }
  }
}

async function sameBytes(a: TensorSource, b: TensorSource, signal: AbortSignal | undefined): Promise<boolean> {
  const options = signal ? { signal } : {};
  const other = b.chunks(options)[Symbol.asyncIterator]();
  try {
    let rest: Uint8Array = new Uint8Array(0);
    for await (const chunk of a.chunks(options)) {
      for (let at = 0; at < chunk.length; ) {
        if (rest.length === 0) rest = (await other.next()).value ?? new Uint8Array(0);
        const length = Math.min(rest.length, chunk.length - at);
        if (length === 0) return false;
        if (Buffer.compare(chunk.subarray(at, at + length), rest.subarray(0, length)) !== 0) return false;
        rest = rest.subarray(length);
        at += length;
      }
    }
    return rest.length === 0 && ((await other.next()).done ?? false);
  } finally {
    await other.return?.();
  }
}
