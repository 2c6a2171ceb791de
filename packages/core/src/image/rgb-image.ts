/** A picture: 8-bit red, green, blue, row by row from the top left, no padding. `data.length` is width * height * 3. */
export interface RgbImage {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}
