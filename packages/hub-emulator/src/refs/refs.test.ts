import { expect, test } from "vitest";
import type { HubUser } from "../hub-user.ts";
import { file, header, openHub } from "../testing/open-hub.ts";

const CATS = "/api/models/local/cats";

test("tags are made once, found as revisions, and deleted once", async () => {
  const { create, commit, get, ask } = await openHub();
  await create();
  const { sha } = await get("GET", CATS);
  const tag = (name: string, rev = "main") => ask("POST", `${CATS}/tag/${rev}`, { json: { tag: name, message: "m" } });
  expect([(await tag("v1")).status, (await tag("v1")).status, (await tag("v2", "none")).status]).toEqual([
    200, 409, 404,
  ]);
  await commit([header(), file("a", "b")]);
  for (const revision of ["v1", "refs%2Ftags%2Fv1", "refs/tags/v1", sha]) {
    expect((await get("GET", `${CATS}/revision/${revision}`)).sha).toBe(sha);
  }
  expect((await get("GET", `${CATS}/refs`)).tags).toEqual([{ name: "v1", ref: "refs/tags/v1", targetCommit: sha }]);
  const drop = async (name: string) => (await ask("DELETE", `${CATS}/tag/${name}`)).status;
  expect([await drop("v1"), await drop("v1"), await drop("toString")]).toEqual([200, 404, 404]);
});

test("branches begin anywhere, are overwritten when asked, and main stays", async () => {
  const { create, commit, get, ask } = await openHub();
  await create();
  const { sha: first } = await get("GET", CATS);
  await commit([header(), file("a", "b")]);
  const { sha: second } = await get("GET", CATS);
  const branch = async (name: string, json: object = {}) =>
    (await ask("POST", `${CATS}/branch/${encodeURIComponent(name)}`, { json })).status;
  const target = async (name: string) =>
    (await get("GET", `${CATS}/refs`)).branches.find((ref: { name: string }) => ref.name === name)?.targetCommit;
  expect(await branch("dev/x")).toBe(200);
  expect(await target("dev/x")).toBe(second);
  expect(await branch("dev/x")).toBe(409);
  expect(await branch("dev/x", { overwrite: true })).toBe(200);
  expect(await branch("dev/x", { overwrite: true, startingPoint: first })).toBe(200);
  expect(await target("dev/x")).toBe(first);
  expect(await branch("bare", { emptyBranch: true })).toBe(200);
  expect(await get("GET", `${CATS}/tree/bare`)).toEqual([]);
  expect((await commit([header(), file("x", "y")], { revision: "bare" })).status).toBe(200);
  expect((await ask("POST", `${CATS}/branch/plain`)).status).toBe(200);
  expect(await branch("other", { startingPoint: "none" })).toBe(404);
  const drop = async (name: string) => (await ask("DELETE", `${CATS}/branch/${encodeURIComponent(name)}`)).status;
  expect([await drop("dev/x"), await drop("dev/x"), await drop("toString"), await drop("main")]).toEqual([
    200, 404, 404, 403,
  ]);
});

test.each([
  "a b",
  "a..b",
  "-a",
  "a/",
  "a.lock",
  "HEAD",
  "@",
  "a~1",
  "refs/heads/a",
  ".a",
  "a/.b",
  "0".repeat(40),
  "x".repeat(256),
  "a\u0001",
])("no branch or tag may be called %j", async (name) => {
  const { create, ask } = await openHub();
  await create();
  expect((await ask("POST", `${CATS}/branch/${encodeURIComponent(name)}`, { json: {} })).status).toBe(400);
  expect((await ask("POST", `${CATS}/tag/main`, { json: { tag: name } })).status).toBe(400);
});

test("a branch may have the name of what every object has", async () => {
  const { create, get, ask } = await openHub();
  await create();
  for (const name of ["__proto__", "constructor"]) {
    expect((await ask("GET", `${CATS}/revision/${name}`)).status).toBe(404);
    expect((await ask("POST", `${CATS}/branch/${name}`, { json: {} })).status).toBe(200);
    expect((await get("GET", `${CATS}/revision/${name}`)).id).toBe("local/cats");
  }
});

test("a change may be proposed by whoever may read, and goes to a ref of its own", async () => {
  const users: HubUser[] = [
    { name: "local", token: "hf_local", role: "write" },
    { name: "guest", token: "hf_guest", role: "write" },
    { name: "reader", token: "hf_reader", role: "read" },
  ];
  const { hub, create, get, ask, commit } = await openHub({ users });
  await create();
  const body = [header("proposal", { description: "why" }), file("a.txt", "a")];
  expect((await commit(body, { token: "hf_reader", revision: "main?create_pr=1" })).status).toBe(403);
  const made = await (await commit(body, { token: "hf_guest", revision: "main?create_pr=1" })).json();
  expect(made.pullRequestUrl).toBe(`${hub.url}/local/cats/discussions/1`);
  expect(await get("GET", `${CATS}/tree/main`)).toHaveLength(1);
  expect(await get("GET", `${CATS}/tree/refs%2Fpr%2F1`)).toHaveLength(2);
  expect((await get("GET", `${CATS}/refs?include_prs=1`)).pullRequests).toEqual([
    { name: "1", ref: "refs/pr/1", targetCommit: made.commitOid },
  ]);
  expect(await get("GET", `${CATS}/refs`)).not.toHaveProperty("pullRequests");
  expect(await (await ask("GET", "/local/cats/resolve/refs%2Fpr%2F1/a.txt")).text()).toBe("a");
  expect((await commit([header(), file("b.txt", "b")], { revision: "refs%2Fpr%2F1" })).status).toBe(200);
  expect(await get("GET", `${CATS}/tree/refs/pr/1`)).toHaveLength(3);

  const opened = await get("POST", `${CATS}/discussions`, {
    token: "hf_guest",
    json: { title: "two", description: "d", pullRequest: true },
  });
  expect(opened.num).toBe(2);
  expect(await get("GET", `${CATS}/discussions/2`)).toMatchObject({
    num: 2,
    title: "two",
    status: "draft",
    isPullRequest: true,
    author: { name: "guest" },
  });
  expect((await ask("GET", `${CATS}/discussions/3`)).status).toBe(404);
  expect((await ask("POST", `${CATS}/discussions`, { json: { title: "talk" } })).status).toBe(400);
});

test("the history tells its length, and goes on page by page", async () => {
  const { create, commit, ask } = await openHub();
  await create();
  for (const title of ["one", "two"]) await commit([header(title), file("a", title)]);
  const page = await ask("GET", `${CATS}/commits/main?limit=2`);
  expect(page.headers.get("x-total-count")).toBe("3");
  const titles = async (response: Response) => (await response.json()).map(({ title }: { title: string }) => title);
  expect(await titles(page)).toEqual(["two", "one"]);
  const next = /<(.*)>/.exec(page.headers.get("link")!)![1]!;
  expect(await titles(await ask("GET", next))).toEqual(["initial commit"]);
});

test("a proposal may begin at an older commit", async () => {
  const { create, commit, get } = await openHub();
  await create();
  const { sha } = await get("GET", CATS);
  await commit([header(), file("a.txt", "a")]);
  const proposal = [header("proposal", { parentCommit: sha }), file("b.txt", "b")];
  expect((await commit(proposal, { revision: "main?create_pr=1" })).status).toBe(200);
  const paths = (await get("GET", `${CATS}/tree/refs%2Fpr%2F1`)).map(({ path }: { path: string }) => path);
  expect(paths).toEqual([".gitattributes", "b.txt"]);
});
