import { lstat } from "node:fs/promises";

/** Whether a name is taken, by whatever it may be. */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
