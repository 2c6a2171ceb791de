import { COMPILED_KERNELS } from "./compiled-kernels.ts";

/**
 * Inner loops over one array of float64. Places and strides count numbers; places and `columns` are multiples of 4, `k` is 1 or more.
 * The compiled and the plain ones add in the same order, so that they give the same bits.
 */
export interface Kernels {
  /** The array. It never moves. */
  numbers: Float64Array;
  /** c[i][j] += sum over k of p[k][i] q[k][j], for i and j of 0 to 3; p and q hold four numbers a k. */
  tile(p: number, q: number, k: number, c: number, stride: number): void;
  /** c[i][j] += sum over k of (p[k][i] - q[k][j])^2, as above. */
  distances(p: number, q: number, k: number, c: number, stride: number): void;
  /** out[i] = row i of a times v, for the four rows at a. */
  dots(a: number, stride: number, columns: number, v: number, out: number): void;
  /** out += w[0] row 0 + ... + w[3] row 3 of the four rows at a. */
  sums(a: number, stride: number, columns: number, w: number, out: number): void;
}

type Places = (...places: number[]) => void;

const PAGE = 65536;

let compiled: { module?: WebAssembly.Module } | undefined;

/** Kernels over a new array of at least `length` zeros: WebAssembly with SIMD, or plain loops where an engine or a page forbids it. */
export function openKernels(length: number): Kernels {
  compiled ??= { module: compile() };
  return (compiled.module && instantiate(compiled.module, length)) ?? plainKernels(length);
}

function compile(): WebAssembly.Module | undefined {
  try {
    return new WebAssembly.Module(Uint8Array.from(COMPILED_KERNELS.match(/../g)!, (byte) => Number.parseInt(byte, 16)));
  } catch {
    return undefined;
  }
}

function instantiate(module: WebAssembly.Module, length: number): Kernels | undefined {
  try {
    const { exports } = new WebAssembly.Instance(module);
    const { memory, tile, distances, dots, sums } = exports as unknown as {
      memory: WebAssembly.Memory;
    } & Record<"tile" | "distances" | "dots" | "sums", Places>;
    memory.grow(Math.ceil((length * 8) / PAGE));
    return {
      numbers: new Float64Array(memory.buffer),
      tile: (p, q, k, c, stride) => tile(p * 8, q * 8, k, c * 8, stride * 8),
      distances: (p, q, k, c, stride) => distances(p * 8, q * 8, k, c * 8, stride * 8),
      dots: (a, stride, columns, v, out) => dots(a * 8, stride * 8, columns, v * 8, out * 8),
      sums: (a, stride, columns, w, out) => sums(a * 8, stride * 8, columns, w * 8, out * 8),
    };
  } catch {
    return undefined;
  }
}

/** The same loops without WebAssembly. */
export function plainKernels(length: number): Kernels {
  const numbers = new Float64Array(length);
  return {
    numbers,
    tile(p, q, k, c, stride) {
      for (let i = 0; i < 4; i++) {
        let [s0, s1, s2, s3] = [0, 0, 0, 0];
        for (let n = 0; n < k * 4; n += 4) {
          const x = numbers[p + n + i];
          s0 += x * numbers[q + n];
          s1 += x * numbers[q + n + 1];
          s2 += x * numbers[q + n + 2];
          s3 += x * numbers[q + n + 3];
        }
        addFour(numbers, c + i * stride, s0, s1, s2, s3);
      }
    },
    distances(p, q, k, c, stride) {
      for (let i = 0; i < 4; i++) {
        let [s0, s1, s2, s3] = [0, 0, 0, 0];
        for (let n = 0; n < k * 4; n += 4) {
          const x = numbers[p + n + i];
          const d0 = x - numbers[q + n];
          s0 += d0 * d0;
          const d1 = x - numbers[q + n + 1];
          s1 += d1 * d1;
          const d2 = x - numbers[q + n + 2];
          s2 += d2 * d2;
          const d3 = x - numbers[q + n + 3];
          s3 += d3 * d3;
        }
        addFour(numbers, c + i * stride, s0, s1, s2, s3);
      }
    },
    dots(a, stride, columns, v, out) {
      for (let i = 0; i < 4; i++) {
        const row = a + i * stride;
        let even = 0;
        let odd = 0;
        for (let j = 0; j < columns; j += 2) {
          even += numbers[row + j] * numbers[v + j];
          odd += numbers[row + j + 1] * numbers[v + j + 1];
        }
        numbers[out + i] = even + odd;
      }
    },
    sums(a, stride, columns, w, out) {
      const [w0, w1, w2, w3] = numbers.subarray(w, w + 4);
      for (let j = 0; j < columns; j++) {
        const first = numbers[a + j] * w0 + numbers[a + stride + j] * w1;
        numbers[out + j] += first + (numbers[a + 2 * stride + j] * w2 + numbers[a + 3 * stride + j] * w3);
      }
    },
  };
}

function addFour(numbers: Float64Array, at: number, s0: number, s1: number, s2: number, s3: number): void {
  numbers[at] += s0;
  numbers[at + 1] += s1;
  numbers[at + 2] += s2;
  numbers[at + 3] += s3;
}
