import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { parseReference } from "./parse-reference.ts";

const HUB = "https://huggingface.co";

test.each([
  ["me/cats", `${HUB}/me/cats/resolve/main/`],
  [" me/cats@v1.0 ", `${HUB}/me/cats/resolve/v1.0/`],
  ["me/cats@refs/pr/1", `${HUB}/me/cats/resolve/refs%2Fpr%2F1/`],
  [`${HUB}/me/cats`, `${HUB}/me/cats/resolve/main/`],
  [`${HUB}/me/cats/tree/v1?x=1`, `${HUB}/me/cats/resolve/v1/`],
])("%s is at %s, or in its folder", (text, place) => {
  expect(parseReference(text, "generator").places.map(String)).toEqual([place, `${place}generator/`]);
});

test.each([
  "",
  "cats",
  "me/cats/more",
  "../cats",
  "me/..",
  "me/cats@",
  "me/cats@a/../b",
  "me/cats@a//b",
  "https://elsewhere.example/me/cats",
  "me cats/x",
])("%j is none", async (text) =>
  expect(await errorOf(() => parseReference(text, "classifier"))).toMatchObject({ code: "invalid-repo" }),
);
