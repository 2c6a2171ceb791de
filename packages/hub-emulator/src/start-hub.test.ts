import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";
import type { HubOptions } from "./hub-options.ts";
import { startHub } from "./start-hub.ts";
import { file, header, lfsFile, openHub } from "./testing/open-hub.ts";
import { rawRequest } from "./testing/raw-request.ts";

test("what was committed, tagged and set is there after a restart, with the same ids", async () => {
  const dir = temporaryFolder();
  const first = await openHub({ dir });
  await first.create();
  const oid = await first.upload(Buffer.from("large"));
  await first.commit([header(), file("a/b.txt", "small"), lfsFile("m.bin", oid)]);
  await first.get("POST", "/api/models/local/cats/tag/main", { json: { tag: "v1", message: "one" } });
  await first.get("POST", "/api/models/local/cats/branch/dev", { json: {} });
  await first.get("PUT", "/api/models/local/cats/settings", { json: { visibility: "private" } });
  const look = async ({ get }: typeof first) => [
    await get("GET", "/api/models/local/cats?blobs=true"),
    await get("GET", "/api/models/local/cats/refs"),
    await get("GET", "/api/models/local/cats/tree/v1?recursive=true&expand=true"),
    await get("GET", "/api/models/local/cats/commits/main"),
  ];
  const before = await look(first);
  await first.hub.close();
  const second = await openHub({ dir });
  expect(await look(second)).toEqual(before);
  const redirect = await second.ask("GET", "/local/cats/resolve/v1/m.bin");
  expect(await (await second.ask("GET", redirect.headers.get("location")!, { token: "" })).text()).toBe("large");
  expect(before[0]).toMatchObject({ private: true });
});

test("a signed address outlives a restart", async () => {
  const dir = temporaryFolder();
  const first = await openHub({ dir });
  await first.create();
  const oid = await first.upload(Buffer.from("large"));
  await first.commit([header(), lfsFile("m.bin", oid)]);
  const { pathname, search } = new URL(
    (await first.ask("GET", "/local/cats/resolve/main/m.bin")).headers.get("location")!,
  );
  await first.hub.close();
  const second = await openHub({ dir });
  expect((await second.ask("GET", pathname + search, { token: "" })).status).toBe(200);
});

test("a folder serves one emulator at a time, and again once that is closed", async () => {
  const dir = temporaryFolder();
  const hub = await startHub({ dir });
  await expect(startHub({ dir })).rejects.toMatchObject({ code: "hub-folder-in-use", value: dir });
  await hub.close();
  await (await startHub({ dir }))[Symbol.asyncDispose]();
});

test("a port in use and a folder that can't be are told apart, and the folder is let go of", async () => {
  const { hub } = await openHub();
  const dir = temporaryFolder();
  await expect(startHub({ dir, port: hub.port })).rejects.toMatchObject({ code: "hub-port-in-use" });
  await expect(startHub({ dir, host: "203.0.113.1" })).rejects.toMatchObject({ code: "hub-not-started" });
  await (await startHub({ dir })).close();
  writeFileSync(join(dir, "file"), "");
  await expect(startHub({ dir: join(dir, "file") })).rejects.toMatchObject({ code: "hub-folder-unusable" });
});

test.each<[string, object]>([
  ["no folder", { dir: "" }],
  ["a port out of range", { port: 65_536 }],
  ["a user without a name", { users: [{ name: "", token: "t", role: "read" }] }],
  ["a token with a space", { users: [{ name: "a", token: "t t", role: "read" }] }],
  ["a role that is none", { users: [{ name: "a", token: "t", role: "admin" }] }],
  [
    "one token for two",
    {
      users: [
        { name: "a", token: "t", role: "read" },
        { name: "b", token: "t", role: "read" },
      ],
    },
  ],
  ["a limit that is none", { limits: { parts: 1 } }],
  ["a limit of nothing", { limits: { part: 0 } }],
])("%s is refused", async (_name, options) => {
  const all = { dir: "unused", ...options } as HubOptions;
  await expect(startHub(all)).rejects.toMatchObject({ code: "invalid-hub-option" });
});

test("what a killed process left half-done goes at the start", async () => {
  const dir = temporaryFolder();
  const first = await openHub({ dir });
  await first.create();
  await first.hub.close();
  const repo = join(dir, "models", "local", "cats");
  mkdirSync(join(dir, "staging", "half"));
  writeFileSync(join(repo, "incoming", "part"), "x");
  const second = await openHub({ dir });
  expect(readdirSync(join(dir, "staging"))).toEqual([]);
  expect(readdirSync(join(repo, "incoming"))).toEqual([]);
  expect((await second.get("GET", "/api/models/local/cats")).siblings).toEqual([{ rfilename: ".gitattributes" }]);
});

test("every answer has a request id of its own, errors tell themselves in body and header", async () => {
  const { hub, ask } = await openHub();
  const ids = new Set<string>();
  for (const path of ["/", "/api/whoami-v2", "/nothing/here/at/all", "/api/models/local/none"]) {
    ids.add((await ask("GET", path)).headers.get("x-request-id")!);
  }
  expect(ids.size).toBe(4);
  const missing = await ask("GET", "/api/models/local/none");
  expect(missing.status).toBe(404);
  expect(missing.headers.get("x-error-code")).toBe("RepoNotFound");
  expect(missing.headers.get("x-error-message")).toBe("Repository not found");
  expect(await missing.json()).toEqual({ error: "Repository not found" });
  expect(hub.requests.map(({ number, method, path, status }) => [number, method, path, status])).toEqual([
    [1, "GET", "/", 200],
    [2, "GET", "/api/whoami-v2", 200],
    [3, "GET", "/nothing/here/at/all", 404],
    [4, "GET", "/api/models/local/none", 404],
    [5, "GET", "/api/models/local/none", 404],
  ]);
});

test("names of other machines are refused, and only told origins may read", async () => {
  const { hub, ask } = await openHub({ origins: ["http://page.test"] });
  expect((await rawRequest(hub, "GET", "/", { headers: { Host: `evil.test:${hub.port}` } })).status).toBe(400);
  expect((await rawRequest(hub, "GET", "/", { headers: { Host: `localhost:${hub.port}` } })).status).toBe(200);
  const allowed = await ask("OPTIONS", "/api/models", { headers: { Origin: "http://page.test" } });
  expect([allowed.status, allowed.headers.get("access-control-allow-origin")]).toEqual([204, "http://page.test"]);
  const other = await ask("GET", "/api/models", { headers: { Origin: "http://other.test" } });
  expect(other.headers.get("access-control-allow-origin")).toBeNull();
});

test("what fails inside is a 500 that does not name this machine's folders", async () => {
  const dir = temporaryFolder();
  const { create, commit } = await openHub({ dir });
  await create();
  rmSync(join(dir, "models/local/cats/objects"), { recursive: true });
  const answer = await commit([header(), file("a", "b")]);
  expect([answer.status, await answer.json()]).toEqual([500, { error: "Internal Server Error (ENOENT)" }]);
});
