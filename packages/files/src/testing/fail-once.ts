import { type FileHandle, open } from "node:fs/promises";
import { onTestFinished } from "vitest";

/** Makes one call of a file handle's method fail as the system does; what was there is put back when the test ends. */
export async function failOnce(method: "write" | "sync", call: number, code: string): Promise<void> {
  const handle = await open(import.meta.filename);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const original = prototype[method] as (...args: unknown[]) => Promise<unknown>;
  const restore = () => void Object.assign(prototype, { [method]: original });
  onTestFinished(restore);
  let calls = 0;
  Object.assign(prototype, {
    async [method](...args: unknown[]) {
      if (++calls !== call) return original.apply(this, args);
      restore();
      throw Object.assign(new Error(`${code}: injected`), { code });
    },
  });
}
