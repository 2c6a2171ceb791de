import { stat } from "node:fs/promises";

const AT_ONCE = 256;

/** Those of some files that are not there, or are none. */
export async function absentFiles<T extends { path: string }>(
  files: readonly T[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<T[]> {
  const absent: T[] = [];
  for (let i = 0; i < files.length; i += AT_ONCE) {
    signal?.throwIfAborted();
    const part = files.slice(i, i + AT_ONCE);
    const there = await Promise.all(
      part.map(({ path }) =>
        stat(path).then(
          (info) => info.isFile(),
          () => false,
        ),
      ),
    );
    absent.push(...part.filter((_, j) => !there[j]));
  }
  return absent;
}
