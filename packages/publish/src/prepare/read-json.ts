import { ifThere, readJsonBounded } from "@tiny-cats/files";

/** More than any configuration has. */
const MOST = 2 ** 24;

/** A JSON file; undefined where there is none. Throws as readJsonBounded does of others. */
export async function readJson(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> {
  return ifThere(readJsonBounded(path, { maxBytes: MOST, ...(signal && { signal }) }));
}
