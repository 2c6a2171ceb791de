import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gitBlobSha1, sha256 } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { send, TOKEN } from "./testing/send.ts";
import { serveUploads, type UploadHub } from "./testing/upload-hub.ts";
import type { UploadProgress } from "./upload-progress.ts";

test("sends what is new, and says what it did", async () => {
  const hub = await serveUploads({ old: "old", gone: "x" });
  const folder = folderOf({ old: "new!", "w.bin": "weights", "deep/a#b c.txt": "é" });
  const seen: UploadProgress[] = [];
  const result = await send(hub, folder, {
    delete: true,
    message: "Ship",
    description: "With care",
    onProgress: (p) => seen.push(p),
  });
  expect(hub.texts()).toEqual({ old: "new!", "w.bin": "weights", "deep/a#b c.txt": "é" });
  expect(hub.head()).toMatchObject({ title: "Ship", description: "With care" });
  expect(result).toMatchObject({
    repo_id: "cat/one",
    url: `${hub.endpoint}/cat/one`,
    commit: hub.head().oid,
    commits: [hub.head().oid],
    files_uploaded: [
      { path: "deep/a#b c.txt", bytes: 2, oid: gitBlobSha1(Buffer.from("é")) },
      { path: "old", bytes: 4, oid: gitBlobSha1(Buffer.from("new!")) },
      { path: "w.bin", bytes: 7, oid: sha256(Buffer.from("weights")) },
    ],
    files_deleted: ["gone"],
    bytes: 13,
    retries: 0,
    bytes_resent: 0,
  });
  expect(result.mean_mb_per_s).toBeCloseTo(13e-6 / result.seconds);
  expect(result.peak_mb_per_s).toBeGreaterThan(0);
  expect(Math.abs(Date.parse(result.timestamp) - Date.now())).toBeLessThan(60_000);
  expect(seen.filter(({ stage }) => stage === "uploading").at(-1)).toEqual({
    stage: "uploading",
    bytes: 7,
    total: 7,
    files: 1,
  });
  expect(seen.filter(({ stage }) => stage === "committing").at(-1)).toMatchObject({ files: 3 });
  for (const stage of ["hashing", "uploading", "committing"]) {
    const bytes = seen.filter((one) => one.stage === stage).map((one) => one.bytes);
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
  }
  expect(readdirSync(folder).sort()).toEqual(["deep", "old", "w.bin"]);
});

test("bodies go out with their exact length, and no token to other hosts", async () => {
  const storage = await serveUploads();
  const hub: UploadHub = await serveUploads(
    {},
    {
      instead(request, response) {
        if (!request.url.endsWith("/objects/batch")) return false;
        const [{ oid, size }] = JSON.parse(request.body.toString()).objects;
        const upload = { href: `${storage.endpoint}/object/${oid}` };
        response.end(JSON.stringify({ objects: [{ oid, size, actions: { upload } }] }));
        hub.objects.set(oid, Buffer.from("weights"));
        return true;
      },
    },
  );
  await send(hub, folderOf({ "w.bin": "weights", "a.txt": "a" }));
  const [put] = storage.asked("PUT /object/");
  expect(put.headers["content-length"]).toBe("7");
  expect(put.headers["transfer-encoding"]).toBeUndefined();
  expect(put.headers.authorization).toBeUndefined();
  const [commit] = hub.asked("/commit/");
  expect(commit.headers["content-length"]).toBe(String(commit.body.length));
  expect(commit.headers.authorization).toBe(`Bearer ${TOKEN}`);
});

test("nothing changed: no commit, nothing sent", async () => {
  const hub = await serveUploads({ a: "a", "w.bin": "w" });
  const before = hub.head().oid;
  const result = await send(hub, folderOf({ a: "a", "w.bin": "w" }));
  expect(result).toMatchObject({ commit: before, commits: [], files_uploaded: [], bytes: 0 });
  expect(hub.asked("POST ")).toEqual([]);
});

