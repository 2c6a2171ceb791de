import { corruptPng } from "./corrupt-png.ts";
import { paeth } from "./png-filter.ts";

/**
 * Undoes a row's filter in place. `above` is the row before, undone, or zeros.
 *
 * @param bpp bytes of a pixel, at least 1
 * @throws TinyCatsError "corrupt-png" for a type of filter that does not exist.
 */
export function unfilterRow(type: number, row: Uint8Array, above: Uint8Array, bpp: number): void {
  switch (type) {
    case 0:
      return;
    case 1:
      for (let i = bpp; i < row.length; i++) row[i] += row[i - bpp];
      return;
    case 2:
      for (let i = 0; i < row.length; i++) row[i] += above[i];
      return;
    case 3:
      for (let i = 0; i < row.length; i++) row[i] += ((i < bpp ? 0 : row[i - bpp]) + above[i]) >> 1;
      return;
    case 4:
      for (let i = 0; i < Math.min(bpp, row.length); i++) row[i] += above[i];
      for (let i = bpp; i < row.length; i++) row[i] += paeth(row[i - bpp], above[i], above[i - bpp]);
      return;
    default:
      throw corruptPng(`there is no row filter ${type}`, { value: type });
  }
}
