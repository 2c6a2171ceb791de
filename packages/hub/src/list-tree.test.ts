import { expect, test } from "vitest";
import { listTree } from "./list-tree.ts";
import { connect } from "./request/connection.ts";
import { resolveRevision } from "./revision.ts";
import { answerJson, type Handler, serveScript } from "./testing/scripted-server.ts";

const sha1 = "a".repeat(40);
const repo = { type: "model", name: "cat/one" } as const;

async function list(handler: Handler) {
  const { endpoint, seen } = await serveScript(handler);
  return { seen, endpoint, files: () => listTree(connect({ endpoint, retryBaseMs: 1 }), repo, "refs/pr/1") };
}

test("pages are put together, folders left out, and the revision is encoded", async () => {
  const { files, seen, endpoint } = await list((_, response, number) => {
    const next = `<${endpoint}/api/models/cat/one/tree/refs%2Fpr%2F1?recursive=true&cursor=2>; rel="next"`;
    const entries =
      number === 1
        ? [
            { type: "directory", path: "onnx", oid: sha1, size: 0 },
            { type: "file", path: "a", oid: sha1, size: 1, xetHash: "no hash" },
          ]
        : [
            {
              type: "file",
              path: "onnx/b",
              oid: sha1,
              size: 2,
              lfs: { oid: "b".repeat(64), size: 2, pointerSize: 1 },
              xetHash: "c".repeat(64),
            },
          ];
    answerJson(response, entries, { headers: number === 1 ? { link: next } : {} });
  });
  expect(await files()).toEqual([
    { path: "a", size: 1, storage: "regular", oid: sha1, gitOid: sha1 },
    { path: "onnx/b", size: 2, storage: "lfs", oid: "b".repeat(64), gitOid: sha1, xetHash: "c".repeat(64) },
  ]);
  expect(seen[0].url).toMatch(/^\/api\/models\/cat\/one\/tree\/refs%2Fpr%2F1\?/);
});

test.each([
  ["no list", { error: "no" }],
  ["a file without a hash", [{ type: "file", path: "a", size: 1 }]],
  ["a negative size", [{ type: "file", path: "a", size: -1, oid: sha1 }]],
  ["no path", [{ type: "file", path: "", size: 1, oid: sha1 }]],
  ["a hash that is a path", [{ type: "file", path: "a", size: 1, oid: "../../../../etc/passwd" }]],
  [
    "an LFS hash that is none",
    [{ type: "file", path: "a", size: 1, oid: sha1, lfs: { oid: "x", size: 1, pointerSize: 1 } }],
  ],
  ["something without a kind", [{ path: "a", size: 1, oid: sha1 }]],
  ["a path twice", [1, 2].map((size) => ({ type: "file", path: "a", size, oid: sha1 }))],
  ["nothing at all", null],
])("%s is an answer that can't be used", async (_, answer) => {
  const { files } = await list((_, response) => answerJson(response, answer));
  await expect(files()).rejects.toMatchObject({ code: "hub-answer" });
});

test("a listing that leads back to itself ends", async () => {
  const { files, endpoint, seen } = await list((_, response) =>
    answerJson(response, [], { headers: { link: `<${endpoint}/again>; rel="next"` } }),
  );
  await expect(files()).rejects.toMatchObject({ code: "hub-answer" });
  expect(seen).toHaveLength(2);
});

test("a listing whose pages never end is given up", async () => {
  let asked = 0;
  const fetch: typeof globalThis.fetch = async (url) => {
    const headers = { link: `<${String(url).split("&")[0]}&cursor=${++asked}>; rel="next"` };
    return new Response("[]", { headers });
  };
  await expect(listTree(connect({ fetch }), repo, "main")).rejects.toMatchObject({ code: "hub-answer" });
  expect(asked).toBe(10_000);
});

test("a revision is a commit, or the answer can't be used", async () => {
  const { endpoint, seen } = await serveScript((_, response, number) =>
    answerJson(response, [{ sha: sha1 }, { sha: "main" }, null][number - 1]),
  );
  const connection = connect({ endpoint });
  expect(await resolveRevision(connection, repo, "a/b#c")).toBe(sha1);
  expect(seen[0].url).toBe("/api/models/cat/one/revision/a%2Fb%23c");
  for (let i = 0; i < 2; i++)
    await expect(resolveRevision(connection, repo, "main")).rejects.toMatchObject({ code: "hub-answer" });
  // A commit needs no request.
  expect(await resolveRevision(connection, repo, sha1)).toBe(sha1);
  expect(seen).toHaveLength(3);
});
