import { expect, test } from "vitest";
import { MANIFESTS } from "../../offline/respond.ts";
import { fakeCaches } from "../../testing/fake-caches.ts";
import { forgetModels, keptModels } from "./kept-models.ts";

test("counts what is kept, and lets go of it", async () => {
  const caches = fakeCaches();
  expect(await keptModels(caches)).toEqual({ count: 0, bytes: 0 });
  const cache = await caches.open("tiny-cats-models");
  await cache.put("https://models.invalid/a", new Response("123"));
  await cache.put("https://models.invalid/b", new Response("45"));
  expect(await keptModels(caches)).toEqual({ count: 2, bytes: 5 });
  await caches.open(MANIFESTS);
  await forgetModels(caches);
  expect([...caches.stores.keys()]).toEqual([]);
  expect(await keptModels(caches)).toEqual({ count: 0, bytes: 0 });
});

test("a browser that keeps nothing, or forbids it, keeps none", async () => {
  expect(await keptModels(undefined)).toEqual({ count: 0, bytes: 0 });
  const forbidden = { has: () => Promise.reject(new DOMException("no", "SecurityError")) } as unknown as CacheStorage;
  expect(await keptModels(forbidden)).toEqual({ count: 0, bytes: 0 });
});
