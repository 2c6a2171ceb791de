import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { readPictures } from "./read-pictures.ts";

async function read(body: BodyInit, type?: string) {
  const written = new Response(body);
  const headers = { "content-type": type ?? written.headers.get("content-type") ?? "" };
  const request = new Request("http://h/", { method: "POST", headers });
  return readPictures(request, new Uint8Array(await written.arrayBuffer()), { maxPictures: 2 });
}
const picture = new Uint8Array([1, 2, 3]);

function form(files: number, fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (let i = 0; i < files; i++) form.append("pictures", new Blob([picture]), "cat.png");
  return form;
}

test.each(["", "application/octet-stream", "image/png", "IMAGE/JPEG; x=y"])("bytes as %s", async (type) => {
  expect(await read(picture, type)).toEqual({ pictures: [picture] });
});

test("files of a form, with the number of classes", async () => {
  expect(await read(form(2, { top_k: "3", other: "x" }))).toEqual({ pictures: [picture, picture], topK: 3 });
});

test("JSON of base64", async () => {
  const json = JSON.stringify({ pictures: ["AQID"], top_k: 2 });
  expect(await read(json, "application/json")).toEqual({ pictures: [Buffer.from(picture)], topK: 2 });
});

describe("refuses", () => {
  test.each([
    ["an empty body", "", "image/png", "no-picture"],
    ["a form without files", form(0, { a: "b" }), undefined, "no-picture"],
    ["a form with too many", form(3), undefined, "too-many-pictures"],
    ["a form of thousands of parts", form(5000), undefined, "too-many-parts"],
    ["a form with a number that is none", form(1, { top_k: "0" }), undefined, "invalid-request"],
    ["text", "a cat", "text/plain", "unsupported-body"],
    ["JSON of no base64", '{"pictures":["a"]}', "application/json", "invalid-request"],
    ["too many in JSON", '{"pictures":["AQID","AQID","AQID"]}', "application/json", "invalid-request"],
    ["JSON that is nested deeply", "[".repeat(1e6), "application/json", "json-too-complex"],
  ])("%s", async (_, body, type, code) => {
    expect((await errorOf(() => read(body, type))).code).toBe(code);
  });
});
