import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { file, header, lfsFile, openHub } from "../testing/open-hub.ts";

const BATCH = "/local/cats.git/info/lfs/objects/batch";
const sha256 = (content: Buffer) => createHash("sha256").update(content).digest("hex");
const want = (content: Buffer, more: object = {}) => ({
  operation: "upload",
  transfers: ["basic", "multipart", "xet"],
  hash_algo: "sha_256",
  objects: [{ oid: sha256(content), size: content.length }],
  ...more,
});

test("a small object goes in one piece; verified; asked for again it is already there", async () => {
  const { get, ask, create } = await openHub();
  await create();
  const content = Buffer.from("an object");
  const answer = await get("POST", BATCH, { json: want(content) });
  expect(answer.transfer).toBe("basic");
  const { upload, verify } = answer.objects[0].actions;
  const told = { json: { oid: sha256(content), size: content.length } };
  expect((await ask("POST", verify.href, told)).status).toBe(404);
  expect((await ask("PUT", upload.href, { token: "", body: new Uint8Array(content) })).status).toBe(200);
  expect((await ask("POST", verify.href, told)).status).toBe(200);
  expect((await ask("POST", verify.href, { json: { ...told.json, size: 1 } })).status).toBe(422);
  expect((await get("POST", BATCH, { json: want(content) })).objects[0]).toEqual(told.json);
  const download = await get("POST", BATCH, { json: want(content, { operation: "download" }) });
  expect(await (await ask("GET", download.objects[0].actions.download.href, { token: "" })).text()).toBe("an object");
});

test.each([
  ["other bytes", Buffer.from("an 0bject"), 400],
  ["fewer bytes", Buffer.from("an objec"), 400],
  ["more bytes", Buffer.from("an object!"), 413],
])("%s than the object's are refused and leave nothing", async (_name, sent, status) => {
  const dir = temporaryFolder();
  const { get, ask, create } = await openHub({ dir });
  await create();
  const { href } = (await get("POST", BATCH, { json: want(Buffer.from("an object")) })).objects[0].actions.upload;
  expect((await ask("PUT", href, { token: "", body: new Uint8Array(sent) })).status).toBe(status);
  expect(readdirSync(join(dir, "models/local/cats/lfs"))).toEqual([]);
});

test("a large object goes in parts, in any order, and is held to its hash", async () => {
  const dir = temporaryFolder();
  const { get, ask, create, commit } = await openHub({ dir, limits: { multipart: 1_000, part: 400 } });
  await create();
  const content = Buffer.alloc(1_001, "abc");
  const answer = await get("POST", BATCH, { json: want(content) });
  expect(answer.transfer).toBe("multipart");
  const { href, header: head } = answer.objects[0].actions.upload;
  expect(head.chunk_size).toBe("400");
  expect(Object.keys(head).filter((key) => key !== "chunk_size")).toEqual(["00001", "00002", "00003"]);
  const put = async (number: number, bytes = content.subarray((number - 1) * 400, number * 400)) =>
    ask("PUT", head[`0000${number}`], { token: "", body: new Uint8Array(bytes) });
  const tags = new Map<number, string>();
  for (const number of [3, 1]) tags.set(number, (await put(number)).headers.get("etag")!);
  const parts = (numbers: number[]) =>
    numbers.map((partNumber) => ({ partNumber, etag: tags.get(partNumber) ?? '"x"' }));
  const complete = (numbers: number[]) =>
    ask("POST", href, { token: "", json: { oid: sha256(content), parts: parts(numbers) } });
  expect((await complete([1, 3])).status).toBe(400);
  expect((await complete([1, 2, 3])).status).toBe(400);
  expect((await put(2, content.subarray(400, 700))).status).toBe(400);
  tags.set(2, (await put(2)).headers.get("etag")!);
  expect((await complete([1, 2, 3])).status).toBe(200);
  expect((await complete([1, 2, 3])).status).toBe(404);
  expect(statSync(join(dir, "models/local/cats/lfs", sha256(content))).size).toBe(1_001);
  expect(readdirSync(join(dir, "models/local/cats/incoming"))).toEqual([]);
  expect((await commit([header(), lfsFile("m.bin", sha256(content), 1_001)])).status).toBe(200);
});

test("parts that make another object are refused", async () => {
  const dir = temporaryFolder();
  const { get, ask, create } = await openHub({ dir, limits: { multipart: 10, part: 10 } });
  await create();
  const { href, header: head } = (await get("POST", BATCH, { json: want(Buffer.alloc(15, 1)) })).objects[0].actions
    .upload;
  const parts = [];
  for (const [key, length] of [
    ["00001", 10],
    ["00002", 5],
  ] as const) {
    const answer = await ask("PUT", head[key], { token: "", body: new Uint8Array(length).fill(2) });
    parts.push({ partNumber: Number(key), etag: answer.headers.get("etag") });
  }
  const complete = await ask("POST", href, { token: "", json: { oid: "", parts } });
  expect([complete.status, (await complete.json()).error]).toEqual([400, expect.stringMatching(/^BadDigest/)]);
  expect(readdirSync(join(dir, "models/local/cats/incoming"))).toEqual([]);
});

