import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { answerJson, type Seen, serveScript } from "../testing/scripted-server.ts";
import { createBranch } from "./create-branch.ts";
import { createRepo } from "./create-repo.ts";
import { createTag } from "./create-tag.ts";
import { deleteBranch } from "./delete-branch.ts";
import { deleteRepo } from "./delete-repo.ts";
import { deleteTag } from "./delete-tag.ts";
import { listRefs } from "./list-refs.ts";
import { listRepos } from "./list-repos.ts";
import { repoExists } from "./repo-exists.ts";
import { repoInfo } from "./repo-info.ts";

const A = "a".repeat(40);
const B = "b".repeat(40);

type Answers = Record<string, unknown>;

/** Answers by the longest fitting "METHOD /path": a status, a body, or a list of these to be given in turn. */
async function serve(answers: Answers) {
  const turns = new Map<string, number>();
  const hub = await serveScript(({ method, url }: Seen, response: ServerResponse) => {
    const asked = `${method} ${url}`;
    const key = Object.keys(answers)
      .filter((one) => asked.startsWith(one))
      .sort((a, b) => b.length - a.length)[0];
    if (key === undefined) return answerJson(response, { error: "not scripted" }, { status: 400 });
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    const given = answers[key];
    const answer = Array.isArray(given) ? given[Math.min(turn, given.length - 1)] : given;
    if (answer === "reset") return void response.socket?.destroy();
    if (typeof answer !== "number") return answerJson(response, answer);
    const name =
      answer === 404
        ? { "x-error-code": url.includes("/branch/") || url.includes("/tag/") ? "RevisionNotFound" : "RepoNotFound" }
        : {};
    answerJson(
      response,
      { error: `as told: ${answer}`, url: "there" },
      { status: answer, headers: name as Record<string, string> },
    );
  });
  return { ...hub, options: { endpoint: hub.endpoint, token: "hf_x", retryBaseMs: 1, retries: 2 } };
}

const info = {
  id: "cat/one",
  sha: A,
  private: true,
  gated: "auto",
  tags: ["x"],
  siblings: [{ rfilename: "a" }],
  likes: 2,
};

test("creates, with what the library sends", async () => {
  const { options, seen } = await serve({ "POST /api/repos/create": { url: "u", id: "1" } });
  expect(await createRepo("datasets/cat/one", { ...options, visibility: "private", license: "mit" })).toEqual({
    url: `${options.endpoint}/datasets/cat/one`,
    created: true,
  });
  expect(JSON.parse(seen[0].body.toString())).toEqual({
    name: "one",
    organization: "cat",
    type: "dataset",
    visibility: "private",
    license: "mit",
  });
  expect(seen[0].headers.authorization).toBe("Bearer hf_x");
});

test.each([409, 401, 402, 403])("existOk: %i will do where the repository can be seen", async (status) => {
  const there = await serve({ "POST /api/repos/create": status, "GET /api/models/cat/one": info });
  expect(await createRepo("cat/one", { ...there.options, existOk: true })).toMatchObject({ created: false });
  const absent = await serve({ "POST /api/repos/create": status, "GET /api/models/cat/one": 404 });
  await expect(createRepo("cat/one", { ...absent.options, existOk: true })).rejects.toMatchObject({ status });
  await expect(createRepo("cat/one", there.options)).rejects.toMatchObject({ status });
});

test("a conflict after a lost answer is our own doing; other refusals are not", async () => {
  const own = await serve({ "POST /api/repos/create": ["reset", 409], "GET /api/models/cat/one": info });
  expect(await createRepo("cat/one", own.options)).toMatchObject({ created: false });
  const bad = await serve({ "POST /api/repos/create": 400, "GET /api/models/cat/one": info });
  await expect(createRepo("cat/one", { ...bad.options, existOk: true })).rejects.toMatchObject({ code: "hub-refused" });
});

test("a public repository is not taken for the private one that is asked for", async () => {
  const hub = await serve({ "POST /api/repos/create": 409, "GET /api/models/cat/one": { ...info, private: false } });
  await expect(createRepo("cat/one", { ...hub.options, existOk: true, visibility: "private" })).rejects.toMatchObject({
    code: "public-repo",
  });
});

test("deletes; what is absent only where that is allowed or after a lost answer", async () => {
  const hub = await serve({ "DELETE /api/repos/delete": [{}, 404, 404, "reset", 404] });
  await deleteRepo("cat/one", hub.options);
  expect(JSON.parse(hub.seen[0].body.toString())).toEqual({ name: "one", organization: "cat", type: "model" });
  await expect(deleteRepo("cat/one", hub.options)).rejects.toMatchObject({ code: "repo-not-found" });
  await deleteRepo("cat/one", { ...hub.options, missingOk: true });
  await deleteRepo("cat/one", hub.options);
});

test("describes a repository, at a revision", async () => {
  const hub = await serve({
    "GET /api/models/cat/one": info,
    "GET /api/spaces/cat/two": { sha: A },
    "GET /api/models/cat/no": 404,
  });
  expect(await repoInfo("cat/one", { ...hub.options, revision: "refs/pr/1" })).toEqual({
    type: "model",
    id: "cat/one",
    commit: A,
    private: true,
    gated: true,
    tags: ["x"],
    lastModified: undefined,
    createdAt: undefined,
    downloads: undefined,
    likes: 2,
    files: ["a"],
  });
  expect(hub.seen[0].url).toBe("/api/models/cat/one/revision/refs%2Fpr%2F1");
  await expect(repoInfo("spaces/cat/two", hub.options)).rejects.toMatchObject({ code: "hub-answer" });
  expect(await repoExists("cat/one", hub.options)).toBe(true);
  expect(await repoExists("cat/no", hub.options)).toBe(false);
  await expect(repoExists("cat/other", hub.options)).rejects.toMatchObject({ code: "hub-refused" });
});

