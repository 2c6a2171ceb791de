import { expect, test } from "vitest";
import type { HubUser } from "../hub-user.ts";
import { file, header, openHub } from "../testing/open-hub.ts";

const USERS: HubUser[] = [
  { name: "ann", token: "hf_ann", role: "write", orgs: ["cats-org"] },
  { name: "bob", token: "hf_bob", role: "read" },
  { name: "cid", token: "hf_cid", role: "write", gatedAccess: ["ann/gated"] },
  { name: "ann", token: "hf_ann_read", role: "read" },
  {
    name: "ann",
    token: "hf_ann_fine",
    role: "fineGrained",
    orgs: ["cats-org"],
    scopes: [
      { entity: "ann/mine", permissions: ["repo.write"] },
      { entity: "cats-org", permissions: ["repo.content.read"] },
    ],
  },
];

test("whoami tells the account, its organisations and the token's role", async () => {
  const { get, ask } = await openHub({ users: USERS });
  const ann = await get("GET", "/api/whoami-v2", { token: "hf_ann" });
  expect(ann).toMatchObject({ type: "user", name: "ann", email: "ann@localhost", isPro: false });
  expect(ann.orgs.map(({ name, roleInOrg }: Record<string, string>) => [name, roleInOrg])).toEqual([
    ["cats-org", "write"],
  ]);
  expect(ann.auth).toMatchObject({ type: "access_token", accessToken: { displayName: "ann", role: "write" } });
  const fine = (await get("GET", "/api/whoami-v2", { token: "hf_ann_fine" })).auth.accessToken;
  expect(fine.role).toBe("fineGrained");
  expect(
    fine.fineGrained.scoped.map((scope: { entity: { name: string; type: string } }) => [
      scope.entity.name,
      scope.entity.type,
    ]),
  ).toEqual([
    ["ann/mine", "model"],
    ["cats-org", "org"],
  ]);
  expect((await ask("GET", "/api/whoami-v2", { token: "" })).status).toBe(401);
  const wrong = await ask("GET", "/api/whoami-v2", { token: "hf_nobody" });
  expect([wrong.status, wrong.headers.get("x-error-message")]).toEqual([
    401,
    "Invalid credentials in Authorization header",
  ]);
  const basic = { Authorization: `Basic ${Buffer.from("ann:hf_ann").toString("base64")}` };
  expect((await get("GET", "/api/whoami-v2", { token: "", headers: basic })).name).toBe("ann");
});

test("tokens may do what their role says, and are told what they lack", async () => {
  const { get, ask, commit } = await openHub({ users: USERS });
  await get("POST", "/api/repos/create", { token: "hf_ann", json: { name: "mine" } });
  await get("POST", "/api/repos/create", { token: "hf_ann", json: { name: "other" } });
  await get("POST", "/api/repos/create", { token: "hf_ann", json: { name: "cats-org/shared", visibility: "private" } });
  const write = async (token: string, repo: string) =>
    (await commit([header(), file("a", token)], { token, repo: `models/${repo}` })).status;
  expect(await write("hf_ann", "ann/mine")).toBe(200);
  expect(await write("hf_ann_fine", "ann/mine")).toBe(200);
  expect(await write("hf_ann_fine", "ann/other")).toBe(403);
  expect(await write("hf_ann_fine", "cats-org/shared")).toBe(403);
  expect(await write("hf_bob", "cats-org/shared")).toBe(404);
  expect(await write("", "ann/mine")).toBe(401);
  const readOnly = await commit([header()], { token: "hf_ann_read", repo: "models/ann/mine" });
  expect([readOnly.status, readOnly.headers.get("x-error-message")]).toEqual([
    403,
    "Forbidden: you must use a write token to upload to a repository.",
  ]);
  expect((await ask("POST", "/api/repos/create", { token: "hf_bob", json: { name: "x" } })).status).toBe(403);
  const stranger = await commit([header(), file("a", "b")], { token: "hf_cid", repo: "models/ann/mine" });
  expect([stranger.status, (await stranger.json()).error]).toEqual([403, expect.stringMatching(/create_pr=1/)]);
  const check = async (token: string, path: string) => (await ask("GET", `/api/models/${path}`, { token })).status;
  expect(await check("hf_ann_fine", "cats-org/shared/auth-check")).toBe(200);
  expect(await check("hf_ann_fine", "cats-org/shared/auth-check/write")).toBe(403);
  expect(await check("hf_ann", "cats-org/shared/auth-check/write")).toBe(200);
});

test("a private repository is 401 to nobody, 404 to strangers; a gated one is seen but not read", async () => {
  const { get, ask, commit } = await openHub({ users: USERS });
  for (const name of ["private", "gated"]) {
    await get("POST", "/api/repos/create", { token: "hf_ann", json: { name } });
    await commit([header(), file("a.txt", "a")], { token: "hf_ann", repo: `models/ann/${name}` });
  }
  await get("PUT", "/api/models/ann/private/settings", { token: "hf_ann", json: { private: true } });
  await get("PUT", "/api/models/ann/gated/settings", { token: "hf_ann", json: { gated: "manual" } });
  const look = async (token: string, path: string) => {
    const { status, headers } = await ask("GET", path, { token });
    return [status, headers.get("x-error-code")];
  };
  for (const path of ["/ann/private/resolve/main/a.txt", "/api/models/ann/private"]) {
    expect(await look("", path)).toEqual([401, "RepoNotFound"]);
    expect(await look("hf_bob", path)).toEqual([404, "RepoNotFound"]);
    expect(await look("hf_ann", path)).toEqual([200, null]);
  }
  const gated = "/ann/gated/resolve/main/a.txt";
  expect(await look("", gated)).toEqual([401, "GatedRepo"]);
  expect(await look("hf_bob", gated)).toEqual([403, "GatedRepo"]);
  expect(await look("hf_cid", gated)).toEqual([200, null]);
  expect(await look("hf_ann_read", gated)).toEqual([200, null]);
  expect(await look("", "/api/models/ann/gated")).toEqual([200, null]);
  const names = async (token: string) =>
    (await get("GET", "/api/models", { token })).map(({ id }: { id: string }) => id);
  expect(await names("")).toEqual(["ann/gated"]);
  expect(await names("hf_ann")).toEqual(["ann/gated", "ann/private"]);
  expect((await ask("PUT", "/api/models/ann/gated/settings", { token: "hf_ann", json: { gated: "yes" } })).status).toBe(
    400,
  );
});
