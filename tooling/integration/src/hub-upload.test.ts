import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRepo, planUpload, upload, verifyUpload } from "@tiny-cats/hub";
import { expect, test } from "vitest";
import { commitCount, contentOf, folderWith, newHub, objectBytes, someBytes, TOKEN } from "./hub-upload-fixture.ts";

const NAMES = {
  "with space.txt": someBytes(10, 1),
  "a#b%20c?d&e=f+g.txt": someBytes(11, 2),
  "katzen/größe/日本語/🐱.txt": someBytes(12, 3),
  [`${"n".repeat(251)}.txt`]: someBytes(13, 4),
  [`${"d/".repeat(40)}deep.bin`]: someBytes(3000, 5),
  "large #1.safetensors": someBytes(300_001, 6),
  "same content.safetensors": someBytes(300_001, 6),
  "whole.bin": someBytes(100_000, 7),
  "empty.safetensors": new Uint8Array(),
  empty: new Uint8Array(),
};

test("what goes up is what is there, whatever its name, in objects, parts and lines", async () => {
  const hub = await newHub();
  const folder = folderWith(NAMES);
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
  const folder = folderWith({ "a.bin": someBytes(5000, 1), "b.txt": someBytes(5, 2) });
  const options = { endpoint: hub.url, token: TOKEN };
  await upload(await planUpload(folder, "local/one", options), { ...options, create: {} });
  writeFileSync(join(folder, "a.bin"), someBytes(5000, 3));
  const other = folderWith({ "a.bin": someBytes(5000, 3) });
  const plan = await planUpload(other, "local/one", { ...options, delete: true });
  expect([plan.changed.length, plan.deleted.map(({ path }) => path)]).toEqual([1, ["b.txt"]]);
  await upload(plan, options);
  expect(await contentOf(hub, "local/one")).toEqual({ "a.bin": someBytes(5000, 3) });
});

test("verifyUpload sees one bit", async () => {
  const hub = await newHub();
  const folder = folderWith({ "a.bin": someBytes(5000, 1), "b.txt": someBytes(50, 2) });
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
  const mine = { "a.bin": someBytes(200_000, 1), "a.txt": someBytes(5, 1) };
  const theirs = { "a.bin": someBytes(200_000, 2), "a.txt": someBytes(5, 2) };
  const plans = await Promise.all([mine, theirs].map((files) => planUpload(folderWith(files), "local/one", options)));
  const results = await Promise.allSettled(plans.map((plan) => upload(plan, options)));
  const failed = results.filter((result) => result.status === "rejected");
  expect(failed.map(({ reason }) => reason.code)).toEqual(["conflict"]);
  expect([mine, theirs]).toContainEqual(await contentOf(hub, "local/one"));
});

test("a pull request leaves main as it is", async () => {
  const hub = await newHub();
  const options = { endpoint: hub.url, token: TOKEN };
  await createRepo("local/one", options);
  const files = { "a.bin": someBytes(5000, 1), "a.txt": someBytes(5, 2) };
  const folder = folderWith(files);
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
  const folder = folderWith({ "w/a.bin": someBytes(5000, 1) });
  symlinkSync("w/a.bin", join(folder, "link.bin"));
  await upload(await planUpload(folder, "local/one", options), { ...options, create: {} });
  expect(await contentOf(hub, "local/one")).toEqual({ "w/a.bin": someBytes(5000, 1), "link.bin": someBytes(5000, 1) });
  symlinkSync("/etc", join(folder, "etc"));
  await expect(planUpload(folder, "local/one", options)).rejects.toMatchObject({ code: "unsafe-link" });
});

test("2,100 small files go in three commits", async () => {
  const hub = await newHub({});
  const options = { endpoint: hub.url, token: TOKEN };
  const files = Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`f/${i}.txt`, someBytes(64, i)]));
  const folder = folderWith(files);
  const result = await upload(await planUpload(folder, "local/one", options), { ...options, create: {} });
  expect(result.commits).toHaveLength(3);
  expect(await verifyUpload(folder, "local/one", options)).toMatchObject({ ok: true, extra: [".gitattributes"] });
});
