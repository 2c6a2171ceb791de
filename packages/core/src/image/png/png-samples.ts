import type { PngHeader } from "./png-header.ts";
import type { PngPass } from "./png-passes.ts";
import { unfilterRow } from "./png-unfilter.ts";

/**
 * A PNG's samples, row by row, from its inflated data: undoes filters (in place), gathers passes, unpacks bits. Values are as stored,
 * 0 to 2^depth - 1.
 *
 * @throws TinyCatsError "corrupt-png" at a filter that does not exist.
 */
export function pngSamples(
  inflated: Uint8Array,
  header: PngHeader,
  passes: readonly PngPass[],
): Uint8Array | Uint16Array {
  const { width, height, depth, samples } = header;
  const out = depth === 16 ? new Uint16Array(width * height * samples) : new Uint8Array(width * height * samples);
  const bpp = Math.max(1, (samples * depth) / 8);
  let at = 0;
  for (const pass of passes) {
    let above: Uint8Array = new Uint8Array(pass.rowBytes);
    for (let j = 0; j < pass.rows; j++) {
      const row = inflated.subarray(at + 1, at + 1 + pass.rowBytes);
      unfilterRow(inflated[at], row, above, bpp);
      const first = (pass.y + j * pass.dy) * width + pass.x;
      if (depth === 8 && pass.dx === 1) out.set(row, first * samples);
      else
        unpackRow(row, out, { depth, samples, columns: pass.columns, first: first * samples, step: pass.dx * samples });
      above = row;
      at += 1 + pass.rowBytes;
    }
  }
  return out;
}

interface Layout {
  depth: number;
  samples: number;
  columns: number;
  /** Where the row's first pixel goes, and how far apart its pixels are. */
  first: number;
  step: number;
}

function unpackRow(
  row: Uint8Array,
  out: Uint8Array | Uint16Array,
  { depth, samples, columns, first, step }: Layout,
): void {
  const mask = 2 ** depth - 1;
  for (let i = 0, k = 0; i < columns; i++) {
    for (let s = 0; s < samples; s++, k++) {
      const bit = k * depth;
      const byte = bit >> 3;
      out[first + i * step + s] =
        depth === 16 ? row[byte] * 256 + row[byte + 1] : (row[byte] >> (8 - depth - (bit & 7))) & mask;
    }
  }
}
