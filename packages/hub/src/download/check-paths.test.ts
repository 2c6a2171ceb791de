import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { filesBelow } from "../testing/files-below.ts";
import type { ListedFile } from "../testing/listed-file.ts";
import { serveHub } from "../testing/scripted-hub.ts";
import { download } from "./download.ts";

const system = vi.hoisted(() => ({ folds: false }));

vi.mock(import("./folds-case.ts"), async (original) => {
  const { foldsCase } = await original();
  return { foldsCase: async (folder) => (await foldsCase(folder)) || system.folds };
});

const small = new TextEncoder().encode("a small file\n");

test.each([
  "../evil",
  "a/../../evil",
  "/etc/evil",
  "a\\..\\evil",
  "C:evil",
  "nul",
  "a/COM1.txt",
  "a//b",
  "a/./b",
  "a\u0000b",
  ".git/hooks/post-checkout",
  "sub/.GIT/config",
])("a file called %j is refused before anything is written", async (path) => {
  for (const place of ["cache", "dir"]) {
    const folder = temporaryFolder();
    const hub = await serveHub({ "config.json": small }, { listing: (all) => [...all, { ...all[0], path }] });
    const options = { [place]: join(folder, "in"), endpoint: hub.endpoint };
    await expect(download("cat/one", options)).rejects.toMatchObject({ code: "unsafe-path" });
    await expect(download("cat/one", { ...options, include: "*" })).rejects.toMatchObject({ code: "unsafe-path" });
    expect(filesBelow(folder)).toEqual([]);
    expect(hub.fetches()).toEqual([]);
  }
});

test("a path that is also a folder is refused, one that differs in case where the file system does not", async () => {
  const clash = (paths: string[]) => (all: ListedFile[]) => paths.map((path) => ({ ...all[0], path }));
  const attempt = async (paths: string[]) => {
    const hub = await serveHub({ a: small, A: small, "a/b": small, "\u00e4": small }, { listing: clash(paths) });
    return download("cat/one", { dir: temporaryFolder(), endpoint: hub.endpoint });
  };
  await expect(attempt(["a", "a/b"])).rejects.toMatchObject({ code: "unsafe-path" });
  expect((await attempt(["a", "A"])).files).toHaveLength(2);
  system.folds = true;
  await expect(attempt(["a", "A"])).rejects.toMatchObject({ code: "unsafe-path" });
  await expect(attempt(["A", "a/b"])).rejects.toMatchObject({ code: "unsafe-path" });
  await expect(attempt(["\u00e4", "a\u0308"])).rejects.toMatchObject({ code: "unsafe-path" });
  system.folds = false;
});

test("hard names come through", async () => {
  const names = [
    "a b.txt",
    "a#b%c?.txt",
    "%2e%2e",
    "K\u00e4tzchen \u{1f408}.txt",
    "x".repeat(255),
    `${"deep/".repeat(40)}f`,
  ];
  const contents = Object.fromEntries(names.map((name, i) => [name, new TextEncoder().encode(`file ${i}`)]));
  const hub = await serveHub(contents);
  for (const place of ["cache", "dir"] as const) {
    const folder = temporaryFolder();
    const done = await download("cat/one", { [place]: folder, endpoint: hub.endpoint });
    for (const { path, file } of done.files) expect(readFileSync(file)).toEqual(Buffer.from(contents[path]));
    expect((await download("cat/one", { [place]: folder, endpoint: hub.endpoint })).fetched).toBe(0);
  }
});
