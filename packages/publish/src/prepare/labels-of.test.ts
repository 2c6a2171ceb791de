import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { labelsOf } from "./labels-of.ts";

const THREE = ["cat", "dog", "Other"];

test.each([
  ["a list in labels.json", { "labels.json": JSON.stringify(THREE) }],
  ["names by id", { "labels.json": JSON.stringify({ 0: "cat", 1: "dog", 2: "Other" }) }],
  ["ids by name", { "labels.json": JSON.stringify({ Other: 2, dog: 1, cat: 0 }) }],
  ["id2label in config.json", { "config.json": JSON.stringify({ id2label: { 0: "cat", 1: "dog", 2: "Other" } }) }],
  [
    "labels.json where config.json has made-up names",
    {
      "config.json": JSON.stringify({ id2label: { 0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2" } }),
      "labels.json": JSON.stringify(THREE),
    },
  ],
])("names come from %s", async (_, files) => {
  const folder = folderOf({ "a.pt": "", ...files });
  expect((await labelsOf(join(folder, "a.pt"), 3)).names).toEqual(THREE);
  expect((await labelsOf(folder, 3)).names).toEqual(THREE);
});

test("names that were given go before all", async () => {
  const folder = folderOf({ "labels.json": JSON.stringify(THREE) });
  expect((await labelsOf(folder, 2, { labels: ["a", "b"] })).names).toEqual(["a", "b"]);
});

test("13 without names are the breeds, and that is told", async () => {
  const folder = folderOf({ "config.json": JSON.stringify({ id2label: { 0: "another", 1: "model" } }) });
  const { names, note } = await labelsOf(folder, 13);
  expect([names[1], names[12]]).toEqual(["Bengal", "Other"]);
  expect(note).toContain("taken to be the 12 breeds");
});

test.each([
  ["nothing", 5, {}],
  ["too few", 5, { "labels.json": JSON.stringify(THREE) }],
  ["too few of 13", 13, { "labels.json": JSON.stringify(THREE) }],
  ["a name twice", 3, { "labels.json": JSON.stringify(["a", "a", "b"]) }],
  ["an empty name", 3, { "labels.json": JSON.stringify(["a", " ", "b"]) }],
  ["ids with a gap", 3, { "labels.json": JSON.stringify({ a: 0, b: 1, c: 3 }) }],
  ["an id twice", 3, { "labels.json": JSON.stringify({ a: 0, b: 1, c: 1 }) }],
  ["a number", 3, { "labels.json": "7" }],
  ["null", 3, { "labels.json": "null" }],
])("%s for %d labels is refused", async (_, count, files) => {
  const error = await errorOf(() => labelsOf(folderOf(files), count));
  expect(error).toMatchObject({ code: "labels-needed", value: count });
});
