import type { Problem } from "../shapes/cross-check.ts";

const DEEPEST = 100;

/**
 * What in a value JSON can't hold: NaN, infinities, bigints, functions, symbols, holes, cycles, more than 100 levels. A key whose value is
 * undefined is left out by JSON and passes. Catches numbers that JSON.stringify would turn into null without a word.
 */
export function listNonJson(value: unknown, { limit = 100 }: { limit?: number } = {}): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<object>();
  const open = new Set<object>();

  function visit(item: unknown, path: (string | number)[]): void {
    if (problems.length >= limit) return;
    const message = complaint(item);
    if (message) problems.push({ path, message });
    if (message || typeof item !== "object" || item === null) return;
    if (open.has(item)) problems.push({ path, message: "refers back to what holds it" });
    else if (path.length >= DEEPEST) problems.push({ path, message: `is nested deeper than ${DEEPEST} levels` });
    else if (!seen.has(item)) enter(item, path);
  }

  function enter(item: object, path: (string | number)[]): void {
    seen.add(item);
    open.add(item);
    if (Array.isArray(item)) for (let i = 0; i < item.length; i++) visit(item[i], [...path, i]);
    else for (const [key, inner] of Object.entries(item)) if (inner !== undefined) visit(inner, [...path, key]);
    open.delete(item);
  }

  visit(value, []);
  return problems;
}

function complaint(item: unknown): string | undefined {
  if (typeof item === "number" && !Number.isFinite(item)) return `must be a finite number, not ${item}`;
  if (item === undefined) return "must not be undefined";
  if (typeof item === "bigint" || typeof item === "function" || typeof item === "symbol")
    return `must not be a ${typeof item}`;
  if (typeof item !== "object" || item === null || Array.isArray(item)) return undefined;
  const prototype = Object.getPrototypeOf(item);
  const plain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return plain ? undefined : "must be a plain object";
}
