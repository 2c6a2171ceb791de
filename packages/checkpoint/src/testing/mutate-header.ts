import { mutateBytes } from "./mutate-bytes.ts";
import type { Random } from "./random.ts";

const TOKENS = [
  "0",
  "-1",
  "4",
  "1e999",
  "9007199254740993",
  "null",
  "[]",
  "{}",
  '"F32"',
  '"F64"',
  '"a"',
  '"__metadata__"',
  ",",
  ":",
  "{",
  "}",
  "[",
  "]",
  '"\\u0061"',
  '"dtype"',
  '"shape"',
  '"data_offsets"',
  "[0,4]",
  "[0,0]",
];

/** A safetensors file whose header has tokens left out, doubled, moved or replaced; its length is put right, mostly. */
export function mutateHeader(bytes: Uint8Array<ArrayBuffer>, rng: Random): Uint8Array<ArrayBuffer> {
  if (rng.chance(0.1)) return mutateBytes(bytes, rng);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|-?\d+|[^\s\d"]|\s+/g)!;
  for (let changes = 1 + rng.below(3); changes > 0; changes--) {
    const at = rng.below(tokens.length);
    const kind = rng.below(6);
    if (kind === 0) tokens.splice(at, 1);
    else if (kind === 1) tokens.splice(at, 0, rng.pick(tokens));
    else if (kind === 2) tokens[at] = rng.pick(TOKENS);
    else if (kind === 3) tokens[at] = rng.pick(tokens);
    else if (kind === 4 && /\d/.test(tokens[at]))
      tokens[at] = String(Number(tokens[at].replace(/\D/g, "")) + rng.below(9) - 4);
    else tokens.splice(at, 0, ...tokens.slice(rng.below(tokens.length)).slice(0, 12));
  }
  const json = new TextEncoder().encode(tokens.join(""));
  const out = new Uint8Array(
    8 + json.length + bytes.length - 8 - length - (rng.chance(0.05) ? Math.min(3, bytes.length - 8 - length) : 0),
  );
  new DataView(out.buffer).setBigUint64(0, BigInt(json.length + (rng.chance(0.05) ? rng.below(9) - 4 : 0)), true);
  out.set(json, 8);
  out.set(bytes.subarray(8 + length, 8 + length + out.length - 8 - json.length), 8 + json.length);
  return out;
}
