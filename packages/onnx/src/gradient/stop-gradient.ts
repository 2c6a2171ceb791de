import type { GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";

const stopped = new WeakSet<Value>();

/** The same value, as if it did not depend on anything: no gradient passes back through it. */
export function stopGradient(g: GraphBuilder, value: Value): Value {
  return markStopped(g.op("Identity", [value]));
}

/** Makes a value itself one that no gradient passes back through, for everybody who uses it; gives it back. */
export function markStopped(value: Value): Value {
  stopped.add(value);
  return value;
}

export function isStopped(value: Value): boolean {
  return stopped.has(value);
}
