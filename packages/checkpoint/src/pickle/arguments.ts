import { corruptPickle } from "../errors.ts";
import { MAX_DIMENSIONS } from "../tensor/layout.ts";
import type { StackValue } from "./machine.ts";
import type { PyValue } from "./py-value.ts";

/** Up to 64 whole numbers from a tuple or torch.Size, as shapes and strides are. */
export function asCounts(value: StackValue, what: string): number[] {
  const items = isKind(value, "size") ? value.sides : value;
  if (Array.isArray(items) && items.length <= MAX_DIMENSIONS && items.every((item) => Number.isSafeInteger(item)))
    return [...items];
  throw corruptPickle(`${what} is no row of whole numbers`);
}

/** A text. */
export function asText(value: StackValue, what: string): string {
  if (typeof value === "string") return value;
  throw corruptPickle(`${what} is no text`);
}

/** A list, tuple or set's items. */
export function asItems(value: StackValue | undefined, what: string): readonly PyValue[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw corruptPickle(`${what} is no list`);
}

/** Whether a value is a tagged one of this kind. */
export function isKind<K extends Extract<StackValue, { kind: string }>["kind"]>(
  value: StackValue | undefined,
  kind: K,
): value is Extract<StackValue, { kind: K }> {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === kind;
}

/** Whether a value is an empty dict or None, as hooks and metadata are in any file that can be read. */
export function isNothing(value: StackValue | undefined): boolean {
  return value === undefined || value === null || (value instanceof Map && value.size === 0);
}
