import { openStream, type StreamRequest, toUnit } from "./stream.ts";

/**
 * Random numbers spread evenly over the open interval (0, 1), in steps of 2^-32; the same bits on every engine.
 *
 * They are doubles because the largest, 1 - 2^-33, would be 1 as a float32.
 * @throws TinyCatsError "invalid-seed" or "invalid-index"
 */
export function uniforms(seed: number, request: StreamRequest<Float64Array>): Float64Array {
  const read = openStream(seed, request);
  const out = request.out ?? new Float64Array(request.length);
  const words = new Uint32Array(4);
  for (let i = 0; i < out.length; i++) {
    if (i % 4 === 0) read(i / 4, words);
    out[i] = toUnit(words[i % 4]);
  }
  return out;
}
