import type { Writable } from "@tiny-cats/checkpoint";

/** The facts that are known, for a checkpoint's tree: neither null nor undefined, no empty list, no empty object. */
export function knownFacts(facts: Readonly<Record<string, unknown>>): { [key: string]: Writable } {
  const isKnown = (value: unknown) =>
    value !== null && value !== undefined && (typeof value !== "object" || Object.keys(value).length > 0);
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => isKnown(value))) as { [key: string]: Writable };
}
