import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRepo, planUpload, upload, verifyUpload } from "@tiny-cats/hub";
import { expect, test } from "vitest";
import { formulaBytes } from "../../golden/formula-picture.ts";
import { folderOf } from "../../testing/folder-of.ts";
import { commitCount, contentOf, newHub, objectBytes, TOKEN } from "./hub-upload-fixture.ts";

const NAMES = {
  "with space.txt": formulaBytes(1, 10),
  "a#b%20c?d&e=f+g.txt": formulaBytes(2, 11),
  "katzen/größe/日本語/🐱.txt": formulaBytes(3, 12),
  [`${"n".repeat(251)}.txt`]: formulaBytes(4, 13),
  [`${"d/".repeat(40)}deep.bin`]: formulaBytes(5, 3000),
  "large #1.safetensors": formulaBytes(6, 300_001),
  "same content.safetensors": formulaBytes(6, 300_001),
  "whole.bin": formulaBytes(7, 100_000),
  "empty.safetensors": new Uint8Array(),
  empty: new Uint8Array(),
};

test("what goes up is what is there, whatever its name, in objects, parts and lines", async () => {
  const hub = await newHub();
  const folder = folderOf(NAMES);
  const options = { endpoint: hub.url, token: TOKEN };
  const plan = await planUpload(folder, "local/one", options);
  const result = await upload(plan, { ...options, create: { visibility: "private" }, tag: "v1" });
  expect(await contentOf(hub, "local/one")).toEqual(NAMES);
  expect(await contentOf(hub, "local/one", "v1")).toEqual(NAMES);
  expect(result.files_uploaded.map(({ path }) => path)).toEqual(Object.keys(NAMES).sort());
  expect(result).toMatchObject({ retries: 0, bytes_resent: 0 });
  // The two of equal content once.
  expect(objectBytes(hub)).toBe(300_001 + 100_000 + 3000);

  const again = await planUpload(folder, "local/one", options);
  expect([again.added, again.changed, again.deleted, again.bytes]).toEqual([[], [], [], 0]);
  const commits = await commitCount(hub, "local/one");
  expect((await upload(again, options)).commit).toBe(result.commit);
  expect(await commitCount(hub, "local/one")).toBe(commits);
});

test("changes, deletions and a branch of its own", async () => {
  const hub = await newHub();
  const folder = folderOf({ "a.bin": formulaBytes(1, 5000), "b.txt": formulaBytes(2, 5) });
  const options = { endpoint: hub.url, token: TOKEN };
  await upload(await planUpload(folder, "local/one", options), { ...options, create: {} });
  writeFileSync(join(folder, "a.bin"), formulaBytes(3, 5000));
  const other = folderOf({ "a.bin": formulaBytes(3, 5000) });
  const plan = await planUpload(other, "local/one", { ...options, delete: true });
  expect([plan.changed.length, plan.deleted.map(({ path }) => path)]).toEqual([1, ["b.txt"]]);
  await upload(plan, options);
  expect(await contentOf(hub, "local/one")).toEqual({ "a.bin": formulaBytes(3, 5000) });
});

test("verifyUpload sees one bit", async () => {
  const hub = await newHub();
  const folder = folderOf({ "a.bin": formulaBytes(1, 5000), "b.txt": formulaBytes(2, 50) });
  const options = { endpoint: hub.url, token: TOKEN };
  await upload(await planUpload(folder, "local/one", options), { ...options, create: {} });
  expect(await verifyUpload(folder, "local/one", options)).toMatchObject({ ok: true, same: ["a.bin", "b.txt"] });
  for (const name of ["a.bin", "b.txt"]) {
    const bytes = readFileSync(join(folder, name));
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(join(folder, name), bytes);
  }
  expect(await verifyUpload(folder, "local/one", options)).toMatchObject({ ok: false, different: ["a.bin", "b.txt"] });
});

test("two who upload at once: one wins whole, the other is told", async () => {
  const hub = await newHub();
  const options = { endpoint: hub.url, token: TOKEN };
  await createRepo("local/one", options);
  const mine = { "a.bin": formulaBytes(1, 200_000), "a.txt": formulaBytes(1, 5) };
  const theirs = { "a.bin": formulaBytes(2, 200_000), "a.txt": formulaBytes(2, 5) };
  const plans = await Promise.all([mine, theirs].map((files) => planUpload(folderOf(files), "local/one", options)));
  const results = await Promise.allSettled(plans.map((plan) => upload(plan, options)));
  const failed = results.filter((result) => result.status === "rejected");
  expect(failed.map(({ reason }) => reason.code)).toEqual(["conflict"]);
  expect([mine, theirs]).toContainEqual(await contentOf(hub, "local/one"));
});

test("a pull request leaves main as it is", async () => {
  const hub = await newHub();
  const options = { endpoint: hub.url, token: TOKEN };
  await createRepo("local/one", options);
  const files = { "a.bin": formulaBytes(1, 5000), "a.txt": formulaBytes(2, 5) };
  const folder = folderOf(files);
  const result = await upload(await planUpload(folder, "local/one", options), { ...options, pullRequest: true });
  expect(result.pull_request).toMatchObject({ number: 1, revision: "refs/pr/1" });
  expect(await contentOf(hub, "local/one")).toEqual({});
  expect(await contentOf(hub, "local/one", "refs/pr/1")).toEqual(files);
  const more = await planUpload(folder, "local/one", { ...options, revision: "refs/pr/1" });
  expect(more.unchanged).toHaveLength(2);
});

test("links inside are followed, links outside refuse the whole", async () => {
  const hub = await newHub();
  const options = { endpoint: hub.url, token: TOKEN };
  const folder = folderOf({ "w/a.bin": formulaBytes(1, 5000) });
  symlinkSync("w/a.bin", join(folder, "link.bin"));
  await upload(await planUpload(folder, "local/one", options), { ...options, create: {} });
  expect(await contentOf(hub, "local/one")).toEqual({
    "w/a.bin": formulaBytes(1, 5000),
    "link.bin": formulaBytes(1, 5000),
  });
  symlinkSync("/etc", join(folder, "etc"));
  await expect(planUpload(folder, "local/one", options)).rejects.toMatchObject({ code: "unsafe-link" });
});

test("2,100 small files go in three commits", async () => {
  const hub = await newHub({});
  const options = { endpoint: hub.url, token: TOKEN };
  const files = Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`f/${i}.txt`, formulaBytes(i, 64)]));
  const folder = folderOf(files);
  const result = await upload(await planUpload(folder, "local/one", options), { ...options, create: {} });
  expect(result.commits).toHaveLength(3);
  expect(await verifyUpload(folder, "local/one", options)).toMatchObject({ ok: true, extra: [".gitattributes"] });
});
