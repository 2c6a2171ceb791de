import type { ServerResponse } from "node:http";
import { sha256 } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { answerJson } from "../testing/scripted-server.ts";
import { at } from "./testing/faulty.ts";
import { send } from "./testing/send.ts";
import { serveUploads } from "./testing/upload-hub.ts";

const STEPS = [
  "/whoami-v2",
  "/revision/",
  "/tree/",
  "/preupload/",
  "/objects/batch",
  "PUT /object/",
  "/verify/",
  "/commit/",
];
const files = { "a.bin": "aaa", "b.txt": "b" };

test.each(
  STEPS.flatMap((step) => [
    [
      step,
      "429",
      (response: ServerResponse): unknown => response.writeHead(429, { "retry-after": "0" }).end(),
    ] as const,
    [step, "503", (response: ServerResponse): unknown => response.writeHead(503).end()] as const,
    [step, "a reset", (response: ServerResponse): unknown => response.socket?.destroy()] as const,
  ]),
)("%s is asked again after %s", async (step, _, act) => {
  const hub = await serveUploads({}, { instead: at(step, [1, 2], act) });
  const result = await send(hub, folderOf(files));
  expect(hub.texts()).toEqual(files);
  expect(result.commits).toHaveLength(1);
});

test.each([
  ["/preupload/", 403, "forbidden"],
  ["/preupload/", 400, "hub-refused"],
  ["/objects/batch", 413, "hub-refused"],
  ["PUT /object/", 500, "hub-unavailable"],
  ["PUT /object/", 413, "hub-refused"],
  ["/commit/", 400, "hub-refused"],
  ["/commit/", 503, "hub-unavailable"],
])("%s that keeps answering %i fails with %s, and nothing is committed", async (step, status, code) => {
  const all = Array.from({ length: 20 }, (_, i) => i + 1);
  const hub = await serveUploads({}, { instead: at(step, all, (response) => void response.writeHead(status).end()) });
  await expect(send(hub, folderOf(files))).rejects.toMatchObject({ code, status });
  expect(hub.texts()).toEqual({});
});

test.each([
  ["/preupload/", { files: [] }],
  [
    "/preupload/",
    {
      files: [
        { path: "a.bin", uploadMode: "lgs" },
        { path: "b.txt", uploadMode: "regular" },
      ],
    },
  ],
  ["/preupload/", null],
  ["/objects/batch", { objects: [] }],
  ["/objects/batch", { objects: [null] }],
  [
    "/objects/batch",
    {
      objects: [
        { oid: sha256(Buffer.from("aaa")), actions: { upload: { href: "http://x/", header: { "no name": "x" } } } },
      ],
    },
  ],
  ["/objects/batch", { objects: [{ oid: sha256(Buffer.from("aaa")), actions: { upload: { href: "file:///etc" } } }] }],
  [
    "/objects/batch",
    {
      objects: [
        {
          oid: sha256(Buffer.from("aaa")),
          actions: { upload: { href: "http://x/", header: { chunk_size: "2", "1": "http://x/" } } },
        },
      ],
    },
  ],
])("an answer to %s that makes no sense is told so", async (step, value) => {
  const hub = await serveUploads({}, { instead: at(step, [1], (response) => answerJson(response, value)) });
  await expect(send(hub, folderOf(files))).rejects.toMatchObject({ code: "hub-answer" });
  expect(hub.texts()).toEqual({});
});

test("an error for one object of a batch", async () => {
  const error = { code: 422, message: "too much" };
  const objects = [{ oid: sha256(Buffer.from("aaa")), error }];
  const hub = await serveUploads(
    {},
    { instead: at("/objects/batch", [1], (response) => answerJson(response, { objects })) },
  );
  await expect(send(hub, folderOf(files))).rejects.toMatchObject({ code: "hub-refused", status: 422, value: "a.bin" });
});

test("an address that has run out is asked for anew, once", async () => {
  const once = await serveUploads(
    {},
    { instead: at("PUT /object/", [1], (response) => void response.writeHead(403).end()) },
  );
  const result = await send(once, folderOf(files));
  expect(once.texts()).toEqual(files);
  expect(once.asked("/objects/batch")).toHaveLength(2);
  expect(result).toMatchObject({ retries: 1, bytes_resent: 3 });
  const ever = await serveUploads(
    {},
    { instead: at("PUT /object/", [1, 2], (response) => void response.writeHead(403).end()) },
  );
  await expect(send(ever, folderOf(files))).rejects.toMatchObject({ code: "forbidden" });
});

test("bytes sent again are counted", async () => {
  const hub = await serveUploads(
    {},
    { instead: at("PUT /object/", [1, 2], (response) => void response.writeHead(503).end()) },
  );
  expect(await send(hub, folderOf(files))).toMatchObject({ retries: 2, bytes_resent: 6 });
});
