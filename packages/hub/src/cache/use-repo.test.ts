import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { filledCache, OLD } from "../testing/filled-cache.ts";
import { pruneCache } from "./prune-cache.ts";
import { removeFromCache } from "./remove-from-cache.ts";
import { addToRepo } from "./use-repo.ts";

/** A process that took a lock and was killed. */
async function killedHolder(path: string): Promise<void> {
  const script = `import { withLock } from ${JSON.stringify(import.meta.resolve("@tiny-cats/files"))};
    await withLock(${JSON.stringify(path)}, () => { console.log("held"); return new Promise((stay) => setTimeout(stay, 60_000)); });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
}

test("nothing is removed while a process adds to the repository, and what a dead one held is no hindrance", async () => {
  const { cache, root } = await filledCache();
  const locks = join(cache, ".locks", "models--cat--one");
  await addToRepo(locks, async () => {
    await addToRepo(locks, async () => {});
    expect(await pruneCache({ cache })).toEqual({ removed: [], bytes: 0, inUse: [{ type: "model", name: "cat/one" }] });
    await expect(removeFromCache("cat/one", { cache })).rejects.toMatchObject({ code: "cache-in-use" });
  });
  await withLock(join(locks, "gate.tiny-cats-lock"), async () => {
    expect((await pruneCache({ cache })).inUse).toEqual([{ type: "model", name: "cat/one" }]);
  });
  expect(existsSync(join(root, "snapshots", OLD))).toBe(true);
  await killedHolder(join(locks, "using-dead.tiny-cats-lock"));
  expect(readdirSync(locks)).toContain("using-dead.tiny-cats-lock");
  expect((await pruneCache({ cache })).removed).not.toEqual([]);
  await expect(addToRepo(locks, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
});
