import { elementCount, elementSpan } from "./layout.ts";

/** What is wrong with a view of a storage of `length` elements, if anything. */
export function viewFault(
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
  length: number,
): string | undefined {
  const whole = (n: unknown) => Number.isSafeInteger(n) && (n as number) >= 0;
  if (shape.length !== strides.length) return `it has ${shape.length} sides and ${strides.length} strides`;
  if (!shape.every(whole) || !strides.every(whole) || !whole(offset)) return "a side, stride or offset is no count";
  if (!Number.isSafeInteger(elementCount(shape))) return "it has more elements than can be counted";
  const end = elementCount(shape) === 0 ? 0 : offset + elementSpan(shape, strides);
  if (!(end <= length)) return `it ends at element ${end} of a storage of ${length}`;
  return undefined;
}
