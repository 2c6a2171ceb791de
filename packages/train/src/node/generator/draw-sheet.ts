import { guide, heun, normals, type RgbImage, tensorToImage, uniformTimes } from "@tiny-cats/core";
import { montage } from "@tiny-cats/core/montage";
import type { ForwardPass } from "../run/forward-pass.ts";

export interface SheetOptions {
  readonly size: number;
  /** Classes to draw, and what is written below them. */
  readonly classes: readonly { readonly id: number; readonly label: string }[];
  readonly nullClass: number;
  readonly seed: number;
  /** Drawings of each class. */
  readonly each: number;
  readonly signal?: AbortSignal;
}

/** How sheets are drawn: as the recommended sampler of the embedded generator draws. */
const STEPS = 20;
const GUIDANCE = 2;
const INTERVAL = [0.1, 0.9] as const;
const ENLARGE_TO = 128;

/** Drawings of each class, a row each, from the same noise every time: what a run has come to can be followed on its sheets. */
export async function drawSheet(pass: ForwardPass, options: SheetOptions): Promise<RgbImage> {
  const { size, classes, nullClass, seed, each, signal } = options;
  const length = 3 * size * size;
  const images: RgbImage[] = [];
  for (const { id } of classes) {
    const x = new Float32Array(each * length);
    for (let i = 0; i < each; i++) normals(seed, { index: i, out: x.subarray(i * length, (i + 1) * length) });
    const labels = Array.from({ length: each }, () => id);
    const velocity = guide((state, t, ids) => velocityOf(pass, { state, t, ids, size }), {
      labels,
      nullClass,
      scale: GUIDANCE,
      interval: INTERVAL,
    });
    const drawn = await heun(velocity, x, uniformTimes(STEPS), { ...(signal && { signal }) });
    for (let i = 0; i < each; i++) {
      images.push(tensorToImage(drawn.subarray(i * length, (i + 1) * length), { width: size, height: size }));
    }
  }
  const scale = Math.max(1, Math.floor(ENLARGE_TO / size));
  const labels = classes.flatMap(({ label }) => Array.from({ length: each }, () => label));
  return montage(images, { columns: each, scale, labels });
}

async function velocityOf(
  pass: ForwardPass,
  { state, t, ids, size }: { state: Float32Array; t: number; ids: readonly number[]; size: number },
): Promise<Float32Array> {
  const count = ids.length;
  const { velocity } = await pass.run({
    noise: { data: state, shape: [count, 3, size, size] },
    timestep: { data: new Float32Array(count).fill(t), shape: [count] },
    breed: { data: BigInt64Array.from(ids, BigInt), shape: [count] },
  });
  return velocity;
}
