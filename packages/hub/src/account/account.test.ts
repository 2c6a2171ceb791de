import { expect, test } from "vitest";
import { answerJson, serveScript } from "../testing/scripted-server.ts";
import { checkCanWrite } from "./check-can-write.ts";
import { whoAmI } from "./who-am-i.ts";

const PAGE = "https://huggingface.co/settings/tokens";
const user = (accessToken: object, orgs: object[] = []) => ({
  name: "Cat",
  type: "user",
  orgs,
  auth: { type: "access_token", accessToken },
});

async function hubOf(said: unknown, status = 200) {
  const { endpoint, seen } = await serveScript((_, response) => answerJson(response, said, { status }));
  return { options: { endpoint, token: "canary", retries: 0 }, seen };
}

test("tells the account, its organisations and what the token may do", async () => {
  const scoped = [{ entity: { type: "model", name: "cat/one" }, permissions: ["repo.write"] }];
  const said = user(
    { displayName: "laptop", role: "fineGrained", createdAt: "2026-01-01", fineGrained: { global: [], scoped } },
    [{ name: "org", roleInOrg: "read" }],
  );
  const { options, seen } = await hubOf({ ...said, fullname: "The Cat", email: "cat@example.org" });
  expect(await whoAmI(options)).toEqual({
    name: "Cat",
    type: "user",
    fullname: "The Cat",
    email: "cat@example.org",
    orgs: [{ name: "org", role: "read" }],
    token: {
      name: "laptop",
      role: "fineGrained",
      scopes: { global: [], scoped: [{ type: "model", name: "cat/one", permissions: ["repo.write"] }] },
    },
  });
  // Any token, though the library wants "hf_" before it.
  expect(seen[0].headers.authorization).toBe("Bearer canary");
});

test("without a token nothing is asked", async () => {
  const { options, seen } = await hubOf({});
  await expect(whoAmI({ ...options, token: undefined })).rejects.toMatchObject({
    code: "unauthorized",
    remedy: expect.stringContaining(PAGE),
  });
  expect(seen).toEqual([]);
});

test("a token that is not accepted, and answers that name nobody", async () => {
  const bad = await hubOf({ error: "Invalid" }, 401);
  await expect(whoAmI(bad.options)).rejects.toMatchObject({ code: "unauthorized", status: 401 });
  for (const said of [{}, { name: "x" }, { auth: {} }, "text"]) {
    const { options } = await hubOf(said);
    await expect(whoAmI(options)).rejects.toMatchObject({ code: "hub-answer" });
  }
});

const write = { role: "write" };
const fine = (global: string[], scoped: object[]) => ({ role: "fineGrained", fineGrained: { global, scoped } });
const scope = (type: string, name: string, ...permissions: string[]) => ({ entity: { type, name }, permissions });

test.each([
  ["its own", user(write), "cat/one"],
  ["an organisation's", user(write, [{ name: "Org" }]), "org/one"],
  ["an organisation's as contributor", user(write, [{ name: "Org", roleInOrg: "contributor" }]), "org/one"],
  ["an app's, which can't be known", { name: "app", type: "app", auth: {} }, "any/one"],
  ["fine-grained, scopes unknown", user({ role: "fineGrained" }), "cat/one"],
  ["fine-grained, all over", user(fine(["repo.write"], [])), "cat/one"],
  ["fine-grained, by owner", user(fine([], [scope("user", "Cat", "repo.write")])), "cat/one"],
  [
    "fine-grained, by repository",
    user(fine([], [scope("dataset", "cat/one", "repo.content.read", "repo.write")])),
    "datasets/cat/one",
  ],
])("may write: %s", async (_, said, repo) => {
  const { options } = await hubOf(said);
  expect(await checkCanWrite(repo, options)).toMatchObject({ name: said.name });
});

test.each([
  ["a token that may read", user({ role: "read", displayName: "laptop" }), "cat/one", /"laptop".*role read/],
  ["a stranger's namespace", user(write, [{ name: "Org" }]), "other/one", /not other/],
  ["an organisation that may only be read", user(write, [{ name: "Org", roleInOrg: "read" }]), "org/one", /only read/],
  ["fine-grained, read alone", user(fine([], [scope("user", "cat", "repo.content.read")])), "cat/one", /fine-grained/],
  [
    "fine-grained, another repository",
    user(fine([], [scope("model", "cat/two", "repo.write")])),
    "cat/one",
    /fine-grained/,
  ],
  [
    "fine-grained, another type",
    user(fine([], [scope("dataset", "cat/one", "repo.write")])),
    "cat/one",
    /fine-grained/,
  ],
])("may not write: %s", async (_, said, repo, why) => {
  const { options } = await hubOf(said);
  await expect(checkCanWrite(repo, options)).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringMatching(why),
  });
});

test("anybody may open a pull request, but not with a token that may only read", async () => {
  const { options } = await hubOf(user(write));
  await checkCanWrite("other/one", { ...options, pullRequest: true });
  const reader = await hubOf(user({ role: "read" }));
  await expect(checkCanWrite("cat/one", { ...reader.options, pullRequest: true })).rejects.toMatchObject({
    code: "forbidden",
    remedy: expect.stringContaining(PAGE),
  });
});

test("a Hub without accounts says nothing against it; one that fails does", async () => {
  const mirror = await hubOf({ error: "no" }, 404);
  expect(await checkCanWrite("cat/one", mirror.options)).toBeUndefined();
  const down = await hubOf({}, 500);
  await expect(checkCanWrite("cat/one", down.options)).rejects.toMatchObject({ code: "hub-unavailable" });
});
