import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { commit, createRepo, uploadFiles } from "@huggingface/hub";
import { planUpload, upload } from "@tiny-cats/hub";
import type { HubServer } from "@tiny-cats/hub-emulator";
import { expect, test } from "vitest";
import { formulaBytes } from "../../golden/formula-picture.ts";
import { folderOf } from "../../testing/folder-of.ts";
import { commitCount, contentOf, newHub, TOKEN } from "./hub-upload-fixture.ts";

// What @huggingface/hub 2.17.5 does, and what this package does in its place. A test that fails in its first half tells that the library was mended.

async function both() {
  const hub = await newHub();
  const theirs = { hubUrl: hub.url, accessToken: TOKEN, useXet: false };
  for (const repo of ["local/theirs", "local/ours"]) await createRepo({ ...theirs, repo });
  return { hub, theirs };
}

const puts = ({ requests }: HubServer) => requests.filter(({ method }) => method === "PUT").length;

async function ours(hub: HubServer, folder: string, options = {}) {
  const base = { endpoint: hub.url, token: TOKEN };
  return upload(await planUpload(folder, "local/ours", base), { ...base, ...options });
}

test("a folder's .git is sent along, which the Hub refuses the whole upload for; ours leaves it", async () => {
  const { hub, theirs } = await both();
  const folder = folderOf({ "a.txt": formulaBytes(1, 5), ".git/config": formulaBytes(1, 9) });
  const files = [pathToFileURL(folder)];
  await expect(uploadFiles({ ...theirs, repo: "local/theirs", files })).rejects.toThrow(".git/config");
  await ours(hub, folder);
  expect(Object.keys(await contentOf(hub, "local/ours"))).toEqual(["a.txt"]);
});

test("what .gitignore names is taken; ours leaves it", async () => {
  const { hub, theirs } = await both();
  const folder = folderOf({ "a.txt": formulaBytes(1, 5), "x.log": formulaBytes(1, 3) });
  writeFileSync(join(folder, ".gitignore"), "*.log\n");
  await uploadFiles({ ...theirs, repo: "local/theirs", files: [pathToFileURL(folder)] });
  const taken = Object.keys(await contentOf(hub, "local/theirs"));
  expect(taken.some((path) => path.endsWith("x.log"))).toBe(true);
  await ours(hub, folder);
  expect(Object.keys(await contentOf(hub, "local/ours"))).toEqual([".gitignore", "a.txt"]);
});

test("an empty weight file is sent as an object of no bytes, which storages refuse; ours keeps it in git", async () => {
  const { hub, theirs } = await both();
  const asked: string[] = [];
  const watching: typeof fetch = (input, init) => {
    asked.push(`${init?.method} ${String(input)} ${typeof init?.body === "string" ? init.body : ""}`);
    return fetch(input, init);
  };
  const batches = () => asked.filter((one) => one.includes("/info/lfs/objects/batch") && one.includes('"size":0'));
  const files = [{ path: "empty.safetensors", content: new Blob([]) }];
  await uploadFiles({ ...theirs, repo: "local/theirs", files, fetch: watching }).catch(() => {});
  expect(batches()).toHaveLength(1);
  asked.length = 0;
  await ours(hub, folderOf({ "empty.safetensors": new Uint8Array() }), { fetch: watching });
  expect(batches()).toEqual([]);
  expect(asked.some((one) => one.includes("/commit/"))).toBe(true);
  expect(await contentOf(hub, "local/ours")).toEqual({ "empty.safetensors": new Uint8Array() });
});

test("uploading the same again makes an empty commit; ours makes none", async () => {
  const { hub, theirs } = await both();
  const bytes = formulaBytes(1, 5000);
  const files = [{ path: "a.bin", content: new Blob([bytes as Uint8Array<ArrayBuffer>]) }];
  for (let i = 0; i < 2; i++) await uploadFiles({ ...theirs, repo: "local/theirs", files });
  const folder = folderOf({ "a.bin": bytes });
  for (let i = 0; i < 2; i++) await ours(hub, folder);
  expect((await commitCount(hub, "local/theirs")) - (await commitCount(hub, "local/ours"))).toBe(1);
});

test("equal files are sent once each; ours sends them once", async () => {
  const { hub, theirs } = await both();
  const bytes = formulaBytes(1, 5000);
  const content = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const before = puts(hub);
  await uploadFiles({
    ...theirs,
    repo: "local/theirs",
    files: [
      { path: "a.bin", content },
      { path: "b.bin", content },
    ],
  });
  expect(puts(hub) - before).toBe(2);
  const then = puts(hub);
  await ours(hub, folderOf({ "a.bin": formulaBytes(2, 5000), "b.bin": formulaBytes(2, 5000) }));
  expect(puts(hub) - then).toBe(1);
});

test("a signal that was aborted before is not heeded; ours makes no request", async () => {
  const { hub, theirs } = await both();
  const aborted = AbortSignal.abort(new Error("stop"));
  const before = await commitCount(hub, "local/theirs");
  const operations = [{ operation: "addOrUpdate" as const, path: "a.txt", content: new Blob(["a"]) }];
  await commit({ ...theirs, repo: "local/theirs", title: "late", operations, abortSignal: aborted });
  expect(await commitCount(hub, "local/theirs")).toBe(before + 1);

  const base = { endpoint: hub.url, token: TOKEN };
  const plan = await planUpload(folderOf({ "a.txt": formulaBytes(1, 1) }), "local/ours", base);
  const asked = hub.requests.length;
  await expect(upload(plan, { ...base, signal: aborted })).rejects.toThrow("stop");
  expect(hub.requests.length).toBe(asked);
});
