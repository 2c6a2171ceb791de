import { expect, test } from "vitest";
import { file, header, lfsFile, openHub } from "../testing/open-hub.ts";
import { rawRequest } from "../testing/raw-request.ts";

const CATS = "/api/models/local/cats";

const NAMES = [
  "a b.txt",
  "a#b.txt",
  "100%.txt",
  "%2F.txt",
  "ünï/日本.txt",
  "A.txt",
  "a.txt",
  `${"x".repeat(255)}`,
  `${"d/".repeat(50)}f`,
  "__proto__",
  "?.txt",
  "refs/pr/1",
];

test("names of any kind come back byte by byte, also those that differ in case only", async () => {
  const { create, commit, get, ask } = await openHub();
  await create();
  expect((await commit([header(), ...NAMES.map((name) => file(name, `of ${name}`))])).status).toBe(200);
  for (const name of NAMES) {
    const encoded = name.split("/").map(encodeURIComponent).join("/");
    expect(await (await ask("GET", `/local/cats/resolve/main/${encoded}`)).text()).toBe(`of ${name}`);
  }
  expect(await get("POST", `${CATS}/paths-info/main`, { json: { paths: NAMES } })).toHaveLength(NAMES.length);
});

test.each([
  "..",
  "a/../b",
  "/a",
  "a//b",
  "a\\b",
  "a\u0000b",
  "a\nb",
  "",
  ".",
  "a/.git/b",
  ".GIT",
  "x".repeat(256),
  `${"a/".repeat(3000)}b`,
  "\ud800",
])("the path %j is refused everywhere", async (path) => {
  const { create, commit, ask, hub } = await openHub();
  await create();
  expect((await commit([header(), file(path, "x")])).status).toBe(400);
  expect((await commit([header(), lfsFile(path, "0".repeat(64))])).status).toBe(400);
  const json = { files: [{ path, size: 1, sample: "" }] };
  expect((await ask("POST", `${CATS}/preupload/main`, { json })).status).toBe(400);
  const raw = Buffer.from(path)
    .toString("latin1")
    .replace(/[^\x21-\x7e]|%/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
  const { status } = await rawRequest(hub, "GET", `/local/cats/resolve/main/${raw}`);
  expect([400, 404]).toContain(status);
});

test("addresses that are hostile are refused", async () => {
  const { hub, create } = await openHub();
  await create();
  const statuses = [];
  for (const path of [
    "/local/cats/resolve/main/%2e%2e/%2e%2e/secret",
    "/local/cats/resolve/main/../../../secret",
    "/%",
    "/local/cats/resolve/main/%00",
    `/${"a".repeat(40_000)}`,
  ]) {
    statuses.push((await rawRequest(hub, "GET", path).catch(() => ({ status: 431 }))).status);
  }
  expect(statuses).toEqual([400, 400, 400, 400, 431]);
});
