import { readIfThere } from "./read-if-there.ts";

/** A JSON object out of a file; undefined where there is none or it holds something else. */
export async function readJsonObject(
  folder: string,
  path: string,
  options: { maxBytes: number; signal?: AbortSignal },
): Promise<Record<string, unknown> | undefined> {
  const text = await readIfThere(folder, path, options);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
