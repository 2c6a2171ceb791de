import { expect, test } from "vitest";
import { matchRoute } from "./match-route.ts";

const root = new URL("https://host.example/some/base/");

test.each([
  ["", "home"],
  ["index.html", "home"],
  ["classify", "classify"],
  ["classify/", "classify"],
  ["draw/index.html", "draw"],
  ["about?x=1#y", "about"],
  ["Draw", "not-found"],
  ["draw/more", "not-found"],
  ["nothing", "not-found"],
  ["../elsewhere", "not-found"],
])("%j is %s", (path, name) => {
  expect(matchRoute(new URL(path, root), root)).toBe(name);
});

test("the root without its slash is home", () => {
  expect(matchRoute(new URL("https://host.example/some/base"), root)).toBe("home");
});
