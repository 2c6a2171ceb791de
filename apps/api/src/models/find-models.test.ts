import { fileURLToPath } from "node:url";
import { classifier, generator } from "@tiny-cats/models";
import { expect, test } from "vitest";
import { findModels } from "./find-models.ts";

test("models are found with where they came from", async () => {
  const source = fileURLToPath(new URL(".", classifier.manifest));
  const { classifier: found, generator: none } = await findModels({
    classifier: { source, repo: "me/cats", commit: "abc" },
  });
  expect(found).toMatchObject({ id: "classifier", repo: "me/cats", commit: "abc" });
  expect(found?.found.manifest.labels).toHaveLength(13);
  expect(none).toBeUndefined();
});

test("one for another task is refused, and so is none at all", async () => {
  const other = fileURLToPath(new URL(".", generator.manifest));
  await expect(findModels({ classifier: { source: other } })).rejects.toMatchObject({ code: "wrong-model" });
  await expect(findModels({ classifier: { source: generator } })).rejects.toMatchObject({ code: expect.any(String) });
  await expect(findModels({})).rejects.toMatchObject({ code: "no-models" });
});
