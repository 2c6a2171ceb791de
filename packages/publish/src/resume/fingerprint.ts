import { sha256 } from "@tiny-cats/files";

/** SHA-256 of plain data, the same for every order of its keys. Undefined values count as absent. */
export function fingerprint(value: unknown): string {
  return sha256(new TextEncoder().encode(JSON.stringify(sorted(value) ?? null)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
