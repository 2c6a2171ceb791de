import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { breakLock } from "./break-lock.ts";
import { claimName } from "./claim-name.ts";
import { createHolderFile } from "./create-holder-file.ts";
import { newHolder } from "./lock-holder.ts";

/** A process number that Linux, macOS and Windows never give. */
const NEVER = 2 ** 22 + 1;
const dead = () => ({ ...newHolder(), pid: NEVER });

function lockOf(holder: object) {
  const folder = temporaryFolder();
  const path = join(folder, "lock");
  writeFileSync(path, JSON.stringify(holder));
  return {
    path,
    files: () => readdirSync(folder),
    put: (name: string, content: object) => writeFileSync(name, JSON.stringify(content)),
  };
}

describe("breaking a dead process's lock", () => {
  test("removes it and leaves nothing", async () => {
    const holder = dead();
    const { path, files } = lockOf(holder);
    await breakLock(path, holder.token, newHolder());
    expect(files()).toEqual([]);
  });

  test("does not remove the lock that another process took after breaking it first", async () => {
    const holder = dead();
    const { path, files } = lockOf(holder);
    // Both saw the dead holder's lock; the other one was faster and holds a lock of its own by now.
    await breakLock(path, holder.token, newHolder());
    const other = newHolder();
    await (await createHolderFile(path, other))?.close();
    await breakLock(path, holder.token, newHolder());
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ token: other.token });
    expect(files()).toEqual(["lock"]);
  });

  test("is left to the live process that has begun it", async () => {
    const holder = dead();
    const { path, files, put } = lockOf(holder);
    put(claimName(path, holder.token, 0), newHolder());
    await breakLock(path, holder.token, newHolder());
    expect(files()).toHaveLength(2);
  });

  test("is taken over from processes that died at it, one after the other", async () => {
    const holder = dead();
    const { path, files, put } = lockOf(holder);
    put(claimName(path, holder.token, 0), dead());
    put(claimName(path, holder.token, 1), dead());
    await breakLock(path, holder.token, newHolder());
    expect(files()).toEqual([]);
  });

  test("that can't be removed after all leaves the dead ones' claims in place", async () => {
    const holder = dead();
    const { path, files, put } = lockOf(holder);
    put(claimName(path, holder.token, 0), dead());
    writeFileSync(path, "by now no lock at all");
    await expect(breakLock(path, holder.token, newHolder())).rejects.toMatchObject({ code: "not-a-lock" });
    expect(files()).toEqual(["lock", `lock.${holder.token}.0.break`]);
  });

  test("by thirty at once happens, and every one of them comes to an end", async () => {
    const holder = dead();
    const { path, files } = lockOf(holder);
    await Promise.all(Array.from({ length: 30 }, () => breakLock(path, holder.token, newHolder())));
    expect(files()).toEqual([]);
  });
});