test("what can't be stored is told for each object", async () => {
  const { get, ask, create, upload } = await openHub({ limits: { object: 10 } });
  await create();
  const oid = await upload(Buffer.from("x"));
  const objects = [
    { oid: "0".repeat(64), size: 11 },
    { oid, size: 2 },
  ];
  const answer = await get("POST", BATCH, { json: { operation: "upload", objects } });
  expect(answer.objects.map((object: { error: { code: number } }) => object.error.code)).toEqual([422, 422]);
  const missing = await get("POST", BATCH, { json: { operation: "download", objects } });
  expect(missing.objects.map((object: { error: { code: number } }) => object.error.code)).toEqual([404, 404]);
  for (const json of [
    { operation: "steal", objects },
    { operation: "upload", transfers: 1, objects },
  ]) {
    expect((await ask("POST", BATCH, { json })).status).toBe(422);
  }
  expect((await ask("POST", BATCH, { json: { operation: "upload", hash_algo: "md5", objects } })).status).toBe(409);
});

test("a commit can't point at an object that is absent, by lfsFile or by a pointer's text", async () => {
  const { create, commit, upload } = await openHub();
  await create();
  const oid = "1".repeat(64);
  expect((await commit([header(), lfsFile("m.bin", oid)])).status).toBe(400);
  const pointer = (of: string, size: number) =>
    `version https://git-lfs.github.com/spec/v1\noid sha256:${of}\nsize ${size}\n`;
  expect((await commit([header(), file("m.bin", pointer(oid, 5))])).status).toBe(400);
  const there = await upload(Buffer.from("large"));
  expect((await commit([header(), lfsFile("m.bin", there, 6)])).status).toBe(400);
  expect((await commit([header(), file("m.bin", pointer(there, 5))])).status).toBe(200);
});

test("Xet is declined with what to do instead", async () => {
  const { ask, create } = await openHub();
  await create();
  for (const kind of ["read", "write"]) {
    const answer = await ask("GET", `/api/models/local/cats/xet-${kind}-token/main`);
    expect([answer.status, answer.headers.get("x-error-message")]).toEqual([
      404,
      expect.stringMatching(/HF_HUB_DISABLE_XET=1/),
    ]);
  }
});

test("any JSON for a batch is answered or refused, never with 5xx", async () => {
  const { ask, create } = await openHub();
  await create();
  const body = fc.record(
    {
      operation: fc.constantFrom("upload", "download", 1, null),
      transfers: fc.oneof(fc.jsonValue(), fc.constant(["basic"])),
      hash_algo: fc.constantFrom("sha256", "sha_256", {}, "md5"),
      objects: fc.oneof(
        fc.jsonValue(),
        fc.array(
          fc.record({
            oid: fc.oneof(fc.jsonValue(), fc.constant("a".repeat(64))),
            size: fc.oneof(fc.jsonValue(), fc.integer()),
          }),
        ),
      ),
    },
    { requiredKeys: [] },
  );
  const check = fc.asyncProperty(fc.oneof(body, fc.jsonValue()), async (json) => {
    const { status } = await ask("POST", BATCH, { json });
    expect(status).toBeLessThan(500);
  });
  await fc.assert(check, { seed: 2, numRuns: 200 });
});

test.each(["dataset", "space"])("a %s keeps large objects of its own under its own addresses", async (type) => {
  const { hub, get, ask, create, commit, upload } = await openHub();
  await create({ name: "cats", type });
  await create({ name: "cats" });
  const oid = await upload(Buffer.from("large"), `${type}s/local/cats`);
  const lines = [header(), lfsFile("m.bin", oid)];
  expect((await commit(lines)).status).toBe(400);
  const made = await (await commit(lines, { repo: `${type}s/local/cats` })).json();
  expect(made.commitUrl).toBe(`${hub.url}/${type}s/local/cats/commit/${made.commitOid}`);
  const location = (await ask("GET", `/${type}s/local/cats/resolve/main/m.bin`)).headers.get("location")!;
  expect(await (await ask("GET", location, { token: "" })).text()).toBe("large");
  expect((await get("GET", `/api/${type}s?search=cats`)).map(({ id }: { id: string }) => id)).toEqual(["local/cats"]);
  expect((await ask("GET", "/local/cats/resolve/main/m.bin")).status).toBe(404);
});
