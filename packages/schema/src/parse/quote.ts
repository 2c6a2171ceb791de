const LONGEST = 60;

/** A value as a message may show it: texts in quotes and cut short, what has parts by its kind alone, no user or password of an address. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function") return "a function";
  if (typeof value !== "string") return String(value);
  if (/:\/\/[^/\s]*@/.test(value)) return "an address with user or password";
  return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value);
}
