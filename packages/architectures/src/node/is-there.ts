import { stat } from "node:fs/promises";

/** Whether a path is a file. */
export async function isThere(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  return info?.isFile() ?? false;
}
