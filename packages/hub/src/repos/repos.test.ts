import { expect, test } from "vitest";
import { serveAnswers } from "../testing/scripted-answers.ts";
import { answerJson, serveScript } from "../testing/scripted-server.ts";
import { createRepo } from "./create-repo.ts";
import { deleteRepo } from "./delete-repo.ts";
import { listRepos } from "./list-repos.ts";
import { repoExists } from "./repo-exists.ts";
import { repoInfo } from "./repo-info.ts";

const A = "a".repeat(40);

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
  const { options, seen } = await serveAnswers({ "POST /api/repos/create": { url: "u", id: "1" } });
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
  const there = await serveAnswers({ "POST /api/repos/create": status, "GET /api/models/cat/one": info });
  expect(await createRepo("cat/one", { ...there.options, existOk: true })).toMatchObject({ created: false });
  const absent = await serveAnswers({ "POST /api/repos/create": status, "GET /api/models/cat/one": 404 });
  await expect(createRepo("cat/one", { ...absent.options, existOk: true })).rejects.toMatchObject({ status });
  await expect(createRepo("cat/one", there.options)).rejects.toMatchObject({ status });
});

test("answers that the library can't read are told of", async () => {
  const hub = await serveScript((_, response) => void response.end("<html>"));
  const options = { endpoint: hub.endpoint, token: "hf_x" };
  await expect(createRepo("cat/one", options)).rejects.toMatchObject({ code: "hub-answer" });
  await expect(listRepos(options)).rejects.toMatchObject({ code: "hub-answer" });
});

test("a conflict after a lost answer is our own doing; other refusals are not", async () => {
  const own = await serveAnswers({ "POST /api/repos/create": ["reset", 409], "GET /api/models/cat/one": info });
  expect(await createRepo("cat/one", own.options)).toMatchObject({ created: false });
  const bad = await serveAnswers({ "POST /api/repos/create": 400, "GET /api/models/cat/one": info });
  await expect(createRepo("cat/one", { ...bad.options, existOk: true })).rejects.toMatchObject({ code: "hub-refused" });
});

test("a public repository is not taken for the private one that is asked for", async () => {
  const hub = await serveAnswers({
    "POST /api/repos/create": 409,
    "GET /api/models/cat/one": { ...info, private: false },
  });
  await expect(createRepo("cat/one", { ...hub.options, existOk: true, visibility: "private" })).rejects.toMatchObject({
    code: "public-repo",
  });
});

test("deletes; what is absent only where that is allowed or after a lost answer", async () => {
  const hub = await serveAnswers({ "DELETE /api/repos/delete": [{}, 404, 404, "reset", 404] });
  await deleteRepo("cat/one", hub.options);
  expect(JSON.parse(hub.seen[0].body.toString())).toEqual({ name: "one", organization: "cat", type: "model" });
  await expect(deleteRepo("cat/one", hub.options)).rejects.toMatchObject({ code: "repo-not-found" });
  await deleteRepo("cat/one", { ...hub.options, missingOk: true });
  await deleteRepo("cat/one", hub.options);
});

test("describes a repository, at a revision", async () => {
  const hub = await serveAnswers({
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
