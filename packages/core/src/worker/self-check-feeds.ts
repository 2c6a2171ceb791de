import type { OrtMetadata } from "./ort-module.ts";

/**
 * Numbers to try a graph with, the same ones everywhere: floats spread over [0, 1), integers 1, and 1 for every named dimension.
 * Undefined where an input is of another type, or not known.
 */
export function selfCheckFeeds(inputs: readonly OrtMetadata[] | undefined) {
  const feeds = inputs?.map(({ name, type, shape }) => {
    const dims = shape.map((size) => (typeof size === "number" && size > 0 ? size : 1));
    const length = dims.reduce((product, size) => product * size, 1);
    const data =
      type === "float32"
        ? Float32Array.from({ length }, (_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 8) / 2 ** 24)
        : type === "int64"
          ? new BigInt64Array(length).fill(1n)
          : undefined;
    return data && { name, type, data, dims };
  });
  return feeds?.every((feed) => feed !== undefined) ? feeds : undefined;
}
