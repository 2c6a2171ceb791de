import { log } from "./elementary/log.ts";
import { cosTurns, sinTurns } from "./elementary/turns.ts";
import { openStream, type StreamRequest, toUnit } from "./stream.ts";

/**
 * Standard normal random numbers; the same bits on every engine, and the first n of a stream whatever the length asked for.
 *
 * A picture is filled in channel, row, column order. Computed in double and rounded to float32; magnitudes end at
 * sqrt(66 ln 2) = 6.76.
 * Method: Philox4x32-10, then Box and Muller, "A note on the generation of random normal deviates" (1958):
 * words (a, b) give sqrt(-2 ln a) cos(2 pi b) and sqrt(-2 ln a) sin(2 pi b), two pairs a block.
 * @throws TinyCatsError "invalid-seed" or "invalid-index"
 */
export function normals(seed: number, request: StreamRequest<Float32Array>): Float32Array {
  const read = openStream(seed, request);
  const out = request.out ?? new Float32Array(request.length);
  const words = new Uint32Array(4);
  for (let i = 0; i < out.length; i += 2) {
    const pair = i % 4;
    if (pair === 0) read(i / 4, words);
    const radius = Math.sqrt(-2 * log(toUnit(words[pair])));
    const turns = toUnit(words[pair + 1]);
    out[i] = radius * cosTurns(turns);
    if (i + 1 < out.length) out[i + 1] = radius * sinTurns(turns);
  }
  return out;
}
