import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { catFolder, hfFolder } from "../testing/repository-folders.ts";
import { testHub } from "../testing/test-hub.ts";
import { modelInFolder } from "./model-in-folder.ts";
import { pullModel } from "./pull-model.ts";

async function published() {
  const hub = await testHub();
  const commit = await hub.put("ada/cats", catFolder());
  return { ...hub, commit, request: { ...hub.options, cache: hub.folder("cache") } };
}

test("brings the model of a kind, and nothing of the other", async () => {
  const hub = await published();
  const found = await pullModel("ada/cats", ["generator"], hub.request);
  expect(found).toMatchObject({ repo: "ada/cats", revision: "main", commit: hub.commit, kind: "generator" });
  expect((await modelInFolder(found.folder, "generator")).manifest.name).toBe("tiny-generator");
  await expect(modelInFolder(found.folder, "classifier")).rejects.toMatchObject({ code: "wrong-model" });
  const fetches = hub.fetches();
  expect((await pullModel("ada/cats", ["generator"], hub.request)).fetched).toBe(0);
  expect(hub.fetches()).toBe(fetches);
  const classifier = await pullModel("ada/cats", ["classifier"], hub.request);
  expect(classifier.fetched).toBeGreaterThan(0);
  expect(join(classifier.folder, "generator")).toBe(found.folder);
});

test("what is there is taken where the Hub can't be reached, and its absence is said", async () => {
  const hub = await published();
  await pullModel("ada/cats", ["classifier"], hub.request);
  hub.server.setFaults([{ action: { status: 503 } }]);
  const found = await pullModel("ada/cats", ["classifier"], hub.request);
  expect(found).toMatchObject({ commit: hub.commit, fetched: 0, unasked: expect.stringContaining("503") });
  // Its files were not wanted before.
  expect(await errorOf(() => pullModel("ada/cats", ["generator"], hub.request))).toMatchObject({
    code: "hub-unavailable",
  });
  await hub.server.close();
  expect((await pullModel("ada/cats", ["classifier"], hub.request)).unasked).toContain("ECONNREFUSED");
  expect(await pullModel("ada/cats", ["classifier"], { ...hub.request, offline: true })).toMatchObject({
    commit: hub.commit,
  });
  const empty = { ...hub.request, cache: hub.folder("other") };
  expect(await errorOf(() => pullModel("ada/cats", ["classifier"], empty))).toMatchObject({ code: "network-failed" });
  expect(await errorOf(() => pullModel("ada/cats", ["classifier"], { ...empty, offline: true }))).toMatchObject({
    code: "offline-missing",
  });
});

test("a repository of other kinds, and one that nothing describes, are refused", async () => {
  const hub = await published();
  const error = await errorOf(() => pullModel("ada/cats", ["language"], hub.request));
  expect(error).toMatchObject({ code: "wrong-model", value: ["classifier", "generator"] });
  await hub.put("ada/gpt", await hfFolder("nanogpt.pt"));
  expect(await errorOf(() => pullModel("ada/gpt", ["classifier"], hub.request))).toMatchObject({ code: "no-manifest" });
  expect(await pullModel("ada/gpt", ["language"], hub.request)).toMatchObject({ manifest: undefined, kind: undefined });
});
