import type { TensorRef } from "./tensor.ts";

/** The names of tensors that are one and the same: equal storage, place, shape, strides and element type. Groups of two or more. */
export function tiedTensors(tensors: ReadonlyMap<string, TensorRef>): string[][] {
  const groups = new Map<unknown, Map<string, string[]>>();
  for (const [name, tensor] of tensors) {
    const { storage, offset, shape, strides, dtype } = tensor;
    const places = groups.get(storage) ?? new Map<string, string[]>();
    groups.set(storage, places);
    const place = JSON.stringify([dtype, offset, shape, strides]);
    places.set(place, [...(places.get(place) ?? []), name]);
  }
  return [...groups.values()].flatMap((places) => [...places.values()].filter((names) => names.length > 1));
}
