import { open } from "node:fs/promises";

/** Makes a rename in a folder outlast a power cut, where the system can (Windows can't). By then the file is in place, so failing is no error. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {
    // Nothing was lost.
  }
}
