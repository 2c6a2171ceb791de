import { expect, test } from "vitest";
import { file, header, lfsFile, openHub } from "../testing/open-hub.ts";

test("a repository is made once; the second time its address comes with the 409", async () => {
  const { hub, ask, get } = await openHub();
  const json = { name: "cats", organization: null, type: "dataset", visibility: "private" };
  const url = `${hub.url}/datasets/local/cats`;
  expect(await get("POST", "/api/repos/create", { json })).toMatchObject({ url, name: "local/cats" });
  const again = await ask("POST", "/api/repos/create", { json });
  expect([again.status, await again.json()]).toEqual([409, { error: expect.any(String), url }]);
  expect((await ask("POST", "/api/repos/create", { json: { ...json, name: "Cats" } })).status).toBe(409);
  const info = await get("GET", "/api/datasets/local/cats");
  expect(info).toMatchObject({
    id: "local/cats",
    private: true,
    gated: false,
    siblings: [{ rfilename: ".gitattributes" }],
  });
});

test("first files and a licence are in the first commit", async () => {
  const { get, ask, create } = await openHub();
  const files = [{ path: "a.txt", content: Buffer.from("a").toString("base64"), encoding: "base64" }];
  await create({ name: "cats", organization: "local-org", type: "space", sdk: "gradio", license: "mit", files });
  const info = await get("GET", "/api/spaces/local-org/cats");
  expect(info.siblings.map((sibling: { rfilename: string }) => sibling.rfilename)).toEqual([
    ".gitattributes",
    "README.md",
    "a.txt",
  ]);
  expect(info).toMatchObject({ sdk: "gradio", cardData: { license: "mit" }, tags: ["license:mit", "region:us"] });
  const clash = [...files, { path: "a.txt/b", content: "" }];
  expect((await ask("POST", "/api/repos/create", { json: { name: "clash", files: clash } })).status).toBe(400);
  expect((await ask("GET", "/api/models/local/clash")).status).toBe(404);
});

test.each([
  ["..", 400],
  ["a--b", 400],
  ["-a", 400],
  ["a.git", 400],
  ["a/b/c", 400],
  ["api/x", 400],
  ["ü", 400],
  ["x".repeat(97), 400],
  ["x".repeat(96), 200],
  ["a.b-c_d", 200],
  ["local-org/a", 200],
  ["other/a", 403],
])("the name %s is answered %i", async (name, status) => {
  const { ask } = await openHub();
  expect((await ask("POST", "/api/repos/create", { json: { name } })).status).toBe(status);
});

test("what is no repository to make is refused", async () => {
  const { ask } = await openHub();
  for (const json of [
    [],
    {},
    { name: 1 },
    { name: "a", type: "kernel" },
    { name: "a", visibility: "secret" },
    { name: "a", files: [{ path: "../a" }] },
  ]) {
    expect((await ask("POST", "/api/repos/create", { json })).status).toBe(400);
  }
  expect((await ask("POST", "/api/repos/create", { body: "{" })).status).toBe(400);
});

test("lists are filtered, and go on page by page", async () => {
  const { get, ask, create } = await openHub({ limits: { pageEntries: 2 } });
  for (const name of ["a-cat", "b-dog", "c-cat", "local-org/d-cat"]) await create({ name });
  const ids = (list: { id: string }[]) => list.map(({ id }) => id);
  const first = await ask("GET", "/api/models?search=CAT&limit=500");
  const next = /^<(.*)>; rel="next"$/.exec(first.headers.get("link")!)![1]!;
  expect(ids(await first.json())).toEqual(["local-org/d-cat", "local/a-cat"]);
  const second = await ask("GET", next);
  expect([second.headers.get("link"), ids(await second.json())]).toEqual([null, ["local/c-cat"]]);
  expect(ids(await get("GET", "/api/models?author=local-org"))).toEqual(["local-org/d-cat"]);
  expect((await get("GET", "/api/models?limit=1&expand=sha"))[0]).toEqual({
    _id: expect.any(String),
    id: "local-org/d-cat",
    sha: expect.any(String),
  });
  for (const query of ["limit=x", "cursor=-1"]) expect((await ask("GET", `/api/models?${query}`)).status).toBe(400);
});

test("a repository is moved with all it has, and deleted", async () => {
  const { get, ask, create, commit, upload } = await openHub();
  await create();
  await create({ name: "taken" });
  await commit([header(), lfsFile("m.bin", await upload(Buffer.from("large")))]);
  const move = async (toRepo: string) =>
    (await ask("POST", "/api/repos/move", { json: { fromRepo: "local/cats", toRepo, type: "model" } })).status;
  expect([await move("local/taken"), await move("other/cats"), await move("local/dogs")]).toEqual([409, 403, 200]);
  expect((await ask("GET", "/api/models/local/cats")).status).toBe(404);
  const location = (await ask("GET", "/local/dogs/resolve/main/m.bin")).headers.get("location")!;
  expect(await (await ask("GET", location)).text()).toBe("large");
  await get("DELETE", "/api/repos/delete", { json: { name: "dogs", type: "model" } });
  expect((await ask("GET", "/api/models/local/dogs")).status).toBe(404);
  expect((await ask("GET", location)).status).toBe(404);
  expect((await ask("DELETE", "/api/repos/delete", { json: { name: "dogs" } })).status).toBe(404);
  for (const [method, path] of [
    ["POST", "create"],
    ["POST", "move"],
    ["DELETE", "delete"],
  ]) {
    expect((await ask(method!, `/api/repos/${path}`, { token: "", json: { name: "a" } })).status).toBe(401);
  }
});

test("a card that can't be read does not hide its repository", async () => {
  const { get, create, commit } = await openHub();
  await create();
  for (const yaml of ["a: [", "just text", "- a"]) {
    await commit([header(), file("README.md", `---\n${yaml}\n---\n`)]);
    const info = await get("GET", "/api/models/local/cats");
    expect(info).not.toHaveProperty("cardData");
  }
  await commit([
    header(),
    file("README.md", "---\nlibrary_name: transformers\npipeline_tag: image-classification\ntags: [cats]\n---\n"),
  ]);
  expect(await get("GET", "/api/models/local/cats")).toMatchObject({
    library_name: "transformers",
    pipeline_tag: "image-classification",
    tags: ["cats", "transformers", "region:us"],
  });
});
