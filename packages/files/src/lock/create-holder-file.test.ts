import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { createHolderFile } from "./create-holder-file.ts";
import { newHolder } from "./lock-holder.ts";

const system = vi.hoisted(() => ({ linkFails: "" }));
const failure = (code: string) => Object.assign(new Error(`${code}: injected`), { code });

vi.mock(import("node:fs/promises"), async (original) => {
  const real = await original();
  const link: typeof real.link = (...paths) =>
    system.linkFails ? Promise.reject(failure(system.linkFails)) : real.link(...paths);
  return { ...real, link };
});

beforeEach(() => {
  system.linkFails = "";
});

describe.each([
  ["with hard links", ""],
  ["without hard links", "EPERM"],
  ["with a file system that has no such call", "ENOSYS"],
])("%s", (_, linkFails) => {
  test("the first one makes the file, a second one does not touch it, and nothing is left beside it", async () => {
    system.linkFails = linkFails;
    const folder = temporaryFolder();
    const path = join(folder, "lock");
    const holder = newHolder();
    const handle = await createHolderFile(path, holder);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(holder);
    await handle?.utimes(5, 5);
    await handle?.close();
    expect(await createHolderFile(path, newHolder())).toBeUndefined();
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(holder);
    expect(readdirSync(folder)).toEqual(["lock"]);
  });

  test("of thirty at once just one makes the file", async () => {
    system.linkFails = linkFails;
    const path = join(temporaryFolder(), "lock");
    const handles = await Promise.all(Array.from({ length: 30 }, () => createHolderFile(path, newHolder())));
    const made = handles.filter((handle) => handle !== undefined);
    await Promise.all(made.map((handle) => handle.close()));
    expect(made).toHaveLength(1);
  });
});

test("another failure is told, and nothing is left", async () => {
  const folder = temporaryFolder();
  system.linkFails = "EIO";
  await expect(createHolderFile(join(folder, "lock"), newHolder())).rejects.toMatchObject({ code: "write-failed" });
  writeFileSync(join(folder, "file"), "");
  await expect(createHolderFile(join(folder, "file", "lock"), newHolder())).rejects.toMatchObject({
    code: "folder-not-found",
  });
  expect(readdirSync(folder)).toEqual(["file"]);
});
