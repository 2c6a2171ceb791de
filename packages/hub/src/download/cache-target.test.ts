import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { filesBelow } from "../testing/files-below.ts";
import { listedFile } from "../testing/listed-file.ts";
import { serveHub } from "../testing/scripted-hub.ts";
import { download } from "./download.ts";

const system = vi.hoisted(() => ({ links: true }));

vi.mock(import("node:fs/promises"), async (original) => {
  const real = await original();
  const symlink: typeof real.symlink = (...paths) =>
    system.links
      ? real.symlink(...paths)
      : Promise.reject(Object.assign(new Error("EPERM: injected"), { code: "EPERM" }));
  return { ...real, symlink };
});

const small = new TextEncoder().encode("a small file\n");
const large = formulaBytes(1, 1_500_000);

test("where links are refused, snapshots hold copies", async () => {
  const cache = temporaryFolder();
  const hub = await serveHub({ "a.txt": small, "b/c.txt": small, "d.onnx": large });
  system.links = false;
  const { folder } = await download("cat/one", { cache, endpoint: hub.endpoint });
  expect((await download("cat/one", { cache, endpoint: hub.endpoint, verify: true })).fetched).toBe(0);
  expect((await download("cat/one", { cache, offline: true })).files).toHaveLength(3);
  writeFileSync(join(folder, "a.txt"), "changed");
  await download("cat/one", { cache, endpoint: hub.endpoint });
  system.links = true;
  expect(hub.fetches()).toHaveLength(2);
  expect(lstatSync(join(folder, "b/c.txt")).isFile()).toBe(true);
  expect(readFileSync(join(folder, "a.txt"))).toEqual(Buffer.from(small));
  expect(filesBelow(join(cache, "models--cat--one", "blobs"))).toHaveLength(2);
});

test("a blob that is a link into a store shared by Python is read through, and replaced when damaged, not written through", async () => {
  const cache = temporaryFolder();
  const { oid } = listedFile("", large).lfs!;
  const store = join(cache, "blobs", "ab", "ab".padEnd(64, "0"));
  const blob = join(cache, "models--cat--one", "blobs", oid);
  mkdirSync(join(cache, "blobs", "ab"), { recursive: true });
  mkdirSync(join(cache, "models--cat--one", "blobs"), { recursive: true });
  writeFileSync(store, large);
  symlinkSync(`../../blobs/ab/${"ab".padEnd(64, "0")}`, blob);
  const hub = await serveHub({ "m.onnx": large });
  expect((await download("cat/one", { cache, endpoint: hub.endpoint })).fetched).toBe(0);
  writeFileSync(store, "damaged");
  expect((await download("cat/one", { cache, endpoint: hub.endpoint })).fetched).toBe(large.length);
  expect(readFileSync(store, "utf8")).toBe("damaged");
  expect(lstatSync(blob).isFile()).toBe(true);
});
