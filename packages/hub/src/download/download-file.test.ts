import { readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { COMMIT, serveHub } from "../testing/scripted-hub.ts";
import { downloadFile } from "./download-file.ts";

const small = new TextEncoder().encode("a small file\n");
const large = formulaBytes(1, 1_500_000);

test("one file alone takes three requests, and none when its commit is known", async () => {
  const cache = temporaryFolder();
  const hub = await serveHub({ "a.txt": small, "sub/m.onnx": large });
  const file = await downloadFile("cat/one", "sub/m.onnx", { cache, endpoint: hub.endpoint });
  expect(Buffer.compare(readFileSync(file), large)).toBe(0);
  expect(readlinkSync(file)).toMatch(/^\.\.\/\.\.\/\.\.\/blobs\//);
  expect(hub.seen.map(({ url }) => url)).toEqual([
    "/api/models/cat/one/revision/main",
    `/api/models/cat/one/paths-info/${COMMIT}`,
    `/cat/one/resolve/${COMMIT}/sub/m.onnx`,
  ]);
  expect(await downloadFile("cat/one", "sub/m.onnx", { cache, endpoint: hub.endpoint, revision: COMMIT })).toBe(file);
  expect(hub.seen).toHaveLength(3);
});

test("that a commit lacks a file is noted as Python notes it", async () => {
  const cache = temporaryFolder();
  const hub = await serveHub({ "a.txt": small });
  await expect(downloadFile("cat/one", "x/none.json", { cache, endpoint: hub.endpoint })).rejects.toMatchObject({
    code: "entry-not-found",
  });
  expect(statSync(join(cache, "models--cat--one", ".no_exist", COMMIT, "x", "none.json")).size).toBe(0);
  await expect(
    downloadFile("cat/one", "x/none.json", { cache, offline: true, revision: COMMIT }),
  ).rejects.toMatchObject({ code: "entry-not-found" });
  await expect(downloadFile("cat/one", "../none", { cache, endpoint: hub.endpoint })).rejects.toMatchObject({
    code: "unsafe-path",
  });
});
