import { expect, test } from "vitest";
import { serveAnswers } from "../testing/scripted-answers.ts";
import { createBranch } from "./create-branch.ts";
import { createTag } from "./create-tag.ts";
import { deleteBranch } from "./delete-branch.ts";
import { deleteTag } from "./delete-tag.ts";
import { listRefs } from "./list-refs.ts";

const A = "a".repeat(40);
const B = "b".repeat(40);

test("branches", async () => {
  const hub = await serveAnswers({
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
  const hub = await serveAnswers({
    "GET /api/models/cat/one/refs": { branches: [branch], tags: [], pullRequests: [pull] },
    "GET /api/models/cat/bad/refs": { branches: [{}] },
    "GET /api/models/cat/odd/refs": { tags: "v1" },
    "GET /api/models/cat/null/refs": { tags: [null] },
  });
  expect(await listRefs("cat/one", hub.options)).toEqual({
    branches: [{ name: "main", ref: "refs/heads/main", commit: A }],
    tags: [],
    pullRequests: [],
  });
  expect((await listRefs("cat/one", { ...hub.options, pullRequests: true })).pullRequests[0].commit).toBe(B);
  expect(hub.seen[1].url).toContain("include_prs=1");
  await expect(listRefs("cat/bad", hub.options)).rejects.toMatchObject({ code: "hub-answer" });
  await expect(listRefs("cat/null", hub.options)).rejects.toMatchObject({ code: "hub-answer" });
  await expect(listRefs("cat/odd", hub.options)).rejects.toMatchObject({ code: "hub-answer" });
});

test("tags: one that exists will do at the same commit alone", async () => {
  const at = (commit: string) => ({
    branches: [],
    tags: [{ name: "v 1", ref: "refs/tags/v 1", targetCommit: commit }],
  });
  const hub = await serveAnswers({
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
