import { EDGES, mutateBytes } from "./mutate-bytes.ts";
import type { Random } from "./random.ts";

/** Fields of zip records by their place behind the signature, and their width. */
const FIELDS: Record<number, readonly (readonly [number, number])[]> = {
  67324752: [
    [6, 2],
    [8, 2],
    [14, 4],
    [18, 4],
    [22, 4],
    [26, 2],
    [28, 2],
  ],
  33639248: [
    [8, 2],
    [10, 2],
    [16, 4],
    [20, 4],
    [24, 4],
    [28, 2],
    [30, 2],
    [32, 2],
    [42, 4],
  ],
  101010256: [
    [4, 2],
    [6, 2],
    [8, 2],
    [10, 2],
    [12, 4],
    [16, 4],
    [20, 2],
  ],
  101075792: [
    [4, 8],
    [16, 4],
    [20, 4],
    [24, 8],
    [32, 8],
    [40, 8],
    [48, 8],
  ],
  117853008: [
    [4, 4],
    [8, 8],
    [16, 4],
  ],
};

/** A zip with fields of its records changed: to an edge, to a neighbour's value, by one; or cut, or with bytes changed. */
export function mutateZip(bytes: Uint8Array, rng: Random): Uint8Array<ArrayBuffer> {
  let out = new Uint8Array(bytes);
  const records = recordsOf(out);
  for (let changes = 1 + rng.below(3); changes > 0; changes--) {
    if (rng.chance(0.15)) out = mutateBytes(out, rng);
    if (rng.chance(0.03)) out = out.slice(0, rng.below(out.length));
    if (rng.chance(0.05)) {
      const at = rng.below(out.length);
      out = new Uint8Array(Buffer.concat([out.subarray(0, at), out.subarray(rng.below(out.length))]));
    }
    const at = rng.pick(records);
    if (at + 56 > out.length) continue;
    const view = new DataView(out.buffer);
    const fields = FIELDS[view.getUint32(at, true)];
    if (!fields) continue;
    const [place, width] = rng.pick(fields);
    const old = width === 2 ? view.getUint16(at + place, true) : view.getUint32(at + place, true);
    const value = rng.chance(0.4) ? old + rng.below(5) - 2 : rng.chance(0.3) ? rng.pick(records) : rng.pick(EDGES);
    if (width === 2) view.setUint16(at + place, value, true);
    else view.setUint32(at + place, value, true);
    if (width === 8 && rng.chance(0.2)) view.setUint32(at + place + 4, rng.pick(EDGES), true);
  }
  return out;
}

function recordsOf(bytes: Uint8Array<ArrayBuffer>): number[] {
  const view = new DataView(bytes.buffer);
  const found: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at++) if (FIELDS[view.getUint32(at, true)]) found.push(at);
  return found;
}