test("files of equal content are sent once", async () => {
  const hub = await serveUploads();
  const result = await send(hub, folderOf({ "a.bin": "same", "b.bin": "same", "c.bin": "other" }));
  expect(hub.asked("PUT /object/")).toHaveLength(2);
  const asked = hub.asked("/objects/batch").flatMap(({ body }) => JSON.parse(body.toString()).objects);
  expect(hub.asked("/objects/batch")[0].headers["content-type"]).toBe("application/vnd.git-lfs+json");
  expect(asked.map(({ oid }) => oid).sort()).toEqual(
    [sha256(Buffer.from("same")), sha256(Buffer.from("other"))].sort(),
  );
  expect(result.files_uploaded.map(({ path }) => path)).toEqual(["a.bin", "b.bin", "c.bin"]);
  expect(hub.texts()).toEqual({ "a.bin": "same", "b.bin": "same", "c.bin": "other" });
});

test("an empty file is regular whatever its name", async () => {
  const hub = await serveUploads();
  await send(hub, folderOf({ "empty.bin": "" }));
  expect(hub.asked("/objects/batch")).toEqual([]);
  expect(hub.head().files.get("empty.bin")).toMatchObject({ lfs: false, bytes: Buffer.alloc(0) });
});

test("what the repository's own .gitignore names is left out, and told", async () => {
  const hub = await serveUploads({}, { shouldIgnore: (path) => path === "b.txt" });
  const result = await send(hub, folderOf({ "a.txt": "a", "b.txt": "b" }));
  expect(result.files_refused).toEqual(["b.txt"]);
  expect(hub.texts()).toEqual({ "a.txt": "a" });
});

test("a tag after success; an existing one elsewhere stops before anything is sent", async () => {
  const hub = await serveUploads();
  const folder = folderOf({ "a.bin": "a" });
  const { commit } = await send(hub, folder, { tag: "v1" });
  expect(hub.tags.get("v1")).toBe(commit);
  // The same again is no change, and the tag stands where it should.
  expect((await send(hub, folder, { tag: "v1" })).commits).toEqual([]);
  appendFileSync(join(folder, "a.bin"), "more");
  const before = hub.asked("PUT ").length;
  await expect(send(hub, folder, { tag: "v1" })).rejects.toMatchObject({ code: "conflict" });
  expect(hub.asked("PUT ")).toHaveLength(before);
  await expect(send(hub, folder, { tag: "v2", pullRequest: true })).rejects.toMatchObject({
    code: "conflicting-options",
  });
});

test("a repository is created where it is asked for, and only then", async () => {
  const hub = await serveUploads({}, { exists: false });
  const folder = folderOf({ a: "a" });
  await expect(send(hub, folder)).rejects.toMatchObject({ code: "repo-not-found" });
  await send(hub, folder, { create: { visibility: "private" } });
  expect(JSON.parse(hub.asked("/repos/create")[0].body.toString())).toMatchObject({
    name: "one",
    organization: "cat",
    visibility: "private",
    type: "model",
  });
  expect(hub.texts()).toEqual({ a: "a" });
  await expect(send(hub, folder, { create: {} })).rejects.toMatchObject({ code: "conflict" });
  expect((await send(hub, folder, { create: { existOk: true } })).commits).toEqual([]);
  await expect(send(hub, folder, { create: { existOk: true, visibility: "private" } })).rejects.toMatchObject({
    code: "public-repo",
  });
});

test("more than 1,000 files go in commits that follow each other", async () => {
  const hub = await serveUploads();
  const files = Object.fromEntries(Array.from({ length: 1003 }, (_, i) => [`f${i}`, `${i}`]));
  const result = await send(hub, folderOf(files));
  expect(result.commits).toHaveLength(2);
  expect(hub.texts()).toEqual(files);
  expect(hub.commits.get(result.commits[1])).toMatchObject({
    parent: result.commits[0],
    title: "Upload 1003 files (2 of 2)",
  });
  expect(hub.asked("/preupload/")).toHaveLength(4);
});
