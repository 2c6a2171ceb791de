import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitBlobSha1, sha256 } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { planUpload } from "./plan-upload.ts";
import { serveUploads } from "./testing/upload-hub.ts";
import type { UploadPlan } from "./upload-plan.ts";
import type { UploadProgress } from "./upload-progress.ts";
import { verifyUpload } from "./verify-upload.ts";

const names = (plan: UploadPlan) =>
  Object.fromEntries(
    (["added", "changed", "unchanged", "deleted"] as const).map((key) => [key, plan[key].map(({ path }) => path)]),
  );

test("tells what would be added, changed, deleted, and what stays, by size and then by hash", async () => {
  const hub = await serveUploads({ same: "same", "same.bin": "bin", size: "a", "hash.bin": "1", gone: "gone" });
  const folder = folderOf({ same: "same", "same.bin": "bin", size: "bb", "hash.bin": "2", new: "n" });
  const seen: UploadProgress[] = [];
  const plan = await planUpload(folder, "cat/one", {
    endpoint: hub.endpoint,
    delete: true,
    onProgress: (p) => seen.push(p),
  });
  expect(names(plan)).toEqual({
    added: ["new"],
    changed: ["hash.bin", "size"],
    unchanged: ["same", "same.bin"],
    deleted: ["gone"],
  });
  expect(plan).toMatchObject({ commit: hub.head().oid, bytes: 4, folder, revision: "main" });
  // Only what has the size of its counterpart is hashed, with its counterpart's hash.
  expect(plan.unchanged.map(({ sha256, gitSha1 }) => [sha256, gitSha1])).toEqual([
    [undefined, gitBlobSha1(Buffer.from("same"))],
    [sha256(Buffer.from("bin")), undefined],
  ]);
  expect(plan.changed[1]).not.toHaveProperty("gitSha1");
  expect(seen.at(-1)).toEqual({ stage: "hashing", bytes: 8, total: 8, files: 3 });
  expect(JSON.stringify(plan)).not.toContain("hf_");
  expect(hub.seen.every(({ method }) => method === "GET")).toBe(true);
});

test("deletes nothing unless asked, and never what patterns, .gitignore or the Hub itself keep", async () => {
  const there = { ".gitattributes": "x", "old.txt": "o", "old.md": "m", "kept.log": "l", "out/x": "x", a: "a" };
  const hub = await serveUploads(there);
  const folder = folderOf({ a: "a", ".gitignore": "*.log\nout/\n", "kept.log": "local", "out/y": "" });
  const deleted = async (options: object) =>
    (await planUpload(folder, "cat/one", { endpoint: hub.endpoint, ...options })).deleted.map(({ path }) => path);
  expect(await deleted({})).toEqual([]);
  expect(await deleted({ delete: true })).toEqual(["old.txt", "old.md"]);
  expect(await deleted({ delete: "*.txt" })).toEqual(["old.txt"]);
  expect(await deleted({ delete: true, exclude: "*.md" })).toEqual(["old.txt"]);
  expect(await deleted({ delete: true, include: ["a", "*.md"] })).toEqual(["old.md"]);
});

test("clashes within the folder and with what stays on the Hub are refused, not those that a deletion settles", async () => {
  const hub = await serveUploads({ "README.md": "r", dir: "a file" });
  const { endpoint } = hub;
  await expect(planUpload(folderOf({ x: "", X: "" }), "cat/one", { endpoint })).rejects.toMatchObject({
    code: "case-collision",
  });
  const folder = folderOf({ "readme.md": "r" });
  await expect(planUpload(folder, "cat/one", { endpoint })).rejects.toMatchObject({ code: "case-collision" });
  expect(names(await planUpload(folder, "cat/one", { endpoint, delete: "README.md" })).added).toEqual(["readme.md"]);
  const below = folderOf({ "dir/file": "" });
  await expect(planUpload(below, "cat/one", { endpoint })).rejects.toMatchObject({ code: "path-conflict" });
  expect(names(await planUpload(below, "cat/one", { endpoint, delete: true })).deleted).toEqual(["README.md", "dir"]);
});

test("a repository that is absent counts as empty; a branch that is absent does not", async () => {
  const absent = await serveUploads({}, { exists: false });
  const folder = folderOf({ a: "" });
  const plan = await planUpload(folder, "cat/one", { endpoint: absent.endpoint });
  expect(plan.commit).toBeUndefined();
  expect(names(plan).added).toEqual(["a"]);
  const hub = await serveUploads();
  await expect(planUpload(folder, "cat/one", { endpoint: hub.endpoint, revision: "none" })).rejects.toMatchObject({
    code: "revision-not-found",
  });
});

test("what can't be planned", async () => {
  const { endpoint, seen } = await serveUploads();
  const empty = folderOf({ ".git/config": "" });
  await expect(planUpload(empty, "cat/one", { endpoint })).rejects.toMatchObject({ code: "nothing-to-upload" });
  const folder = folderOf({ a: "" });
  await expect(planUpload(folder, "one", { endpoint })).rejects.toMatchObject({ code: "invalid-repo" });
  const commit = "a".repeat(40);
  await expect(planUpload(folder, "cat/one", { endpoint, revision: commit })).rejects.toMatchObject({
    code: "invalid-revision",
  });
  const stop = new Error("stop");
  await expect(planUpload(folder, "cat/one", { endpoint, signal: AbortSignal.abort(stop) })).rejects.toBe(stop);
  expect(seen).toEqual([]);
});

test("a listing that lies about nothing but a hash leads to an upload, not to trust", async () => {
  const hub = await serveUploads({ a: "1" });
  const folder = folderOf({ a: "2" });
  expect(names(await planUpload(folder, "cat/one", { endpoint: hub.endpoint })).changed).toEqual(["a"]);
});

test("verifyUpload finds one changed byte, what is missing, and what is more", async () => {
  const hub = await serveUploads({ same: "same", "w.bin": "weights", extra: "e", "skip.txt": "s" });
  const folder = folderOf({ same: "same", "w.bin": "weights", more: "m" });
  const options = { endpoint: hub.endpoint, exclude: "skip.txt" };
  const report = await verifyUpload(folder, "cat/one", options);
  expect(report).toEqual({
    repo_id: "cat/one",
    commit: hub.head().oid,
    ok: false,
    same: ["same", "w.bin"],
    different: [],
    missing: ["more"],
    extra: ["extra"],
  });
  const bytes = readFileSync(join(folder, "w.bin"));
  bytes[3] ^= 1;
  writeFileSync(join(folder, "w.bin"), bytes);
  expect(await verifyUpload(folder, "cat/one", { ...options, exclude: ["more", "skip.txt", "extra"] })).toMatchObject({
    ok: false,
    different: ["w.bin"],
    missing: [],
    extra: [],
  });
});
