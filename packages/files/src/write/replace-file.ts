import { rename } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { errorCode } from "../error-code.ts";

const ATTEMPTS = 10;

/** Renames over what is there. On Windows a virus scanner or a reader may hold the old file for a moment: it tries again for about a second. */
export async function replaceFile(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const busy = process.platform === "win32" && /^(?:EPERM|EACCES|EBUSY)$/.test(errorCode(error) ?? "");
      if (!busy || attempt === ATTEMPTS) throw error;
      await setTimeout(20 * attempt);
    }
  }
}
