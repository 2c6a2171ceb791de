/** The resampling filters, by Pillow's names. */
export type ResizeFilter = "box" | "bilinear" | "hamming" | "bicubic" | "lanczos";

/** A filter's weight at a distance in source pixels, and how far from its centre it reaches. */
export interface Kernel {
  support: number;
  weight(x: number): number;
}

/** Pillow reads hamming's two constants in single precision. */
const HAMMING_A = Math.fround(0.54);
const HAMMING_B = Math.fround(0.46);

/** Continuous kernels as Pillow 12 defines them: bicubic is Keys' with a = -0.5, lanczos has 3 lobes. */
export const KERNELS: Readonly<Record<ResizeFilter, Kernel>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: {
    support: 1,
    weight(x) {
      const distance = Math.abs(x);
      if (distance >= 1) return 0;
      return sinc(distance) * (HAMMING_A + HAMMING_B * Math.cos(distance * Math.PI));
    },
  },
  bicubic: {
    support: 2,
    weight(x) {
      const d = Math.abs(x);
      if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
      return d < 2 ? (((d - 5) * d + 8) * d - 4) * -0.5 : 0;
    },
  },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

function sinc(x: number): number {
  if (x === 0) return 1;
  const angle = x * Math.PI;
  return Math.sin(angle) / angle;
}
