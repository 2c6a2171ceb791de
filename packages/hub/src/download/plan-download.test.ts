import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { filesBelow } from "../testing/files-below.ts";
import { COMMIT, serveHub } from "../testing/scripted-hub.ts";
import { download } from "./download.ts";
import { downloadFile } from "./download-file.ts";
import { planDownload } from "./plan-download.ts";

const small = new TextEncoder().encode("a small file\n");
const other = new TextEncoder().encode("another one!\n");

test("include and exclude leave files out", async () => {
  const hub = await serveHub({ "a.json": small, "onnx/a.onnx": small, "onnx/b.onnx": other });
  const options = { cache: temporaryFolder(), endpoint: hub.endpoint, include: ["onnx/", "*.md"], exclude: "b.*" };
  expect((await download("cat/one", options)).files.map(({ path }) => path)).toEqual(["onnx/a.onnx"]);
});

test("a plan tells what is there and writes nothing", async () => {
  const cache = temporaryFolder();
  const hub = await serveHub({ "a.txt": small, "b.txt": small, "c.txt": other });
  await downloadFile("cat/one", "c.txt", { cache, endpoint: hub.endpoint });
  const before = filesBelow(cache);
  const plan = await planDownload("cat/one", { cache, endpoint: hub.endpoint });
  expect(plan).toMatchObject({ commit: COMMIT, bytes: 39, bytesToFetch: 13 });
  expect(plan.files.map(({ path, there }) => [path, there])).toEqual([
    ["a.txt", false],
    ["b.txt", false],
    ["c.txt", true],
  ]);
  expect(filesBelow(cache)).toEqual(before);
});
