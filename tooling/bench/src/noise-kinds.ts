import type { RgbImage } from "@tiny-cats/core";
import { type NoiseShape, noise, photos, shuffled, throughJpeg } from "./noise-pictures.ts";

/** Pictures of one kind, and whether they are pictures of something. */
export interface Kind {
  name: string;
  real: boolean;
  pictures: AsyncIterable<RgbImage> | Iterable<RgbImage>;
}

/** Where one of the two sets comes from. */
export interface Sources {
  /** Oxford-IIIT Pet as a folder with index.csv. */
  photos: string;
  split: string;
  /** One photo in so many. */
  stride: number;
  drawings: AsyncIterable<RgbImage>;
  untrained: AsyncIterable<RgbImage>;
  /** First seed of the noise. */
  seed: number;
}

const EACH = 24;

/** The kinds of pictures a noise detector is fixed on, or reported on. */
export function noiseKinds({ photos: root, split, stride, drawings, untrained, seed }: Sources): Kind[] {
  const made = (shapes: NoiseShape[]) =>
    shapes.flatMap((shape, s) => Array.from({ length: EACH }, (_, i) => noise(seed + 1000 * s + i, shape)));
  const inPieces = async function* (heads: boolean, patches: number[]) {
    let i = 0;
    for await (const image of photos(root, split, { heads, stride: stride * 4 })) {
      for (const patch of patches) yield shuffled(image, patch, seed + i++);
    }
  };
  const jpeg = async function* () {
    for (const image of made([{ std: 64 }, { std: 30, blur: 1 }, { std: 127.5 }, { std: 64, side: 256 }])) {
      for (const quality of [20, 50, 90]) yield throughJpeg(image, quality);
    }
  };
  const sides = [64, 128, 256];
  const plain = Array.from({ length: EACH }, (_, i) => {
    const data = new Uint8ClampedArray(64 * 64 * 3).map((_, p) => (i * (p % 3 === 0 ? 11 : 7)) % 256);
    return { data, width: 64, height: 64 };
  });
  return [
    { name: "head crops at 64", real: true, pictures: photos(root, split, { heads: true, stride }) },
    { name: "whole photos", real: true, pictures: photos(root, split, { heads: false, stride }) },
    { name: "the generator's drawings", real: true, pictures: drawings },
    {
      name: "Gaussian noise",
      real: false,
      pictures: made(
        sides.flatMap((side) => [
          { std: 64, side },
          { std: 127.5, side },
          { std: 64, grey: true, side },
        ]),
      ),
    },
    {
      name: "blurred noise",
      real: false,
      pictures: made(
        [0.7, 1, 1.5, 2, 3, 4, 6].flatMap((blur) => [
          { std: 50, blur },
          { std: 50, blur, grey: true },
          { std: 50, blur: 4 * blur, side: 256 },
        ]),
      ),
    },
    {
      name: "low-contrast noise",
      real: false,
      pictures: made([2, 4, 8, 12].flatMap((std) => [{ std }, { std, grey: true }, { std, blur: 1.5 }])),
    },
    { name: "noise through JPEG", real: false, pictures: jpeg() },
    { name: "plain colours", real: false, pictures: plain },
    { name: "shuffled head crops, patches of 4 to 16", real: false, pictures: inPieces(true, [4, 8, 16]) },
    { name: "shuffled photos, patches of 8 to 32", real: false, pictures: inPieces(false, [8, 16, 32]) },
    { name: "an untrained network's drawings", real: false, pictures: untrained },
  ];
}
