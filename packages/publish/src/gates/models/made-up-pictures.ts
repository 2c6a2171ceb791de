import { normals, type RgbImage } from "@tiny-cats/core";

const SIDE = 256;

/** Pictures of nothing: plain colours, a slope, squares, bands and noise; the same each time. */
export function madeUpPictures(): RgbImage[] {
  const random = normals(0, { index: 0, length: SIDE * SIDE * 3 });
  const squares = (x: number, y: number) => (((x >> 4) + (y >> 4)) % 2) * 255;
  return [
    picture(() => 0),
    picture(() => 128),
    picture(() => 255),
    picture((_x, _y, channel) => [200, 120, 40][channel]),
    picture((x) => x),
    picture(squares),
    picture((_x, y) => 127.5 + 100 * Math.sin(y / 5)),
    picture((x, y, channel) => 127.5 + 64 * random[(y * SIDE + x) * 3 + channel]),
  ];
}

function picture(value: (x: number, y: number, channel: number) => number): RgbImage {
  const data = new Uint8ClampedArray(SIDE * SIDE * 3);
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / 3);
    data[i] = value(pixel % SIDE, Math.floor(pixel / SIDE), i % 3);
  }
  return { data, width: SIDE, height: SIDE };
}
