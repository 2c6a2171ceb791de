import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { FilesError, withLock } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";

const PATIENCE_MS = 1_000;

/** Makes a folder and keeps other emulators out of it. @returns what lets go of it. */
export async function holdFolder(dir: string): Promise<() => Promise<void>> {
  try {
    await mkdir(dir, { recursive: true });
    return await hold(join(dir, "emulator.lock"));
  } catch (error) {
    if (error instanceof FilesError && error.code === "lock-timeout") {
      throw new TinyCatsError("hub-folder-in-use", `another hub emulator is using ${dir}`, {
        value: dir,
        remedy: "stop that one, or give this one a folder of its own",
        cause: error,
      });
    }
    throw new TinyCatsError("hub-folder-unusable", `the hub emulator can't keep its files in ${dir}`, {
      value: dir,
      remedy: "give a folder that can be made and written to",
      cause: error,
    });
  }
}

function hold(path: string): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const held = withLock(
      path,
      () =>
        new Promise<void>((letGo) => {
          resolve(() => {
            letGo();
            return held;
          });
        }),
      { timeoutMs: PATIENCE_MS },
    );
    held.catch(reject);
  });
}
