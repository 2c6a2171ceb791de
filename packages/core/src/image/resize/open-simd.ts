import { SIMD_KERNEL } from "./simd-kernel.ts";

/** What simd-kernel.wat exports, its memory as numbers. */
export interface Simd {
  bytes: Uint8Array;
  words: Int32Array;
  rows(source: number, from: number, rows: number, n: number, stride: number, out: number): void;
  columns(source: number, values: number, n: number, stride: number, first: number, last: number, out: number): void;
}

/** As many bytes past the last pixel of source or output may be read or written. */
export const KERNEL_SLACK = 16;

let opened: { simd?: Simd } | undefined;

/**
 * The passes of an 8-bit resize in WebAssembly, opened at the first call; undefined where there is no WebAssembly or no SIMD in it, or
 * where a page's Content-Security-Policy forbids it.
 */
export function openSimd(): Simd | undefined {
  opened ??= { simd: open() };
  return opened.simd;
}

function open(): Simd | undefined {
  try {
    const module = new WebAssembly.Module(
      Uint8Array.from(SIMD_KERNEL.match(/../g)!, (byte) => Number.parseInt(byte, 16)),
    );
    const { exports } = new WebAssembly.Instance(module);
    const { memory, rows, columns } = exports as unknown as Simd & { memory: WebAssembly.Memory };
    return { bytes: new Uint8Array(memory.buffer), words: new Int32Array(memory.buffer), rows, columns };
  } catch {
    return undefined;
  }
}
