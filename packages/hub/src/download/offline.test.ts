import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { listedFile } from "../testing/listed-file.ts";
import { COMMIT, serveHub } from "../testing/scripted-hub.ts";
import { download } from "./download.ts";
import { downloadFile } from "./download-file.ts";

const small = new TextEncoder().encode("a small file\n");
const other = new TextEncoder().encode("another one!\n");
const large = formulaBytes(1, 1_500_000);

test("offline gives what is there, and names what is not", async () => {
  const cache = temporaryFolder();
  const offline = { cache, offline: true, endpoint: "http://127.0.0.1:1" };
  await expect(download("cat/one", offline)).rejects.toMatchObject({ code: "offline-missing" });
  const hub = await serveHub({ "a.txt": small, "b.txt": other, "m.onnx": large });
  const done = await download("cat/one", { cache, endpoint: hub.endpoint, include: "*.txt", revision: "refs/pr/1" });
  expect(readFileSync(join(cache, "models--cat--one", "refs", "refs", "pr", "1"), "utf8")).toBe(COMMIT);
  const error = await errorOf(() => download("cat/one", { ...offline, revision: "refs/pr/1" }));
  expect(error).toMatchObject({ code: "offline-missing", value: { missing: ["m.onnx"] } });
  expect(error.message).toContain("m.onnx is not here");
  expect(await download("cat/one", { ...offline, revision: COMMIT, include: "*.txt" })).toMatchObject({
    folder: done.folder,
    reused: 26,
  });
  expect(await downloadFile("cat/one", "b.txt", { ...offline, revision: COMMIT })).toBe(join(done.folder, "b.txt"));
  await expect(downloadFile("cat/one", "m.onnx", { ...offline, revision: COMMIT })).rejects.toMatchObject({
    code: "offline-missing",
  });
  await expect(downloadFile("cat/one", "none", { ...offline, revision: COMMIT })).rejects.toMatchObject({
    code: "entry-not-found",
  });
});

test("a snapshot without a listing, as older clients leave it, serves offline", async () => {
  const cache = temporaryFolder();
  const snapshot = join(cache, "models--cat--one", "snapshots", COMMIT);
  mkdirSync(join(snapshot, "sub"), { recursive: true });
  writeFileSync(join(snapshot, "sub", "a.txt"), small);
  symlinkSync("nowhere", join(snapshot, "broken"));
  const done = await download("cat/one", { cache, offline: true, revision: COMMIT });
  expect(done.files).toEqual([
    { path: "sub/a.txt", file: join(snapshot, "sub", "a.txt"), size: 13, oid: listedFile("", small).oid, reused: true },
  ]);
});
