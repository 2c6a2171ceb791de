import { expect, test } from "vitest";
import { fakeSite, hashOf, SCOPE } from "../testing/fake-site.ts";
import { cacheName, dropEarlier, keepLarge, keepShell } from "./site-cache.ts";

const first = {
  version: "1",
  shell: [
    { path: "", hash: hashOf("home") },
    { path: "draw/", hash: hashOf("draw") },
  ],
  large: [{ path: "assets/run-1.wasm", hash: hashOf("bytes") }],
};
const second = {
  version: "2",
  shell: [
    { path: "", hash: hashOf("home") },
    { path: "draw/", hash: hashOf("new") },
  ],
  large: [{ path: "assets/run-1.wasm", hash: hashOf("bytes") }],
};
const ANSWERS = { "": "home", "draw/": "draw", "assets/run-1.wasm": "bytes" };

test("keeps every page with its version, isolated, and says nothing of how it came", async () => {
  const { given, caches, asked } = fakeSite(first, ANSWERS);
  await keepShell(given);
  expect(asked.sort()).toEqual(["", "draw/"]);
  const kept = caches.stores.get(cacheName(given))!;
  const draw = kept.get(`${SCOPE}draw/`)!;
  expect(Object.fromEntries(draw.headers)).toEqual({
    "content-type": "text/html",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-tiny-cats-hash": hashOf("draw"),
  });
  expect(await draw.text()).toBe("draw");
});

test("a newer build fetches what changed alone, and then lets go of the older one", async () => {
  const old = fakeSite(first, ANSWERS);
  await keepShell(old.given);
  await keepLarge(old.given, first.large);
  const { given, caches, asked } = fakeSite(second, { ...ANSWERS, "draw/": "new" }, old.caches);
  await caches.open("tiny-cats-models");
  await caches.open("tiny-cats-site:/other/:1");
  await keepShell(given);
  expect(asked).toEqual(["draw/"]);
  await dropEarlier(given);
  expect([...caches.stores.keys()]).toEqual([
    "tiny-cats-models",
    "tiny-cats-site:/other/:1",
    "tiny-cats-site:/some/base/:2",
  ]);
  const kept = caches.stores.get(cacheName(given))!;
  expect([...kept.keys()].sort()).toEqual([SCOPE.href, `${SCOPE}assets/run-1.wasm`, `${SCOPE}draw/`]);
  expect(await kept.get(`${SCOPE}draw/`)!.text()).toBe("new");
});

test("a file that is not there leaves no half-kept build behind as if it were whole", async () => {
  const { given } = fakeSite(first, { "": "home" });
  await expect(keepShell(given)).rejects.toThrow("/some/base/draw/ answered 404");
});

test("what is not of this build, though it answers 200, is not kept", async () => {
  const older = fakeSite(second, ANSWERS);
  await expect(keepShell(older.given)).rejects.toThrow("/some/base/draw/ is not of this build");
  const { given, caches } = fakeSite(first, { ...ANSWERS, "assets/run-1.wasm": "<title>Sign in</title>" });
  await keepLarge(given, first.large);
  expect([...caches.stores.get(cacheName(given))!.keys()]).toEqual([]);
});

test("an interrupted beginning is gone on with", async () => {
  const { given, asked, state } = fakeSite(first, ANSWERS);
  await keepShell(given);
  state.isOnline = false;
  asked.length = 0;
  await keepShell(given);
  expect(asked).toEqual([]);
});

test("large files are kept once, and only those that are there", async () => {
  const { given, asked, caches } = fakeSite(first, ANSWERS);
  await keepLarge(given, [...first.large, { path: "assets/gone.wasm", hash: hashOf("gone") }]);
  await keepLarge(given, first.large);
  expect(asked).toEqual(["assets/run-1.wasm", "assets/gone.wasm"]);
  expect([...caches.stores.get(cacheName(given))!.keys()]).toEqual([`${SCOPE}assets/run-1.wasm`]);
});
