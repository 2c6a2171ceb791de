import {
  checkCanWrite,
  createBranch,
  createRepo,
  createTag,
  deleteBranch,
  deleteRepo,
  deleteTag,
  listRefs,
  listRepos,
  repoExists,
  repoInfo,
  whoAmI,
} from "@tiny-cats/hub";
import { startHub } from "@tiny-cats/hub-emulator";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

async function hubWithAll() {
  const hub = await startHub({
    dir: temporaryFolder(),
    users: [
      { name: "cat", token: "hf_write", role: "write", orgs: ["org"] },
      { name: "reader", token: "hf_read", role: "read" },
      {
        name: "fine",
        token: "hf_fine",
        role: "fineGrained",
        scopes: [{ entity: "fine/one", permissions: ["repo.content.read", "repo.write"] }],
      },
    ],
  });
  onTestFinished(() => hub.close());
  return { endpoint: hub.url, token: "hf_write", retries: 0 };
}

test.each(["cat/one", "datasets/cat/one", "spaces/cat/one"])("the life of %s", async (repo) => {
  const options = await hubWithAll();
  expect(await repoExists(repo, options)).toBe(false);
  expect(await createRepo(repo, { ...options, visibility: "private" })).toMatchObject({ created: true });
  await expect(createRepo(repo, options)).rejects.toMatchObject({ code: "conflict" });
  expect(await createRepo(repo, { ...options, existOk: true })).toMatchObject({ created: false });
  expect(await repoInfo(repo, options)).toMatchObject({ id: "cat/one", private: true });
  expect(await repoExists(repo, { ...options, token: "hf_read" })).toBe(false);

  await createBranch(repo, "dev/x", options);
  await expect(createBranch(repo, "dev/x", options)).rejects.toMatchObject({ code: "conflict" });
  await createBranch(repo, "dev/x", { ...options, existOk: true });
  await createTag(repo, "v1", { ...options, message: "First" });
  await expect(createTag(repo, "v1", options)).rejects.toMatchObject({ code: "conflict" });
  await createTag(repo, "v1", { ...options, existOk: true });
  const refs = await listRefs(repo, options);
  const { commit } = await repoInfo(repo, options);
  expect(refs.branches.map(({ name }) => name).sort()).toEqual(["dev/x", "main"]);
  expect(refs.tags).toEqual([{ name: "v1", ref: "refs/tags/v1", commit }]);

  await deleteTag(repo, "v1", options);
  await deleteBranch(repo, "dev/x", options);
  await deleteTag(repo, "v1", { ...options, missingOk: true });
  await deleteBranch(repo, "dev/x", { ...options, missingOk: true });
  await expect(deleteBranch(repo, "dev/x", options)).rejects.toThrow();
  const after = await listRefs(repo, options);
  expect([after.branches.map(({ name }) => name), after.tags]).toEqual([["main"], []]);

  await deleteRepo(repo, options);
  expect(await repoExists(repo, options)).toBe(false);
  await expect(deleteRepo(repo, options)).rejects.toMatchObject({ code: "repo-not-found" });
  await deleteRepo(repo, { ...options, missingOk: true });
});

test("lists by author and part of a name", async () => {
  const options = await hubWithAll();
  for (const name of ["cat/one", "cat/two", "org/three"]) await createRepo(name, options);
  const names = async (more: object) => (await listRepos({ ...options, ...more })).map(({ name }) => name).sort();
  expect(await names({})).toEqual(["cat/one", "cat/two", "org/three"]);
  expect(await names({ author: "cat" })).toEqual(["cat/one", "cat/two"]);
  expect(await names({ search: "thr" })).toEqual(["org/three"]);
});

test("roles: what a token may do is known before it is tried, and the Hub agrees", async () => {
  const options = await hubWithAll();
  expect(await whoAmI(options)).toMatchObject({ name: "cat", orgs: [{ name: "org" }], token: { role: "write" } });
  await checkCanWrite("cat/one", options);
  await checkCanWrite("org/one", options);
  await checkCanWrite("fine/one", { ...options, token: "hf_fine" });
  for (const [repo, token] of [
    ["reader/one", "hf_read"],
    ["other/one", "hf_write"],
    ["fine/two", "hf_fine"],
  ]) {
    await expect(checkCanWrite(repo, { ...options, token })).rejects.toMatchObject({ code: "forbidden" });
    await expect(createRepo(repo, { ...options, token })).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(whoAmI({ ...options, token: "hf_none" })).rejects.toMatchObject({ code: "unauthorized" });
});
