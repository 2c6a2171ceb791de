import { statfs } from "node:fs/promises";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * Refuses work that the disk has no room for, before it is begun.
 *
 * @throws TinyCatsError "no-space"
 */
export async function checkDisk(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  const mb = (count: number) => `${Math.ceil(count / 1e6)} MB`;
  throw new TinyCatsError("no-space", `${folder} has ${mb(free)} free, and publishing takes ${mb(bytes)}`, {
    value: { free, needed: bytes },
    remedy: "make room, or give another folder with --work",
  });
}
