import fc from "fast-check";
import { expect, test } from "vitest";
import { file, header, lfsFile, ndjson, openHub } from "../testing/open-hub.ts";

const CATS = "/api/models/local/cats";

test("a commit has the ids that git gives the same files", async () => {
  const { create, commit, get } = await openHub();
  await create();
  const attributes = { key: "deletedFile", value: { path: ".gitattributes" } };
  await commit([
    header(),
    attributes,
    file("a.txt", "hello\n"),
    file("a/ünï.txt", "hello\n"),
    file("a0", ""),
    file("a-b", ""),
  ]);
  const tree = await get("GET", `${CATS}/tree/main?recursive=true`);
  expect(tree.map(({ path, oid, type }: Record<string, string>) => [path, oid, type])).toEqual([
    ["a-b", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "file"],
    ["a.txt", "ce013625030ba8dba906f756967f9e9ca394464a", "file"],
    ["a", "c041f323177346fdb0b65d58df611893d05dbf25", "directory"],
    ["a/ünï.txt", "ce013625030ba8dba906f756967f9e9ca394464a", "file"],
    ["a0", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "file"],
  ]);
});

test("a commit tells its address; a stale parent is 412 and changes nothing", async () => {
  const { hub, create, commit, get } = await openHub();
  await create();
  const { sha } = await get("GET", CATS);
  const made = await (await commit([header("one", { parentCommit: sha, description: "why" }), file("a", "1")])).json();
  expect(made).toMatchObject({ commitUrl: `${hub.url}/local/cats/commit/${made.commitOid}`, hookOutput: "" });
  const stale = await commit([header("two", { parentCommit: sha }), file("a", "2")]);
  expect(stale.status).toBe(412);
  const commits = await get("GET", `${CATS}/commits/main`);
  expect(commits.map(({ title, message }: Record<string, string>) => [title, message])).toEqual([
    ["one", "why"],
    ["initial commit", ""],
  ]);
  expect(commits[0]).toMatchObject({
    id: made.commitOid,
    authors: [{ user: "local" }],
    date: "2023-11-14T22:13:20.000Z",
  });
});

test("commits at once happen one after the other, and none is lost", async () => {
  const { create, commit, get } = await openHub();
  await create();
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => commit([header(`c${i}`), file(`f${i}`, `${i}`)])),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(await get("GET", `${CATS}/commits/main`)).toHaveLength(9);
  expect(await get("GET", `${CATS}/tree/main`)).toHaveLength(9);
});

test("files and folders are deleted, empty folders go, and what is not there is told", async () => {
  const { create, commit, get } = await openHub();
  await create();
  await commit([header(), file("a/b/c", "1"), file("a/d", "2"), file("e/f", "3")]);
  const deleted = (key: string, path: string) => commit([header(), { key, value: { path } }]);
  expect((await deleted("deletedFile", "a/b/c")).status).toBe(200);
  expect((await deleted("deletedFolder", "e/")).status).toBe(200);
  const paths = (await get("GET", `${CATS}/tree/main?recursive=true`)).map(({ path }: { path: string }) => path);
  expect(paths).toEqual([".gitattributes", "a", "a/d"]);
  for (const [key, path] of [
    ["deletedFile", "none"],
    ["deletedFile", "a"],
    ["deletedFolder", "a/d"],
    ["deletedFolder", "a/d/e"],
  ]) {
    const answer = await deleted(key!, path!);
    expect([answer.status, answer.headers.get("x-error-code")]).toEqual([404, "EntryNotFound"]);
  }
});

test("a path is a file or a folder, and may change from one to the other in one commit", async () => {
  const { create, commit, get } = await openHub();
  await create();
  await commit([header(), file("a", "1")]);
  expect((await commit([header(), file("a/b", "1")])).status).toBe(400);
  expect((await commit([header(), { key: "deletedFile", value: { path: "a" } }, file("a/b", "1")])).status).toBe(200);
  expect((await commit([header(), file("a", "1")])).status).toBe(400);
  expect((await commit([header(), { key: "deletedFolder", value: { path: "a" } }, file("a", "1")])).status).toBe(200);
  expect(
    (await get("GET", `${CATS}/tree/main`)).map(({ path, type }: Record<string, string>) => `${path} ${type}`),
  ).toContain("a file");
});

