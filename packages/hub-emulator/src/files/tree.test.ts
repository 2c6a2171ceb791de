import { expect, test } from "vitest";
import { file, header, lfsFile, openHub } from "../testing/open-hub.ts";

const CATS = "/api/models/local/cats";

test("a tree goes on page by page, of one commit whatever happens meanwhile, with last commits", async () => {
  const { create, commit, ask, upload } = await openHub({ limits: { pageEntries: 3 } });
  await create();
  const oid = await upload(Buffer.from("large"));
  await commit([
    header("first"),
    file("a b/1", "1"),
    file("a b/2", "2"),
    file("a b/3", "3"),
    lfsFile("a b/m.bin", oid),
  ]);
  await commit([header("second"), file("a b/2", "two")]);
  let next: string | undefined = `${CATS}/tree/main/a%20b?expand=true`;
  const found: string[] = [];
  while (next) {
    const page: Response = await ask("GET", next);
    for (const entry of await page.json()) found.push(`${entry.path} ${entry.size} ${entry.lastCommit.title}`);
    next = /<(.*)>/.exec(page.headers.get("link") ?? "")?.[1];
    if (next) await commit([header("amid"), file("a b/0", "0")]);
  }
  expect(found).toEqual(["a b/1 1 first", "a b/2 3 second", "a b/3 1 first", "a b/m.bin 5 first"]);
  expect((await ask("GET", `${CATS}/tree/main/none`)).headers.get("x-error-code")).toBe("EntryNotFound");
  expect((await ask("GET", `${CATS}/tree/none`)).headers.get("x-error-code")).toBe("RevisionNotFound");
});

test("paths-info takes JSON and a form, and leaves out what is not there", async () => {
  const { create, commit, get, ask, upload } = await openHub();
  await create();
  await commit([header("first"), file("d/a.txt", "1"), lfsFile("m.bin", await upload(Buffer.from("large")))]);
  const asJson = await get("POST", `${CATS}/paths-info/main`, {
    json: { paths: ["d", "m.bin", "none", "d/a.txt"], expand: true },
  });
  const form = new URLSearchParams([
    ["paths", "d"],
    ["paths", "m.bin"],
    ["paths", "none"],
    ["paths", "d/a.txt"],
    ["expand", "True"],
  ]);
  expect(await get("POST", `${CATS}/paths-info/main`, { body: form })).toEqual(asJson);
  expect(asJson.map(({ path, type, size }: Record<string, unknown>) => [path, type, size])).toEqual([
    ["d", "directory", 0],
    ["m.bin", "file", 5],
    ["d/a.txt", "file", 1],
  ]);
  expect(asJson[1].lfs.pointerSize).toBe(126);
  expect(asJson[2].lastCommit.title).toBe("first");
  for (const json of [{}, { paths: 1 }, { paths: [1] }, []])
    expect((await ask("POST", `${CATS}/paths-info/main`, { json })).status).toBe(400);
  expect((await ask("POST", `${CATS}/paths-info/main`, { json: { paths: Array(10_001).fill("a") } })).status).toBe(413);
});
