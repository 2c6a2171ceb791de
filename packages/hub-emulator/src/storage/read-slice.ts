import { open } from "node:fs/promises";
import type { FileSlice } from "./object-store.ts";
import { readAt } from "./pack-file.ts";

/** The bytes of a part of a file; for what is known to be small. */
export async function readSlice({ path, offset, length }: FileSlice): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    return await readAt(file, offset, length);
  } finally {
    await file.close();
  }
}