test("two thousand files are one commit, and come back", async () => {
  const { create, commit, get, ask } = await openHub();
  await create();
  const names = Array.from({ length: 2_000 }, (_, i) => `d${i % 7}/f${i}.txt`);
  expect((await commit([header(), ...names.map((name) => file(name, name.repeat(100)))])).status).toBe(200);
  expect((await get("GET", CATS)).siblings).toHaveLength(2_001);
  expect(await (await ask("GET", `/local/cats/resolve/main/${names[1234]}`)).text()).toBe(names[1234]!.repeat(100));
});

test("bodies are bounded: a line, a JSON body, a commit", async () => {
  const { create, commit, ask } = await openHub({
    limits: { regularFile: 1_000, jsonBody: 2_000, commitBody: 100_000 },
  });
  await create();
  expect((await commit([header(), file("a", "x".repeat(60_000))])).status).toBe(413);
  expect(
    (await commit([header(), ...Array.from({ length: 200 }, (_, i) => file(`${i}`, "x".repeat(400)))])).status,
  ).toBe(413);
  expect((await ask("POST", `${CATS}/paths-info/main`, { json: { paths: ["a".repeat(3_000)] } })).status).toBe(413);
});

test.each<[string, object[]]>([
  ["nothing", []],
  ["no header", [file("a", "b")]],
  ["two headers", [header(), header()]],
  ["an unknown key", [header(), { key: "renamedFile", value: { path: "a" } }]],
  ["no value", [header(), { key: "file" }]],
  ["base64 that is none", [header(), { key: "file", value: { path: "a", content: "a*==", encoding: "base64" } }]],
  ["an encoding that is none", [header(), { key: "file", value: { path: "a", content: "", encoding: "rot13" } }]],
  ["an algorithm that is none", [header(), { key: "lfsFile", value: { path: "a", algo: "md5", oid: "0" } }]],
  ["a summary that is none", [header("")]],
])("a commit of %s is refused", async (_name, lines) => {
  const { create, commit } = await openHub();
  await create();
  expect((await commit(lines)).status).toBe(400);
});

test("nothing can be committed to a tag, a commit's id or a branch that is not there", async () => {
  const { create, commit, get } = await openHub();
  await create();
  await get("POST", `${CATS}/tag/main`, { json: { tag: "v1" } });
  const { sha } = await get("GET", CATS);
  const statuses = [];
  for (const revision of ["v1", sha, "none"])
    statuses.push((await commit([header(), file("a", "b")], { revision })).status);
  expect(statuses).toEqual([400, 400, 404]);
  const utf8 = { key: "file", value: { path: "a", content: "ü", encoding: "utf-8" } };
  expect((await commit([header(), utf8], { revision: "refs%2Fheads%2Fmain" })).status).toBe(200);
});

test("a commit's body mutated anywhere is answered or refused, never with 5xx, and never leaves a half", async () => {
  const { create, ask, get } = await openHub();
  await create();
  const valid = ndjson([
    header(),
    file("a/b.txt", "content"),
    lfsFile("m.bin", "0".repeat(64), 3),
    { key: "deletedFile", value: { path: "x" } },
  ]);
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom("\n", '"', "{}", "null", "[]", "../", '"__proto__":', "\\u0000", "1e999"),
  );
  const mutation = fc.tuple(fc.nat(valid.length), fc.nat(20), piece);
  const check = fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
    let body = valid;
    for (const [at, length, text] of mutations) body = body.slice(0, at) + text + body.slice(at + length);
    const { status } = await ask("POST", `${CATS}/commit/main`, { body });
    expect(status).toBeLessThan(500);
  });
  await fc.assert(check, { seed: 3, numRuns: 300 });
  expect((await get("GET", `${CATS}/tree/main`)).length).toBeGreaterThan(0);
});
