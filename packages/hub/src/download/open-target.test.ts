import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { serveHub } from "../testing/scripted-hub.ts";
import { download } from "./download.ts";

test("a download goes to one place, and a revision must be a name for a file", async () => {
  await expect(download("cat/one", {})).rejects.toMatchObject({ code: "invalid-target" });
  await expect(download("cat/one", { cache: "a", dir: "b" })).rejects.toMatchObject({ code: "invalid-target" });
  const cache = temporaryFolder();
  await expect(download("cat/one", { cache, revision: "../../x", offline: true })).rejects.toMatchObject({
    code: "unsafe-path",
  });
});

test.each([0, -1, 1.5, Number.NaN])("%d files at a time are refused", async (concurrency) => {
  await expect(download("cat/one", { cache: temporaryFolder(), concurrency })).rejects.toMatchObject({
    code: "invalid-concurrency",
  });
});

test("a place that can't be written is told of", async () => {
  const hub = await serveHub({ "a.txt": new Uint8Array(9) });
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  await expect(download("cat/one", { cache: join(folder, "file"), endpoint: hub.endpoint })).rejects.toMatchObject({
    name: "FilesError",
  });
  await expect(download("cat/one", { dir: join(folder, "file"), endpoint: hub.endpoint })).rejects.toMatchObject({
    name: "FilesError",
  });
});
