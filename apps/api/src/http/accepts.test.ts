import { expect, test } from "vitest";
import { accepts } from "./accepts.ts";

const OFFERED = ["image/png", "application/json", "text/event-stream"] as const;
const chosen = (accept?: string) =>
  accepts(new Request("http://here", { headers: accept === undefined ? {} : { accept } }), OFFERED);

test.each([
  [undefined, "image/png"],
  ["", "image/png"],
  ["*/*", "image/png"],
  ["application/json", "application/json"],
  ["APPLICATION/JSON ; charset=utf-8", "application/json"],
  ["text/event-stream", "text/event-stream"],
  ["image/*;q=0.5, application/json;q=0.6", "application/json"],
  ["*/*;q=0.9, application/json", "application/json"],
  ["image/png;q=0, */*", "application/json"],
  ["text/html, application/json;q=0.2, image/*;q=0.1", "application/json"],
  ["application/json;q=0.5, image/png;q=7", "image/png"],
  ["application/json, image/png", "image/png"],
])("of Accept: %s comes %s", (header, type) => {
  expect(chosen(header)).toBe(type);
});

test.each(["text/html", "image/png;q=0", "*/*;q=0", "image/png;q=x", ";;,,;q="])("nothing suits %s", (header) => {
  expect(() => chosen(header)).toThrow(expect.objectContaining({ code: "not-acceptable" }));
});
