import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { planUpload } from "./plan-upload.ts";
import { at } from "./testing/faulty.ts";
import { send } from "./testing/send.ts";
import { serveUploads } from "./testing/upload-hub.ts";

test("parts: sent with their lengths, each repeated alone, put together by their ETags", async () => {
  const hub = await serveUploads(
    {},
    { part: 4, instead: at("PUT /part/", [2], (response) => void response.writeHead(503).end()) },
  );
  const result = await send(hub, folderOf({ "a.bin": "0123456789" }), { concurrency: 1 });
  expect(hub.texts()).toEqual({ "a.bin": "0123456789" });
  expect(hub.asked("PUT /part/").map(({ body }) => body.toString())).toEqual(["0123", "4567", "4567", "89"]);
  expect(hub.asked("PUT /part/").map(({ headers }) => headers["content-length"])).toEqual(["4", "4", "4", "2"]);
  expect(result).toMatchObject({ bytes_resent: 4, retries: 1 });
});

test("a part without an ETag is no part", async () => {
  const hub = await serveUploads(
    {},
    { part: 4, instead: at("PUT /part/", [1], (response) => void response.writeHead(200).end()) },
  );
  await expect(send(hub, folderOf({ "a.bin": "0123456789" }), { concurrency: 1 })).rejects.toMatchObject({
    code: "hub-answer",
  });
});

test("wrong ETags: the parts are sent once more, then it is given up", async () => {
  const wrong = (numbers: number[]) =>
    at("PUT /part/", numbers, (response) => void response.writeHead(200, { etag: '"x"' }).end());
  const once = await serveUploads({}, { part: 4, instead: wrong([1]) });
  expect(await send(once, folderOf({ "a.bin": "0123456789" }))).toMatchObject({ bytes_resent: 10 });
  const ever = await serveUploads({}, { part: 4, instead: wrong([1, 4]) });
  await expect(send(ever, folderOf({ "a.bin": "0123456789" }))).rejects.toMatchObject({
    code: "hub-refused",
    status: 400,
  });
  expect(ever.texts()).toEqual({});
});

test("a run that broke off is gone on with: parts that are there are not sent again, nor hashed files hashed", async () => {
  const hub = await serveUploads(
    {},
    { part: 4, instead: at("PUT /part/", [3], (response) => void response.writeHead(413).end()) },
  );
  const folder = folderOf({ "a.bin": "0123456789" });
  await expect(send(hub, folder, { concurrency: 1 })).rejects.toMatchObject({ code: "hub-refused" });
  const [name] = readdirSync(join(folder, ".cache/tiny-cats")).filter((one) => one.startsWith("upload-"));
  const path = join(folder, ".cache/tiny-cats", name);
  expect(readFileSync(path, "utf8")).toContain('"is":"session"');
  // As a writer that was killed leaves it.
  writeFileSync(path, `${readFileSync(path, "utf8")}{"is":"part","oid":"`);
  const before = hub.asked("PUT /part/").length;
  const plan = await planUpload(folder, "cat/one", { endpoint: hub.endpoint });
  expect(plan.added[0].sha256).toBe(sha256(Buffer.from("0123456789")));
  const hashed: string[] = [];
  const result = await send(hub, folder, { onProgress: ({ stage }) => hashed.push(stage) });
  expect(
    hub
      .asked("PUT /part/")
      .slice(before)
      .map(({ body }) => body.toString()),
  ).toEqual(["89"]);
  expect(hashed).not.toContain("hashing");
  expect(result.bytes_resent).toBe(2);
  expect(hub.texts()).toEqual({ "a.bin": "0123456789" });
  expect(existsSync(join(folder, ".cache"))).toBe(false);
});

test("a journal that came with the folder can't send its files elsewhere", async () => {
  const thief = await serveUploads();
  const hub = await serveUploads({}, { part: 4 });
  const folder = folderOf({ "a.bin": "0123456789" });
  const journal = join(folder, "j");
  const oid = sha256(Buffer.from("0123456789"));
  const parts = [1, 2, 3].map((n) => `${thief.endpoint}/part/${oid}/${n}`);
  writeFileSync(
    journal,
    `{"is":"session","oid":"${oid}","href":"${hub.endpoint}/complete/${oid}","chunk":4,"parts":${JSON.stringify(parts)}}\n`,
  );
  await send(hub, folder, { journal });
  expect(thief.seen).toEqual([]);
  expect(hub.texts()["a.bin"]).toBe("0123456789");
});

test("parts that the storage has forgotten are sent anew", async () => {
  const folder = folderOf({ "a.bin": "0123456789" });
  const first = await serveUploads(
    {},
    { part: 4, instead: at("PUT /part/", [3], (response) => void response.writeHead(413).end()) },
  );
  await expect(send(first, folder, { concurrency: 1, journal: join(folder, ".git") })).rejects.toThrow();
  const kept = readFileSync(join(folder, ".git"), "utf8");
  const hub = await serveUploads({}, { part: 4 });
  writeFileSync(join(folder, ".git"), kept.replaceAll(first.endpoint, hub.endpoint));
  await send(hub, folder, { journal: join(folder, ".git") });
  expect(hub.texts()).toEqual({ "a.bin": "0123456789" });
});
