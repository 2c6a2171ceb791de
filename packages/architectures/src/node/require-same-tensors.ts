import { sameTensor } from "@tiny-cats/checkpoint";
import type { NamedSources } from "../weights.ts";
import { parityFailed } from "./parity-failed.ts";

/** Holds tensors to others bit for bit, whatever their order. Throws `parity-failed` with the first name that differs; what reading throws. */
export async function requireSameTensors(
  file: string,
  found: NamedSources,
  expected: NamedSources,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  for (const name of new Set([...expected.keys(), ...found.keys()])) {
    const [a, b] = [found.get(name), expected.get(name)];
    if (!a || !b || !(await sameTensor(a, b, options))) {
      throw parityFailed(`${name} of ${file} is not what the checkpoint holds`, name);
    }
  }
}
