import type { Value } from "../build/value.ts";

const stopped = new WeakSet<Value>();

/** Marks a value as one that gradients don't pass through, as if it did not depend on anything; gives it back. */
export function stopGradient(value: Value): Value {
  stopped.add(value);
  return value;
}

export function isStopped(value: Value): boolean {
  return stopped.has(value);
}