test.each([
  ["model", "models"],
  ["dataset", "datasets"],
  ["space", "spaces"],
] as const)("lists repositories of type %s, no more than asked for", async (type, folder) => {
  const entry = {
    _id: "1",
    id: "cat/one",
    private: false,
    gated: false,
    likes: 3,
    downloads: 4,
    lastModified: "2026-01-02T00:00:00.000Z",
  };

  const both = await serveScript((_, response) =>
    answerJson(response, [entry, { ...entry, id: "cat/two", lastModified: "?" }]),
  );
  const found = await listRepos({ endpoint: both.endpoint, type, author: "cat", search: "o" });
  expect(found.map(({ name, lastModified }) => [name, lastModified])).toEqual([
    ["cat/one", "2026-01-02T00:00:00.000Z"],
    ["cat/two", undefined],
  ]);
  const url = new URL(both.seen[0].url, both.endpoint);
  expect(url.pathname).toBe(`/api/${folder}`);
  expect([url.searchParams.get("author"), url.searchParams.get("search")]).toEqual(["cat", "o"]);
  expect(await listRepos({ endpoint: both.endpoint, type, limit: 1 })).toHaveLength(1);
});

test("branches", async () => {
  const hub = await serve({
    "POST /api/models/cat/one/branch/": [{}, 409, 409, "reset", 409],
    "DELETE /api/models/cat/one/branch/": [{}, 404, 404],
  });
  await createBranch("cat/one", "new/branch", { ...hub.options, revision: "v1" });
  expect(hub.seen[0]).toMatchObject({ method: "POST", url: "/api/models/cat/one/branch/new%2Fbranch" });
  expect(JSON.parse(hub.seen[0].body.toString())).toEqual({ startingPoint: "v1" });
  expect(hub.seen[0].headers.authorization).toBe("Bearer hf_x");
  await expect(createBranch("cat/one", "b", hub.options)).rejects.toMatchObject({ code: "conflict" });
  await createBranch("cat/one", "b", { ...hub.options, existOk: true });
  await createBranch("cat/one", "b", hub.options);
  await deleteBranch("cat/one", "b", hub.options);
  await expect(deleteBranch("cat/one", "b", hub.options)).rejects.toMatchObject({ code: "revision-not-found" });
  await deleteBranch("cat/one", "b", { ...hub.options, missingOk: true });
});

test("refs", async () => {
  const branch = { name: "main", ref: "refs/heads/main", targetCommit: A };
  const pull = { name: "1", ref: "refs/pr/1", targetCommit: B };
  const hub = await serve({
    "GET /api/models/cat/one/refs": { branches: [branch], tags: [], pullRequests: [pull] },
    "GET /api/models/cat/bad/refs": { branches: [{}] },
    "GET /api/models/cat/odd/refs": { tags: "v1" },
  });
  expect(await listRefs("cat/one", hub.options)).toEqual({
    branches: [{ name: "main", ref: "refs/heads/main", commit: A }],
    tags: [],
    pullRequests: [],
  });
  expect((await listRefs("cat/one", { ...hub.options, pullRequests: true })).pullRequests[0].commit).toBe(B);
  expect(hub.seen[1].url).toContain("include_prs=1");
  await expect(listRefs("cat/bad", hub.options)).rejects.toMatchObject({ code: "hub-answer" });
  await expect(listRefs("cat/odd", hub.options)).rejects.toMatchObject({ code: "hub-answer" });
});

test("tags: one that exists will do at the same commit alone", async () => {
  const at = (commit: string) => ({
    branches: [],
    tags: [{ name: "v 1", ref: "refs/tags/v 1", targetCommit: commit }],
  });
  const hub = await serve({
    "POST /api/models/cat/one/tag/": [{}, 409],
    "GET /api/models/cat/one/revision/main": { sha: A },
    "GET /api/models/cat/one/refs": [at(A), at(B), { tags: [] }],
    "DELETE /api/models/cat/one/tag/": [{}, 404, 404],
  });
  await createTag("cat/one", "v 1", { ...hub.options, revision: "dev/x", message: "First" });
  expect(hub.seen[0].url).toBe("/api/models/cat/one/tag/dev%2Fx");
  expect(JSON.parse(hub.seen[0].body.toString())).toEqual({ tag: "v 1", message: "First" });
  await expect(createTag("cat/one", "v 1", hub.options)).rejects.toMatchObject({ code: "conflict" });
  const again = { ...hub.options, existOk: true };
  await createTag("cat/one", "v 1", again);
  await expect(createTag("cat/one", "v 1", again)).rejects.toMatchObject({ code: "conflict", value: { commit: B } });
  await expect(createTag("cat/one", "v 1", { ...again, revision: A })).rejects.toMatchObject({ code: "conflict" });
  await deleteTag("cat/one", "v 1", hub.options);
  expect(hub.seen.at(-1)?.url).toBe("/api/models/cat/one/tag/v%201");
  await expect(deleteTag("cat/one", "v 1", hub.options)).rejects.toMatchObject({ code: "revision-not-found" });
  await deleteTag("cat/one", "v 1", { ...hub.options, missingOk: true });
});
