import { randomBytes } from "node:crypto";
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Whether a folder's file system takes upper and lower case for the same. The folder is made. */
export async function foldsCase(folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const name = `.tiny-cats-${randomBytes(8).toString("hex")}-case`;
  await writeFile(join(folder, name), "", { flag: "wx" });
  try {
    return await stat(join(folder, name.toUpperCase())).then(
      () => true,
      () => false,
    );
  } finally {
    await rm(join(folder, name), { force: true });
  }
}
