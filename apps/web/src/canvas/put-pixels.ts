/** Pixels of four bytes, and their sides. */
export interface RgbaImage {
  data: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
}

/** Makes a canvas as large as an image, and that all it shows. */
export function putPixels(canvas: HTMLCanvasElement, { data, width, height }: RgbaImage): void {
  // Setting a size clears the canvas, even to the same.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(data, width, height), 0, 0);
}
