import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { replaceFile } from "./replace-file.ts";

const system = vi.hoisted(() => ({ busy: 0 }));
const platform = process.platform;

vi.mock(import("node:fs/promises"), async (original) => {
  const real = await original();
  const rename: typeof real.rename = (...paths) =>
    system.busy-- > 0
      ? Promise.reject(Object.assign(new Error("EPERM: injected"), { code: "EPERM" }))
      : real.rename(...paths);
  return { ...real, rename };
});

function pretend(name: string): void {
  Object.defineProperty(process, "platform", { value: name });
}

afterEach(() => pretend(platform));

function twoFiles() {
  const folder = temporaryFolder();
  const [from, to] = [join(folder, "new"), join(folder, "old")];
  writeFileSync(from, "new");
  writeFileSync(to, "old");
  return { from, to };
}

test("on Windows a file that is busy for a moment is replaced in the end", async () => {
  const { from, to } = twoFiles();
  pretend("win32");
  system.busy = 3;
  await replaceFile(from, to);
  expect(readFileSync(to, "utf8")).toBe("new");
});

test("on Windows one that stays busy is not, and elsewhere one is never tried twice", async () => {
  const { from, to } = twoFiles();
  pretend("win32");
  system.busy = 100;
  await expect(replaceFile(from, to)).rejects.toMatchObject({ code: "EPERM" });
  expect(system.busy).toBe(90);
  pretend("linux");
  await expect(replaceFile(from, to)).rejects.toMatchObject({ code: "EPERM" });
  expect(system.busy).toBe(89);
  expect(readFileSync(to, "utf8")).toBe("old");
});
