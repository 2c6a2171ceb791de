/** A text or a list of texts as a list; undefined for anything else, and for a list with an empty text in it. */
export function texts(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.every((item) => typeof item === "string" && item.trim() !== "") ? list : undefined;
}
