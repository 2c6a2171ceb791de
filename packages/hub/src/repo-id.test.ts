import { expect, test } from "vitest";
import { apiPath, pagePath, parseRepo } from "./repo-id.ts";

test("models, datasets and spaces are told apart", () => {
  expect(parseRepo("cat/one")).toEqual({ type: "model", name: "cat/one" });
  expect(parseRepo("models/cat/one")).toEqual({ type: "model", name: "cat/one" });
  expect(parseRepo("datasets/cat/one")).toEqual({ type: "dataset", name: "cat/one" });
  expect(parseRepo({ type: "space", name: "cat/One_2.x-y" })).toEqual({ type: "space", name: "cat/One_2.x-y" });
  expect(["cat/one", "datasets/cat/one", "spaces/cat/one"].map((repo) => apiPath(parseRepo(repo)))).toEqual([
    "models/cat/one",
    "datasets/cat/one",
    "spaces/cat/one",
  ]);
  expect(["cat/one", "datasets/cat/one"].map((repo) => pagePath(parseRepo(repo)))).toEqual([
    "cat/one",
    "datasets/cat/one",
  ]);
});

test.each([
  "",
  "one",
  "a/b/c",
  "../b",
  "a/..",
  "a/b--c",
  "a/-b",
  "a/b.",
  `a/${"b".repeat(97)}`,
  "a/b c",
  "a/b\n",
  "a\\b/c",
])("%j is refused", (repo) => {
  expect(() => parseRepo(repo)).toThrow(expect.objectContaining({ code: "invalid-repo" }));
});

test("something else altogether is refused", () => {
  for (const repo of [{ type: "bucket", name: "a/b" }, { type: "model" }, { type: "model", name: 3 }])
    expect(() => parseRepo(repo as never)).toThrow(expect.objectContaining({ code: "invalid-repo" }));
});
