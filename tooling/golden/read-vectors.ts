import { readFileSync } from "node:fs";

/** What every file of vectors says of its origin, beside the vectors themselves. */
export interface VectorFile {
  /** The script under tooling/golden/scripts that wrote it. */
  script: string;
  script_sha256: string;
  /** Versions of the reference libraries. */
  versions: Record<string, string>;
  description: string;
}

/** Reads tooling/golden/vectors/<name>.json; `T` is the shape of the vectors in it. */
export function readVectors<T>(name: string): VectorFile & T {
  return JSON.parse(readFileSync(new URL(`vectors/${name}.json`, import.meta.url), "utf8"));
}

/** Little-endian float32 numbers from base64. */
export function float32(base64: string): Float32Array<ArrayBuffer> {
  return new Float32Array(bytes(base64));
}

/** Little-endian float64 numbers from base64. */
export function float64(base64: string): Float64Array<ArrayBuffer> {
  return new Float64Array(bytes(base64));
}

/** Little-endian unsigned 32-bit words from base64. */
export function uint32(base64: string): Uint32Array<ArrayBuffer> {
  return new Uint32Array(bytes(base64));
}

function bytes(base64: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(base64, "base64")).buffer;
}

/** Every `stride`-th number, from the first. */
export function strided(values: Float32Array, stride: number): Float32Array {
  return values.filter((_, i) => i % stride === 0);
}

/**
 * The nearly normal noise that solver-generator.py starts from, exact in any language: each number is the sum of the upper
 * 16 bits of twelve terms of s <- 1664525 s + 1013904223 (mod 2^32), s = seed at first, less 393210, over 65536.
 */
export function formulaNoise(seed: number, length: number): Float32Array<ArrayBuffer> {
  let state = seed >>> 0;
  return Float32Array.from({ length }, () => {
    let sum = 0;
    for (let i = 0; i < 12; i++) {
      state = (Math.imul(1664525, state) + 1013904223) >>> 0;
      sum += state >>> 16;
    }
    return (sum - 393210) / 65536;
  });
}
